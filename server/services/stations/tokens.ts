// Who a bearer token is: the only source of a station's identity. Looked up by hash; remembered for a moment, because every
// request asks. Revoking forgets at once here, and within that moment in another process.
import type { StationId, WarehouseId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { type StationRole, tokenHash } from './enrol';

export type KnownStation = {
  stationId: StationId;
  name: string;
  warehouseId: WarehouseId;
  roles: readonly StationRole[];
};

export type TokenBook = {
  /** The station of a token, or null when there is none or it was revoked. */
  stationOf: (token: string) => Promise<KnownStation | null>;
  forget: (stationId: string) => void;
};

const rememberMs = 2_000;
const mostRemembered = 10_000;

export function createTokenBook(db: Queryable, nowMs: () => number): TokenBook {
  const remembered = new Map<string, { station: KnownStation; untilMs: number }>();
  return {
    stationOf: async (token) => {
      const hash = tokenHash(token);
      const known = remembered.get(hash);
      if (known && known.untilMs > nowMs()) return known.station;
      const { rows } = await db.query<{
        station_id: StationId;
        name: string;
        stream_id: WarehouseId;
        roles: StationRole[];
      }>({
        name: 'station-of-token',
        text: 'SELECT station_id, name, stream_id, roles FROM station WHERE token_hash = $1 AND revoked_at IS NULL',
        values: [hash],
      });
      const row = rows[0];
      if (!row) {
        remembered.delete(hash);
        return null;
      }
      const station = {
        stationId: row.station_id,
        name: row.name,
        warehouseId: row.stream_id,
        roles: row.roles,
      };
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(hash, { station, untilMs: nowMs() + rememberMs });
      return station;
    },
    forget: (stationId) => {
      for (const [hash, { station }] of remembered)
        if (station.stationId === stationId) remembered.delete(hash);
    },
  };
}
