// Photographs as the office sees them: of one subject or of every box of an order, and the file behind one.
import type { PhotoRow } from '../../../shared/contract/photos';
import { photoHashSchema, type PhotoSubject, photoSubjectSchema } from '../../../shared/domain/photo/photo';
import { companyStream } from '../../../shared/domain/ids';
import { type ReturnId, returnIdSchema } from '../../../shared/domain/returns/goods-return';
import type { Queryable } from '../../db/pool';

type Row = {
  kind: string;
  id: string;
  hash: string | null;
  is_stored: boolean | null;
  is_gone: boolean | null;
  at: Date | string;
  person: string | null;
  station: string | null;
};

const select = `SELECT p.subject_kind AS kind, p.subject_id AS id, p.hash, f.hash IS NOT NULL AS is_stored, f.gone_at IS NOT NULL AS is_gone,
    p.at, s.name AS station,
    (SELECT d.doc->'person'->>'name' FROM directory d WHERE d.kind = 'person' AND d.doc->'person'->>'personId' = p.actor LIMIT 1) AS person
  FROM photo p LEFT JOIN photo_file f ON f.hash = p.hash LEFT JOIN station s ON s.station_id = p.station_id`;
const most = 500;

export async function photosOf(db: Queryable, { kind, id }: PhotoSubject): Promise<PhotoRow[]> {
  const returnId = kind === 'return' ? returnIdSchema.safeParse(id).data : undefined;
  if (returnId !== undefined) return photosOfReturn(db, returnId);
  const { rows } = await db.query<Row>(
    `${select} WHERE p.subject_kind = $1 AND p.subject_id = $2 ORDER BY p.at, p.op_id LIMIT ${most}`,
    [kind, id],
  );
  return rows.map(rowOf);
}

/**
 * Photographs of a return: those that were told to be of it, by whatever name a bench had for it, and those of its units. A
 * bench that did not know the return yet named one of its own.
 */
async function photosOfReturn(db: Queryable, returnId: ReturnId): Promise<PhotoRow[]> {
  const { rows } = await db.query<Row>(
    `${select} WHERE p.subject_kind = 'return' AND (
       p.subject_id = $1::text
       OR p.subject_id IN (SELECT given_id::text FROM return_take WHERE return_id = $1::uuid)
       OR p.hash IN (SELECT jsonb_path_query(doc, '$.lines[*].seen[*].photos[*]') #>> '{}' FROM record
                     WHERE stream_id = $2 AND kind = 'return' AND record_id = $1::uuid))
     ORDER BY p.at, p.op_id LIMIT ${most}`,
    [returnId, companyStream],
  );
  return rows.map(rowOf);
}

export async function photosOfOrder(db: Queryable, orderId: string): Promise<PhotoRow[]> {
  const { rows } = await db.query<Row>(
    `${select} WHERE p.subject_kind = 'parcel' AND p.subject_id IN (SELECT parcel_id::text FROM parcel WHERE order_id = $1)
     ORDER BY p.at, p.op_id LIMIT ${most}`,
    [orderId],
  );
  return rows.map(rowOf);
}

/** Null: it is not there, or is kept no longer. */
export async function photoFile(db: Queryable, hash: string): Promise<Buffer | null> {
  const { rows } = await db.query<{ bytes: Buffer | null }>('SELECT bytes FROM photo_file WHERE hash = $1', [
    hash,
  ]);
  return rows[0]?.bytes ?? null;
}

function rowOf({ kind, id, hash, is_stored: isStored, is_gone: isGone, at, person, station }: Row): PhotoRow {
  return {
    subject: photoSubjectSchema.parse({ kind, id }),
    hash: hash === null ? null : photoHashSchema.parse(hash),
    state: hash === null ? 'without' : isGone ? 'gone' : isStored ? 'stored' : 'awaited',
    at: new Date(at).toISOString(),
    person,
    station,
  };
}
