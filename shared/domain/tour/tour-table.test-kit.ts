// What every command answers in every state of a tour, printed to docs/states/tour.md. The types make it complete: a new
// state or command does not compile until it has its cells.
import type { LocationId, ParcelId, PersonId, StationId, TourId, WarehouseId } from '../ids';
import type { RefusalCode } from '../refusal';
import { evolveTour } from './evolve';
import type { Tour, TourActor, TourCommand, TourEvent, TourPlan, TourState } from './tour';
import { tourStates } from './tour';

export type TourCell = readonly TourEvent['type'][] | RefusalCode;
export type TourColumn = 'none' | TourState;
export const tourColumns: readonly TourColumn[] = ['none', ...tourStates];

const tourId = '019b0000-0000-7000-8000-0000000000a1' as TourId;
const bin = (name: string): LocationId => name as LocationId;
export const here = '019b0000-0000-7000-8000-0000000000b1' as StationId;
export const elsewhere = '019b0000-0000-7000-8000-0000000000b2' as StationId;
export const picker: TourActor = { stationId: here, personId: 'ayse' as PersonId, fence: 1 };
const leaseUntil = '2026-01-05T12:00:00.000Z';

export const tourPlan: TourPlan = {
  tourId,
  warehouseId: 'W1' as WarehouseId,
  number: 7,
  method: 'batch',
  zone: null,
  waveId: null,
  after: null,
  dueAt: null,
  plannedAt: '2026-01-05T10:00:00.000Z',
  places: [1, 2].map((position) => ({
    position,
    parcelId: `019b0000-0000-7000-8000-0000000000c${position}` as ParcelId,
    orderNumber: `100${position}`,
  })),
  route: [bin('A-01'), bin('A-02'), bin('B-01')],
  measure: null,
};

const claimed: TourEvent = { type: 'TourClaimed', tourId, stationId: here, fence: 1, until: leaseUntil };
const begun: TourEvent = { type: 'TourBegun', tourId, pickerId: picker.personId };

const ways: Record<TourState, readonly TourEvent[]> = {
  planned: [],
  claimed: [claimed],
  picking: [claimed, begun, { type: 'ToteTaken', tourId, position: 1, tote: 'T1' }],
  dropped: [claimed, begun, { type: 'TourDropped', tourId, locationId: bin('STAGE') }],
  cancelled: [{ type: 'TourCancelled', tourId }],
};

/** Two orders; in `picking` tote T1 stands in the first place. */
export function tourIn(state: TourColumn): Tour | null {
  if (state === 'none') return null;
  const planned: TourEvent = { type: 'TourPlanned', tourId, plan: tourPlan };
  return [planned, ...ways[state]].reduce<Tour | null>(evolveTour, null);
}

/** `actor`: who says it; null is head office. */
export const tourSayings = {
  'claim, by who holds it': { command: { type: 'ClaimTour', tourId, stationId: here }, actor: null },
  'claim, by another': { command: { type: 'ClaimTour', tourId, stationId: elsewhere }, actor: null },
  'claim, by another, when the lease is over': {
    command: {
      type: 'ClaimTour',
      tourId,
      stationId: elsewhere,
      at: '2026-01-05T12:00:01.000Z',
      until: '2026-01-05T14:00:00.000Z',
    },
    actor: null,
  },
  renew: { command: { type: 'RenewTour', tourId, until: '2026-01-05T13:00:00.000Z' }, actor: null },
  'give back': { command: { type: 'FreeTour', tourId }, actor: picker },
  'take away': { command: { type: 'FreeTour', tourId }, actor: null },
  begin: { command: { type: 'BeginTour', tourId }, actor: picker },
  'begin, under an older number': { command: { type: 'BeginTour', tourId }, actor: { ...picker, fence: 0 } },
  'take a tote': { command: { type: 'TakeTote', tourId, position: 2, tote: 'T2' }, actor: picker },
  'take a tote of another order': {
    command: { type: 'TakeTote', tourId, position: 2, tote: 'T1' },
    actor: picker,
  },
  'pass a bin over': { command: { type: 'SkipBin', tourId, locationId: bin('A-02') }, actor: picker },
  'look elsewhere': {
    command: { type: 'AddBin', tourId, locationId: bin('C-01'), behind: bin('A-02') },
    actor: picker,
  },
  reroute: {
    command: { type: 'RerouteTour', tourId, route: [bin('A-01'), bin('B-01')], measure: null },
    actor: null,
  },
  'put the totes down': { command: { type: 'DropTour', tourId, locationId: bin('STAGE') }, actor: picker },
  cancel: { command: { type: 'CancelTour', tourId }, actor: null },
} as const satisfies Record<string, { command: TourCommand; actor: TourActor | null }>;
export type TourSaying = keyof typeof tourSayings;

type Over = Partial<Record<TourColumn, TourCell>>;
const row = (claimedCell: TourCell, over: Over = {}): Record<TourColumn, TourCell> => ({
  none: 'tour-unknown',
  planned: 'tour-not-held-here',
  claimed: claimedCell,
  picking: claimedCell,
  dropped: 'tour-dropped',
  cancelled: 'tour-cancelled',
  ...over,
});

export const tourTable: Record<TourSaying, Record<TourColumn, TourCell>> = {
  'claim, by who holds it': row([], { planned: ['TourClaimed'] }),
  'claim, by another': row('tour-not-held-here', { planned: ['TourClaimed'] }),
  'claim, by another, when the lease is over': row(['TourFreed', 'TourClaimed'], {
    planned: ['TourClaimed'],
  }),
  renew: row(['TourRenewed']),
  'give back': row(['TourFreed']),
  'take away': row(['TourFreed']),
  begin: row(['TourBegun'], { picking: [] }),
  'begin, under an older number': row('tour-not-held-here'),
  'take a tote': row(['ToteTaken']),
  'take a tote of another order': row(['ToteTaken'], { picking: 'tote-taken' }),
  'pass a bin over': row(['BinSkipped']),
  'look elsewhere': row(['BinAdded']),
  reroute: row(['TourRerouted'], { planned: ['TourRerouted'], picking: [] }),
  'put the totes down': row(['TourDropped']),
  cancel: row(['TourCancelled'], { planned: ['TourCancelled'] }),
};
