// Products for `bench weigh`: weights of a real catalogue, units that stray from them, and what boxes of them have taught.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

export type Article = { sku: Sku; grams: number; spreadGrams: number; learned: LearnedWeight | null };

/** Grams of the products of `olist_products_dataset.csv` that a box at a bench takes. */
export function readWeights(folder: string): number[] {
  let text: string;
  try {
    text = readFileSync(join(folder, 'olist_products_dataset.csv'), 'utf8');
  } catch {
    throw new BenchCannotRun(`no olist_products_dataset.csv in ${folder}`);
  }
  const [head = '', ...rows] = text.split(/\r?\n/);
  const column = head.replaceAll('"', '').split(',').indexOf('product_weight_g');
  if (column < 0) throw new BenchCannotRun(`${folder} has no product_weight_g`);
  return rows
    .map((row) => Number(row.split(',')[column]))
    .filter((grams) => grams >= bounds.from && grams <= bounds.to);
}

export function drawArticles(weights: readonly number[], count: number, draw: Draw): Article[] {
  return Array.from({ length: count }, (_each, at): Article => {
    const grams = weights[Math.floor(draw.even() * weights.length)] ?? 0;
    const spreadGrams = grams * draw.between(unitShare[0], unitShare[1]);
    const sku = skuSchema.parse(`W${at}`);
    const boxes = Array.from({ length: taughtBy }, () => {
      const units = 1 + Math.floor(draw.even() * 3);
      const load = Array.from({ length: units }, () => unitOf({ grams, spreadGrams }, draw));
      const netGrams = load.reduce((sum, each) => sum + each, 0) + draw.normal() * noise.readingGrams;
      return { units, netGrams: Math.round(netGrams) };
    });
    return { sku, grams, spreadGrams, learned: learnWeight(boxes) };
  });
}

export function unitOf({ grams, spreadGrams }: Pick<Article, 'grams' | 'spreadGrams'>, draw: Draw): number {
  return Math.max(1, grams + draw.normal() * spreadGrams);
}
