// The routing policy as the office set it, every version kept with who set it and when.
import { defaultRoutingPolicy, type RoutingPolicy } from '../../../shared/domain/routing/policy';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';

export type PolicyVersion = { version: number; policy: RoutingPolicy; changedAt: string | null };

/** Version 0 is the one nobody has set. */
export async function loadPolicy(db: Queryable): Promise<PolicyVersion> {
  const { rows } = await db.query<{ version: number; doc: RoutingPolicy; changed_at: string }>({
    name: 'routing-policy',
    text: 'SELECT version, doc, changed_at FROM routing_policy WHERE stream_id = $1 ORDER BY version DESC LIMIT 1',
    values: [companyStream],
  });
  const [row] = rows;
  if (!row) return { version: 0, policy: defaultRoutingPolicy, changedAt: null };
  return { version: row.version, policy: row.doc, changedAt: new Date(row.changed_at).toISOString() };
}

/**
 * Adds a version. The unit of work must name the company's stream.
 * @returns null when another version was set meanwhile than the one it was made from
 */
export async function savePolicy(
  tx: StreamTx,
  made: { from: number; policy: RoutingPolicy; at: string; stationId: string },
): Promise<PolicyVersion | null> {
  const { version } = await loadPolicy(tx.client);
  if (version !== made.from) return null;
  await tx.client.query(
    'INSERT INTO routing_policy (stream_id, version, doc, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)',
    [companyStream, version + 1, JSON.stringify(made.policy), made.at, made.stationId],
  );
  return { version: version + 1, policy: made.policy, changedAt: made.at };
}
