// Which sealed boxes a code of a carrier is about: the number that it gave with its label, or one of our own range for it.
// Carriers wrap their number in the bars: a country or a postcode before it, a check sign behind it. A number that is long
// enough is therefore found inside the code too; a short one counts only when it is all of it.
// Must never find a box by a label that was bought for another one: that label is not the box's.
import { fitsBox } from '../shipment/questions';
import type { Parcel, ParcelState } from './parcel';

/** Whether the label that is offered was bought for the box as it is sealed; never before it is. */
export function isForThisBox({ carrierLabel: offered, boxId, weightGrams }: Parcel): boolean {
  if (!offered || weightGrams === null) return false;
  return fitsBox(offered, { boxId, weightGrams });
}

/** Fewer may stand in a foreign code by chance. */
const shortestInside = 10;
const sealedStates: readonly ParcelState[] = ['sealed', 'labelled', 'handed-over'];

/** Numbers of a carrier that stand on the box. */
export function carrierNumbersOf(parcel: Parcel): string[] {
  if (!sealedStates.includes(parcel.state)) return [];
  const bought = parcel.carrierLabel && isForThisBox(parcel) ? parcel.carrierLabel.trackingNumber : null;
  return [parcel.carrierNumber, bought].filter((number) => number !== null);
}

/** All that the code fits; a whole number goes before one that is only part of the code. */
export function parcelsOfCarrierCode(code: string, parcels: readonly Parcel[]): Parcel[] {
  const scanned = bare(code);
  if (scanned === '') return [];
  const withNumber = (fits: (number: string) => boolean): Parcel[] =>
    parcels.filter((parcel) => carrierNumbersOf(parcel).map(bare).some(fits));
  const whole = withNumber((number) => number === scanned);
  if (whole.length > 0) return whole;
  return withNumber((number) => number.length >= shortestInside && scanned.includes(number));
}

/** Bars have no spaces where people's numbers do, and separators where those have none. */
function bare(text: string): string {
  return text.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
}
