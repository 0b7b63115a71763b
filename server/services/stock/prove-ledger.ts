// Proves law 5 of itself: every night, and when somebody asks, stock is rebuilt from its movements and compared. What
// came out is kept for the office to see. Must never put a level right by itself: a difference is a bug, and its traces
// are needed.
import type { z } from 'zod';
import type { ledgerResponseSchema } from '../../../shared/contract/http';
import type { Pool, Queryable } from '../../db/pool';
import { verifyAllLedgers } from '../../db/verify-ledger';

export type LedgerTools = { pool: Pool; now: () => Date };
export type LedgerState = z.infer<typeof ledgerResponseSchema>;

/** The hour of head office's computer at which nobody packs. */
const nightHour = 2;
/** Of one proof; a broken ledger may differ everywhere. */
const mostKept = 100;

/** Rebuilds, compares, keeps what came out. */
export async function proveLedger({ pool, now }: LedgerTools): Promise<LedgerState> {
  const proofs = await verifyAllLedgers(pool);
  for (const { streamId, movements, differences } of proofs)
    await pool.query(
      `INSERT INTO ledger_proof (stream_id, at, movements, differences) VALUES ($1, $2, $3, $4)
       ON CONFLICT (stream_id) DO UPDATE SET at = excluded.at, movements = excluded.movements, differences = excluded.differences`,
      [streamId, now().toISOString(), movements, JSON.stringify(differences.slice(0, mostKept))],
    );
  return ledgerState(pool);
}

/** What the last proof of every warehouse said. */
export async function ledgerState(db: Queryable): Promise<LedgerState> {
  const { rows } = await db.query<LedgerState['rows'][number]>(
    `SELECT stream_id AS "warehouseId", at, movements, differences FROM ledger_proof ORDER BY stream_id`,
  );
  return { rows };
}

/** Whether the last night has not been proved yet. */
export async function isProofDue({ pool, now }: LedgerTools): Promise<boolean> {
  const { rows } = await pool.query(
    `SELECT 1 FROM stream s LEFT JOIN ledger_proof p ON p.stream_id = s.stream_id
     WHERE s.kind = 'warehouse' AND (p.at IS NULL OR p.at < $1) LIMIT 1`,
    [lastNight(now()).toISOString()],
  );
  return rows.length > 0;
}

/** The newest moment at which that hour began. */
export function lastNight(now: Date): Date {
  const night = new Date(now);
  night.setHours(nightHour, 0, 0, 0);
  if (night > now) night.setDate(night.getDate() - 1);
  return night;
}
