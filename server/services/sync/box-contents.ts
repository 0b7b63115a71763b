// What one station put into one box under one fence, told by its own ops, whatever became of them: the only witness of
// goods that left although head office knew the parcel otherwise.
import type { Op, OpEnvelope } from '../../../shared/sync/op';

export type PackedUnits = {
  opId: string;
  parcelId: string;
  stationId: string;
  fence: number | null;
  type: string;
  body: Record<string, unknown>;
};

/** Units by SKU; undone acts do not count. `inBatch` are ops of the same delivery that are not stored yet. */
export function boxContents(
  handOver: Op,
  stationId: string,
  stored: readonly PackedUnits[],
  inBatch: readonly (OpEnvelope & { stationId: string })[],
): ReadonlyMap<string, number> {
  const own = [
    ...stored.filter((each) => each.stationId === stationId),
    ...inBatch.filter((each) => each.stationId === stationId && each.stationSeq < handOver.stationSeq),
  ].filter((each) => each.parcelId === handOver.parcelId && each.fence === handOver.fence);
  const undone = new Set(
    own.flatMap((each) => (each.type === 'parcel.undo' ? [String(each.body['undoes'])] : [])),
  );
  const units = new Map<string, number>();
  for (const { opId, type, body } of own) {
    if (type !== 'parcel.pack-item' || undone.has(opId)) continue;
    const sku = String(body['sku']);
    units.set(sku, (units.get(sku) ?? 0) + Number(body['quantity']));
  }
  return units;
}
