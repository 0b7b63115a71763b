// Quotas of a change set: read, changed together with the units that are held for them, and written back.
import type { Sku, WarehouseId } from '../../../shared/domain/ids';
import type { Grant, GrantChange } from '../../../shared/domain/stock/quota';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { type ChangeSet, stockKey, wake } from './change-set';
import { jsonRows } from './json-rows';

type GrantRow = {
  grant_id: Grant['grantId'];
  station_id: string;
  sku: Sku;
  location_id: Grant['locationId'];
  units: number;
  used: number;
  until: string;
  state: Grant['state'];
  told: boolean;
  confirmed: boolean;
};
const columns = 'grant_id, station_id, sku, location_id, units, used, until, state, told, confirmed';

export async function loadGrants(
  db: Queryable,
  warehouseId: WarehouseId,
  grantIds: readonly string[],
): Promise<Grant[]> {
  if (grantIds.length === 0) return [];
  const { rows } = await db.query<GrantRow>({
    name: 'load-quotas',
    text: `SELECT ${columns} FROM quota WHERE stream_id = $1 AND grant_id = ANY($2::uuid[])`,
    values: [warehouseId, grantIds],
  });
  return rows.map(grantOf);
}

export async function loadOpenGrants(db: Queryable, stationId: string): Promise<Grant[]> {
  const { rows } = await db.query<GrantRow>({
    name: 'open-quotas',
    text: `SELECT ${columns} FROM quota WHERE station_id = $1 AND state = 'open' ORDER BY until, grant_id`,
    values: [stationId],
  });
  return rows.map(grantOf);
}

/** What is held for a station is allocated like what is held for an order; what comes back may be another order's. */
export function changeGrant(
  changes: ChangeSet,
  warehouseId: WarehouseId,
  { grant, reserved }: GrantChange,
): void {
  changes.grants.set(grant.grantId, { ...grant, warehouseId });
  changes.touchedGrants.add(grant.grantId);
  if (reserved === 0) return;
  const { sku } = grant;
  const key = stockKey(warehouseId, sku);
  const total = changes.reserved.get(key) ?? { warehouseId, sku, delta: 0 };
  total.delta += reserved;
  changes.reserved.set(key, total);
  if (grant.state === 'returned') wake(changes, { kind: 'stock', warehouseId, sku });
}

export function storeGrants(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  const touched = [...changes.touchedGrants].flatMap((grantId) => changes.grants.get(grantId) ?? []);
  if (touched.length === 0) return [];
  const rows = touched.map((grant) => ({
    stream_id: grant.warehouseId,
    grant_id: grant.grantId,
    station_id: grant.stationId,
    sku: grant.sku,
    location_id: grant.locationId,
    units: grant.units,
    used: grant.used,
    until: grant.until,
    state: grant.state,
    told: grant.told,
    confirmed: grant.confirmed,
  }));
  return [
    tx.client.query({
      name: 'store-quotas',
      text: `INSERT INTO quota (stream_id, ${columns})
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, grant_id uuid, station_id uuid, sku text, location_id text, units int, used int,
               until timestamptz, state text, told boolean, confirmed boolean)
             ON CONFLICT (stream_id, grant_id) DO UPDATE SET used = excluded.used, until = excluded.until, state = excluded.state,
               told = excluded.told, confirmed = excluded.confirmed`,
      values: [jsonRows(rows)],
    }),
  ];
}

function grantOf(row: GrantRow): Grant {
  return {
    grantId: row.grant_id,
    stationId: row.station_id,
    sku: row.sku,
    locationId: row.location_id,
    units: row.units,
    used: row.used,
    until: new Date(row.until).toISOString(),
    state: row.state,
    told: row.told,
    confirmed: row.confirmed,
  };
}
