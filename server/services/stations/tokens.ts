// Who a bearer token is: the only source of a station's identity. Looked up by hash; remembered for a moment, because every
// request asks, but never beyond its end. Revoking forgets at once here, and within that moment in another process.
import type { StationId, WarehouseId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { secretHash } from './access-tokens';
import type { StationRole } from './enrol';

export type KnownStation = {
  stationId: StationId;
  name: string;
  warehouseId: WarehouseId;
  roles: readonly StationRole[];
};

export type TokenBook = {
  /** The station of a token, or null when there is none, it has ended, or the station was revoked. */
  stationOf: (token: string) => Promise<KnownStation | null>;
  forget: (stationId: string) => void;
};

const rememberMs = 2_000;
const mostRemembered = 10_000;

export function createTokenBook(db: Queryable, nowMs: () => number): TokenBook {
  const remembered = new Map<string, { station: KnownStation; untilMs: number }>();
  return {
    stationOf: async (token) => {
      const hash = secretHash(token);
      const now = nowMs();
      const known = remembered.get(hash);
      if (known && known.untilMs > now) return known.station;
      const { rows } = await db.query<{
        station_id: StationId;
        name: string;
        stream_id: WarehouseId;
        roles: StationRole[];
        expires_at: string;
      }>({
        name: 'station-of-token',
        text: `SELECT s.station_id, s.name, s.stream_id, s.roles, t.expires_at
               FROM station_token t JOIN station s ON s.station_id = t.station_id
               WHERE t.token_hash = $1 AND t.expires_at > $2 AND s.revoked_at IS NULL`,
        values: [hash, new Date(now).toISOString()],
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
      const endsMs = new Date(row.expires_at).getTime();
      remembered.set(hash, { station, untilMs: Math.min(now + rememberMs, endsMs) });
      return station;
    },
    forget: (stationId) => {
      for (const [hash, { station }] of remembered)
        if (station.stationId === stationId) remembered.delete(hash);
    },
  };
}
