// Kinds and rules of special orders as the office set them, every version kept. Before anybody has, the company has the
// first kinds and no rule.
import { companyStream } from '../../../shared/domain/ids';
import {
  firstKinds,
  type SpecialKind,
  specialKindsSchema,
} from '../../../shared/domain/special/special-kind';
import { type SpecialRule, specialRulesSchema } from '../../../shared/domain/special/special-rule';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { storableJson } from '../changes/json-rows';

export type SpecialSettings = {
  version: number;
  kinds: SpecialKind[];
  rules: SpecialRule[];
  changedAt: string | null;
};

/** Version 0 is the one nobody has set. */
export async function loadSpecialSettings(db: Queryable): Promise<SpecialSettings> {
  const { rows } = await db.query<{ version: number; kinds: unknown; rules: unknown; changed_at: string }>({
    name: 'special-settings',
    text: 'SELECT version, kinds, rules, changed_at FROM special_setting WHERE stream_id = $1 ORDER BY version DESC LIMIT 1',
    values: [companyStream],
  });
  const [row] = rows;
  if (!row) return { version: 0, kinds: [...firstKinds], rules: [], changedAt: null };
  return {
    version: row.version,
    kinds: specialKindsSchema.parse(row.kinds),
    rules: specialRulesSchema.parse(row.rules),
    changedAt: new Date(row.changed_at).toISOString(),
  };
}

/**
 * Adds a version. The unit of work must name the company's stream.
 * @returns null when another version was set meanwhile than the one it was made from
 */
export async function saveSpecialSettings(
  tx: StreamTx,
  made: { from: number; kinds: SpecialKind[]; rules: SpecialRule[]; at: string; by: string },
): Promise<SpecialSettings | null> {
  const { version } = await loadSpecialSettings(tx.client);
  if (version !== made.from) return null;
  await tx.client.query(
    'INSERT INTO special_setting (stream_id, version, kinds, rules, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6)',
    [companyStream, version + 1, storableJson(made.kinds), storableJson(made.rules), made.at, made.by],
  );
  return { version: version + 1, kinds: made.kinds, rules: made.rules, changedAt: made.at };
}
