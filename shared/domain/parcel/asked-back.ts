// Units that head office asks back from a box in a station's hand: the negotiation (../cancelling) as it moves the parcel.
// A unit is cut from the box only with the bench's answer, or when its lease ends without one.
import type { CancelCommand, CancelRequest } from '../cancelling/cancel-request';
import { decideCancel } from '../cancelling/decide';
import { lessUnits } from '../cancelling/evolve';
import { isStanding } from '../cancelling/questions';
import { accept, type Decision, type Refusal } from '../decision';
import type { LineMove, Parcel, ParcelEvent } from './parcel';
import { toPack, wanted } from './questions';
import { refuseByState, withEnding } from './state-rules';

/** What the bench is told to leave out: `2 × White mug, 1 × Lantern`. */
export function askedBack(parcel: Parcel): Refusal {
  const lines = isStanding(parcel.cancel) ? parcel.cancel.lines : [];
  const what = lines.map(({ lineNo, quantity }) => {
    const name = parcel.lines.find((line) => line.lineNo === lineNo)?.name ?? '';
    return `${quantity} × ${name}`;
  });
  return { code: 'cancel-asked', values: { number: parcel.orderNumber, what: what.join(', ') } };
}

/**
 * What a station answers without asking anybody: a box nobody has in hand gives the units up, a sealed one is too late.
 * Null while somebody must see it first: goods in an open box have to come out of it.
 */
export function answerByItself(
  parcel: Parcel,
): { answer: 'accepted'; lines: LineMove[] } | { answer: 'too-late' } | null {
  const { cancel } = parcel;
  if (cancel?.state !== 'asked') return null;
  if (parcel.state === 'sealed' || parcel.state === 'labelled') return { answer: 'too-late' };
  if (parcel.state !== 'leased' && parcel.state !== 'packing') return null;
  const isOutside = cancel.lines.every(({ lineNo, quantity }) =>
    parcel.lines.some((line) => line.lineNo === lineNo && toPack(line) >= quantity),
  );
  return isOutside ? { answer: 'accepted', lines: cancel.lines } : null;
}

/** A lease that ends while a cancellation is asked for ends the question too: head office decides, under the new fence. */
export function endLease(parcel: Parcel, takenBack: boolean): Decision<ParcelEvent> {
  const { parcelId, cancel } = parcel;
  const ended: ParcelEvent = {
    type: 'LeaseEnded',
    parcelId,
    fence: parcel.fence + 1,
    ...(takenBack ? { takenBack } : {}),
  };
  if (!isStanding(cancel)) return accept(ended);
  const { reason, lines } = cancel;
  return withEnding(
    parcel,
    ended,
    { type: 'CancelDecided', parcelId, reason, lines },
    ...cutsOf(parcelId, lines),
  );
}

/** What is said about a cancellation; units the bench leaves out are cut from the box with its answer. */
export function negotiate(parcel: Parcel, command: CancelCommand): Decision<ParcelEvent> {
  if (parcel.state === 'released' || parcel.state === 'handed-over' || parcel.state === 'cancelled')
    return refuseByState(parcel);
  const { parcelId } = parcel;
  const decision = decideCancel(parcel.cancel ?? null, command, {
    number: parcel.orderNumber,
    isSealed: parcel.state === 'sealed' || parcel.state === 'labelled',
    wanted: (lineNo) => {
      const line = parcel.lines.find((each) => each.lineNo === lineNo);
      return line ? wanted(line) : 0;
    },
  });
  if (!decision.ok) return decision;
  const events = decision.events.flatMap<ParcelEvent>((event) => [
    { ...event, parcelId },
    ...(event.type === 'CancelAccepted' ? cutsOf(parcelId, event.lines) : []),
  ]);
  return events.some(({ type }) => type === 'CancelAccepted')
    ? withEnding(parcel, ...events)
    : accept(...events);
}

function cutsOf(parcelId: Parcel['parcelId'], lines: readonly LineMove[]): ParcelEvent[] {
  return lines.map(({ lineNo, quantity }) => ({ type: 'ParcelLineCancelled', parcelId, lineNo, quantity }));
}

/** Units asked back that are not in this box yet go with the rest into the next: so does the question about them. */
export function splitAsked(
  parcel: Parcel,
  moves: readonly LineMove[],
): { stays: CancelRequest | null; moves: CancelRequest | null } | null {
  const { cancel } = parcel;
  if (!isStanding(cancel)) return null;
  const moving = cancel.lines
    .map(({ lineNo, quantity }) => ({
      lineNo,
      quantity: Math.min(quantity, moves.find((move) => move.lineNo === lineNo)?.quantity ?? 0),
    }))
    .filter(({ quantity }) => quantity > 0);
  const staying = lessUnits(cancel.lines, moving);
  const about = (lines: LineMove[]): CancelRequest | null => (lines.length > 0 ? { ...cancel, lines } : null);
  return { stays: about(staying), moves: about(moving) };
}
