// Orders that stations took: what their quotas covered is kept for the order from the moment the quota is less, and placing
// it waits in the outbox. Its id is made of its number, so both find each other and neither happens twice.
import { documentNumber } from '../../../shared/domain/numbers/series';
import type { Sku, WarehouseId } from '../../../shared/domain/ids';
import type { StationOrder } from '../../../shared/domain/stock/station-order';
import type { StreamTx } from '../../db/stream-writer';
import { later } from '../../jobs/outbox';
import { orderIdOf } from '../orders/order-id';
import type { ChangeSet } from './change-set';
import { jsonRows } from './json-rows';

export const stationOrderTopic = 'station-order';
/** How long it keeps them when it cannot be given them. */
const keptMs = 72 * 3_600_000;

export type StationOrderRecord = {
  warehouseId: WarehouseId;
  opId: string;
  body: StationOrder;
  kept: ReadonlyMap<Sku, number>;
};

/** Who ordered what stands in the op and nowhere else: who is to be forgotten is forgotten there. */
export type StationOrderWork = Pick<StationOrderRecord, 'warehouseId' | 'opId'>;

export function stationOrderNumber({ series, number }: Pick<StationOrder, 'series' | 'number'>): string {
  return documentNumber(series, number);
}

export function storeStationOrders(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  if (changes.stationOrders.length === 0) return [];
  const until = new Date(Date.parse(changes.at) + keptMs).toISOString();
  const rows = changes.stationOrders.flatMap(({ warehouseId, body, kept }) =>
    [...kept].map(([sku, units]) => ({
      stream_id: warehouseId,
      holder_id: orderIdOf(body.channelId, stationOrderNumber(body)),
      sku,
      channel_id: body.channelId,
      units,
      until,
    })),
  );
  return [
    tx.client.query({
      name: 'keep-for-station-orders',
      text: `INSERT INTO stock_hold AS h (stream_id, holder_id, sku, holder, channel_id, units, until)
             SELECT stream_id, holder_id, sku, 'order', channel_id, units, until
             FROM json_to_recordset($1) AS r (stream_id text, holder_id uuid, sku text, channel_id text, units int, until timestamptz)
             ON CONFLICT (stream_id, holder_id, sku) DO UPDATE SET units = h.units + excluded.units`,
      values: [jsonRows(rows)],
    }),
    later(
      tx.client,
      changes.stationOrders.map(({ warehouseId, opId, body }) => ({
        topic: stationOrderTopic,
        key: stationOrderNumber(body),
        payload: { warehouseId, opId } satisfies StationOrderWork,
        availableAt: changes.at,
      })),
      changes.newId,
    ),
  ];
}
