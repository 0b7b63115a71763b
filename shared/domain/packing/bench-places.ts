// Several parcels side by side at one bench: which of them a scan is about. An item goes to the one that wants it; of several
// to the first of the queue, and the screen says which place that is; a place's own code says otherwise. Then the parcel is
// packed like any other (bench.ts): no rule of a box is here.
// Must never put one scan into two parcels, and never turn to another parcel while something else must be answered first.
import type { ParcelId } from '../ids';
import type { Parcel } from '../parcel/parcel';
import { isComplete, unitsPacked, unitsToPack } from '../parcel/questions';
import { isAsideCommand } from './bench-aside';
import { heldByCancel } from './bench-cancel';
import { moveLastPut, targetOf } from './bench-put';
import { freePlace, parcelAt, placeOf, withNextBox, withoutParcel, withParcel } from './open-places';
import type { BenchCommand } from './bench-command';
import {
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  outcome,
  type PlacesFacts,
  refused,
} from './session';
import { answer } from './verdict';

/** What a scan means where one parcel is in hand. */
type AnswerHere = (bench: Bench, input: BenchInput, facts: BenchFacts) => BenchOutcome;
/** The bench with nothing said of places any more, and what is known of it. */
type Placed = { bench: Bench; facts: BenchFacts; places: PlacesFacts; told: number | null; here: AnswerHere };

const soft = { tone: 'look', sound: 'look' } as const;

export function answerAtPlaces(
  before: Bench,
  input: BenchInput,
  facts: BenchFacts,
  here: AnswerHere,
): BenchOutcome {
  const { places } = facts;
  const place = input.kind === 'command' ? placeSaid(input.command) : null;
  if (!places || (places.count <= 1 && before.places.length <= 1)) {
    const alone = atOnePlace(before, facts);
    return place !== null && mayTurn(alone.bench)
      ? refused(alone.bench, { code: 'places-one', values: {} }, input, alone.facts)
      : here(alone.bench, input, alone.facts);
  }
  const known = before.parcelId ? withParcel(before.places, before.parcelId, places.count) : before.places;
  const bench: Bench = { ...before, places: known, placeNext: null, lastPut: null };
  const at: Placed = { bench, facts, places, told: before.placeNext, here };
  if (bench.aside) return answerIn(at, bench.parcelId, input);
  if (place !== null && mayTurn(bench)) return sayPlace(at, place, before.lastPut, input);
  switch (input.kind) {
    case 'item':
      return putItem(at, input);
    case 'parcels':
    case 'tote':
      return openParcel(at, input);
    case 'command':
      return command(at, input);
    case 'box':
      return bench.parcelId ? answerIn(at, bench.parcelId, input) : whichPlace(at, input);
    case 'purchase':
    case 'transfer':
    case 'return':
      return answerIn(at, anyParcel(at), input);
    default:
      return answerIn(at, bench.parcelId, input);
  }
}

/** The bench had more places a moment ago: what is left of them is the box in hand. */
function atOnePlace(before: Bench, facts: BenchFacts): { bench: Bench; facts: BenchFacts } {
  const [left] = before.places;
  if (!left) return { bench: before, facts };
  const parcelId = before.parcelId ?? left.parcelId;
  return {
    bench: { ...before, parcelId, places: [], placeNext: null, lastPut: null },
    facts: parcelId === before.parcelId ? facts : (facts.places?.turned(parcelId) ?? facts),
  };
}

function placeSaid(command: BenchCommand): number | null {
  const digit = /^place-(\d)$/.exec(command)?.[1];
  return digit === undefined ? null : Number(digit);
}

/** Nothing is to be answered first. */
function mayTurn({ operator, stop, pinFor }: Bench): boolean {
  return operator !== null && stop === null && pinFor === null;
}

function turnedTo(
  { bench, facts, places }: Placed,
  parcelId: ParcelId | null,
): { bench: Bench; facts: BenchFacts } {
  return parcelId === bench.parcelId
    ? { bench, facts }
    : { bench: { ...bench, parcelId }, facts: places.turned(parcelId) };
}

function parcelOf({ places }: Placed, parcelId: ParcelId | null): Parcel | null {
  return places.open.find((parcel) => parcel.parcelId === parcelId) ?? null;
}

const anyParcel = ({ bench }: Placed): ParcelId | null => bench.parcelId ?? bench.places[0]?.parcelId ?? null;

/** Answers as if this parcel were the only one, and keeps the places right. */
function answerIn(at: Placed, parcelId: ParcelId | null, input: BenchInput): BenchOutcome {
  const turned = turnedTo(at, parcelId);
  const result = at.here(turned.bench, input, turned.facts);
  const isHeld = at.bench.stop !== null && result.bench.stop === at.bench.stop;
  // While a stop holds, the screen goes on showing what raised it.
  if (isHeld) return { ...result, bench: { ...result.bench, parcelId: at.bench.parcelId } };
  return inPlaces(at, parcelId, result);
}

function inPlaces(at: Placed, from: ParcelId | null, result: BenchOutcome): BenchOutcome {
  const { bench, places, told } = at;
  const { parcelId, operator } = result.bench;
  const saidOf = (list: Bench['places']): BenchOutcome => {
    const place = placeOf(list, parcelId) ?? placeOf(bench.places, from);
    const { verdict } = result;
    const isSaid = verdict.kind === 'answer' && place !== null;
    return {
      ...result,
      bench: { ...result.bench, places: list },
      verdict: isSaid ? { ...verdict, values: { ...verdict.values, place } } : verdict,
    };
  };
  // Whoever logs out parks what is left.
  if (bench.operator && !operator) return saidOf([]);
  if (parcelId === from) return saidOf(bench.places);
  if (parcelId === null) return saidOf(withoutParcel(bench.places, from));
  const isNext = from !== null && result.ops.some(({ type }) => type === 'parcel.next-box');
  return saidOf(
    isNext
      ? withNextBox(bench.places, from, parcelId)
      : withParcel(bench.places, parcelId, places.count, told),
  );
}

/** To the one that wants it; where none does, the answer is that of the box in hand. */
function putItem(at: Placed, input: Extract<BenchInput, { kind: 'item' }>): BenchOutcome {
  const { bench, told } = at;
  const isAnswer = bench.whyBox?.ask === 'item' || (bench.naming !== null && bench.naming.ask !== 'offered');
  if (isAnswer || bench.places.length === 0) return answerIn(at, bench.parcelId, input);
  const parcels = at.places.open.filter(({ parcelId }) => placeOf(bench.places, parcelId) !== null);
  const { target, isShared } = targetOf(
    parcels,
    input,
    bench,
    at.facts,
    told === null ? null : parcelAt(bench.places, told),
  );
  if (!target) {
    const hasIt = parcels.filter(({ lines }) => lines.some(({ sku }) => sku === input.sku));
    const about = hasIt.find(({ parcelId }) => parcelId === bench.parcelId) ?? hasIt[0];
    const result = answerIn(at, about?.parcelId ?? anyParcel(at), input);
    return { ...result, bench: { ...result.bench, parcelId: bench.parcelId } };
  }
  const result = answerIn(at, target.parcelId, input);
  const put = result.ops.find((op) => op.type === 'parcel.pack-item');
  return put && isShared ? { ...result, bench: { ...result.bench, lastPut: put } } : result;
}

/** An order's, a tote's or a tag's code: turns to its place, or opens it in a free one. */
function openParcel(at: Placed, input: Extract<BenchInput, { kind: 'parcels' | 'tote' }>): BenchOutcome {
  const { bench, places, told } = at;
  const isLabel = input.kind === 'parcels' && (input.by === 'label' || input.by === 'carrier');
  if (isLabel || !mayTurn(bench) || input.parcels.length === 0) return answerIn(at, bench.parcelId, input);
  const standing = input.parcels.find(({ parcelId }) => placeOf(bench.places, parcelId) !== null);
  // A tote of the box in hand says where its next units come from.
  if (standing && input.kind === 'tote' && standing.parcelId === bench.parcelId)
    return answerIn(at, standing.parcelId, input);
  if (standing)
    return input.kind === 'parcels' && input.by === 'tag'
      ? answerIn(at, standing.parcelId, input)
      : turnTo(at, standing.parcelId, input);
  if (freePlace(bench.places, places.count, told) === null) return full(at, input);
  const result = answerIn(at, null, input);
  // Nothing was opened: what was in hand still is.
  return result.bench.parcelId === null
    ? { ...result, bench: { ...result.bench, parcelId: bench.parcelId, placeNext: told } }
    : result;
}

function full({ bench, facts, places }: Placed, input: BenchInput): BenchOutcome {
  return refused(bench, { code: 'places-full', values: { count: places.count } }, input, facts);
}

function sayPlace(at: Placed, place: number, lastPut: Bench['lastPut'], input: BenchInput): BenchOutcome {
  const { bench, facts, places } = at;
  const parcelId = parcelAt(bench.places, place);
  if (parcelId === null && place > places.count)
    return refused(bench, { code: 'place-unknown', values: { place, count: places.count } }, input, facts);
  if (parcelId === null)
    return outcome(
      { ...unasked(bench), parcelId: null, placeNext: place },
      [],
      answer('place-free', { place }, soft),
    );
  const from = lastPut && parcelOf(at, lastPut.parcelId);
  const to = parcelOf(at, parcelId);
  const moved =
    lastPut && from && to && from !== to ? moveLastPut(unasked(bench), lastPut, from, to, facts) : null;
  if (moved) {
    const result = inPlaces(at, parcelId, moved.out);
    return moved.isFromEnded
      ? {
          ...result,
          bench: { ...result.bench, places: withoutParcel(result.bench.places, from?.parcelId ?? null) },
        }
      : result;
  }
  return turnTo(at, parcelId, input);
}

/** The screen shows this parcel, and the next scan is about it. */
function turnTo(at: Placed, parcelId: ParcelId, input: BenchInput): BenchOutcome {
  const turned = turnedTo({ ...at, bench: unasked(at.bench) }, parcelId);
  const held = heldByCancel(turned.bench, input, turned.facts);
  if (held) return held;
  const place = placeOf(at.bench.places, parcelId) ?? 0;
  const open = parcelOf(at, parcelId);
  const values = { place, number: open?.orderNumber ?? '', left: open ? unitsToPack(open) : 0 };
  return outcome({ ...turned.bench, placeNext: place }, [], answer('place-chosen', values, soft));
}

/** A question about the box before is over. */
function unasked(bench: Bench): Bench {
  return {
    ...bench,
    second: null,
    whyBox: null,
    reading: null,
    naming: null,
    photo: null,
    weighing: null,
    confirm: null,
  };
}

const ofOneBox: ReadonlySet<BenchCommand> = new Set<BenchCommand>([
  'seal',
  'next-box',
  'missing',
  'hold',
  'ship-part',
  'photo',
  'weigh',
  'override',
]);

function command(at: Placed, input: Extract<BenchInput, { kind: 'command' }>): BenchOutcome {
  const { bench, places, told } = at;
  const { command: said } = input;
  if (!mayTurn(bench)) return answerIn(at, bench.parcelId, input);
  if (said === 'undo')
    return answerIn(at, (told === null ? null : parcelAt(bench.places, told)) ?? newestAct(at), input);
  if (said === 'log-out') {
    const begun = bench.places
      .map(({ parcelId }) => parcelOf(at, parcelId))
      .find((parcel) => parcel && isBegun(parcel));
    return answerIn(at, begun?.parcelId ?? bench.parcelId, input);
  }
  if (said === 'reopen') {
    if (freePlace(bench.places, places.count, told) === null) return full(at, input);
    const result = answerIn(at, null, input);
    return result.bench.parcelId === null
      ? { ...result, bench: { ...result.bench, parcelId: bench.parcelId } }
      : result;
  }
  if (isAsideCommand(said) || said === 'damaged') return answerIn(at, anyParcel(at), input);
  if (bench.parcelId === null && ofOneBox.has(said)) return whichPlace(at, input);
  const result = answerIn(at, bench.parcelId, input);
  // A quantity is said of the place that was said before it.
  return said.startsWith('quantity-') ? { ...result, bench: { ...result.bench, placeNext: told } } : result;
}

function isBegun(parcel: Parcel): boolean {
  return unitsPacked(parcel) > 0 && !isComplete(parcel);
}

/** Where one parcel stands it is that one; of several somebody has to say. */
function whichPlace(at: Placed, input: BenchInput): BenchOutcome {
  const { bench, facts } = at;
  const [only, ...others] = bench.places;
  if (others.length === 0) return answerIn(at, only?.parcelId ?? null, input);
  return refused(bench, { code: 'place-first', values: {} }, input, facts);
}

/** Acts are named in the order they were done in. */
function newestAct(at: Placed): ParcelId | null {
  let newest = '';
  let found = anyParcel(at);
  for (const { parcelId, acts } of at.places.open) {
    if (placeOf(at.bench.places, parcelId) === null) continue;
    const opId = acts.at(-1)?.opId ?? '';
    if (opId > newest) [newest, found] = [opId, parcelId];
  }
  return found;
}
