// A photograph comes in parts, each behind what is there, and counts when it is whole: its bytes have the hash it is called by
// and are a JPEG of the size that is allowed. Sent again it changes nothing. Must never keep what is something else.
import { createHash } from 'node:crypto';
import { mostPartBytes, type PhotoUpload } from '../../../shared/contract/photos';
import { mostPhotoSide, readJpeg } from '../../../shared/domain/photo/photo';
import type { Client, Pool, Queryable } from '../../db/pool';

type Sender = { stationId: string; warehouseId: string };
export type PhotoPart = { hash: string; size: number; offset: number; bytes: Uint8Array };
export type PartAnswer =
  | { kind: 'taken'; upload: PhotoUpload }
  /** This is not what comes next: how much is there. */
  | { kind: 'elsewhere'; upload: PhotoUpload }
  /** Whole, and not what it is called, or no photograph: it is forgotten. */
  | { kind: 'wrong' }
  | { kind: 'too-many' };

/** Unfinished files of a station; more of them are nothing a camera makes. */
const mostUnfinished = 20;

export async function readUpload(db: Queryable, hash: string, stationId: string): Promise<PhotoUpload> {
  const { rows } = await db.query<{ stored: boolean; received: number }>(
    `SELECT EXISTS (SELECT 1 FROM photo_file WHERE hash = $1) AS stored,
       coalesce((SELECT length(bytes) FROM photo_upload WHERE hash = $1 AND station_id = $2), 0) AS received`,
    [hash, stationId],
  );
  return { isStored: rows[0]?.stored ?? false, received: rows[0]?.received ?? 0 };
}

export async function takePart(
  pool: Pool,
  { stationId, warehouseId }: Sender,
  part: PhotoPart,
  now: Date,
): Promise<PartAnswer> {
  if (part.bytes.length > mostPartBytes || part.offset + part.bytes.length > part.size)
    return { kind: 'wrong' };
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // One part of a station at a time: two that come at once would both be the next.
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`photo ${stationId}`]);
    const answer = await take(client, { stationId, warehouseId }, part, now);
    await client.query('COMMIT');
    return answer;
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw cause;
  } finally {
    client.release();
  }
}

async function take(
  client: Client,
  { stationId, warehouseId }: Sender,
  { hash, size, offset, bytes }: PhotoPart,
  now: Date,
): Promise<PartAnswer> {
  const upload = await readUpload(client, hash, stationId);
  if (upload.isStored) return { kind: 'taken', upload: { isStored: true, received: size } };
  if (offset !== upload.received) return { kind: 'elsewhere', upload };
  if (offset === 0) {
    const { rows } = await client.query<{ unfinished: number }>(
      'SELECT count(*)::int AS unfinished FROM photo_upload WHERE station_id = $1',
      [stationId],
    );
    if ((rows[0]?.unfinished ?? 0) >= mostUnfinished) return { kind: 'too-many' };
  }
  const { rows } = await client.query<{ bytes: Buffer; size: number }>(
    `INSERT INTO photo_upload AS u (hash, station_id, size, bytes, changed_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (hash, station_id) DO UPDATE SET bytes = u.bytes || excluded.bytes, changed_at = excluded.changed_at
     RETURNING bytes, size`,
    [hash, stationId, size, Buffer.from(bytes), now.toISOString()],
  );
  const [file] = rows;
  if (!file) throw new Error('no part was written');
  if (file.bytes.length < file.size)
    return { kind: 'taken', upload: { isStored: false, received: file.bytes.length } };
  await client.query('DELETE FROM photo_upload WHERE hash = $1 AND station_id = $2', [hash, stationId]);
  const isNamed = createHash('sha256').update(file.bytes).digest('hex') === hash;
  const frame = isNamed ? readJpeg(file.bytes) : null;
  if (!frame || Math.max(frame.widthPx, frame.heightPx) > mostPhotoSide) return { kind: 'wrong' };
  await client.query(
    `INSERT INTO photo_file (hash, stream_id, width_px, height_px, stored_at, bytes) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (hash) DO NOTHING`,
    [hash, warehouseId, frame.widthPx, frame.heightPx, now.toISOString(), file.bytes],
  );
  return { kind: 'taken', upload: { isStored: true, received: file.size } };
}
