// Who makes labels for the way back, from the table. Secrets are read by nobody but the strategy.
import type { Queryable } from '../../db/pool';
import { carrierReturns } from './providers/carrier-returns';
import { httpReturns } from './providers/http-returns';
import { ownReturns } from './providers/own-returns';
import type { ReturnsPlugin, ReturnsPorts, ReturnsProvider } from './providers/returns-provider';

/** One more kind is one file and one line here. */
export const returnsPlugins = [
  ownReturns,
  carrierReturns,
  httpReturns,
] as unknown as readonly ReturnsPlugin[];

export type ReturnProviderRow = {
  providerId: string;
  kind: string;
  name: string;
  settings: Record<string, unknown>;
  inUse: boolean;
};
type Stored = ReturnProviderRow & { secrets: Record<string, unknown> };

/** There without anybody setting it: a code, and no label. */
const own: Stored = { providerId: 'own', kind: 'own', name: 'Own', settings: {}, secrets: {}, inUse: true };

const columns = 'provider_id AS "providerId", kind, name, settings, secrets, in_use AS "inUse"';

async function stored(db: Queryable): Promise<Stored[]> {
  const { rows } = await db.query<Stored>(`SELECT ${columns} FROM return_provider ORDER BY provider_id`);
  const others = rows.filter(({ providerId }) => providerId !== own.providerId);
  return [{ ...own, inUse: !others.some(({ inUse }) => inUse) }, ...others];
}

export async function providerInUse(db: Queryable): Promise<ReturnProviderRow> {
  return (await stored(db)).find(({ inUse }) => inUse) ?? own;
}

/** Null: there is none of that name any more. */
export async function openReturnProvider(
  db: Queryable,
  ports: ReturnsPorts,
  providerId: string,
): Promise<ReturnsProvider | null> {
  const row = (await stored(db)).find((each) => each.providerId === providerId);
  const plugin = row && returnsPlugins.find(({ kind }) => kind === row.kind);
  if (!row || !plugin) return null;
  return plugin.open(plugin.settings.parse(row.settings), plugin.secrets.parse(row.secrets), ports);
}

export async function listReturnProviders(
  db: Queryable,
): Promise<(ReturnProviderRow & { secretsSet: string[] })[]> {
  return (await stored(db)).map(({ secrets, ...row }) => ({
    ...row,
    secretsSet: Object.keys(secrets).sort(),
  }));
}

export type ProviderAsked = Pick<ReturnProviderRow, 'kind' | 'name' | 'settings' | 'inUse'> & {
  /** Left out keeps those that are set. */
  secrets?: Record<string, string> | undefined;
};

/** @returns null when it is kept, or what is wrong with it: field and reason */
export async function saveReturnProvider(
  db: Queryable,
  providerId: string,
  asked: ProviderAsked,
  at: string,
): Promise<{ field: string; reason: string } | null> {
  const plugin = returnsPlugins.find(({ kind }) => kind === asked.kind);
  if (!plugin)
    return { field: 'kind', reason: `one of ${returnsPlugins.map(({ kind }) => kind).join(', ')}` };
  const before = (await stored(db)).find(
    (each) => each.providerId === providerId && each.kind === asked.kind,
  );
  const settings = plugin.settings.safeParse(asked.settings);
  const secrets = plugin.secrets.safeParse({ ...before?.secrets, ...asked.secrets });
  for (const [field, read] of Object.entries({ settings, secrets }))
    if (!read.success) {
      const [issue] = read.error.issues;
      return { field: `${field}.${issue?.path.join('.') ?? ''}`, reason: issue?.message ?? '' };
    }
  if (asked.inUse) await db.query('UPDATE return_provider SET in_use = false WHERE in_use');
  await db.query(
    `INSERT INTO return_provider (provider_id, kind, name, settings, secrets, in_use, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (provider_id) DO UPDATE SET kind = excluded.kind, name = excluded.name, settings = excluded.settings,
       secrets = excluded.secrets, in_use = excluded.in_use, changed_at = excluded.changed_at`,
    [
      providerId,
      asked.kind,
      asked.name,
      settings.data,
      secrets.data,
      asked.inUse && providerId !== own.providerId,
      at,
    ],
  );
  return null;
}
