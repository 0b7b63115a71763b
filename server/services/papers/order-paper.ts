// A paper of an order, or of one of its boxes, as a page: the same that benches print, here with the prices of the order.
import type { z } from 'zod';
import type { orderPaperQuerySchema } from '../../../shared/contract/papers';
import type { Address } from '../../../shared/domain/customer/address';
import { customsMissing, declaredValue, leavesUnion } from '../../../shared/domain/document/customs-forms';
import { type AskedPaper, isOfOrder } from '../../../shared/domain/document/paper-rules';
import { companyStream, type OrderId, type WarehouseId } from '../../../shared/domain/ids';
import { type Order, orderSchema } from '../../../shared/domain/order/order';
import { type Parcel, parcelSchema } from '../../../shared/domain/parcel/parcel';
import type { ProductCustoms } from '../../../shared/domain/shipping/customs';
import type { Paper } from '../../../shared/document/paper';
import { paperBars } from '../../../shared/document/paper-bars';
import { paperHtml } from '../../../shared/document/paper-html';
import { paperOfOrder } from '../../../shared/document/paper-of-order';
import { paperOfParcel } from '../../../shared/document/paper-of-parcel';
import { languageOfCountry, paperVoice } from '../../../shared/document/paper-words';
import en from '../../../shared/text/en.json';
import tr from '../../../shared/text/tr.json';
import type { Queryable } from '../../db/pool';
import { loadProductCustoms } from '../shipments/shipment-facts';

export const voices = { en: paperVoice('en', en), tr: paperVoice('tr', tr) };

export type OrderPaper = { html: string; number: string; missing: string[] };
export type NoPaper =
  | 'order-unknown'
  | 'parcel-unknown'
  | 'paper-not-of-box'
  | 'paper-of-a-box'
  | 'paper-not-over-border'
  | 'paper-without-sender';

export async function orderPaper(
  db: Queryable,
  orderId: OrderId,
  wanted: z.output<typeof orderPaperQuerySchema>,
  at: string,
): Promise<OrderPaper | NoPaper> {
  const found = await loadOrder(db, orderId);
  if (!found) return 'order-unknown';
  const { order, channelName } = found;
  const voice = voices[wanted.language ?? languageOfCountry(order.shipTo.countryCode)];
  const asked: AskedPaper = { kind: wanted.kind, format: wanted.format };
  if (wanted.parcelId === undefined) {
    const place = await placeOf(db, order.warehouseIds[0] ?? null);
    if (!place) return 'paper-without-sender';
    const { kind } = asked;
    if (!isOfOrder(kind)) return 'paper-of-a-box';
    return page(paperOfOrder({ ...asked, kind }, { order, channelName, ...place }, voice));
  }
  const box = await loadParcel(db, orderId, wanted.parcelId);
  if (!box) return 'parcel-unknown';
  const place = await placeOf(db, box.parcel.warehouseId);
  if (!place) return 'paper-without-sender';
  const sealedAt = box.sealedAt ?? at;
  if (isOfOrder(asked.kind)) {
    const paper = paperOfParcel(asked, { parcel: box.parcel, at: sealedAt, count: null, ...place }, voice);
    return paper ? page(paper) : 'paper-not-of-box';
  }
  const products = await loadProductCustoms(
    db,
    box.parcel.lines.map(({ sku }) => sku),
  );
  const customsOf = (sku: string): ProductCustoms | null => products.get(sku) ?? null;
  const parcel = withValues(box.parcel, order, place.seller.countryCode);
  if (!leavesUnion(parcel.lines)) return 'paper-not-over-border';
  const paper = paperOfParcel(asked, { parcel, at: sealedAt, count: null, customsOf, ...place }, voice);
  if (!paper) return 'paper-not-of-box';
  const packed = parcel.lines.filter((line) => line.packed > 0);
  return { ...page(paper), missing: customsMissing(packed, customsOf) };
}

/** Boxes of before values went with them have those of their order. */
function withValues(parcel: Parcel, order: Order, fromCountry: string): Parcel {
  const lines = parcel.lines.map((line) => {
    const ordered = order.lines.find(({ lineNo }) => lineNo === line.lineNo);
    const declared =
      line.declared ?? declaredValue(fromCountry, parcel.shipTo.countryCode, ordered, order.currency);
    return declared ? { ...line, declared } : line;
  });
  return { ...parcel, lines };
}

export function page(paper: Paper): OrderPaper {
  const bars = paperBars(paper.barcode);
  return {
    html: paperHtml(paper, { attempt: 1, bars, rowBars: paperBars }),
    number: paper.number,
    missing: [],
  };
}

async function loadOrder(
  db: Queryable,
  orderId: OrderId,
): Promise<{ order: Order; channelName: string } | null> {
  const { rows } = await db.query<{ doc: unknown; channel: string }>(
    `SELECT o.doc, coalesce(c.name, o.doc->>'channelId') AS channel
     FROM sales_order o LEFT JOIN channel c ON c.channel_id = o.doc->>'channelId'
     WHERE o.stream_id = $1 AND o.order_id = $2 AND NOT o.deleted`,
    [companyStream, orderId],
  );
  const [row] = rows;
  return row ? { order: orderSchema.parse(row.doc), channelName: row.channel } : null;
}

async function loadParcel(
  db: Queryable,
  orderId: OrderId,
  parcelId: string,
): Promise<{ parcel: Parcel; sealedAt: string | null } | null> {
  const { rows } = await db.query<{ doc: unknown; sealed_at: Date | null }>(
    `SELECT p.doc, (SELECT o.at FROM op o WHERE o.op_id = (p.doc->>'sealedBy')::uuid) AS sealed_at
     FROM parcel p WHERE p.order_id = $1 AND p.parcel_id = $2 AND NOT p.deleted`,
    [orderId, parcelId],
  );
  const [row] = rows;
  if (!row) return null;
  const sealedAt = row.sealed_at === null ? null : new Date(row.sealed_at).toISOString();
  return { parcel: parcelSchema.parse(row.doc), sealedAt };
}

/** Of an order that no warehouse has yet: the first one there is. Null where none has told its address. */
export async function placeOf(
  db: Queryable,
  warehouseId: WarehouseId | null,
): Promise<{ seller: Address; timeZone: string } | null> {
  const { rows } = await db.query<{ seller: Address; timeZone: string }>(
    `SELECT doc->'warehouse'->'address' AS seller, doc->'warehouse'->>'timeZone' AS "timeZone" FROM directory
     WHERE stream_id = $1 AND kind = 'warehouse' AND NOT deleted
     ORDER BY doc->'warehouse'->>'warehouseId' = $2 DESC NULLS LAST, entry_id LIMIT 1`,
    [companyStream, warehouseId],
  );
  return rows[0] ?? null;
}
