// Parcels for the office, newest order first. `text` begins an order number or SSCC, or is in the addressee's name.
import type { z } from 'zod';
import type { parcelsQuerySchema, parcelsResponseSchema } from '../../../shared/contract/http';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { unitsPacked, unitsWanted } from '../../../shared/domain/parcel/questions';
import type { Queryable } from '../../db/pool';
import { likeText, listPage } from './list-page';

export async function listParcels(
  db: Queryable,
  query: z.infer<typeof parcelsQuerySchema>,
): Promise<z.infer<typeof parcelsResponseSchema>> {
  const conditions: { sql: string; values: unknown[] }[] = [{ sql: 'NOT p.deleted', values: [] }];
  if (query.state) conditions.push({ sql: 'p.state = ?', values: [query.state] });
  const text = query.text?.trim();
  if (text) {
    const like = likeText(text);
    conditions.push({
      sql: `(p.order_number LIKE ? OR p.sscc LIKE ? OR lower(p.doc->'shipTo'->>'name') LIKE lower(?))`,
      values: [`${like}%`, `${like}%`, `%${like}%`],
    });
  }
  const page = await listPage<{ doc: Parcel; holder_name: string | null }>(db, {
    from: 'parcel p LEFT JOIN station s ON s.station_id = p.holder_station_id',
    select: 'p.doc, s.name AS holder_name',
    conditions,
    keys: [
      { sql: 'p.placed_at', type: 'timestamptz', descending: true },
      { sql: 'p.parcel_id', type: 'uuid', descending: false },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
  return {
    ...page,
    rows: page.rows.map(({ doc, holder_name: holderName }) => ({
      parcelId: doc.parcelId,
      orderNumber: doc.orderNumber,
      boxNumber: doc.boxNumber,
      state: doc.state,
      holderName,
      carrierName: doc.shipping.carrierName,
      serviceName: doc.shipping.serviceName,
      sscc: doc.sscc,
      units: unitsWanted(doc),
      unitsPacked: unitsPacked(doc),
      countryCode: doc.shipTo.countryCode,
      placedAt: doc.placedAt,
    })),
  };
}
