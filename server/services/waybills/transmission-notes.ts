// What was posted to an integrator and when, kept before its first byte leaves.
import type { Queryable } from '../../db/pool';
import type { TransmissionNotes } from './http-transmitter';

export function transmissionNotes(db: Queryable): TransmissionNotes {
  return {
    read: async (waybillId) => {
      const { rows } = await db.query<{ turn: number; posted_at: Date | null }>({
        name: 'waybill-transmission',
        text: 'SELECT turn, posted_at FROM waybill_transmission WHERE waybill_id = $1',
        values: [waybillId],
      });
      const [row] = rows;
      if (!row) return null;
      return {
        turn: row.turn,
        postedAt: row.posted_at === null ? null : new Date(row.posted_at).toISOString(),
      };
    },
    write: async (waybillId, { turn, postedAt }) => {
      await db.query({
        name: 'keep-waybill-transmission',
        text: `INSERT INTO waybill_transmission (waybill_id, turn, posted_at) VALUES ($1, $2, $3)
               ON CONFLICT (waybill_id) DO UPDATE SET turn = excluded.turn, posted_at = excluded.posted_at`,
        values: [waybillId, turn, postedAt],
      });
    },
  };
}
