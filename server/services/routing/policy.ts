// The routing policy as the office set it, every version kept with who set it and when.
import {
  defaultRoutingPolicy,
  type RoutingPolicy,
  routingPolicySchema,
} from '../../../shared/domain/routing/policy';
import { companyStream } from '../../../shared/domain/ids';
import type { PolicyVersions } from '../../../shared/contract/replan';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';

export type PolicyVersion = { version: number; policy: RoutingPolicy; changedAt: string | null };

/** Version 0 is the one nobody has set. */
export async function loadPolicy(db: Queryable): Promise<PolicyVersion> {
  const { rows } = await db.query<{ version: number; doc: unknown; changed_at: string }>({
    name: 'routing-policy',
    text: 'SELECT version, doc, changed_at FROM routing_policy WHERE stream_id = $1 ORDER BY version DESC LIMIT 1',
    values: [companyStream],
  });
  const [row] = rows;
  if (!row) return { version: 0, policy: defaultRoutingPolicy, changedAt: null };
  // One that was set by an older version knows less.
  return {
    version: row.version,
    policy: routingPolicySchema.parse(row.doc),
    changedAt: new Date(row.changed_at).toISOString(),
  };
}

/**
 * Adds a version. The unit of work must name the company's stream.
 * @returns null when another version was set meanwhile than the one it was made from
 */
export async function savePolicy(
  tx: StreamTx,
  made: { from: number; policy: RoutingPolicy; at: string; stationId: string; person: string | null },
): Promise<PolicyVersion | null> {
  const { version } = await loadPolicy(tx.client);
  if (version !== made.from) return null;
  await tx.client.query(
    `INSERT INTO routing_policy (stream_id, version, doc, changed_at, changed_by, changed_by_person) VALUES ($1, $2, $3, $4, $5, $6)`,
    [companyStream, version + 1, JSON.stringify(made.policy), made.at, made.stationId, made.person],
  );
  return { version: version + 1, policy: made.policy, changedAt: made.at };
}

const shownVersions = 50;

/** Newest first. */
export async function policyVersions(db: Queryable): Promise<PolicyVersions['rows']> {
  const { rows } = await db.query<{ version: number; doc: unknown; changed_at: string; changed_by: string }>(
    `SELECT p.version, p.doc, p.changed_at, coalesce(p.changed_by_person, s.name, '') AS changed_by
     FROM routing_policy p LEFT JOIN station s ON s.station_id = p.changed_by
     WHERE p.stream_id = $1 ORDER BY p.version DESC LIMIT ${shownVersions}`,
    [companyStream],
  );
  return rows.map((row) => {
    const policy = routingPolicySchema.parse(row.doc);
    return {
      version: row.version,
      changedAt: new Date(row.changed_at).toISOString(),
      changedBy: row.changed_by,
      rules: policy.rules.length,
      activeRules: policy.rules.filter(({ active }) => active).length,
      policy,
    };
  });
}
