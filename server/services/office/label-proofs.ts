// What is known of the labels of boxes, out of the ops that told of scans on boxes (shared/domain/parcel/label-proof.ts).
import { companyStream } from '../../../shared/domain/ids';
import { type LabelProof, labelProofOf, type LabelScan } from '../../../shared/domain/parcel/label-proof';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Queryable } from '../../db/pool';

export async function labelProofsOf(
  db: Queryable,
  parcels: readonly Parcel[],
): Promise<(parcel: Parcel) => LabelProof> {
  const scanned = parcels.filter(({ label }) => label?.outcome === 'scanned');
  const { rows } =
    scanned.length === 0
      ? { rows: [] }
      : await db.query<LabelScan & { parcelId: string }>(
          `SELECT o.parcel_id AS "parcelId", o.body->'label'->>'jobId' AS "jobId",
                  (o.body->'label'->>'attempt')::int AS attempt, o.at, coalesce(p.doc->'person'->>'name', o.actor) AS by
             FROM op o
             LEFT JOIN directory p
               ON p.stream_id = $2 AND p.kind = 'person' AND p.doc->'person'->>'personId' = o.actor
            WHERE o.parcel_id = ANY($1::uuid[]) AND o.type = 'parcel.record-label'
              AND o.body->'label'->>'outcome' = 'scanned'`,
          [scanned.map(({ parcelId }) => parcelId), companyStream],
        );
  return (parcel) =>
    labelProofOf(
      parcel,
      rows.filter(({ parcelId }) => parcelId === parcel.parcelId),
    );
}
