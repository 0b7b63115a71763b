// What is looked up before a label is planned or bought: the parcel as head office has it, where it leaves from, its box,
// and what customs want to know of its lines.
import type { Address } from '../../../shared/domain/customer/address';
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { Box } from '../../../shared/domain/packing/box';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import {
  type CustomsDeclaration,
  declareCustoms,
  needsCustoms,
  type ProductCustoms,
} from '../../../shared/domain/shipping/customs';
import type { Carrier } from '../../../shared/domain/shipping/carrier';
import type { Queryable } from '../../db/pool';

export async function loadParcel(db: Queryable, parcelId: string): Promise<Parcel | null> {
  const { rows } = await db.query<{ doc: Parcel }>({
    name: 'shipment-parcel',
    text: 'SELECT doc FROM parcel WHERE parcel_id = $1 AND NOT deleted',
    values: [parcelId],
  });
  return rows[0]?.doc ?? null;
}

export type Place = { address: Address; timeZone: string };

/** Null for a warehouse that has no address in the directory. */
export async function loadWarehouse(db: Queryable, warehouseId: string): Promise<Place | null> {
  const { rows } = await db.query<{ warehouse: Place }>({
    name: 'shipment-warehouse',
    text: `SELECT doc->'warehouse' AS warehouse FROM directory
           WHERE stream_id = $1 AND kind = 'warehouse' AND NOT deleted AND doc->'warehouse'->>'warehouseId' = $2`,
    values: [companyStream, warehouseId],
  });
  return rows[0]?.warehouse ?? null;
}

export async function loadBoxes(db: Queryable): Promise<Box[]> {
  const { rows } = await db.query<{ box: Box }>({
    name: 'shipment-boxes',
    text: `SELECT doc->'box' AS box FROM directory WHERE stream_id = $1 AND kind = 'box' AND NOT deleted ORDER BY entry_id`,
    values: [companyStream],
  });
  return rows.map((row) => row.box);
}

export type CustomsAnswer = { declaration: CustomsDeclaration | null; missing: string[] };

/** What is in the box, or shall be while it is not packed yet. */
export async function loadCustoms(
  db: Queryable,
  parcel: Parcel,
  from: Address,
  carrier: Carrier,
): Promise<CustomsAnswer> {
  if (!needsCustoms(from.countryCode, parcel.shipTo.countryCode)) return { declaration: null, missing: [] };
  const [order, products] = await Promise.all([
    db.query<{ doc: Order }>({
      name: 'shipment-order',
      text: 'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = $2',
      values: [companyStream, parcel.orderId],
    }),
    loadProductCustoms(
      db,
      parcel.lines.map(({ sku }) => sku),
    ),
  ]);
  const doc = order.rows[0]?.doc;
  const prices = new Map(doc?.lines.map((line) => [line.lineNo, line.unitPriceMinor]));
  const isPacked = parcel.lines.some((line) => line.packed > 0);
  const told = declareCustoms({
    lines: parcel.lines.map((line) => ({
      sku: line.sku,
      quantity: isPacked ? line.packed : line.expected - line.missing - line.damaged - line.cancelled,
      unitWeightGrams: line.unitWeightGrams,
      unitPriceMinor: prices.get(line.lineNo) ?? 0,
    })),
    products,
    currency: doc?.currency ?? carrier.services[0]?.currency ?? 'EUR',
    wanted: carrier.customsCurrency ?? null,
    convert: (amountMinor, one, other) => (one === other ? amountMinor : null),
  });
  return told.ok
    ? { declaration: told.declaration, missing: [] }
    : { declaration: null, missing: told.missing };
}

export async function loadProductCustoms(
  db: Queryable,
  skus: readonly string[],
): Promise<Map<string, ProductCustoms>> {
  const { rows } = await db.query<{
    sku: string;
    hs_code: string;
    origin_country: string;
    description: string;
  }>({
    name: 'product-customs',
    text: 'SELECT sku, hs_code, origin_country, description FROM product_customs WHERE stream_id = $1 AND sku = ANY($2::text[])',
    values: [companyStream, [...new Set(skus)]],
  });
  return new Map(
    rows.map((row) => [
      row.sku,
      { hsCode: row.hs_code, originCountry: row.origin_country, description: row.description },
    ]),
  );
}
