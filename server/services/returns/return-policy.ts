// The policy of returns as the office set it, every version kept with who set it and when.
import { defaultReturnPolicy, type ReturnPolicy } from '../../../shared/domain/returns/policy';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';

export type ReturnPolicyVersion = { version: number; policy: ReturnPolicy; changedAt: string | null };

/** Version 0 is the one nobody has set. */
export async function loadReturnPolicy(db: Queryable): Promise<ReturnPolicyVersion> {
  const { rows } = await db.query<{ version: number; doc: ReturnPolicy; changed_at: string }>({
    name: 'return-policy',
    text: 'SELECT version, doc, changed_at FROM return_policy WHERE stream_id = $1 ORDER BY version DESC LIMIT 1',
    values: [companyStream],
  });
  const [row] = rows;
  if (!row) return { version: 0, policy: defaultReturnPolicy, changedAt: null };
  return { version: row.version, policy: row.doc, changedAt: new Date(row.changed_at).toISOString() };
}

/**
 * Adds a version. The unit of work must name the company's stream.
 * @returns null when another version was set meanwhile than the one it was made from
 */
export async function saveReturnPolicy(
  tx: StreamTx,
  made: { from: number; policy: ReturnPolicy; at: string; stationId: string },
): Promise<ReturnPolicyVersion | null> {
  const { version } = await loadReturnPolicy(tx.client);
  if (version !== made.from) return null;
  await tx.client.query(
    'INSERT INTO return_policy (stream_id, version, doc, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)',
    [companyStream, version + 1, JSON.stringify(made.policy), made.at, made.stationId],
  );
  return { version: version + 1, policy: made.policy, changedAt: made.at };
}
