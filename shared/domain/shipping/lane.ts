// A lane: from one warehouse to one part of a country, which is what shares the first two characters of its postcode.
import { plainPostcode } from './postcode';

export type LaneEnd = { countryCode: string; postcode?: string | null };

export function laneOf(warehouseId: string, to: LaneEnd): string {
  return `${warehouseId} ${to.countryCode} ${plainPostcode(to.postcode ?? null).slice(0, 2)}`.trim();
}
