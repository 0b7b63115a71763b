// The half-minute greeting: what head office expects next, how wrong the station's clock is, which lives its streams have,
// and a batch of parcels for it to hold (VIP first, then oldest), so that it can go on alone when the network goes.
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Pool } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { newChangeSet } from '../changes/change-set';
import { commandParcel } from '../changes/parcel-changes';
import { storeChanges } from '../changes/store';
import type { KnownStation } from './tokens';

export type HelloTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

export type Hello = {
  unsent: number;
  oldestUnsentAt: string | null;
  appVersion: string;
  at: string;
  wantParcels: number;
};
export type HelloAnswer = { expect: number; at: string; skewMs: number; epochs: Record<string, string> };

export async function answerHello(
  tools: HelloTools,
  station: KnownStation,
  hello: Hello,
): Promise<HelloAnswer> {
  const now = tools.now();
  const skewMs = new Date(hello.at).getTime() - now.getTime();
  const { rows } = await tools.pool.query<{ last: number }>({
    name: 'note-hello',
    text: `UPDATE station SET last_seen_at = $2, app_version = $3, skew_ms = $4, unsent = $5, oldest_unsent_at = $6
           WHERE station_id = $1 RETURNING last_station_seq AS last`,
    values: [
      station.stationId,
      now.toISOString(),
      hello.appVersion,
      skewMs,
      hello.unsent,
      instantOrNull(hello.oldestUnsentAt),
    ],
  });
  const streams = await tools.pool.query<{ stream_id: string; epoch: string }>({
    name: 'epochs',
    text: 'SELECT stream_id, epoch FROM stream WHERE stream_id = ANY($1::text[])',
    values: [[companyStream, station.warehouseId]],
  });
  if (hello.wantParcels > 0 && (await mayLease(tools.pool, station.warehouseId))) {
    await tools.writer.submit([station.warehouseId], (tx) => lease(tx, tools, station, hello.wantParcels));
  }
  return {
    expect: (rows[0]?.last ?? 0) + 1,
    at: now.toISOString(),
    skewMs,
    epochs: Object.fromEntries(streams.rows.map((row) => [row.stream_id, row.epoch])),
  };
}

/** A look without the stream's counter: most greetings find nothing new to hand out. */
async function mayLease(pool: Pool, warehouseId: WarehouseId): Promise<boolean> {
  const { rows } = await pool.query({
    name: 'anything-released',
    text: `SELECT 1 FROM parcel WHERE stream_id = $1 AND state = 'released' AND NOT deleted LIMIT 1`,
    values: [warehouseId],
  });
  return rows.length > 0;
}

async function lease(tx: StreamTx, tools: HelloTools, station: KnownStation, want: number): Promise<void> {
  const { rows } = await tx.client.query<{ doc: Parcel }>({
    name: 'parcels-to-lease',
    text: `SELECT doc FROM parcel WHERE stream_id = $1 AND state = 'released' AND doc->'hold' = 'null' AND NOT deleted
           ORDER BY priority DESC, placed_at, parcel_id
           LIMIT greatest(0, $3 - (SELECT count(*) FROM parcel WHERE stream_id = $1 AND holder_station_id = $2 AND state IN ('leased', 'packing')))`,
    values: [station.warehouseId, station.stationId, want],
  });
  if (rows.length === 0) return;
  const changes = newChangeSet(tools.now().toISOString(), tools.newId);
  for (const { doc } of rows) {
    changes.parcels.set(doc.parcelId, doc);
    commandParcel(changes, { type: 'LeaseParcel', parcelId: doc.parcelId, stationId: station.stationId });
  }
  await storeChanges(tx, changes);
}

function instantOrNull(text: string | null): string | null {
  return text === null || Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString();
}
