// What a special parcel asks beside what every parcel asks: who looked into the box, whose tag it carries, and what
// becomes of a seal that nobody else has seen. Decides and evolves only that part of the parcel.
import { accept, type Decision, type Refusal, refuse } from '../decision';
import { refuseSecond, waitsForSecond } from '../special/second-person';
import { beginSpecial, type BenchMark, type ParcelSpecial } from '../special/special-mark';
import type { TaskDraft } from './effects';
import type { Parcel, ParcelActor, ParcelCommand, ParcelEvent } from './parcel';
import { unitsPacked } from './questions';

type CommandOf<T extends ParcelCommand['type']> = Extract<ParcelCommand, { type: T }>;

/** Head office's word; a parcel that has ended is not told any more. */
export function markParcel(parcel: Parcel, mark: BenchMark | null): Decision<ParcelEvent> {
  if (parcel.state === 'handed-over' || parcel.state === 'cancelled') return accept();
  if (!mark && !parcel.special) return accept();
  return accept({ type: 'ParcelMarked', parcelId: parcel.parcelId, mark });
}

export function verifyParcel(
  parcel: Parcel,
  { opId, verifierId, override }: CommandOf<'VerifyParcel'>,
  actor: ParcelActor | null,
): Decision<ParcelEvent> {
  const { special, parcelId, orderNumber: number } = parcel;
  if (!special || !waitsForSecond(special)) return accept();
  if (unitsPacked(parcel) === 0) return refuse('parcel-empty', { number });
  const refusal = refuseSecond(special, number, verifierId, actor?.personId ?? null, override);
  if (refusal) return { ok: false, refusal };
  return accept({ type: 'ParcelVerified', parcelId, opId, by: verifierId, override });
}

/** A mark that was taken off since leaves a tag that says nothing. */
export function proveTag(parcel: Parcel, code: string): Decision<ParcelEvent> {
  const { special, parcelId, orderNumber: number } = parcel;
  if (!special || special.isTagged) return accept();
  if (special.code !== code) return refuse('tag-wrong', { number, code });
  return accept({ type: 'TagProved', parcelId });
}

/** Why the box may not be sealed yet. */
export function refuseUnseen(parcel: Parcel): { ok: false; refusal: Refusal } | null {
  return waitsForSecond(parcel.special)
    ? refuse('second-person-first', { number: parcel.orderNumber })
    : null;
}

/** Only a special box remembers who put things into it. */
export function packedBy(parcel: Parcel, actor: ParcelActor | null): { by?: Parcel['openedBy'] } {
  return parcel.special ? { by: actor?.personId ?? null } : {};
}

/** The box was sealed by a bench that did not know, or would not: it is shut, and does not count as sealed. */
export function sealNotTaken(
  { parcelId, orderNumber: number, shipping }: Parcel,
  { opId, sscc, weightGrams, carrierNumber, papers }: CommandOf<'SealParcel'>,
): { events: ParcelEvent[]; tasks: TaskDraft[] } {
  const seal = {
    opId,
    sscc,
    weightGrams,
    carrierNumber: carrierNumber ?? null,
    ...(papers ? { papers } : {}),
  };
  return {
    events: [{ type: 'SealNotTaken', parcelId, seal }],
    tasks: [{ kind: 'second-check', values: { number, carrier: shipping.carrierName } }],
  };
}

/** It left under the label of a seal that was not taken: nobody can look into it any more, and the goods are gone. */
export function leftUnseen(
  parcel: Parcel,
  sscc: string,
): { events: ParcelEvent[]; tasks: TaskDraft[]; refusal: Refusal } | null {
  const { parcelId, orderNumber: number, special, shipping } = parcel;
  const seal = special?.refusedSeal;
  if (parcel.state !== 'packing' || seal?.sscc !== sscc) return null;
  const { carrierNumber, opId, weightGrams, papers } = seal;
  return {
    events: [
      {
        type: 'ParcelSealed',
        parcelId,
        opId,
        sscc,
        weightGrams,
        ...(carrierNumber === null ? {} : { carrierNumber }),
        ...(papers ? { papers } : {}),
      },
      { type: 'LabelPrinted', parcelId, label: { jobId: opId, attempt: 1, outcome: 'sent' } },
    ],
    tasks: [{ kind: 'left-unseen', values: { number, carrier: shipping.carrierName, sscc } }],
    refusal: { code: 'second-person-first', values: { number } },
  };
}

export function specialOfPlan(mark: BenchMark | null | undefined): ParcelSpecial | null {
  return mark ? beginSpecial(mark, null, { isSealed: false, openedBy: null }) : null;
}

/** `parcel` is after the event in everything else. */
export function evolveSpecial(parcel: Parcel, event: ParcelEvent): Parcel {
  if (event.type === 'ParcelMarked') return marked(parcel, event.mark);
  const { special } = parcel;
  if (!special) return parcel;
  const after = changed(special, event);
  return after === special ? parcel : { ...parcel, special: after };
}

function marked(parcel: Parcel, mark: BenchMark | null): Parcel {
  if (!mark) return { ...parcel, special: null };
  const isSealed = parcel.state === 'sealed' || parcel.state === 'labelled';
  const special = beginSpecial(mark, parcel.special ?? null, { isSealed, openedBy: parcel.openedBy });
  return { ...parcel, special, priority: mark.goesFirst ? 'vip' : parcel.priority };
}

function changed(special: ParcelSpecial, event: ParcelEvent): ParcelSpecial {
  switch (event.type) {
    case 'ItemPacked': {
      const isKnown = !event.by || special.packers.includes(event.by);
      const packers = isKnown || !event.by ? special.packers : [...special.packers, event.by];
      return { ...special, packers, verified: null };
    }
    // What is in the box is no longer what was looked at, or the box is in other hands.
    case 'ActUndone':
    case 'LeaseEnded':
    case 'ProvisionalPackStarted':
      return { ...special, verified: null };
    case 'ParcelReopened':
      return { ...special, verified: null, second: special.second === 'too-late' ? 'asked' : special.second };
    case 'ParcelVerified':
      return {
        ...special,
        verified: { by: event.by, opId: event.opId, override: event.override },
        refusedSeal: null,
      };
    case 'SealNotTaken':
      return { ...special, refusedSeal: event.seal };
    case 'ParcelSealed': {
      // It left before anybody could look: asked no more.
      const second = waitsForSecond(special) ? 'too-late' : special.second;
      return { ...special, second, refusedSeal: null };
    }
    case 'TagProved':
      return { ...special, isTagged: true };
    default:
      return special;
  }
}

/** Another box of the same order begins with nobody's acts in it. */
export function benchPart({
  code,
  kinds,
  note,
  giftMessage,
  needsSecond,
  mayOverride,
  goesFirst,
}: BenchMark): BenchMark {
  return { code, kinds, note, giftMessage, needsSecond, mayOverride, goesFirst };
}
