// Questions asked of a parcel; the bench screen and decide.ts read the same answers.
import type { Parcel, ParcelLine } from './parcel';

/** Units of a line that will not come: their stock is gone or promised to nobody any more. */
export function gone(line: ParcelLine): number {
  return line.missing + line.damaged + line.cancelled;
}

/** Units of a line that still have to go into this box. */
export function toPack(line: ParcelLine): number {
  return Math.max(0, line.expected - gone(line) - line.packed);
}

/** Units in the box that a late cancellation says must come out again. */
export function toTakeOut(line: ParcelLine): number {
  return Math.max(0, line.packed + gone(line) - line.expected);
}

export function wanted(line: ParcelLine): number {
  return Math.max(0, line.expected - gone(line));
}

export function unitsPacked(parcel: Parcel): number {
  return parcel.lines.reduce((sum, line) => sum + line.packed, 0);
}

export function unitsToPack(parcel: Parcel): number {
  return parcel.lines.reduce((sum, line) => sum + toPack(line), 0);
}

export function unitsWanted(parcel: Parcel): number {
  return parcel.lines.reduce((sum, line) => sum + wanted(line), 0);
}

export function isComplete(parcel: Parcel): boolean {
  return unitsToPack(parcel) === 0;
}

/** The line a screen shows large: what must come out first, then the first that is not done, as MISSING takes it. */
export function currentLine(parcel: Parcel): ParcelLine | null {
  return (
    parcel.lines.find((line) => toTakeOut(line) > 0) ?? parcel.lines.find((line) => toPack(line) > 0) ?? null
  );
}

/** Goods in the box in grams, from the catalogue's unit weights. */
export function contentGrams(parcel: Parcel): number {
  return parcel.lines.reduce((sum, line) => sum + line.packed * line.unitWeightGrams, 0);
}
