// Counts of tills as rows, as they were told and as head office reckons them.
import type { WarehouseId } from '../../../shared/domain/ids';
import type { StreamTx } from '../../db/stream-writer';
import type { Cause, ChangeSet } from './change-set';
import { jsonRows } from './json-rows';

export type TillCountRecord = {
  warehouseId: WarehouseId;
  opId: string;
  stationId: string;
  stationSeq: number;
  cause: Cause;
  currency: string;
  expectedMinor: number;
  toldMinor: number;
  countedMinor: number;
  leftMinor: number;
};

export function storeTillCounts(tx: StreamTx, { tillCounts }: ChangeSet): Promise<unknown>[] {
  if (tillCounts.length === 0) return [];
  const rows = tillCounts.map(({ cause, ...count }) => ({
    stream_id: count.warehouseId,
    op_id: count.opId,
    station_id: count.stationId,
    station_seq: count.stationSeq,
    at: cause.at,
    actor: cause.actor,
    currency: count.currency,
    expected_minor: count.expectedMinor,
    told_minor: count.toldMinor,
    counted_minor: count.countedMinor,
    left_minor: count.leftMinor,
  }));
  return [
    tx.client.query({
      name: 'store-till-counts',
      text: `INSERT INTO till_count (stream_id, op_id, station_id, station_seq, at, actor, currency, expected_minor, told_minor, counted_minor, left_minor)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, op_id uuid, station_id uuid, station_seq bigint, at timestamptz, actor text, currency text,
               expected_minor bigint, told_minor bigint, counted_minor bigint, left_minor bigint)`,
      values: [jsonRows(rows)],
    }),
  ];
}
