// Stock at what it stands in the books, how long it lasts and how often it is turned over, and the products behind it.
import type { z } from 'zod';
import type {
  GoodsFigures,
  GoodsProducts,
  goodsProductsQuerySchema,
} from '../../../shared/contract/night-figures';
import { coverDays, turnsOf } from '../../../shared/domain/figures/goods';
import { companyStream } from '../../../shared/domain/ids';
import { cursorOf, readCursor } from '../../db/cursor';
import { CursorWrong } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { loadRoles, readOpenBooks } from '../books/book-store';
import { loadMoneySettings } from '../rates/money-settings';
import { readMadeAt } from './make-night';

const shownMonths = 25;
const yearDays = 365;

export async function readGoods(db: Queryable, now: Date): Promise<GoodsFigures> {
  const [madeAt, { booksCurrency }, books, classes] = await Promise.all([
    readMadeAt(db),
    loadMoneySettings(db),
    readOpenBooks(db),
    readClasses(db),
  ]);
  const daily = classes.reduce((sum, row) => sum + row.daily, 0);
  const expected = classes.reduce((sum, row) => sum + row.forecastUnits, 0);
  return {
    madeAt,
    currency: books?.settings.currency ?? booksCurrency,
    stock: books ? await readStock(db, now) : null,
    coverDays: coverDays(expected, daily),
    classes: classes.map(({ daily: perDay, forecastUnits, ...row }) => ({
      ...row,
      coverDays: coverDays(forecastUnits, perDay),
      turns: turnsOf(row.soldMinor, row.valueMinor, yearDays),
    })),
  };
}

type ClassRow = Omit<GoodsFigures['classes'][number], 'coverDays' | 'turns'> & {
  daily: number;
  forecastUnits: number;
};

async function readClasses(db: Queryable): Promise<ClassRow[]> {
  const { rows } = await db.query<ClassRow>({
    name: 'figures-classes',
    text: `SELECT abc, xyz, count(*)::int AS products, sum(units)::float8 AS units, sum(value_minor)::float8 AS "valueMinor",
             sum(sold_units)::float8 AS "soldUnits", sum(sold_minor)::float8 AS "soldMinor",
             coalesce(sum(daily_units), 0) AS daily, coalesce(sum(units) FILTER (WHERE daily_units > 0), 0)::float8 AS "forecastUnits"
           FROM product_figure GROUP BY abc, xyz ORDER BY abc, xyz`,
  });
  return rows;
}

async function readStock(db: Queryable, now: Date): Promise<NonNullable<GoodsFigures['stock']>> {
  const accountOf = await loadRoles(db);
  const [warehouses, changes, costs] = await Promise.all([
    db.query<{ warehouseId: string; units: number; valueMinor: number }>({
      name: 'figures-stock-value',
      text: `SELECT stream_id AS "warehouseId", sum(quantity)::float8 AS units, sum(value_minor)::float8 AS "valueMinor" FROM stock_cost GROUP BY stream_id ORDER BY stream_id`,
    }),
    db.query<{ month: string; minor: number }>({
      name: 'figures-stock-months',
      text: 'SELECT month, value_minor AS minor FROM stock_month',
    }),
    db.query<{ month: string; minor: number }>({
      name: 'figures-goods-cost',
      text: `SELECT month, sum(base_debit_minor - base_credit_minor)::float8 AS minor FROM book_balance WHERE account = $1 GROUP BY month`,
      values: [accountOf('goods-cost')],
    }),
  ]);
  const costOf = new Map(costs.rows.map(({ month, minor }) => [month, minor]));
  const months = monthsUntil(now, shownMonths).map((month) => ({
    month,
    valueMinor: changes.rows.reduce((sum, each) => sum + (each.month <= month ? each.minor : 0), 0),
    costMinor: costOf.get(month) ?? 0,
  }));
  const turns = (year: typeof months): number | null => {
    const value = year.reduce((sum, { valueMinor }) => sum + valueMinor, 0) / Math.max(1, year.length);
    return turnsOf(
      year.reduce((sum, { costMinor }) => sum + costMinor, 0),
      value,
      yearDays,
    );
  };
  return {
    units: warehouses.rows.reduce((sum, { units }) => sum + units, 0),
    valueMinor: warehouses.rows.reduce((sum, { valueMinor }) => sum + valueMinor, 0),
    warehouses: warehouses.rows,
    months,
    turns: turns(months.slice(-12)),
    turnsBefore: turns(months.slice(-24, -12)),
  };
}

/** The month of a day and those before it, `2026-11`, the newest last. */
function monthsUntil(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, at) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (count - 1 - at), 1))
      .toISOString()
      .slice(0, 7),
  );
}

type Row = Omit<GoodsProducts['rows'][number], 'coverDays' | 'turns'> & {
  daily: number | null;
  soldMinor: number;
};

/** @throws CursorWrong */
export async function readGoodsProducts(
  db: Queryable,
  { abc, xyz, warehouse, limit, cursor }: z.output<typeof goodsProductsQuerySchema>,
): Promise<GoodsProducts> {
  const place = cursor === undefined ? null : readCursor(cursor, 2);
  if (cursor !== undefined && (place === null || !/^-?\d{1,15}$/.test(place[0] ?? '')))
    throw new CursorWrong();
  const { rows } = await db.query<Row>({
    name: `figures-products-${warehouse === undefined ? 'all' : 'warehouse'}`,
    text: `SELECT f.sku, p.name, f.abc, f.xyz, f.units, f.value_minor AS "valueMinor", f.sold_units AS "soldUnits", f.sold_minor AS "soldMinor", f.daily_units AS daily
           FROM ${warehouse === undefined ? ofAll : ofWarehouse} AS f LEFT JOIN product p ON p.stream_id = $1 AND p.sku = f.sku
           WHERE ($2::text IS NULL OR f.abc = $2) AND ($3::text IS NULL OR f.xyz = $3)
             AND ($4::bigint IS NULL OR f.value_minor < $4 OR (f.value_minor = $4 AND f.sku > $5::text))
           ORDER BY f.value_minor DESC, f.sku LIMIT $6`,
    values: [
      companyStream,
      abc ?? null,
      xyz ?? null,
      place?.[0] ?? null,
      place?.[1] ?? null,
      limit,
      ...(warehouse === undefined ? [] : [warehouse]),
    ],
  });
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    rows: rows.map(({ daily, soldMinor, ...row }) => ({
      ...row,
      coverDays: coverDays(row.units, daily),
      turns: turnsOf(soldMinor, row.valueMinor, yearDays),
    })),
    cursor: last ? cursorOf(last.valueMinor, last.sku) : null,
  };
}

const ofAll = 'product_figure';
/** What stands in one warehouse; what went is of all of them. */
const ofWarehouse = `(SELECT c.sku, f.abc, f.xyz, c.quantity AS units, c.value_minor, coalesce(f.sold_units, 0) AS sold_units,
  coalesce(f.sold_minor, 0) AS sold_minor, f.daily_units FROM stock_cost c LEFT JOIN product_figure f ON f.sku = c.sku WHERE c.stream_id = $7)`;
