// Figures of goods, forecasts and customers: what is worked out each night, and what stands in the books now.
import { z } from 'zod';
import { xyzClasses } from '../domain/figures/goods';
import { skuSchema, warehouseIdSchema } from '../domain/ids';
import { abcClasses } from '../domain/stock/count-policy';

const day = z.iso.date().max(10);
const month = z
  .string()
  .max(7)
  .regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/);
const currency = z.string().max(3).nullable();
const minor = z.int();
const abc = z.enum(abcClasses);
const xyz = z.enum(xyzClasses);

// GET /v1/figures/goods, POST /v1/figures/night
export const goodsFiguresSchema = z.object({
  /** Null: it was not worked out yet. */
  madeAt: z.iso.datetime().nullable(),
  currency,
  /** What stands in the books now; null: they are not open. */
  stock: z
    .object({
      units: z.int(),
      valueMinor: minor,
      warehouses: z.array(z.object({ warehouseId: z.string(), units: z.int(), valueMinor: minor })),
      /** The last 25 months, the newest last: stock at its end, and what goods cost that were sold in it. */
      months: z.array(z.object({ month, valueMinor: minor, costMinor: minor })),
      /** Of the last twelve months: how often a year stock is turned over. */
      turns: z.number().nullable(),
      /** The same of the twelve before. */
      turnsBefore: z.number().nullable(),
    })
    .nullable(),
  /** Days that the units last by the forecast, of all products that have one. */
  coverDays: z.number().nullable(),
  classes: z.array(
    z.object({
      abc,
      xyz,
      products: z.int(),
      units: z.int(),
      valueMinor: minor,
      soldUnits: z.int(),
      soldMinor: minor,
      coverDays: z.number().nullable(),
      turns: z.number().nullable(),
    }),
  ),
});
export type GoodsFigures = z.infer<typeof goodsFiguresSchema>;

// GET /v1/figures/goods/products: what stands behind a class or a warehouse, what is worth most first
export const goodsProductsQuerySchema = z.strictObject({
  abc: abc.optional(),
  xyz: xyz.optional(),
  warehouse: warehouseIdSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(400).optional(),
});
export const goodsProductsSchema = z.object({
  rows: z.array(
    z.object({
      sku: skuSchema,
      name: z.string().nullable(),
      abc: abc.nullable(),
      xyz: xyz.nullable(),
      units: z.int(),
      valueMinor: minor,
      soldUnits: z.int(),
      coverDays: z.number().nullable(),
      turns: z.number().nullable(),
    }),
  ),
  cursor: z.string().max(400).nullable(),
});
export type GoodsProducts = z.infer<typeof goodsProductsSchema>;

// GET /v1/figures/forecasts
const hit = { items: z.int(), said: z.number(), came: z.number(), missed: z.number() };
export const forecastFiguresSchema = z.object({
  madeAt: z.iso.datetime().nullable(),
  /** The last 26 weeks of which something was said before they came, the newest last. */
  weeks: z.array(z.object({ week: day, ...hit })),
  classes: z.array(z.object({ abc, ...hit })),
});
export type ForecastFigures = z.infer<typeof forecastFiguresSchema>;

// GET /v1/figures/forecasts/items: the products of a week whose forecast was furthest off
export const forecastItemsQuerySchema = z.strictObject({
  week: day,
  abc: abc.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const forecastItemsSchema = z.object({
  rows: z.array(
    z.object({
      sku: skuSchema,
      name: z.string().nullable(),
      said: z.number(),
      overridden: z.number().nullable(),
      came: z.number(),
    }),
  ),
});
export type ForecastItems = z.infer<typeof forecastItemsSchema>;

// GET /v1/figures/customers
export const customerFiguresSchema = z.object({
  madeAt: z.iso.datetime().nullable(),
  currency,
  segments: z.array(
    z.object({ segment: z.string().nullable(), customers: z.int(), orders: z.int(), moneyMinor: minor }),
  ),
  /** Customers by the month of their first order, and how many of them ordered in each month after it; of the last 24 months. */
  cohorts: z.array(
    z.object({ firstMonth: month, month, customers: z.int(), orders: z.int(), moneyMinor: minor }),
  ),
});
export type CustomerFigures = z.infer<typeof customerFiguresSchema>;

// GET /v1/figures/customers/members: who stands behind a segment, or behind a cohort in one month; who spent most first
export const membersQuerySchema = z.strictObject({
  segment: z.string().max(40).optional(),
  firstMonth: month.optional(),
  month: month.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const membersSchema = z.object({
  rows: z.array(
    z.object({
      customerId: z.uuid(),
      name: z.string(),
      orders: z.int(),
      moneyMinor: minor,
    }),
  ),
});
export type CohortMembers = z.infer<typeof membersSchema>;
