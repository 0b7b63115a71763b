// Prices that somebody has to look up: lines without one are priced by the list and taxed by the rule that their channel has.
import type { z } from 'zod';
import type { takeOrderRequestSchema } from '../../../shared/contract/http';
import type { NewOrder } from '../../../shared/contract/http';
import { companyStream, type Sku } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { price } from '../../../shared/domain/pricing/price';
import {
  type PriceList,
  priceListSchema,
  taxOf,
  type TaxRule,
  taxRuleSchema,
  unitPrice,
} from '../../../shared/domain/pricing/price-list';
import type { Money } from '../../../shared/money/money';
import type { Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';
import { loadMarks } from '../marks/marks';
import { orderIdOf } from '../orders/order-id';

type Wanted = { sku: Sku; quantity: number };
type Asked = { channelId: string; currency: string; countryCode: string; lines: readonly Wanted[] };
/** `lineNo` counts from 1. Taxes are of the channel's rule; null lines are in no list and have no price of their own. */
export type PricedLines =
  | { ok: true; taxIncluded: boolean; lines: { unitPriceMinor: number; taxPpm: number }[] }
  | { ok: false; lineNo: number; sku: string };

export async function priceLines(
  db: Queryable,
  { channelId, currency, countryCode, lines }: Asked,
): Promise<PricedLines> {
  const { list, rule } = await agreedFor(db, channelId);
  const skus = [...new Set(lines.map(({ sku }) => sku))];
  const products = await db.query<{ sku: string; price: Money }>({
    name: 'product-prices',
    text: `SELECT sku, doc->'price' AS price FROM product WHERE stream_id = $1 AND sku = ANY($2::text[]) AND NOT deleted`,
    values: [companyStream, skus],
  });
  const prices = new Map(products.rows.map((row) => [row.sku, row]));
  const tags = rule?.rates.some(({ productTag }) => productTag !== null)
    ? await loadMarks(db, 'product', skus)
    : new Map();
  const priced: { unitPriceMinor: number; taxPpm: number }[] = [];
  for (const [index, { sku, quantity }] of lines.entries()) {
    const product = prices.get(sku);
    // An unknown product is named where orders are taken.
    const unitPriceMinor = product ? unitPrice(list, product, quantity, currency) : 0;
    if (unitPriceMinor === null) return { ok: false, lineNo: index + 1, sku };
    priced.push({ unitPriceMinor, taxPpm: taxOf(rule, countryCode, tags.get(sku)?.tags ?? []) });
  }
  return { ok: true, taxIncluded: rule?.taxIncluded ?? true, lines: priced };
}

type TakeOrder = z.output<typeof takeOrderRequestSchema>;

/** An order with a price on every line; where the channel's prices are without tax, its tax is a charge. */
export async function pricedOrder(
  db: Queryable,
  order: TakeOrder,
): Promise<{ ok: true; order: NewOrder } | { ok: false; lineNo: number; sku: string }> {
  const { lines: given, ...rest } = order;
  if (given.every(({ unitPriceMinor }) => unitPriceMinor !== undefined))
    return { ok: true, order: order as NewOrder };
  const known = await knownOrder(db, order);
  if (known) return { ok: true, order: known };
  const { channelId, currency, shipTo } = order;
  const looked = await priceLines(db, { channelId, currency, countryCode: shipTo.countryCode, lines: given });
  if (!looked.ok) return looked;
  const lines = given.map((line, index) => ({
    ...line,
    unitPriceMinor: line.unitPriceMinor ?? looked.lines[index]?.unitPriceMinor ?? 0,
  }));
  const { taxMinor } = price({
    lines: lines.map(({ quantity, unitPriceMinor }, index) => ({
      quantity,
      unitPriceMinor,
      discountMinor: 0,
      taxPpm: looked.lines[index]?.taxPpm ?? 0,
    })),
    discountMinor: 0,
    shippingMinor: 0,
    taxIncluded: looked.taxIncluded,
  });
  const tax = { kind: 'adjustment', code: 'tax', name: 'tax', amountMinor: taxMinor } as const;
  const charges = looked.taxIncluded || taxMinor === 0 ? rest.charges : [...rest.charges, tax];
  return { ok: true, order: { ...rest, lines, charges } };
}

/** The same order again has the prices it had: a list that has changed since makes no other order of it. */
async function knownOrder(db: Queryable, order: TakeOrder): Promise<NewOrder | null> {
  const { rows } = await db.query<{ doc: Order }>(
    'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = $2',
    [companyStream, orderIdOf(order.channelId, order.externalId)],
  );
  const known = rows[0]?.doc;
  if (!known) return null;
  const extra = known.charges.filter(({ code, kind }) => code === 'tax' && kind === 'adjustment');
  return {
    ...order,
    lines: order.lines.map((line, index) => ({
      ...line,
      unitPriceMinor: line.unitPriceMinor ?? known.lines[index]?.unitPriceMinor ?? 0,
    })),
    charges: [...order.charges, ...extra],
  };
}

async function agreedFor(
  db: Queryable,
  channelId: string,
): Promise<{ list: PriceList | null; rule: TaxRule | null }> {
  const { rows } = await db.query<{ list: unknown; rule: unknown }>({
    name: 'channel-prices',
    text: `SELECT l.doc AS list, t.doc AS rule FROM channel c
           LEFT JOIN price_list l ON l.stream_id = $2 AND l.name = c.policy->>'priceList'
           LEFT JOIN tax_rule t ON t.stream_id = $2 AND t.name = c.policy->>'taxRule'
           WHERE c.channel_id = $1`,
    values: [channelId, companyStream],
  });
  const [row] = rows;
  if (!row) return { list: null, rule: null };
  return {
    list: row.list === null ? null : priceListSchema.parse(row.list),
    rule: row.rule === null ? null : taxRuleSchema.parse(row.rule),
  };
}

export async function listPrices(db: Queryable): Promise<{ priceLists: PriceList[]; taxRules: TaxRule[] }> {
  const read = async (table: 'price_list' | 'tax_rule'): Promise<unknown[]> =>
    (
      await db.query<{ doc: unknown }>(`SELECT doc FROM ${table} WHERE stream_id = $1 ORDER BY name`, [
        companyStream,
      ])
    ).rows.map(({ doc }) => doc);
  return {
    priceLists: (await read('price_list')).map((doc) => priceListSchema.parse(doc)),
    taxRules: (await read('tax_rule')).map((doc) => taxRuleSchema.parse(doc)),
  };
}

export async function savePriceList(db: Queryable, list: PriceList, at: string): Promise<void> {
  await save(db, 'price_list', list, at);
}

export async function saveTaxRule(db: Queryable, rule: TaxRule, at: string): Promise<void> {
  await save(db, 'tax_rule', rule, at);
}

async function save(
  db: Queryable,
  table: 'price_list' | 'tax_rule',
  doc: PriceList | TaxRule,
  at: string,
): Promise<void> {
  await db.query(
    `INSERT INTO ${table} (stream_id, name, doc, changed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (stream_id, name) DO UPDATE SET doc = excluded.doc, changed_at = excluded.changed_at`,
    [companyStream, doc.name, storableJson(doc), at],
  );
}
