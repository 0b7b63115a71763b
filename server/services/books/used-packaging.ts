// What boxes and padding cost that left with a parcel: by the box it was sealed in, each box once however often it is opened.
import { companyStream } from '../../../shared/domain/ids';
import type { Box, Padding, UsedPadding } from '../../../shared/domain/packing/box';
import type { Queryable } from '../../db/pool';
import type { HistoryEvent } from '../../jobs/follow-events';

export type UsedPackaging = { amountMinor: number; currency: string };

/** By cause of the seal. A parcel of several currencies of packaging counts what is in that of its box. */
export async function packagingOf(
  db: Queryable,
  events: readonly HistoryEvent[],
): Promise<Map<string, UsedPackaging>> {
  const used = new Map<string, UsedPackaging>();
  const sealed = events.filter(({ type, aggregate }) => type === 'ParcelSealed' && aggregate === 'parcel');
  if (sealed.length === 0) return used;
  const { rows } = await db.query<{
    stream_id: string;
    seq: number;
    box_id: string | null;
    chosen: number;
    before: number | null;
  }>({
    name: 'books-packaging',
    text: `SELECT s.stream_id, s.seq, c.body->>'boxId' AS box_id, c.seq AS chosen,
             (SELECT max(e.seq) FROM event e WHERE e.order_id = s.order_id AND e.stream_id = s.stream_id AND e.aggregate_id = s.parcel_id
                AND e.type = 'ParcelSealed' AND e.seq < s.seq) AS before
           FROM unnest($1::text[], $2::bigint[], $3::uuid[], $4::uuid[]) AS s (stream_id, seq, parcel_id, order_id)
           CROSS JOIN LATERAL (SELECT e.body, e.seq FROM event e WHERE e.order_id = s.order_id AND e.stream_id = s.stream_id
             AND e.aggregate_id = s.parcel_id AND e.type = 'BoxChosen' AND e.seq < s.seq ORDER BY e.seq DESC LIMIT 1) AS c`,
    values: [
      sealed.map(({ streamId }) => streamId),
      sealed.map(({ seq }) => seq),
      sealed.map(({ aggregateId }) => aggregateId),
      sealed.map(({ orderId }) => orderId),
    ],
  });
  const { boxes, paddings } = await loadMaterial(db);
  for (const row of rows) {
    const box = row.box_id === null ? undefined : boxes.get(row.box_id);
    if (!box || (row.before !== null && row.chosen < row.before)) continue;
    const seal = sealed.find(({ streamId, seq }) => streamId === row.stream_id && seq === row.seq);
    const padded = (seal?.body['padding'] ?? null) as UsedPadding | null;
    const padding = padded && row.before === null ? paddings.get(padded.paddingId) : undefined;
    const paddingMinor =
      padded && padding && padding.currency === box.currency
        ? Math.round(padding.costMinor * padded.quantity)
        : 0;
    const amountMinor = box.costMinor + paddingMinor;
    if (amountMinor > 0)
      used.set(`event ${row.stream_id} ${row.seq}`, { amountMinor, currency: box.currency });
  }
  return used;
}

async function loadMaterial(
  db: Queryable,
): Promise<{ boxes: Map<string, Box>; paddings: Map<string, Padding> }> {
  const { rows } = await db.query<{ box: Box | null; padding: Padding | null }>({
    name: 'books-material',
    text: `SELECT doc->'box' AS box, doc->'padding' AS padding FROM directory
           WHERE stream_id = $1 AND kind IN ('box', 'padding')`,
    values: [companyStream],
  });
  return {
    boxes: new Map(rows.flatMap(({ box }) => (box ? [[box.boxId, box] as const] : []))),
    paddings: new Map(
      rows.flatMap(({ padding }) => (padding ? [[padding.paddingId, padding] as const] : [])),
    ),
  };
}
