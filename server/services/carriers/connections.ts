// How head office reaches each carrier: kind, settings, secrets, and when its labels are bought. A carrier without a row is
// known by its tariff alone. Secrets are written here and read by nobody but the strategy.
import { z } from 'zod';
import { companyStream } from '../../../shared/domain/ids';
import type { Carrier } from '../../../shared/domain/shipping/carrier';
import type { Queryable } from '../../db/pool';
import type { CarrierPlugin, CarrierPorts, CarrierStrategy } from './carrier-strategy';

/** When a label is bought: as soon as the parcel is released, when the packer has chosen the box, or when it is sealed. */
export const buyMoments = ['released', 'box', 'sealed'] as const;
export type BuyMoment = (typeof buyMoments)[number];

export type OpenCarrier = {
  carrier: Carrier;
  kind: string;
  settings: Record<string, unknown>;
  buyAt: BuyMoment;
  strategy: CarrierStrategy;
};

type Row = {
  carrier: Carrier;
  kind: string | null;
  settings: Record<string, unknown> | null;
  secrets: Record<string, unknown> | null;
  buy_at: BuyMoment | null;
};

const connected = `SELECT d.doc->'carrier' AS carrier, c.kind, c.settings, c.secrets, c.buy_at
  FROM directory d LEFT JOIN carrier_connection c ON c.carrier_id = d.doc->'carrier'->>'carrierId'
  WHERE d.stream_id = $1 AND d.kind = 'carrier' AND NOT d.deleted`;

export type CarrierDesk = { plugins: readonly CarrierPlugin<never, never>[]; ports: CarrierPorts };

/** Null for a carrier that is not in the directory. @throws when its kind is none of the plugins */
export async function openCarrier(
  db: Queryable,
  desk: CarrierDesk,
  carrierId: string,
): Promise<OpenCarrier | null> {
  const { rows } = await db.query<Row>({
    name: 'open-carrier',
    text: `${connected} AND d.doc->'carrier'->>'carrierId' = $2`,
    values: [companyStream, carrierId],
  });
  return rows[0] ? opened(rows[0], desk) : null;
}

/** Whether any carrier is asked for labels before a box is packed. */
export async function isAnyBoughtAtRelease(db: Queryable): Promise<boolean> {
  const { rows } = await db.query({
    name: 'bought-at-release',
    text: `SELECT 1 FROM carrier_connection WHERE buy_at = 'released' LIMIT 1`,
  });
  return rows.length > 0;
}

export async function openCarriers(db: Queryable, desk: CarrierDesk): Promise<OpenCarrier[]> {
  const { rows } = await db.query<Row>({
    name: 'open-carriers',
    text: `${connected} ORDER BY d.entry_id`,
    values: [companyStream],
  });
  return rows.map((row) => opened(row, desk));
}

function opened(row: Row, { plugins, ports }: CarrierDesk): OpenCarrier {
  const kind = row.kind ?? 'tariff';
  const plugin = plugins.find((each) => each.kind === kind);
  if (!plugin) throw new Error(`${row.carrier.carrierId} is of the kind ${kind}, which is not known here`);
  const settings = plugin.settings.parse(row.settings ?? {});
  return {
    carrier: row.carrier,
    kind,
    settings: settings as Record<string, unknown>,
    buyAt: row.buy_at ?? 'sealed',
    strategy: plugin.open(row.carrier, settings, plugin.secrets.parse(row.secrets ?? {}), ports),
  };
}

export type ConnectionAsked = {
  kind: string;
  settings: Record<string, unknown>;
  /** Left out keeps those that are set. */
  secrets?: Record<string, string> | undefined;
  buyAt: BuyMoment;
};

/** @returns null when it is kept, or what is wrong with it: field and reason */
export async function saveConnection(
  db: Queryable,
  desk: CarrierDesk,
  carrierId: string,
  { kind, settings, secrets, buyAt }: ConnectionAsked,
  at: string,
): Promise<{ field: string; reason: string } | null> {
  const plugin = desk.plugins.find((each) => each.kind === kind);
  if (!plugin) return { field: 'kind', reason: `one of ${desk.plugins.map((each) => each.kind).join(', ')}` };
  const { rows } = await db.query<{ secrets: Record<string, unknown> }>(
    'SELECT secrets FROM carrier_connection WHERE carrier_id = $1 AND kind = $2',
    [carrierId, kind],
  );
  const read = z
    .object({
      settings: plugin.settings as z.ZodType<unknown>,
      secrets: plugin.secrets as z.ZodType<unknown>,
    })
    .safeParse({ settings, secrets: { ...rows[0]?.secrets, ...secrets } });
  if (!read.success) {
    const [issue] = read.error.issues;
    return { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' };
  }
  await db.query(
    `INSERT INTO carrier_connection (carrier_id, kind, settings, secrets, buy_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (carrier_id) DO UPDATE SET kind = excluded.kind, settings = excluded.settings, secrets = excluded.secrets,
       buy_at = excluded.buy_at, changed_at = excluded.changed_at`,
    [carrierId, kind, read.data.settings, read.data.secrets, buyAt, at],
  );
  return null;
}

/** What may be shown: which secrets are set, and none of them. */
export async function readConnection(
  db: Queryable,
  carrierId: string,
): Promise<{
  kind: string;
  settings: Record<string, unknown>;
  secretsSet: string[];
  buyAt: BuyMoment;
} | null> {
  const { rows } = await db.query<{
    kind: string;
    settings: Record<string, unknown>;
    set: string[];
    buy_at: BuyMoment;
  }>(
    `SELECT kind, settings, ARRAY(SELECT jsonb_object_keys(secrets) ORDER BY 1) AS set, buy_at
     FROM carrier_connection WHERE carrier_id = $1`,
    [carrierId],
  );
  const [row] = rows;
  return row ? { kind: row.kind, settings: row.settings, secretsSet: row.set, buyAt: row.buy_at } : null;
}
