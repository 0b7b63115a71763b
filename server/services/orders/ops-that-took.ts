// The ops by which stations took orders: they name no parcel, and have the customer's address in them.
import { companyStream } from '../../../shared/domain/ids';
import { stationChannels, stationOrderSchema } from '../../../shared/domain/stock/station-order';
import type { Queryable } from '../../db/pool';
import { stationOrderNumber } from '../changes/station-orders';
import { orderIdOf } from './order-id';

export async function opsThatTook(db: Queryable, orderIds: readonly string[]): Promise<string[]> {
  const wanted = new Set(orderIds);
  const atStations = await db.query(
    'SELECT 1 FROM sales_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[]) AND channel_id = ANY($3::text[]) LIMIT 1',
    [companyStream, orderIds, stationChannels],
  );
  if (atStations.rows.length === 0) return [];
  const { rows } = await db.query<{ op_id: string; body: unknown }>(
    `SELECT op_id, body FROM op WHERE type = 'order.take'`,
  );
  return rows.flatMap(({ op_id, body }) => {
    const taken = stationOrderSchema.safeParse(body);
    if (!taken.success) return [];
    return wanted.has(orderIdOf(taken.data.channelId, stationOrderNumber(taken.data))) ? [op_id] : [];
  });
}
