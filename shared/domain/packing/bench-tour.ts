// A tour that is walked from this bench or hand-held: what its scans are answered. The rules of the walk are in
// shared/domain/tour; here they become ops and verdicts.
import { benchLocation } from '../stock/ledger';
import { ofLot } from '../stock/lot';
import { decideTour } from '../tour/decide';
import { placeAt, type TourStop, toteOf } from '../tour/stops';
import type { Tour, TourCommand } from '../tour/tour';
import { questionOf, shareFor, startWalk, stopAt, type Walk, type WalkQuestion } from '../tour/walk';
import type { BenchOp } from './bench-ops';
import { answerAsked, picked, scanItem } from './bench-pick';
import { aboutTour, soft, toteFirst, tourOp, type Walked, walking } from './bench-walk';
import { restChosen, type ShortRest } from './bench-short';
import type { BenchCommand } from './bench-command';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, outcome, refused } from './session';
import { answer } from './verdict';

type TourAside = { kind: 'tour'; walk: Walk };

/** PICK: goes on with the tour that is held here, or asks head office for the next one. */
export function startTour(bench: Bench, facts: BenchFacts): BenchOutcome {
  const input: BenchInput = { kind: 'command', command: 'pick' };
  if (facts.open) return refused(bench, { code: 'box-open-first', values: {} }, input, facts);
  const held = facts.tours.find(({ holder }) => holder === facts.stationId);
  if (held) {
    const next: Bench = { ...bench, aside: { kind: 'tour', walk: startWalk(held.tourId) } };
    return outcome(next, [], answer('tour-opened', { number: held.number }));
  }
  // Tours that are over are not among them.
  const isUnderWay = (tourId: string | null): boolean => facts.tours.some((tour) => tour.tourId === tourId);
  const planned = facts.tours.find(({ state, after }) => state === 'planned' && !isUnderWay(after));
  if (!planned) return refused(bench, { code: 'no-tour', values: {} }, input, facts);
  if (!facts.online) return refused(bench, { code: 'tour-needs-head-office', values: {} }, input, facts);
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'tour.claim',
    parcelId: null,
    fence: null,
    body: { tourId: planned.tourId },
  };
  const next: Bench = { ...bench, aside: { kind: 'tour', walk: startWalk(planned.tourId) } };
  const { number } = planned;
  return outcome(next, [op], answer('tour-asked', { number }, { tone: 'wait', sound: 'look' }));
}

/** Null where a scan is about something else. */
export function answerTour(
  bench: Bench,
  { walk }: TourAside,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome | null {
  const walked = facts.tour;
  if (!walked || walked.tour.holder !== facts.stationId) return lost(bench, walk, input, facts);
  const question = questionOf(walk, walked.tour, walked.stops);
  if (question.ask === 'trait' || question.ask === 'why-lot') {
    const told = answerAsked(bench, walk, walked, question, input, facts);
    if (told) return told;
  }
  switch (input.kind) {
    case 'tote':
      return scanTote(bench, walk, walked, question, input, facts);
    case 'location':
      return scanBin(bench, walk, walked, question, input, facts);
    case 'item':
      return scanItem(bench, walk, walked, question, input, facts);
    case 'command':
      return command(bench, walk, walked, question, input.command, facts);
    default:
      return null;
  }
}

/** It was never given, or is somebody else's by now. */
function lost(bench: Bench, walk: Walk, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const tour = facts.tours.find(({ tourId }) => tourId === walk.tourId);
  // Nobody has to wait for an answer: PICK asks again.
  if (tour && input.kind === 'command' && input.command === 'cancel')
    return outcome({ ...bench, aside: null }, [], answer('aside-left', {}, soft));
  // Given, and its boxes are still on their way; or not answered yet.
  if (tour && (tour.state === 'planned' || tour.holder === facts.stationId))
    return outcome(bench, [], answer('tour-asked', { number: tour.number }, { tone: 'wait', sound: 'look' }));
  const free: Bench = { ...bench, aside: null };
  return refused(free, { code: 'tour-not-held-here', values: { number: tour?.number ?? 0 } }, input, facts);
}

function scanTote(
  bench: Bench,
  walk: Walk,
  { tour, stops }: Walked,
  question: WalkQuestion,
  input: Extract<BenchInput, { kind: 'tote' }>,
  facts: BenchFacts,
): BenchOutcome {
  const { tote } = input;
  if (question.ask === 'tote') {
    const { position } = question;
    const told: TourCommand = { type: 'TakeTote', tourId: tour.tourId, position, tote };
    const decision = decideTour(tour, told, null);
    if (!decision.ok) return refused(bench, decision.refusal, input, facts);
    const op = tourOp(tour, facts, 'tour.take-tote', { position, tote });
    return walking(bench, { ...walk, fullAt: null }, [op], 'tote-taken', { tote, position });
  }
  const stop = stopAt(walk, stops);
  if (question.ask !== 'into-tote' || !stop || !walk.inHand)
    return refused(bench, { code: 'item-first', values: { tote } }, input, facts);
  const share = shareFor(tour, stop, tote);
  if (!share) {
    const right = question.shares[0];
    const place = right && placeAt(tour, right.position);
    const values = { tote, position: right?.position ?? 0, right: (place && toteOf(place)) ?? '' };
    return refused(bench, { code: 'tote-wrong', values }, input, facts);
  }
  return picked(bench, walk, tour, stop, share, tote, input, facts);
}

function scanBin(
  bench: Bench,
  walk: Walk,
  { tour, stops }: Walked,
  question: WalkQuestion,
  input: Extract<BenchInput, { kind: 'location' }>,
  facts: BenchFacts,
): BenchOutcome {
  const { locationId } = input;
  if (question.ask === 'drop') return drop(bench, tour, locationId, facts);
  if (question.ask === 'tote') return toteFirst(bench, question, input, facts);
  if (question.ask === 'what-now' && locationId !== question.stop.locationId)
    return elsewhere(bench, walk, tour, question.stop, locationId, facts);
  if (!stops.some((stop) => stop.locationId === locationId))
    return refused(
      bench,
      { code: 'bin-not-on-tour', values: { number: tour.number, location: locationId } },
      input,
      facts,
    );
  const next: Walk = { ...walk, atBin: locationId, inHand: null, short: null };
  return walking(bench, next, [], 'bin-right', { location: locationId }, soft);
}

function command(
  bench: Bench,
  walk: Walk,
  walked: Walked,
  question: WalkQuestion,
  id: BenchCommand,
  facts: BenchFacts,
): BenchOutcome | null {
  const { tour } = walked;
  const input: BenchInput = { kind: 'command', command: id };
  const rest = restChosen(id);
  if (rest) return question.ask === 'what-now' ? short(bench, walk, tour, question, rest, facts) : null;
  switch (id) {
    case 'pick':
      return outcome(bench, [], answer('tour-opened', { number: tour.number }));
    case 'cancel':
      if (walk.inHand || walk.asked || walk.short || walk.fullAt !== null)
        return walking(
          bench,
          { ...walk, inHand: null, asked: null, short: null, fullAt: null },
          [],
          'cancelled-command',
          {},
          soft,
        );
      // The tour stays here: PICK goes on with it.
      return outcome({ ...bench, aside: null }, [], answer('aside-left', {}, soft));
    case 'undo':
      return undo(bench, walk, tour, input, facts);
    case 'skip':
      if (question.ask !== 'bin' && question.ask !== 'item' && question.ask !== 'what-now') return null;
      return walking(
        bench,
        { ...walk, atBin: null, inHand: null, short: null },
        [tourOp(tour, facts, 'tour.skip-bin', { locationId: question.stop.locationId })],
        'bin-skipped',
        { location: question.stop.locationId },
      );
    case 'tote-full':
      return toteFull(bench, walk, walked, input, facts);
    case 'missing':
    case 'damaged':
      if (question.ask !== 'item')
        return refused(bench, { code: 'bin-first', values: { location: '' } }, input, facts);
      return walking(
        bench,
        { ...walk, short: id },
        [],
        'short-what-now',
        { name: question.stop.name, quantity: question.stop.quantity },
        soft,
      );
    case 'print-papers':
      return {
        ...outcome(bench, [], answer('pick-list-asked', { number: tour.number }, soft)),
        pickList: walked,
      };
    case 'finish':
      return question.ask === 'drop' ? drop(bench, tour, benchLocation, facts) : null;
    case 'give-back':
      return outcome(
        { ...bench, aside: null },
        [tourOp(tour, facts, 'tour.give-back', {})],
        answer('tour-given-back', { number: tour.number }),
      );
    default:
      return null;
  }
}

function undo(bench: Bench, walk: Walk, tour: Tour, input: BenchInput, facts: BenchFacts): BenchOutcome {
  if (walk.asked) {
    const { name, units } = walk.asked.item;
    return walking(bench, { ...walk, asked: null }, [], 'scan-taken-back', { name, quantity: units }, soft);
  }
  const last = walk.picks.at(-1);
  if (!last) return refused(bench, { code: 'nothing-to-undo', values: {} }, input, facts);
  const { opId: undoes, parcelId, lineNo, quantity, from: to, lot, serial } = last;
  const op: BenchOp = {
    ...aboutTour(tour, facts),
    type: 'tour.put-back',
    parcelId,
    body: {
      tourId: tour.tourId,
      undoes,
      lineNo,
      quantity,
      to,
      ...ofLot(lot),
      ...(serial ? { serial } : {}),
      ...(tour.zone ? { zone: tour.zone } : {}),
    },
  };
  return walking(bench, { ...walk, inHand: null, picks: walk.picks.slice(0, -1) }, [op], 'put-back', {
    quantity,
    location: to,
  });
}

/** What the bin does not have, for every box that waits for it. */
function short(
  bench: Bench,
  walk: Walk,
  tour: Tour,
  { stop, problem }: Extract<WalkQuestion, { ask: 'what-now' }>,
  rest: ShortRest,
  facts: BenchFacts,
): BenchOutcome {
  const ops = stop.shares.map(
    ({ parcelId, lineNo, quantity }): BenchOp => ({
      ...aboutTour(tour, facts),
      type: 'tour.short',
      parcelId,
      body: {
        tourId: tour.tourId,
        lineNo,
        quantity,
        at: stop.locationId,
        problem,
        holds: rest === 'hold',
        ...(rest === 'other-site' ? { otherSite: true } : {}),
      },
    }),
  );
  const said = {
    'ship-part': 'short-shipped',
    hold: 'short-held',
    'other-site': 'short-other-site',
  } as const;
  return walking(bench, { ...walk, short: null, inHand: null }, ops, said[rest], {
    name: stop.name,
    quantity: stop.quantity,
  });
}

/** The picker knows where there are more: what is short is taken from there, behind this stop. */
function elsewhere(
  bench: Bench,
  walk: Walk,
  tour: Tour,
  { shares, locationId: from, name, quantity: units }: TourStop,
  to: Tour['route'][number],
  facts: BenchFacts,
): BenchOutcome {
  const ops = shares.map(
    ({ parcelId, lineNo, quantity }): BenchOp => ({
      ...aboutTour(tour, facts),
      type: 'tour.look-elsewhere',
      parcelId,
      body: { tourId: tour.tourId, lineNo, quantity, from, to },
    }),
  );
  const next: Walk = { ...walk, atBin: to, short: null, inHand: null };
  return walking(bench, next, ops, 'taken-elsewhere', { name, quantity: units, location: to });
}

function toteFull(
  bench: Bench,
  walk: Walk,
  { tour, stops }: Walked,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const share = (stopAt(walk, stops) ?? stops[0])?.shares[0];
  if (!share)
    return refused(bench, { code: 'nothing-open', values: { number: String(tour.number) } }, input, facts);
  return walking(
    bench,
    { ...walk, fullAt: share.position },
    [],
    'tote-asked',
    { position: share.position },
    soft,
  );
}

function drop(bench: Bench, tour: Tour, locationId: Tour['route'][number], facts: BenchFacts): BenchOutcome {
  return outcome(
    { ...bench, aside: null },
    [tourOp(tour, facts, 'tour.drop', { locationId })],
    answer('tour-dropped', { number: tour.number, location: locationId }, { sound: 'order-complete' }),
  );
}
