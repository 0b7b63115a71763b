// The papers of a box that is being sealed, as the rules of the warehouse ask: they stand in the op of the seal, so that they are
// printed although the station stops, and the rules of tomorrow print nothing for the boxes of today.
// A delivery note without a number of its own is named by its box: a box is never kept open for a number.
import { documentNumber } from '../numbers/series';
import { leavesUnion } from '../document/customs-forms';
import { papersOf, saleTo } from '../document/papers-of';
import { isOfOrder, type ParcelPapers } from '../document/paper-rules';
import type { Parcel } from '../parcel/parcel';
import type { BenchOp } from './bench-ops';
import type { BenchFacts } from './session';

type SealedPapers = NonNullable<Extract<BenchOp, { type: 'parcel.seal' }>['body']['papers']>;

/** Undefined where none are asked for. */
export function papersFor(
  { shipTo, channelName, lines }: Parcel,
  { papers: rules, nextDocument }: BenchFacts,
): SealedPapers | undefined {
  const about = { sale: saleTo(shipTo), countryCode: shipTo.countryCode, channelName };
  // A receipt needs prices, which no box knows.
  const crosses = leavesUnion(lines);
  const asked = papersOf(rules, about).filter(
    ({ kind }) => kind !== 'receipt' && (crosses || isOfOrder(kind)),
  );
  if (asked.length === 0) return undefined;
  const isNoted = asked.some(({ kind }) => kind === 'delivery-note');
  return { asked, note: isNoted ? nextDocument : null };
}

export function papersTold({ asked, note }: SealedPapers): ParcelPapers {
  return { asked, noteNumber: note ? documentNumber(note.series, note.number) : null };
}
