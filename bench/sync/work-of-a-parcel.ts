// The ops of a packed parcel, as a bench writes them: opened, every unit scanned, a box, sealed, labelled, handed over.
import { v7 as uuidV7 } from 'uuid';
import { ssccOf } from '../../shared/barcode/sscc';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import type { OpBody, OpEnvelope, OpType } from '../../shared/sync/op';
import { type BenchStation, ssccPrefix } from './company';

export type NumberedOps = { station: BenchStation; lastSeq: number };

/** Numbers come without holes; `ops.lastSeq` moves with every op made. */
export function* opsOfParcel(ops: NumberedOps, parcel: Parcel): Generator<OpEnvelope> {
  const op = <T extends OpType>(type: T, body: OpBody<T>): OpEnvelope => {
    ops.lastSeq += 1;
    return {
      opId: uuidV7() as OpEnvelope['opId'],
      stationSeq: ops.lastSeq,
      type,
      v: 1,
      actor: 'P1' as OpEnvelope['actor'],
      fence: parcel.fence,
      parcelId: parcel.parcelId,
      body,
      at: new Date().toISOString(),
      mono: ops.lastSeq * 10,
    };
  };
  yield op('parcel.open', {});
  for (const { sku, expected } of parcel.lines) {
    for (let unit = 0; unit < expected; unit += 1)
      yield op('parcel.pack-item', { sku, quantity: 1, code: sku, scanId: uuidV7() });
  }
  yield op('parcel.choose-box', { boxId: 'B2' as OpBody<'parcel.choose-box'>['boxId'] });
  const sscc = ssccOf(ssccPrefix, ops.station.nextSerial);
  ops.station.nextSerial += 1;
  const seal = op('parcel.seal', { sscc, weightGrams: 900 });
  yield seal;
  yield op('parcel.record-label', { label: { jobId: seal.opId, attempt: 1, outcome: 'confirmed' } });
  yield op('parcel.hand-over', { sscc });
}
