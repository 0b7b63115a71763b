// Writes returns that benches told of, with what happened to them and what was taken in, and announces them to the stations
// of the warehouse whose ops these are; other warehouses are told by the job that follows returns.
import { companyStream } from '../../../shared/domain/ids';
import type { StreamTx } from '../../db/stream-writer';
import { storeRecord } from '../records/tell-record';
import { announceReturns } from '../returns/announce-returns';
import { returnMachine } from '../returns/return-machine';
import type { ChangeSet } from './change-set';
import { jsonRows } from './json-rows';
import { eventRowsOf, eventsBy } from './store-events';

/** What happened to them goes to `eventRows`. */
export function storeReturns(tx: StreamTx, changes: ChangeSet, eventRows: object[]): Promise<unknown>[] {
  const { heardOfReturns } = changes;
  const events = eventsBy(changes, 'return');
  const records = [...changes.touchedReturns].map((returnId) => {
    const found = changes.returns.get(returnId);
    if (!found) throw new Error(`return ${returnId} was touched but is not there`);
    eventRows.push(...eventRowsOf(tx, events.get(returnId), companyStream, found.orderId));
    return storeRecord(tx, returnMachine, returnId, found, changes.at);
  });
  const told = [...new Set(heardOfReturns.map(({ returnId }) => returnId))].flatMap(
    (returnId) => changes.returns.get(returnId) ?? [],
  );
  const warehouseIds = new Set(heardOfReturns.map(({ warehouseId }) => warehouseId));
  return [
    Promise.all(records).then(() => announceReturns(tx, told, warehouseIds, heardOfReturns)),
    ...storeTakes(tx, changes),
  ];
}

function storeTakes(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  if (changes.returnTakes.size === 0) return [];
  const rows = [...changes.returnTakes.values()].map((take) => ({
    stream_id: take.warehouseId,
    op_id: take.opId,
    given_id: take.givenId,
    return_id: take.returnId,
    station_id: take.stationId,
    sku: take.sku,
    quantity: take.quantity,
    condition: take.condition,
    actor: take.actor,
    at: take.at,
    undone_by: take.undoneBy,
  }));
  return [
    tx.client.query({
      name: 'store-return-takes',
      text: `INSERT INTO return_take (stream_id, op_id, given_id, return_id, station_id, sku, quantity, condition, actor, at, undone_by)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, op_id uuid, given_id uuid, return_id uuid, station_id uuid, sku text,
               quantity int, condition text, actor text, at timestamptz, undone_by uuid)
             ON CONFLICT (stream_id, op_id) DO UPDATE SET undone_by = excluded.undone_by`,
      values: [jsonRows(rows)],
    }),
  ];
}
