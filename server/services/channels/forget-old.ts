// What channels sent and were told is kept for thirty days behind its end: long enough to answer a question, short enough
// for the names and addresses in it. What is put aside stays until somebody has decided.
import type { PushTools } from './pushes';

const keptMs = 30 * 86_400_000;
const atOnce = 5_000;

/** @returns whether there may be more */
export async function forgetOldDeliveries({ pool, now }: Pick<PushTools, 'pool' | 'now'>): Promise<boolean> {
  const before = new Date(now().getTime() - keptMs).toISOString();
  const deliveries = await pool.query(
    `DELETE FROM channel_inbox WHERE (channel_id, delivery_id) IN (
       SELECT channel_id, delivery_id FROM channel_inbox WHERE done_at < $1 LIMIT $2)`,
    [before, atOnce],
  );
  const pushes = await pool.query(
    `DELETE FROM channel_push WHERE push_id IN (SELECT push_id FROM channel_push WHERE at < $1 LIMIT $2)`,
    [before, atOnce],
  );
  return deliveries.rowCount === atOnce || pushes.rowCount === atOnce;
}
