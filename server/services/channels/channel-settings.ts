// Setting a channel up: what was agreed for it and how it is reached. Secrets are written here and read by connectors only.
import type { z } from 'zod';
import type {
  channelSettingsRequestSchema,
  channelSettingsResponseSchema,
  newChannelRequestSchema,
} from '../../../shared/contract/channels';
import { companyStream } from '../../../shared/domain/ids';
import type { OfficeParts } from '../../head-office';
import type { Queryable } from '../../db/pool';
import { warehousesOf } from '../allocation/allocate-orders';
import { storableJson } from '../changes/json-rows';
import { channelUrl } from './channel-http';
import { salesChannel } from './channel-rows';
import { tellAllStock } from './push-stock';
import type { Connectors } from './connectors';

type Settings = z.infer<typeof channelSettingsResponseSchema>;

/** `field` is where, as the request names it. */
export type SettingsRefusal = { field: string; why: 'address' | 'warehouse' | 'unknown' };

export async function channelSettings(
  db: Queryable,
  connectors: Connectors,
  channelId: string,
): Promise<Settings | null> {
  const channel = await salesChannel(db, channelId);
  if (!channel) return null;
  const names = await db.query<{ id: string; name: string }>(
    `SELECT doc->'warehouse'->>'warehouseId' AS id, doc->'warehouse'->>'name' AS name FROM directory
     WHERE stream_id = $1 AND kind = 'warehouse' AND NOT deleted`,
    [companyStream],
  );
  const nameOf = new Map(names.rows.map(({ id, name }) => [id, name]));
  return {
    channelId: channel.channelId,
    name: channel.name,
    kind: channel.kind,
    currency: channel.currency,
    policy: channel.policy,
    fields: { ...channel.access.fields },
    secretsSet: Object.keys(channel.access.secrets),
    connectors: [...connectors.values()].map(({ kind, fields, send }) => ({
      kind,
      fields: fields.map(({ name, kind: of, neededTo }) => ({ name, kind: of, neededTo: [...neededTo] })),
      sends: send !== null,
    })),
    warehouses: (await warehousesOf(db)).map((warehouseId) => ({
      warehouseId,
      name: nameOf.get(warehouseId) ?? warehouseId,
    })),
  };
}

export async function addChannel(
  db: Queryable,
  { channelId, name, kind, currency }: z.infer<typeof newChannelRequestSchema>,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO channel (channel_id, name, kind, formats, currency) VALUES ($1, $2, $3, '{}', $4) ON CONFLICT DO NOTHING`,
    [channelId, name, kind, currency],
  );
  return rowCount === 1;
}

/** What waits for stock is tried again: another warehouse or another share may have some for it. */
export async function saveChannelSettings(
  parts: Pick<OfficeParts, 'pool' | 'now' | 'newId'>,
  connectors: Connectors,
  channelId: string,
  request: z.infer<typeof channelSettingsRequestSchema>,
): Promise<SettingsRefusal | null> {
  const refusal = refusalOf(connectors, request, await warehousesOf(parts.pool));
  if (refusal) return refusal;
  const [given, removed] = [Object.entries(request.secrets), [] as string[]];
  const set = Object.fromEntries(given.filter(([name, value]) => value !== '' || !removed.push(name)));
  const fields = Object.fromEntries(Object.entries(request.fields).filter(([, value]) => value !== ''));
  await parts.pool.query(
    `UPDATE channel SET name = $2, kind = $3, currency = $4, policy = $5, fields = $6, secrets = (secrets || $7::jsonb) - $8::text[] WHERE channel_id = $1`,
    [
      channelId,
      request.name,
      request.kind,
      request.currency,
      storableJson(request.policy),
      storableJson(fields),
      storableJson(set),
      removed,
    ],
  );
  if (request.policy.pushStock) await tellAllStock(parts, channelId);
  const { rows } = await parts.pool.query<{ order_id: string }>(
    'SELECT DISTINCT order_id FROM backorder_line WHERE stream_id = $1',
    [companyStream],
  );
  await parts.pool.query(
    `INSERT INTO outbox (id, topic, key, payload)
     SELECT id, 'allocate', 'order ' || order_id, jsonb_build_object('kind', 'order', 'orderId', order_id)
     FROM unnest($1::uuid[], $2::uuid[]) AS r (id, order_id)`,
    [rows.map(() => parts.newId()), rows.map((row) => row.order_id)],
  );
  return null;
}

function refusalOf(
  connectors: Connectors,
  { kind, fields, secrets, policy }: z.infer<typeof channelSettingsRequestSchema>,
  warehouseIds: readonly string[],
): SettingsRefusal | null {
  const known = connectors.get(kind)?.fields ?? [];
  for (const [name, value] of Object.entries(fields)) {
    const field = known.find((each) => each.name === name && each.kind !== 'secret');
    if (!field) return { field: `fields.${name}`, why: 'unknown' };
    if (field.kind === 'url' && value && !isAddress(value))
      return { field: `fields.${name}`, why: 'address' };
  }
  for (const name of Object.keys(secrets))
    if (!known.some((each) => each.name === name && each.kind === 'secret'))
      return { field: `secrets.${name}`, why: 'unknown' };
  const stranger = policy.warehouseIds.findIndex((warehouseId) => !warehouseIds.includes(warehouseId));
  return stranger < 0 ? null : { field: `policy.warehouseIds.${stranger}`, why: 'warehouse' };
}

function isAddress(text: string): boolean {
  try {
    channelUrl(text);
    return true;
  } catch {
    return false;
  }
}
