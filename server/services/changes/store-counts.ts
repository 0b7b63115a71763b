// Writes the counts of a change set. A booked count settles those of its place that waited for a second one, or for a manager.
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet } from './change-set';
import { jsonRows } from './json-rows';

export async function storeCounts(tx: StreamTx, { counts }: ChangeSet): Promise<void> {
  if (counts.length === 0) return;
  await tx.client.query({
    name: 'store-counts',
    text: `INSERT INTO stock_count (stream_id, op_id, station_id, location_id, sku, counted, in_boxes, epoch, seq, difference, state,
             at, actor, expected, class, is_within, cost_minor, currency)
           SELECT * FROM json_to_recordset($1) AS r (stream_id text, op_id uuid, station_id uuid, location_id text, sku text, counted int, in_boxes int,
             epoch uuid, seq bigint, difference int, state text, at timestamptz, actor text, expected int, class text, is_within boolean,
             cost_minor bigint, currency text)`,
    values: [
      jsonRows(
        counts.map((count) => ({
          stream_id: count.warehouseId,
          op_id: count.opId,
          station_id: count.stationId,
          location_id: count.locationId,
          sku: count.sku,
          counted: count.counted,
          in_boxes: count.inBoxes,
          epoch: count.epoch,
          seq: count.seq,
          difference: count.difference,
          state: count.state,
          at: count.at,
          actor: count.actor,
          expected: count.expected,
          class: count.class,
          is_within: count.isWithin,
          cost_minor: count.cost?.costMinor ?? null,
          currency: count.cost?.currency ?? null,
        })),
      ),
    ],
  });
  const booked = counts.filter(({ state }) => state === 'booked');
  if (booked.length === 0) return;
  await tx.client.query({
    name: 'settle-counts',
    text: `UPDATE stock_count c SET state = 'superseded' FROM unnest($1::text[], $2::text[], $3::text[]) AS b (stream_id, sku, location_id)
           WHERE c.stream_id = b.stream_id AND c.sku = b.sku AND c.location_id = b.location_id AND c.state IN ('waiting', 'approval')`,
    values: [
      booked.map(({ warehouseId }) => warehouseId),
      booked.map(({ sku }) => sku),
      booked.map(({ locationId }) => locationId),
    ],
  });
}
