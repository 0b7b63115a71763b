// The half-minute greeting: what head office expects next, how wrong the station's clock is, which lives its streams have,
// its leases (lease-parcels.ts), and what it may give and promise by itself (station-rights.ts).
import type { RightsAnswer, RightsTold } from '../../../shared/contract/rights';
import { companyStream } from '../../../shared/domain/ids';
import type { Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { type Held, keepLeases, type WorkLimits } from './lease-parcels';
import { type Known, noticeLostHistory } from './lost-history';
import { settleRights } from './station-rights';
import { renewTours } from '../tours/tour-leases';
import type { KnownStation } from './tokens';

export type HelloTools = {
  pool: Pool;
  writer: StreamWriter;
  now: () => Date;
  newId: () => string;
  log: { warn: (fields: object, message: string) => void };
  ssccPrefix: string;
};

export type Hello = Known & {
  maxStationSeq: number;
  unsent: number;
  oldestUnsentAt: string | null;
  appVersion: string;
  at: string;
  wantParcels: number;
  holds: readonly Held[];
  rights?: RightsTold | undefined;
};
export type HelloAnswer = WorkLimits & {
  expect: number;
  chain?: string;
  at: string;
  skewMs: number;
  epochs: Record<string, string>;
  rights: RightsAnswer | null;
  signedOff: { replacedBy: string | null } | null;
};

export async function answerHello(
  tools: HelloTools,
  station: KnownStation,
  hello: Hello,
): Promise<HelloAnswer> {
  const now = tools.now();
  const skewMs = new Date(hello.at).getTime() - now.getTime();
  const { rows } = await tools.pool.query<{
    last: number;
    head: string | null;
    zone: string | null;
    max_parcels: number;
    is_off: boolean;
    place_taken_by: string | null;
  }>({
    name: 'note-hello',
    text: `UPDATE station SET last_seen_at = $2, app_version = $3, skew_ms = $4, unsent = $5, oldest_unsent_at = $6,
             caught_up_at = CASE WHEN $7 <= last_station_seq THEN $2 ELSE caught_up_at END
           WHERE station_id = $1 RETURNING last_station_seq AS last, chain_head AS head, zone, max_parcels, signed_off_at IS NOT NULL AS is_off,
             (SELECT by.name FROM station by WHERE by.station_id = station.replaced_by) AS place_taken_by`,
    values: [
      station.stationId,
      now.toISOString(),
      hello.appVersion,
      skewMs,
      hello.unsent,
      instantOrNull(hello.oldestUnsentAt),
      hello.maxStationSeq,
    ],
  });
  const last = rows[0]?.last ?? 0;
  if (await noticeLostHistory(tools, hello, last))
    tools.log.warn(
      { stationId: station.stationId, received: hello.received, last },
      'a station knows more than the database: newer history was lost, everybody starts anew',
    );
  const streams = await tools.pool.query<{ stream_id: string; epoch: string }>({
    name: 'epochs',
    text: 'SELECT stream_id, epoch FROM stream WHERE stream_id = ANY($1::text[])',
    values: [[companyStream, station.warehouseId]],
  });
  const isOff = rows[0]?.is_off ?? false;
  const limits: WorkLimits = {
    zone: rows[0]?.zone ?? null,
    maxParcels: isOff ? 0 : (rows[0]?.max_parcels ?? 0),
  };
  await keepLeases(tools, station, hello.holds, hello.wantParcels, limits);
  await renewTours(tools, station);
  const rights = hello.rights
    ? await settleRights(tools, station, hello.rights, hello.maxStationSeq <= last)
    : null;
  const head = rows[0]?.head ?? null;
  return {
    expect: last + 1,
    ...(head !== null && { chain: head }),
    at: now.toISOString(),
    skewMs,
    epochs: Object.fromEntries(streams.rows.map((row) => [row.stream_id, row.epoch])),
    ...limits,
    rights,
    signedOff: isOff ? { replacedBy: rows[0]?.place_taken_by ?? null } : null,
  };
}

function instantOrNull(text: string | null): string | null {
  return text === null || Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString();
}
