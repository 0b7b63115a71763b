// What was sealed in which box: how full it was, what box and padding cost, and that they left the shelf. A box opened again
// and sealed in itself takes no second one off the shelf.
import { companyStream } from '../../../shared/domain/ids';
import type { Box, Padding, UsedPadding } from '../../../shared/domain/packing/box';
import { volumeMm3 } from '../../../shared/units/measure';
import type { Client } from '../../db/pool';
import { takeOff } from './supplies';

export type Sealed = {
  parcelId: string;
  orderId: string | null;
  seq: number;
  at: string;
  padding: UsedPadding | null;
};

type Row = {
  parcel_id: string;
  seq: number;
  box_id: string | null;
  volume: number | null;
  before: string | null;
};

/** @returns what left the shelf or was packed with: `box B2`, `padding paper` */
export async function noteSealed(
  client: Client,
  streamId: string,
  sealed: readonly Sealed[],
): Promise<Set<string>> {
  const used = new Set<string>();
  if (sealed.length === 0) return used;
  const { rows } = await client.query<Row>({
    name: 'boxes-sealed',
    text: `SELECT s.parcel_id, s.seq, u.box_id AS before,
             (SELECT e.body->>'boxId' FROM event e WHERE e.order_id = s.order_id AND e.stream_id = $1 AND e.aggregate_id = s.parcel_id
                AND e.type = 'BoxChosen' AND e.seq < s.seq ORDER BY e.seq DESC LIMIT 1) AS box_id,
             (SELECT CASE WHEN bool_and(p.sku IS NOT NULL) THEN sum((l->>'packed')::float8 * (p.doc->'size'->>'lengthMm')::float8
                * (p.doc->'size'->>'widthMm')::float8 * (p.doc->'size'->>'heightMm')::float8) END
              FROM parcel q, jsonb_array_elements(q.doc->'lines') AS l
              LEFT JOIN product p ON p.stream_id = $5 AND p.sku = l->>'sku'
              WHERE q.stream_id = $1 AND q.parcel_id = s.parcel_id AND (l->>'packed')::int > 0) AS volume
           FROM unnest($2::uuid[], $3::uuid[], $4::bigint[]) AS s (parcel_id, order_id, seq)
           LEFT JOIN box_use u ON u.stream_id = $1 AND u.parcel_id = s.parcel_id ORDER BY s.seq`,
    values: [
      streamId,
      sealed.map(({ parcelId }) => parcelId),
      sealed.map(({ orderId }) => orderId),
      sealed.map(({ seq }) => seq),
      companyStream,
    ],
  });
  const { boxes, paddings } = await loadMaterial(client);
  const inBox = new Map(rows.map((row) => [row.parcel_id, row.before]));
  for (const row of rows) {
    const one = sealed.find(({ seq }) => seq === Number(row.seq));
    if (!one || row.box_id === null) continue;
    const before = inBox.get(row.parcel_id) ?? null;
    inBox.set(row.parcel_id, row.box_id);
    const box = boxes.get(row.box_id);
    const padding = one.padding && paddings.get(one.padding.paddingId);
    const fill = box && row.volume !== null ? Math.round((1000 * row.volume) / volumeMm3(box.inner)) : null;
    await client.query({
      name: 'box-use',
      text: `INSERT INTO box_use (stream_id, parcel_id, box_id, fill_permille, at, box_minor, padding_minor, currency)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (stream_id, parcel_id) DO UPDATE SET box_id = excluded.box_id, fill_permille = excluded.fill_permille,
               at = excluded.at, box_minor = excluded.box_minor, padding_minor = excluded.padding_minor, currency = excluded.currency`,
      values: [
        streamId,
        row.parcel_id,
        row.box_id,
        fill === null ? null : Math.min(1000, fill),
        one.at,
        box?.costMinor ?? 0,
        padding && one.padding ? padding.costMinor * one.padding.quantity : 0,
        box?.currency ?? null,
      ],
    });
    used.add(`box ${row.box_id}`);
    const about = {
      streamId,
      cause: 'sealed' as const,
      ref: `${row.parcel_id} ${row.seq}`,
      at: one.at,
      actor: null,
    };
    if (before !== row.box_id) await takeOff(client, { ...about, supply: `box ${row.box_id}`, quantity: 1 });
    if (before === null && one.padding) {
      used.add(`padding ${one.padding.paddingId}`);
      await takeOff(client, {
        ...about,
        supply: `padding ${one.padding.paddingId}`,
        quantity: one.padding.quantity,
      });
    }
  }
  return used;
}

async function loadMaterial(
  client: Client,
): Promise<{ boxes: Map<string, Box>; paddings: Map<string, Padding> }> {
  const { rows } = await client.query<{ box: Box | null; padding: Padding | null }>({
    name: 'boxes-material',
    text: `SELECT doc->'box' AS box, doc->'padding' AS padding FROM directory
           WHERE stream_id = $1 AND kind IN ('box', 'padding') AND NOT deleted`,
    values: [companyStream],
  });
  return {
    boxes: new Map(rows.flatMap(({ box }) => (box ? [[box.boxId as string, box]] : []))),
    paddings: new Map(rows.flatMap(({ padding }) => (padding ? [[padding.paddingId, padding]] : []))),
  };
}
