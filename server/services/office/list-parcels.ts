// Parcels for the office, newest order first. `text` begins an order number or SSCC, or is in the addressee's name.
import { sql } from 'kysely';
import type { z } from 'zod';
import type { parcelsQuerySchema, parcelsResponseSchema } from '../../../shared/contract/http';
import { unitsPacked, unitsWanted } from '../../../shared/domain/parcel/questions';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import { holderOf } from './parcel-holder';
import { contains, likeText, listPage } from '../../db/list-page';
import { labelProofsOf } from './label-proofs';
import { factsOfParcels } from './parcel-facts';

/** Null where no label came out, which is neither. */
const labelOutcome = sql<string>`parcel.doc->'label'->>'outcome'`;

export async function listParcels(
  db: Queryable,
  query: z.infer<typeof parcelsQuerySchema>,
): Promise<z.infer<typeof parcelsResponseSchema>> {
  const text = query.text?.trim();
  let list = from
    .selectFrom('parcel')
    .leftJoin('station', 'station.station_id', 'parcel.holder_station_id')
    .select([
      'parcel.doc',
      'station.name as holder_name',
      'station.last_seen_at',
      'station.unsent',
      'station.oldest_unsent_at',
    ])
    .where('parcel.deleted', '=', false);
  if (query.state) list = list.where('parcel.state', '=', query.state);
  if (query.label === 'scanned') list = list.where(labelOutcome, '=', 'scanned');
  if (query.label === 'never-scanned') list = list.where(labelOutcome, '<>', 'scanned');
  if (text) {
    const begins = `${likeText(text)}%`;
    list = list.where(({ eb, or }) =>
      or([
        eb('parcel.order_number', 'like', begins),
        eb('parcel.sscc', 'like', begins),
        contains(sql`parcel.doc->'shipTo'->>'name'`, text),
      ]),
    );
  }
  const page = await listPage(db, list, {
    keys: [
      { by: 'parcel.placed_at', type: 'timestamptz', descending: true },
      { by: 'parcel.parcel_id', type: 'uuid' },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
  const docs = page.rows.map(({ doc }) => doc);
  const factsOf = await factsOfParcels(db, docs);
  const proofOf = await labelProofsOf(db, docs);
  return {
    ...page,
    rows: page.rows.map(({ doc, ...holder }) => ({
      parcelId: doc.parcelId,
      orderNumber: doc.orderNumber,
      boxNumber: doc.boxNumber,
      state: doc.state,
      holder: holderOf(doc, holder),
      fence: doc.fence,
      zones: doc.zones ?? [],
      cancel: doc.cancel?.state ?? null,
      carrierName: doc.shipping.carrierName,
      serviceName: doc.shipping.serviceName,
      sscc: doc.sscc,
      units: unitsWanted(doc),
      unitsPacked: unitsPacked(doc),
      countryCode: doc.shipTo.countryCode,
      placedAt: doc.placedAt,
      facts: factsOf(doc),
      label: proofOf(doc),
    })),
  };
}
