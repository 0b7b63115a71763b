// Which sealed boxes teach what a product weighs: weighed by a scale, with one product in them, and as expected, or sealed by
// somebody who had counted again or says that the catalogue is wrong. Called again with the same boxes it changes nothing.
import { companyStream } from '../../../shared/domain/ids';
import type { UsedPadding } from '../../../shared/domain/packing/box';
import { differs, type SealWeight } from '../../../shared/domain/weighing/seal-weight';
import type { Client } from '../../db/pool';

export type WeighedSeal = {
  parcelId: string;
  opId: string;
  at: string;
  weighed: SealWeight;
  /** What was prescribed for the box. */
  padding: UsedPadding | null;
};

export function teaches(weighed: SealWeight): boolean {
  if (weighed.by !== 'scale') return false;
  return !differs(weighed) || weighed.reason === 'counted-again' || weighed.reason === 'product-weight-wrong';
}

/** Whether a box says what is in it beside its goods: confirmed, as expected or by somebody who looked. */
export function teachesPacking(weighed: SealWeight): boolean {
  if (weighed.by !== 'scale') return false;
  return !differs(weighed) || weighed.reason === 'counted-again' || weighed.reason === 'padding-heavier';
}

/** Boxes of which what they weigh beside their goods will be learned. @returns whether any was noted */
export async function notePacked(
  client: Client,
  streamId: string,
  seals: readonly WeighedSeal[],
): Promise<boolean> {
  const taught = seals.filter(({ weighed }) => teachesPacking(weighed));
  if (taught.length === 0) return false;
  const { rowCount } = await client.query({
    name: 'note-packed',
    text: `INSERT INTO weighed_parcel (stream_id, parcel_id, box_id, net_grams, padding_id, padding_units, at)
           SELECT $1, s.parcel_id, b.doc->'box'->>'boxId', s.grams - coalesce((b.doc->'box'->>'tareGrams')::int, 0),
             s.padding_id, s.padding_units, s.at
           FROM unnest($2::uuid[], $3::text[], $4::int[], $5::timestamptz[], $7::text[], $8::int[])
             AS s (parcel_id, op_id, grams, at, padding_id, padding_units)
           JOIN parcel p ON p.stream_id = $1 AND p.parcel_id = s.parcel_id AND p.doc->>'sealedBy' = s.op_id
           JOIN directory b ON b.stream_id = $6 AND b.kind = 'box' AND NOT b.deleted AND b.doc->'box'->>'boxId' = p.doc->>'boxId'
           ON CONFLICT (stream_id, parcel_id) DO UPDATE SET box_id = excluded.box_id, net_grams = excluded.net_grams,
             padding_id = excluded.padding_id, padding_units = excluded.padding_units, at = excluded.at`,
    values: [
      streamId,
      taught.map(({ parcelId }) => parcelId),
      taught.map(({ opId }) => opId),
      taught.map(({ weighed }) => weighed.grams),
      taught.map(({ at }) => at),
      companyStream,
      taught.map(({ padding }) => padding?.paddingId ?? null),
      taught.map(({ padding }) => padding?.quantity ?? null),
    ],
  });
  return (rowCount ?? 0) > 0;
}

/** @returns products that something was noted of */
export async function noteWeighed(
  client: Client,
  streamId: string,
  seals: readonly WeighedSeal[],
): Promise<string[]> {
  const taught = seals.filter(({ weighed }) => teaches(weighed));
  if (taught.length === 0) return [];
  // A box that was opened again since is told of by its next seal.
  const { rows } = await client.query<{ sku: string }>({
    name: 'note-weighed',
    text: `INSERT INTO weighed_box (stream_id, parcel_id, sku, units, net_grams, at)
           SELECT $1, s.parcel_id, l.sku, l.units, s.grams - coalesce((b.doc->'box'->>'tareGrams')::int, 0), s.at
           FROM unnest($2::uuid[], $3::text[], $4::int[], $5::timestamptz[]) AS s (parcel_id, op_id, grams, at)
           JOIN parcel p ON p.stream_id = $1 AND p.parcel_id = s.parcel_id AND p.doc->>'sealedBy' = s.op_id
           JOIN directory b ON b.stream_id = $6 AND b.kind = 'box' AND NOT b.deleted AND b.doc->'box'->>'boxId' = p.doc->>'boxId'
           CROSS JOIN LATERAL (
             SELECT min(line->>'sku') AS sku, sum((line->>'packed')::int)::int AS units
             FROM jsonb_array_elements(p.doc->'lines') AS line WHERE (line->>'packed')::int > 0
             HAVING count(DISTINCT line->>'sku') = 1
           ) AS l
           WHERE s.grams > coalesce((b.doc->'box'->>'tareGrams')::int, 0)
           ON CONFLICT (stream_id, parcel_id) DO UPDATE SET sku = excluded.sku, units = excluded.units,
             net_grams = excluded.net_grams, at = excluded.at
           RETURNING sku`,
    values: [
      streamId,
      taught.map(({ parcelId }) => parcelId),
      taught.map(({ opId }) => opId),
      taught.map(({ weighed }) => weighed.grams),
      taught.map(({ at }) => at),
      companyStream,
    ],
  });
  return [...new Set(rows.map(({ sku }) => sku))];
}
