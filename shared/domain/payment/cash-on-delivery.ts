// How much each parcel of an order collects at the door. The parts add up to the whole to the minor unit, whatever the
// currency; what a label already says is never changed by a later parcel.
import { splitByWeights } from '../../money/money';

export type CollectingParcel = {
  parcelId: string;
  /** Worth of what is inside, in minor units. */
  worthMinor: number;
  /** What its label says already; null while none is printed. */
  printedMinor: number | null;
};

/** Minor units by parcel, by largest remainder over what is inside. Labels that collect too much leave nothing to the rest. */
export function splitCash(totalMinor: number, parcels: readonly CollectingParcel[]): Map<string, number> {
  const printed = parcels.reduce((sum, parcel) => sum + (parcel.printedMinor ?? 0), 0);
  const open = parcels.filter((parcel) => parcel.printedMinor === null);
  const parts = splitByWeights(
    Math.max(0, totalMinor - printed),
    open.map((parcel) => Math.max(0, parcel.worthMinor)),
  );
  const byParcel = new Map(open.map((parcel, index) => [parcel.parcelId, parts[index] ?? 0]));
  return new Map(
    parcels.map(({ parcelId, printedMinor }) => [parcelId, printedMinor ?? byParcel.get(parcelId) ?? 0]),
  );
}
