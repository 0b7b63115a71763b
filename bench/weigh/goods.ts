// Products for `bench weigh`: weights of a real catalogue, units that stray from them, and what boxes of them have taught.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProtectionClass } from '../../shared/domain/catalogue/handling';
import { type Sku, skuSchema } from '../../shared/domain/ids';
import { learnWeight } from '../../shared/domain/weighing/learn-weight';
import type { LearnedWeight } from '../../shared/domain/weighing/learned-weight';
import { BenchCannotRun } from '../bench';
import { type Draw, noise } from './pan';

/** Assumed: units of a product stray from one another by so much of their weight. */
export const unitShare = [0.003, 0.03] as const;
/** Boxes that each product was learned from, of one to three units. */
export const taughtBy = 15;
const bounds = { from: 10, to: 5_000 } as const;

export type Article = {
  sku: Sku;
  grams: number;
  spreadGrams: number;
  litres: number;
  protection: ProtectionClass;
  learned: LearnedWeight | null;
};

/** Assumed: so many of a hundred products want so much around them. */
export const protectedShare = { light: 0.25, fragile: 0.15 } as const;

export type Measured = { grams: number; litres: number };

/** Products of `olist_products_dataset.csv` that a box at a bench takes. */
export function readProducts(folder: string): Measured[] {
  let text: string;
  try {
    text = readFileSync(join(folder, 'olist_products_dataset.csv'), 'utf8');
  } catch {
    throw new BenchCannotRun(`no olist_products_dataset.csv in ${folder}`);
  }
  const [head = '', ...rows] = text.split(/\r?\n/);
  const names = head.replaceAll('"', '').split(',');
  const at = ['product_weight_g', 'product_length_cm', 'product_height_cm', 'product_width_cm'].map(
    (name) => {
      const column = names.indexOf(name);
      if (column < 0) throw new BenchCannotRun(`${folder} has no ${name}`);
      return column;
    },
  );
  return rows
    .map((row) => {
      const values = row.split(',');
      const [grams = 0, ...sides] = at.map((column) => Number(values[column]));
      return { grams, litres: sides.reduce((product, side) => product * side, 1) / 1_000 };
    })
    .filter(({ grams, litres }) => grams >= bounds.from && grams <= bounds.to && litres > 0);
}

export function drawArticles(products: readonly Measured[], count: number, draw: Draw): Article[] {
  return Array.from({ length: count }, (_each, at): Article => {
    const { grams = 0, litres = 1 } = products[Math.floor(draw.even() * products.length)] ?? {};
    const spreadGrams = grams * draw.between(unitShare[0], unitShare[1]);
    const sku = skuSchema.parse(`W${at}`);
    const boxes = Array.from({ length: taughtBy }, () => {
      const units = 1 + Math.floor(draw.even() * 3);
      const load = Array.from({ length: units }, () => unitOf({ grams, spreadGrams }, draw));
      const netGrams = load.reduce((sum, each) => sum + each, 0) + draw.normal() * noise.readingGrams;
      return { units, netGrams: Math.round(netGrams) };
    });
    // A draw of its own, behind all others of this product.
    const luck = draw.even();
    const protection =
      luck < protectedShare.fragile
        ? 'fragile'
        : luck < protectedShare.fragile + protectedShare.light
          ? 'light'
          : 'none';
    return { sku, grams, spreadGrams, litres, protection, learned: learnWeight(boxes) };
  });
}

export function unitOf({ grams, spreadGrams }: Pick<Article, 'grams' | 'spreadGrams'>, draw: Draw): number {
  return Math.max(1, grams + draw.normal() * spreadGrams);
}
