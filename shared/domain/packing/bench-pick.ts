// An item is taken out of a bin on a tour: the right one, of the right lot, and no more than are wanted. Where the product asks for
// lot, serial or day and the code does not tell them they are asked for; another lot than planned goes with a reason.
// Must never put goods into a tote that may not be sold any more.
import type { Trait } from '../purchasing/purchase';
import { noTraits, readTrait } from '../purchasing/receiving';
import { type Lot, lotOf, ofLot } from '../stock/lot';
import { siteDay } from '../stock/site-day';
import { judgeLot, swapReasons } from '../stock/swap';
import { placeAt, type Share, type TourStop, toteOf } from '../tour/stops';
import type { Tour } from '../tour/tour';
import { type AskedItem, stopOfLot, traitWanted, type Walk, type WalkQuestion } from '../tour/walk';
import type { BenchOp } from './bench-ops';
import { aboutTour, soft, toteFirst, type Walked, walking } from './bench-walk';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, refused } from './session';

export function scanItem(
  bench: Bench,
  walk: Walk,
  walked: Walked,
  question: WalkQuestion,
  input: Extract<BenchInput, { kind: 'item' }>,
  facts: BenchFacts,
): BenchOutcome {
  if (question.ask === 'tote') return toteFirst(bench, question, input, facts);
  const here = walked.stops.filter(({ locationId }) => locationId === walk.atBin);
  if (here.length === 0)
    return refused(
      bench,
      { code: 'bin-first', values: { location: question.ask === 'bin' ? question.stop.locationId : '' } },
      input,
      facts,
    );
  const { sku, name, code, scanId } = input;
  const values = input.traits ?? noTraits;
  const stop = stopOfLot(here, sku, lotOf(values));
  if (!stop)
    return refused(
      bench,
      { code: 'item-not-in-bin', values: { name, expected: here[0]?.name ?? '' } },
      input,
      facts,
    );
  const units = input.units * (bench.times ?? 1);
  const most = Math.max(...stop.shares.map(({ quantity }) => quantity));
  if (units > most) return tooMany(bench, sku, units - most, input, facts);
  const asks = input.asks ?? [];
  const { serial } = values;
  if ((asks.includes('serial') || serial !== null) && units !== 1)
    return refused(bench, { code: 'serial-one', values: { name } }, input, facts);
  if (serial !== null && isTaken(walk, sku, serial))
    return refused(bench, { code: 'serial-twice', values: { code: serial } }, input, facts);
  const item = { sku, name, units, code, scanId };
  const asked: AskedItem = { item, asks, values, rotation: input.rotation ?? null, instead: null };
  return settle(bench, walk, walked, asked, input, facts);
}

/** The answer to what was asked of an item; null: it is about something else. */
export function answerAsked(
  bench: Bench,
  walk: Walk,
  walked: Walked,
  question: Extract<WalkQuestion, { ask: 'trait' | 'why-lot' }>,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome | null {
  const { asked } = walk;
  if (!asked || (input.kind === 'command' && input.command === 'cancel')) return null;
  const { name } = asked.item;
  if (question.ask === 'why-lot') {
    const digit = input.kind === 'command' ? /^quantity-(\d)$/.exec(input.command)?.[1] : undefined;
    const reason = swapReasons[Number(digit) - 1];
    if (!reason)
      return refused(bench, { code: 'lot-why-first', values: { name, ...said(question) } }, input, facts);
    const item = { ...asked.item, swap: { planned: question.planned, reason } };
    return takeInHand(bench, walk, walked, item, input, facts);
  }
  const { trait } = question;
  const told = traitIn(asked, trait, input);
  if (told === undefined) {
    const isElse = input.kind === 'command' && input.command !== 'finish';
    return isElse ? null : refused(bench, { code: 'trait-first', values: { name, trait } }, input, facts);
  }
  if (told.value === null)
    return refused(bench, { code: 'trait-wrong', values: { code: told.text, trait } }, input, facts);
  if (trait === 'serial' && isTaken(walk, asked.item.sku, told.value))
    return refused(bench, { code: 'serial-twice', values: { code: told.value } }, input, facts);
  const next: AskedItem = { ...asked, values: { ...asked.values, [trait]: told.value } };
  return settle(bench, walk, walked, next, input, facts);
}

/** A text is what was asked; so is the code of the same item that carries it. */
function traitIn(
  { item }: AskedItem,
  trait: Trait,
  input: BenchInput,
): { text: string; value: string | null } | undefined {
  if (input.kind === 'unknown' || input.kind === 'misread')
    return { text: input.text, value: readTrait(trait, input.text) };
  if (input.kind !== 'item' || input.sku !== item.sku) return undefined;
  const value = input.traits?.[trait] ?? null;
  return value === null ? undefined : { text: value, value };
}

/** All is known of it, or the next thing is asked. */
function settle(
  bench: Bench,
  walk: Walk,
  walked: Walked,
  asked: AskedItem,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const { item, values, rotation } = asked;
  const { sku, name } = item;
  const here = walked.stops.filter(({ locationId }) => locationId === walk.atBin);
  const trait = traitWanted(asked, here);
  const open: Walk = { ...walk, inHand: null, asked, short: null };
  if (trait) return walking(bench, open, [], 'trait-asked', { name, trait }, soft);
  const taken = lotOf(values);
  const planned = stopOfLot(here, sku, taken)?.lot;
  const verdict = judgeLot(planned, taken, rotation, dayOf(facts, walked.tour));
  if (verdict.kind === 'past') {
    const { lot, bestBefore } = verdict.lot;
    const free: Bench = { ...bench, aside: { kind: 'tour', walk: { ...walk, asked: null } } };
    return refused(
      free,
      { code: 'lot-past-date', values: { name, lot, date: bestBefore ?? '' } },
      input,
      facts,
    );
  }
  const whole = {
    ...item,
    ...ofLot(verdict.lot),
    ...(values.serial === null ? {} : { serial: values.serial }),
  };
  if (verdict.kind === 'right') return takeInHand(bench, walk, walked, whole, input, facts);
  const why: Walk = { ...open, asked: { ...asked, item: whole, instead: verdict.planned } };
  return walking(
    bench,
    why,
    [],
    'lot-other',
    { name, ...said({ taken: verdict.lot, planned: verdict.planned }) },
    soft,
  );
}

function takeInHand(
  bench: Bench,
  walk: Walk,
  { tour, stops }: Walked,
  item: NonNullable<Walk['inHand']>,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const here = stops.filter(({ locationId }) => locationId === walk.atBin);
  const stop = stopOfLot(here, item.sku, item.swap?.planned ?? item.lot);
  const [share, other] = stop?.shares ?? [];
  if (!stop || !share) return refused(bench, { code: 'bin-first', values: { location: '' } }, input, facts);
  const inHand: Walk = { ...walk, inHand: item, asked: null, short: null };
  const isOne = tour.places.length === 1 && other === undefined;
  const place = placeAt(tour, share.position);
  if (isOne && place) return picked(bench, inHand, tour, stop, share, toteOf(place), input, facts);
  return walking(
    bench,
    inHand,
    [],
    'into-tote',
    { position: share.position, tote: (place && toteOf(place)) ?? '', quantity: item.units },
    soft,
  );
}

export function picked(
  bench: Bench,
  walk: Walk,
  tour: Tour,
  stop: TourStop,
  share: Share,
  tote: string | null,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const { inHand } = walk;
  if (!inHand) return refused(bench, { code: 'item-first', values: { tote: tote ?? '' } }, input, facts);
  const { sku, units: quantity, code, scanId, lot, serial, swap } = inHand;
  if (quantity > share.quantity) return tooMany(bench, sku, quantity - share.quantity, input, facts);
  const { lineNo, parcelId } = share;
  const from = stop.locationId;
  const op: BenchOp = {
    ...aboutTour(tour, facts),
    type: 'tour.pick',
    parcelId,
    body: {
      tourId: tour.tourId,
      lineNo,
      quantity,
      from,
      planned: from,
      tote,
      code,
      scanId,
      ...ofLot(lot),
      ...(serial ? { serial } : {}),
      ...(swap ? { swap } : {}),
      ...(tour.zone ? { zone: tour.zone } : {}),
    },
  };
  const left = stop.quantity - quantity;
  const next: Walk = {
    ...walk,
    inHand: null,
    picks: [...walk.picks, { opId: op.opId, parcelId, lineNo, quantity, from, sku, serial, ...ofLot(lot) }],
  };
  return walking(bench, next, [op], left === 0 ? 'stop-complete' : 'picked', {
    name: stop.name,
    position: share.position,
    left,
  });
}

function tooMany(
  bench: Bench,
  sku: TourStop['sku'],
  quantity: number,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  return refused(bench, { code: 'pick-not-wanted', values: { number: '', sku, quantity } }, input, facts);
}

function isTaken({ picks }: Walk, sku: string, serial: string): boolean {
  return picks.some((pick) => pick.sku === sku && pick.serial === serial);
}

function said({ taken, planned }: { taken: Lot; planned: Lot }): Record<string, string> {
  return { lot: nameOf(taken), planned: nameOf(planned) };
}

/** As people say it: the lot's number, or its day where it has none. */
export function nameOf({ lot, bestBefore }: Lot): string {
  return lot || (bestBefore ?? '');
}

/**
 * By head office's clock and the calendar of the site; where a bench cannot know the clock, it is not before the day the tour
 * was planned.
 */
function dayOf({ headOfficeMs, timeZone = 'UTC' }: BenchFacts, { plannedAt }: Tour): string {
  return siteDay(headOfficeMs ?? plannedAt, timeZone);
}
