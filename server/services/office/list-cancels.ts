// The cancellations that stations were asked for, of one order: what was asked, what was answered, when, by whom, where.
// The moments come from the history, the state from the parcel.
import type { z } from 'zod';
import type { cancelRowSchema } from '../../../shared/contract/leases';
import { companyStream } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Queryable } from '../../db/pool';
import { type HolderColumns, holderOf } from './parcel-holder';

type Row = HolderColumns & {
  doc: Parcel;
  answered_at: string | null;
  answered_by: string | null;
  answered_where: string | null;
  sealed_at: string | null;
  sealed_where: string | null;
};

export async function listCancels(
  db: Queryable,
  orderId: string,
): Promise<z.infer<typeof cancelRowSchema>[]> {
  const { rows } = await db.query<Row>(
    `SELECT p.doc, h.name AS holder_name, h.last_seen_at, h.unsent, h.oldest_unsent_at,
       a.at AS answered_at, coalesce(who.doc->'person'->>'name', a.actor) AS answered_by, a_at.name AS answered_where,
       s.at AS sealed_at, s_at.name AS sealed_where
     FROM parcel p
     LEFT JOIN station h ON h.station_id = p.holder_station_id
     LEFT JOIN LATERAL (
       SELECT at, actor, station_id FROM event e WHERE e.order_id = $1 AND e.aggregate_id = p.parcel_id
         AND e.type IN ('CancelAccepted', 'CancelTooLate', 'CancelWithdrawn', 'CancelDecided', 'CancelLeft')
       ORDER BY e.seq DESC LIMIT 1) a ON p.doc->'cancel'->>'state' <> 'asked'
     LEFT JOIN station a_at ON a_at.station_id = a.station_id
     LEFT JOIN directory who ON who.stream_id = $2 AND who.kind = 'person' AND who.doc->'person'->>'personId' = a.actor
     LEFT JOIN LATERAL (
       SELECT at, station_id FROM event e WHERE e.order_id = $1 AND e.aggregate_id = p.parcel_id
         AND e.type = 'ParcelSealed' ORDER BY e.seq DESC LIMIT 1) s ON p.doc->'sealedBy' <> 'null'
     LEFT JOIN station s_at ON s_at.station_id = s.station_id
     WHERE p.order_id = $1 AND NOT p.deleted AND p.doc->'cancel' <> 'null'
     ORDER BY (p.doc->>'boxNumber')::int, p.parcel_id`,
    [orderId, companyStream],
  );
  return rows.flatMap((row) => {
    const { doc } = row;
    if (!doc.cancel) return [];
    return [
      {
        parcelId: doc.parcelId,
        boxNumber: doc.boxNumber,
        state: doc.cancel.state,
        reason: doc.cancel.reason,
        lines: doc.cancel.lines,
        askedAt: doc.cancel.askedAt,
        answeredAt: row.answered_at,
        answeredBy: row.answered_by,
        answeredWhere: row.answered_where,
        sealedAt: row.sealed_at,
        sealedWhere: row.sealed_where,
        carrierName: doc.shipping.carrierName,
        parcelState: doc.state,
        fence: doc.fence,
        holder: holderOf(doc, row),
      },
    ];
  });
}
