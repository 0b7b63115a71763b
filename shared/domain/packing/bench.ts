// The packing session of one bench: what a scan means here and now, and what is answered. Pure: the caller finds out
// what was scanned and what is known about it, writes the ops to disk, and only then shows the verdict (law 1).
// Never shows green for something that has no op. A stop holds until a different deliberate act clears it.
import type { Refusal } from '../decision';
import { answerAside, isAsideCommand, isEmpty, startAside } from './bench-aside';
import type { PinAnswer } from '../people/pin';
import {
  answerBadge,
  answerPin,
  heldByOldLists,
  heldByPin,
  offerTaken,
  onlyAllowed,
  takeOffer,
} from './bench-badge';
import { answerApply } from './bench-apply';
import { answerBox, answerBoxing } from './bench-boxing';
import { answerCommand } from './bench-commands';
import { heldByCancel, isSeen, leaveOut } from './bench-cancel';
import { answerItem } from './bench-items';
import { answerNaming, answerUnknown } from './bench-naming';
import { answerJam } from './bench-jam';
import { heldByLease } from './bench-leases';
import { answerPhoto, takePhoto } from './bench-photo';
import { actOnScale, answerWeighing, weigh } from './bench-weighing';
import { answerPutIn, heldByScale, undoesUnit } from './bench-watch';
import { answerSecond } from './bench-second';
import { answerFetched } from './bench-short';
import { answerParcel } from './bench-parcels';
import { takeFromTote } from './bench-totes';
import { answerAtPlaces } from './bench-places';
import { scanTransfer } from './bench-load';
import { scanPurchase } from './bench-receive';
import { scanReturn } from './bench-return-open';
import { forThisSide, heldByOtherSide } from './bench-sides';
import { textOf } from './scan-text';
import {
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  nothingSaid,
  outcome,
  refused,
} from './session';
import { answer } from './verdict';

export function answerScan(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome {
  return onlyAllowed(bench, input, facts, answerAtPlaces(bench, input, facts, answerAnything));
}

/** The station's answer to the PIN of the badge that was scanned last. */
export function answerPinGiven(bench: Bench, told: PinAnswer, facts: BenchFacts): BenchOutcome {
  return answerPin(bench, told, facts, answerScan);
}

function answerAnything(before: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const waiting = heldByPin(before, input, facts);
  if (waiting) return waiting;
  const asked: Bench = before.pinFor ? { ...before, pinFor: null } : before;
  const jammed = answerJam(asked, input, facts);
  if (jammed) return jammed;
  const seen = answerSecond(asked, input, facts);
  if (seen) return seen;
  const boxed = answerBoxing(asked, input, facts);
  if (boxed) return boxed;
  const pictured = answerPhoto(asked, input, facts);
  if (pictured) return pictured;
  const weighed = answerWeighing(asked, input, facts);
  if (weighed) return weighed;
  const named = answerNaming(asked, input, facts);
  if (named) return named;
  // A stop is about a badge that did not count: the question stands behind it.
  const { second: seconding, whyBox, reading, naming, photo, weighing } = asked;
  const isAsking = [seconding, whyBox, reading, naming, photo, weighing].some(
    (question) => question !== null,
  );
  const bench: Bench =
    isAsking && !asked.stop
      ? { ...asked, second: null, whyBox: null, reading: null, naming: null, photo: null, weighing: null }
      : asked;
  const putIn = answerPutIn(bench, input, facts);
  if (putIn) return putIn;
  const offer = offerTaken(bench, input, facts);
  if (offer && input.kind === 'badge' && input.person)
    return takeOffer(bench, offer, input.person, input, facts);
  if (isSeen(bench, input, facts) && facts.open) return leaveOut(bench, facts.open, [], facts);
  if (bench.stop && !clearsStop(bench, input, facts)) return heldByStop(bench, input, facts);
  const isSeenOnly = input.kind === 'command' && (input.command === 'ok' || input.command === 'cancel');
  const second = isSeenOnly ? bench.second : null;
  const stillNaming = isSeenOnly && bench.naming?.ask !== 'offered' ? bench.naming : null;
  const free: Bench = bench.stop
    ? { ...bench, stop: null, offeredId: null, letIn: null, second, naming: stillNaming }
    : bench;
  if (bench.stop && isSeenOnly) {
    return outcome(
      { ...free, ...nothingSaid },
      [],
      answer('stop-cleared', {}, { tone: 'look', sound: 'look' }),
    );
  }
  return answerFree(free, input, facts);
}

function answerFree(free: Bench, scanned: BenchInput, facts: BenchFacts): BenchOutcome {
  const beside = heldByOtherSide(free, scanned, facts);
  if (beside) return beside;
  const input = forThisSide(scanned, facts);
  if (input.kind === 'badge') return answerBadge(free, input, facts);
  if (!free.operator)
    return refused(free, { code: 'badge-first', values: {} }, input, facts, { kind: 'operator' });
  const held =
    heldByCancel(free, input, facts) ?? heldByOldLists(free, input, facts) ?? heldByLease(free, input, facts);
  if (held) return held;
  const applied = answerApply(free, input, facts);
  if (applied) return applied;
  const aside = answerAside(free, input, facts);
  if (aside) return aside;
  switch (input.kind) {
    case 'command':
      if (input.command === 'photo') return takePhoto(free, facts);
      if (input.command === 'weigh') return weigh(free, facts);
      if (input.command === 'zero-scale' || input.command === 'tare-scale')
        return actOnScale(free, input.command, facts);
      if (input.command === 'seal' || input.command === 'next-box') {
        const unmatched = heldByScale(free, input, facts);
        if (unmatched) return unmatched;
      }
      return isAsideCommand(input.command)
        ? startAside(free, input.command, facts)
        : answerCommand(free, input.command, facts);
    case 'parcels':
      return answerParcel(free.aside ? { ...free, aside: null, times: null } : free, input, facts);
    case 'item':
      return heldByScale(free, input, facts) ?? answerItem(free, input, facts);
    case 'tote': {
      const taken = takeFromTote(free, input.tote, facts.open);
      if (taken) return taken;
      return input.parcels.length > 0
        ? answerParcel(free, { kind: 'parcels', parcels: input.parcels, by: 'tote', text: input.tote }, facts)
        : refused(free, { code: 'code-unknown', values: { code: input.tote } }, input, facts);
    }
    case 'box':
      return answerBox(free, input.box, facts);
    case 'order-elsewhere':
      return refused(
        free,
        { code: 'order-not-on-this-bench', values: { number: input.number } },
        input,
        facts,
      );
    case 'order-form':
    case 'sale-price':
    case 'sale-payment':
      return refused(free, { code: 'sale-empty', values: {} }, input, facts);
    case 'location':
      return (
        answerFetched(free, input, facts) ??
        refused(free, { code: 'code-unknown', values: { code: input.locationId } }, input, facts)
      );
    case 'purchase':
      return comesIn(free, input, facts) ?? scanPurchase(free, input, facts);
    case 'transfer':
      return comesIn(free, input, facts) ?? scanTransfer(free, input, facts);
    case 'return':
      return comesIn(free, input, facts) ?? scanReturn(free, input, facts);
    case 'unknown':
      return answerUnknown(free, input, facts);
    case 'misread':
      return refused(free, { code: 'code-misread', values: { code: textOf(input) } }, input, facts);
    default: {
      const never: never = input;
      throw new Error(`unexpected scan ${JSON.stringify(never)}`);
    }
  }
}

/** Goods come in where nothing else is in the middle; null where they may. */
function comesIn(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { aside } = bench;
  const isFree = aside === null || aside.kind === 'tour' || isEmpty(aside);
  return isFree ? null : refused(bench, { code: 'finish-first', values: {} }, input, facts);
}

/** OK or CANCEL; a known badge where nobody is logged in; the right item; or exactly what the stop asks for. */
function clearsStop(bench: Bench, input: BenchInput, facts: BenchFacts): boolean {
  if (input.kind === 'command' && input.command === 'reopen')
    return bench.stop?.code === 'cancel-stops-parcel';
  if (bench.stop && undoesUnit(bench.stop, input)) return true;
  if (input.kind === 'command') return input.command === 'ok' || input.command === 'cancel';
  if (input.kind === 'badge') return input.person !== null && !bench.operator;
  if (!bench.stop || !bench.operator || !mayClear(bench, bench.stop, input, facts)) return false;
  return answerFree({ ...bench, stop: null }, input, facts).verdict.kind === 'answer';
}

/** Whether this scan is a different act from the one that was stopped; it clears the stop only when it is accepted. */
function mayClear(bench: Bench, stop: Refusal, input: BenchInput, facts: BenchFacts): boolean {
  switch (input.kind) {
    case 'item':
      // The same item again, after too many of it, is the same act: nobody looked.
      if (stop.code === 'item-too-many' && stop.values['sku'] === input.sku) return false;
      return facts.open !== null || bench.aside !== null || stop.code === 'code-misread';
    case 'box':
      return ['box-not-chosen', 'box-unknown', 'code-misread'].includes(stop.code);
    case 'parcels':
      return (
        stop.code === 'code-misread' ||
        (['carrier-code-twice', 'label-of-other-box'].includes(stop.code) && input.by === 'label')
      );
    default:
      return false;
  }
}

function heldByStop(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const { stop, offeredId, letIn } = bench;
  const held = refused(bench, { code: 'scan-held-by-stop', values: { code: textOf(input) } }, input, facts);
  return { ...held, bench: { ...bench, stop, offeredId, letIn } };
}
