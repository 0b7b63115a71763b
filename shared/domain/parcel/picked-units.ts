// Where the units of a line lie while they are picked. A line's sources stay in one order: units in the box first, then
// those that wait for it at the bench, then those still in their bins, then cancelled ones, then those that are gone.
import { type LocationId, type TourId } from '../ids';
import { benchLocation } from '../stock/ledger';
import { cutSources } from './cut-sources';
import type { Parcel, ParcelLine } from './parcel';
import { wanted } from './questions';

type Sources = ParcelLine['sources'];

/** Units that still have to be picked, by bin, in walking order. */
export function toPick(line: ParcelLine): Sources {
  return joined(waiting(line).filter(({ locationId }) => locationId !== benchLocation));
}

/** Units that were picked and are not in the box. */
export function unitsAtBench(line: ParcelLine): number {
  return unitsAt(waiting(line), benchLocation);
}

export function unitsToPickAt(line: ParcelLine, locationId: LocationId): number {
  return unitsAt(toPick(line), locationId);
}

export function isBeingPicked({ tours }: Pick<Parcel, 'tours'>): boolean {
  return (tours ?? []).length > 0;
}

export function withTour(parcel: Parcel, tourId: TourId): Parcel {
  return { ...parcel, tours: [...(parcel.tours ?? []).filter((each) => each !== tourId), tourId] };
}

export function withoutTour(parcel: Parcel, tourId: TourId): Parcel {
  return { ...parcel, tours: (parcel.tours ?? []).filter((each) => each !== tourId) };
}

/** @param planned the bin they were reserved in */
export function withPicked(line: ParcelLine, quantity: number, planned: LocationId): ParcelLine {
  const [taken, left] = divided(waiting(line), planned, quantity);
  const atBench = left.filter(({ locationId }) => locationId === benchLocation);
  const inBins = left.filter(({ locationId }) => locationId !== benchLocation);
  const picked = taken.map((source) => ({ ...source, locationId: benchLocation }));
  return withWaiting(line, [...atBench, ...picked, ...inBins]);
}

export function withPutBack(line: ParcelLine, quantity: number, to: LocationId): ParcelLine {
  return withSourceMoved(line, quantity, benchLocation, to);
}

export function withSourceMoved(
  line: ParcelLine,
  quantity: number,
  from: LocationId,
  to: LocationId,
): ParcelLine {
  const [taken, left] = divided(waiting(line), from, quantity);
  return withWaiting(line, [...left, ...taken.map((source) => ({ ...source, locationId: to }))]);
}

/** Their places when a picker did not find some: those are gone, and no cancelled unit is taken for one of them. */
export function withGoneAt(line: ParcelLine, quantity: number, at: LocationId): Sources {
  const [gone, left] = divided(waiting(line), at, quantity);
  const cancelledTo = wanted(line) + line.cancelled;
  return joined([
    ...cutSources(line.sources, 0, line.packed),
    ...left,
    ...cutSources(line.sources, wanted(line), cancelledTo),
    ...gone,
    ...cutSources(line.sources, cancelledTo, Number.POSITIVE_INFINITY),
  ]);
}

function waiting(line: ParcelLine): Sources {
  return cutSources(line.sources, line.packed, wanted(line));
}

function withWaiting(line: ParcelLine, sources: Sources): ParcelLine {
  return {
    ...line,
    sources: joined([
      ...cutSources(line.sources, 0, line.packed),
      ...sources,
      ...cutSources(line.sources, Math.max(line.packed, wanted(line)), Number.POSITIVE_INFINITY),
    ]),
  };
}

/** The last units at a place, up to `quantity`, and all others. */
function divided(
  sources: Sources,
  locationId: LocationId,
  quantity: number,
): [taken: Sources, left: Sources] {
  let open = quantity;
  const taken: Sources = [];
  const left: Sources = [];
  for (const source of [...sources].reverse()) {
    const units = source.locationId === locationId ? Math.min(open, source.quantity) : 0;
    open -= units;
    if (units > 0) taken.unshift({ ...source, quantity: units });
    if (units < source.quantity) left.unshift({ ...source, quantity: source.quantity - units });
  }
  return [taken, left];
}

function unitsAt(sources: Sources, locationId: LocationId): number {
  return sources.reduce((sum, source) => (source.locationId === locationId ? sum + source.quantity : sum), 0);
}

/** Neighbours of one place are one source. */
function joined(sources: Sources): Sources {
  const list: Sources = [];
  for (const source of sources) {
    const last = list.at(-1);
    if (last?.locationId === source.locationId) last.quantity += source.quantity;
    else list.push({ ...source });
  }
  return list;
}
