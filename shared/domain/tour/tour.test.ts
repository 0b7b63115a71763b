import { describe, expect, it } from 'vitest';
import { expectValues } from '../refusal-values.test-kit';
import { decideTour } from './decide';
import { evolveTour, foldTours } from './evolve';
import { isOver, placeOfTote } from './stops';
import { type Tour, tourStates } from './tour';
import {
  elsewhere,
  here,
  picker,
  type TourColumn,
  tourColumns,
  tourIn,
  tourPlan,
  type TourSaying,
  tourSayings,
  tourTable,
} from './tour-table.test-kit';
import { nextTourState, tourTransitions } from './transitions';

const cells = (Object.keys(tourTable) as TourSaying[]).flatMap((saying) =>
  tourColumns.map((state) => ({ saying, state, expected: tourTable[saying][state] })),
);

function say(tour: Tour | null, saying: TourSaying) {
  const { command, actor } = tourSayings[saying];
  return decideTour(tour, command, actor);
}

function after(tour: Tour | null, saying: TourSaying): Tour | null {
  const decision = say(tour, saying);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.events.reduce<Tour | null>(evolveTour, tour);
}

describe('a tour: every command in every state', () => {
  it.each(cells)('$saying when $state: $expected', ({ saying, state, expected }) => {
    const decision = say(tourIn(state as TourColumn), saying);
    if (!decision.ok) expectValues(decision.refusal);
    expect(decision.ok ? decision.events.map(({ type }) => type) : decision.refusal.code).toEqual(expected);
  });

  it('is said again without effect: the same tote, the same begin, the same claim', () => {
    const tour = after(tourIn('claimed'), 'take a tote');
    const again = say(tour, 'take a tote');
    expect(again.ok && again.events).toEqual([]);
  });

  it('reaches every state from planned, and leaves none that is over', () => {
    const reached = new Set(['planned']);
    for (const state of reached)
      for (const next of Object.values(tourTransitions[state as keyof typeof tourTransitions]))
        reached.add(next as string);
    expect([...reached].sort()).toEqual([...tourStates].sort());
    for (const state of tourStates)
      expect(Object.keys(tourTransitions[state]).length === 0).toBe(isOver({ state }));
    expect(nextTourState('dropped', 'TourFreed')).toBe('dropped');
  });
});

describe('who holds a tour', () => {
  it('is one station, under a number that grows with every holder', () => {
    const taken = after(tourIn('picking'), 'claim, by another, when the lease is over');
    expect(taken).toMatchObject({ holder: elsewhere, lastHolder: elsewhere, fence: 3, stationSeq: 0 });
    expect(placeOfTote(taken as Tour, 'T1')?.position, 'its totes stand where they stood').toBe(1);
    const late = decideTour(
      taken,
      { type: 'SkipBin', tourId: tourPlan.tourId, locationId: 'A-02' as never },
      picker,
    );
    expect(late.ok ? null : late.refusal.code).toBe('tour-not-held-here');
  });

  it('is nobody behind a give-back, and the next one begins under a new number', () => {
    const free = after(tourIn('picking'), 'give back');
    expect(free).toMatchObject({
      state: 'planned',
      holder: null,
      fence: 2,
      pickerId: null,
      leaseUntil: null,
    });
    expect(after(free, 'claim, by who holds it')).toMatchObject({ holder: here, fence: 3 });
  });
});

describe('the route', () => {
  it('goes on behind the bin that was short, and a passed-over bin comes last', () => {
    expect(after(tourIn('picking'), 'look elsewhere')?.route).toEqual(['A-01', 'A-02', 'C-01', 'B-01']);
    const skipped = after(after(tourIn('picking'), 'pass a bin over'), 'pass a bin over');
    expect(skipped?.skipped).toEqual(['A-02']);
  });

  it('is begun once, however often it is told of', () => {
    const tours = new Map<string, Tour>();
    foldTours(tours, [
      { type: 'TourPlanned', tourId: tourPlan.tourId, plan: tourPlan },
      { type: 'TourClaimed', tourId: tourPlan.tourId, stationId: here, fence: 1, until: null },
      { type: 'TourPlanned', tourId: tourPlan.tourId, plan: tourPlan },
    ]);
    expect(tours.get(tourPlan.tourId)?.state).toBe('claimed');
  });
});
