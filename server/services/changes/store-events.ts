// Events as rows: each has a number of its own in its stream, so the history has an order that no clock decides.
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet, EventRecord } from './change-set';
import { jsonRows } from './json-rows';

export function eventsBy(
  changes: ChangeSet,
  aggregate: EventRecord['aggregate'],
): ReadonlyMap<string, EventRecord[]> {
  const byId = new Map<string, EventRecord[]>();
  for (const event of changes.events) {
    if (event.aggregate !== aggregate) continue;
    const list = byId.get(event.aggregateId);
    if (list) list.push(event);
    else byId.set(event.aggregateId, [event]);
  }
  return byId;
}

export function eventRowsOf(
  tx: StreamTx,
  events: readonly EventRecord[] | undefined,
  streamId: string,
  orderId: string | null,
): object[] {
  return (events ?? []).map((event) => ({
    stream_id: streamId,
    seq: tx.nextSeq(streamId),
    op_id: event.cause.opId,
    aggregate: event.aggregate,
    aggregate_id: event.aggregateId,
    order_id: orderId,
    type: event.type,
    body: event.body,
    at: event.cause.at,
    actor: event.cause.actor,
    station_id: event.cause.stationId,
  }));
}

/** Of stock, of receivings, of sales over the counter and of tills: no document of their own tells them. */
export function stockEvents(tx: StreamTx, changes: ChangeSet): object[] {
  const told = (['stock', 'receiving', 'counter-sale', 'till'] as const).flatMap((aggregate) => [
    ...eventsBy(changes, aggregate).values(),
  ]);
  return told.flatMap((events) =>
    events.flatMap((event) => {
      const { warehouseId } = event.body;
      return typeof warehouseId === 'string' ? eventRowsOf(tx, [event], warehouseId, null) : [];
    }),
  );
}

export function storeEvents(tx: StreamTx, rows: readonly object[]): Promise<unknown>[] {
  if (rows.length === 0) return [];
  return [
    tx.client.query({
      name: 'store-events',
      text: `INSERT INTO event (stream_id, seq, op_id, aggregate, aggregate_id, order_id, type, body, at, actor, station_id)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, seq bigint, op_id uuid, aggregate text, aggregate_id uuid, order_id uuid, type text,
               body jsonb, at timestamptz, actor text, station_id uuid)`,
      values: [jsonRows(rows)],
    }),
  ];
}
