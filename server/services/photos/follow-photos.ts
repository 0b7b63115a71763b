// What benches told of photographs, written down as it happens, and files that are older than their warehouse keeps them.
// Called again with the same events it changes nothing.
import { photoFileSchema, photoSubjectSchema, usualPhotoRules } from '../../../shared/domain/photo/photo';
import type { Pool } from '../../db/pool';
import { startFollower } from '../../jobs/follow-events';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { loadBenchRules } from '../codes/look-alikes';

type Options = {
  pool: Pool;
  now: () => Date;
  idleMs: number;
  onFailure: (cause: unknown, name: string) => void;
};

const forgetRoundMs = 3_600_000;
/** Parts of a file that nobody went on sending. */
const unfinishedDays = 30;
const atOnce = 500;

export function startPhotos({ pool, now, idleMs, onFailure }: Options): JobLoop[] {
  return [
    startFollower({
      pool,
      name: 'photos',
      types: ['PhotoTaken', 'PhotoLeftOut'],
      fromStart: true,
      react: async (client, events) => {
        for (const event of events) {
          const subject = photoSubjectSchema.parse(event.body['subject']);
          const file = event.type === 'PhotoTaken' ? photoFileSchema.parse(event.body['file']) : null;
          await client.query({
            name: 'note-photo',
            text: `INSERT INTO photo (op_id, stream_id, subject_kind, subject_id, hash, at, actor, station_id)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
            values: [
              event.aggregateId,
              event.streamId,
              subject.kind,
              subject.id,
              file?.hash ?? null,
              event.at,
              event.actor,
              event.stationId,
            ],
          });
        }
      },
      idleMs,
      onFailure,
    }),
    startJob({
      name: 'forget-photos',
      round: () => forgetPhotos(pool, now()),
      idleMs: forgetRoundMs,
      onFailure,
    }),
  ];
}

/**
 * The file goes; that there was one stays.
 * @returns whether there may be more
 */
export async function forgetPhotos(pool: Pool, now: Date): Promise<boolean> {
  await pool.query(
    `DELETE FROM photo_upload WHERE changed_at < $1::timestamptz - make_interval(days => $2)`,
    [now.toISOString(), unfinishedDays],
  );
  const { rows } = await pool.query<{ stream_id: string }>(
    'SELECT DISTINCT stream_id FROM photo_file WHERE gone_at IS NULL',
  );
  let isMore = false;
  for (const { stream_id: streamId } of rows) {
    const { photo = usualPhotoRules } = await loadBenchRules(pool, streamId);
    const gone = await pool.query(
      `UPDATE photo_file SET bytes = NULL, gone_at = $2 WHERE hash IN (
         SELECT hash FROM photo_file WHERE stream_id = $1 AND gone_at IS NULL
         AND stored_at < $2::timestamptz - make_interval(days => $3) ORDER BY stored_at LIMIT ${atOnce})`,
      [streamId, now.toISOString(), photo.keepDays],
    );
    isMore ||= (gone.rowCount ?? 0) === atOnce;
  }
  return isMore;
}
