// Who got which lot and serial, in the transaction that changes a parcel: what its document says, so that it is found by lot.
import { takenGoods } from '../../../shared/domain/parcel/taken-goods';
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet } from './change-set';
import { jsonRows } from './json-rows';
import { columnsOf } from './store-lots';

/** By these what was taken may become less; else rows are only added to. */
const takesBack: ReadonlySet<string> = new Set([
  'UnitsPutBack',
  'ActUndone',
  'RemainderMoved',
  'RemainderReleased',
]);

export function storeParcelGoods(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  const less = new Set(
    changes.events.filter(({ type }) => takesBack.has(type)).map(({ aggregateId }) => aggregateId),
  );
  const stale: string[] = [];
  const rows = [...changes.touchedParcels].flatMap((parcelId) => {
    const parcel = changes.parcels.get(parcelId);
    if (!parcel) return [];
    const taken = takenGoods(parcel);
    if (taken.length > 0 || less.has(parcelId)) stale.push(parcelId);
    return taken.map(({ lineNo, sku, lot, serial, units }) => ({
      stream_id: parcel.warehouseId,
      parcel_id: parcelId,
      line_no: lineNo,
      sku,
      lot: '',
      best_before: '',
      ...(lot ? columnsOf(lot) : {}),
      serial: serial ?? '',
      units,
    }));
  });
  if (stale.length === 0) return [];
  return [
    tx.client.query({
      name: 'drop-parcel-goods',
      text: 'DELETE FROM parcel_goods WHERE parcel_id = ANY($1::uuid[])',
      values: [stale],
    }),
    ...(rows.length === 0
      ? []
      : [
          tx.client.query({
            name: 'store-parcel-goods',
            text: `INSERT INTO parcel_goods (stream_id, parcel_id, line_no, sku, lot, best_before, serial, units)
                   SELECT * FROM json_to_recordset($1) AS r (stream_id text, parcel_id uuid, line_no int, sku text, lot text, best_before text,
                     serial text, units int)`,
            values: [jsonRows(rows)],
          }),
        ]),
  ];
}
