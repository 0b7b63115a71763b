// Units of one bin that are in a box: out of the bin since they were packed, in the books until the box is handed over.
import { cutSources } from './cut-sources';
import type { Parcel } from './parcel';

export function unitsInBox(parcel: Parcel, locationId: string, sku: string): number {
  if (parcel.state === 'handed-over' || parcel.state === 'cancelled') return 0;
  return parcel.lines
    .filter((line) => line.sku === sku)
    .flatMap((line) => cutSources(line.sources, 0, line.packed))
    .filter((source) => source.locationId === locationId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}
