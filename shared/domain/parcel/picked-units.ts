// Where the units of a line lie while they are picked. A line's sources stay in one order: units in the box first, then
// those that wait for it at the bench, then those still in their bins, then cancelled ones, then those that are gone.
import { type LocationId, type TourId } from '../ids';
import { benchLocation } from '../stock/ledger';
import { isSameLot, type Lot } from '../stock/lot';
import { isMeant } from '../stock/swap';
import { cutSources } from './cut-sources';
import type { Parcel, ParcelLine } from './parcel';
import { wanted } from './questions';

type Sources = ParcelLine['sources'];

/** Units that still have to be picked, by bin and lot, in walking order. */
export function toPick(line: ParcelLine): Sources {
  return joined(waiting(line).filter(({ locationId }) => locationId !== benchLocation));
}

/** Units that were picked and are not in the box. */
export function unitsAtBench(line: ParcelLine): number {
  return unitsAt(waiting(line), benchLocation);
}

/** The same by lot, tote and zone. */
export function atBench(line: ParcelLine): Sources {
  return joined(waiting(line).filter(({ locationId }) => locationId === benchLocation));
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

/**
 * @param planned the bin they were reserved in
 * @param lot what was taken, whatever was planned
 * @param from the tote they lie in, where zones are picked apart
 */
export function withPicked(
  line: ParcelLine,
  quantity: number,
  planned: LocationId,
  lot: Lot | undefined,
  from: Sources[number]['from'],
): ParcelLine {
  const [taken, left] = divided(waiting(line), planned, quantity, lot);
  const there = left.filter(({ locationId }) => locationId === benchLocation);
  const inBins = left.filter(({ locationId }) => locationId !== benchLocation);
  const picked = taken.map((source) => ({
    ...placed(source.quantity, benchLocation, lot),
    ...(from ? { from } : {}),
  }));
  return withWaiting(line, [...there, ...picked, ...inBins]);
}

export function withPutBack(
  line: ParcelLine,
  quantity: number,
  to: LocationId,
  lot: Lot | undefined,
  zone: string | undefined,
): ParcelLine {
  // The last ones go back: those of the picker's own zone.
  const [taken, left] = divided(zoneLast(waiting(line), zone), benchLocation, quantity, lot);
  return withWaiting(line, [...left, ...taken.map((source) => placed(source.quantity, to, source.lot))]);
}

function zoneLast(sources: Sources, zone: string | undefined): Sources {
  if (zone === undefined) return sources;
  const isOurs = ({ from }: Sources[number]): boolean => from?.zone === zone;
  const there = sources.filter(({ locationId }) => locationId === benchLocation);
  return [
    ...there.filter((source) => !isOurs(source)),
    ...there.filter(isOurs),
    ...sources.filter(({ locationId }) => locationId !== benchLocation),
  ];
}

/** @param isCarried the same goods lie there; else nobody knows which lots do */
export function withSourceMoved(
  line: ParcelLine,
  quantity: number,
  from: LocationId,
  to: LocationId,
  isCarried: boolean,
): ParcelLine {
  const [taken, left] = divided(waiting(line), from, quantity);
  const moved = taken.map((source) => placed(source.quantity, to, isCarried ? source.lot : undefined));
  return withWaiting(line, [...left, ...moved]);
}

/** @param sources as many units as wait in bins */
export function withSourcesPlanned(line: ParcelLine, sources: Sources): ParcelLine {
  const atBench = waiting(line).filter(({ locationId }) => locationId === benchLocation);
  return withWaiting(line, [...atBench, ...sources]);
}

/** Where the next units should be that nobody finds: those that wait last. */
export function notFound(line: ParcelLine, quantity: number): Sources {
  const open = waiting(line);
  const units = open.reduce((sum, source) => sum + source.quantity, 0);
  return cutSources(open, units - quantity, units);
}

/** They wait at the bench, from another bin; nobody knows of which lot before they are scanned. */
export function withFetched(line: ParcelLine, quantity: number): ParcelLine {
  const open = waiting(line);
  const units = open.reduce((sum, source) => sum + source.quantity, 0);
  const [there, inBins] = byBench(cutSources(open, 0, units - quantity));
  const fetched = placed(Math.min(quantity, units), benchLocation, undefined);
  return withWaiting(line, [...there, fetched, ...inBins]);
}

/** Of units that were fetched: where those should be that still wait at the bench. */
export function fetchedBack(
  line: ParcelLine,
  { quantity, instead }: { quantity: number; instead: Sources },
): Sources {
  return cutSources(instead, 0, Math.min(quantity, unitsAtBench(line)));
}

export function withoutFetched(line: ParcelLine, act: { quantity: number; instead: Sources }): ParcelLine {
  const back = fetchedBack(line, act);
  const units = back.reduce((sum, source) => sum + source.quantity, 0);
  const [, left] = divided(waiting(line), benchLocation, units);
  const [there, inBins] = byBench(left);
  const [backThere, backInBins] = byBench(back);
  return withWaiting(line, [...there, ...backThere, ...inBins, ...backInBins]);
}

function byBench(sources: Sources): [there: Sources, inBins: Sources] {
  return [
    sources.filter(({ locationId }) => locationId === benchLocation),
    sources.filter(({ locationId }) => locationId !== benchLocation),
  ];
}

/**
 * Units go into the box: of the lot that is told, where it was picked, else the next ones. Of those that come straight out of a
 * bin nobody knows the lot unless it is told. `tote`: the one they were taken out of, where there are several.
 */
export function withPacked(
  line: ParcelLine,
  quantity: number,
  lot: Lot | undefined,
  tote: string | undefined,
): ParcelLine {
  const open = toteFirst(waiting(line), lot, tote);
  const meant =
    lot && open.find(({ locationId, lot: of }) => locationId === benchLocation && of && isMeant(of, lot));
  const rest = cutSources(line.sources, Math.max(line.packed, wanted(line)), Number.POSITIVE_INFINITY);
  const inTurn =
    meant && tote === undefined ? divided(open, benchLocation, quantity, meant.lot).flat() : open;
  const all = [...inTurn, ...rest];
  const packed = cutSources(all, 0, quantity).map((source) => {
    const isKnown = source.locationId === benchLocation && (!lot || (source.lot && isMeant(source.lot, lot)));
    const { from } = source;
    return isKnown
      ? source
      : { ...placed(source.quantity, source.locationId, lot), ...(from ? { from } : {}) };
  });
  return {
    ...line,
    packed: line.packed + quantity,
    sources: joined([
      ...cutSources(line.sources, 0, line.packed),
      ...packed,
      ...cutSources(all, quantity, Number.POSITIVE_INFINITY),
    ]),
  };
}

/** Units in the tote that they were taken out of go before all others. */
function toteFirst(sources: Sources, lot: Lot | undefined, tote: string | undefined): Sources {
  if (tote === undefined) return sources;
  const isTaken = ({ from, lot: of }: Sources[number]): boolean =>
    from?.tote === tote && (!lot || !of || isMeant(of, lot));
  return [...sources.filter(isTaken), ...sources.filter((source) => !isTaken(source))];
}

/** The units at a place that leave it first, by lot. */
export function unitsLeaving(
  line: ParcelLine,
  quantity: number,
  at: LocationId,
  lot: Lot | undefined,
): Sources {
  return divided(waiting(line), at, quantity, lot)[0];
}

/** Their places when a picker did not find some: those are gone, and no cancelled unit is taken for one of them. */
export function withGoneAt(
  line: ParcelLine,
  quantity: number,
  at: LocationId,
  lot: Lot | undefined,
): Sources {
  const [gone, left] = divided(waiting(line), at, quantity, lot);
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

/** The last units at a place, up to `quantity`, and all others; those of the lot that is named go first. */
function divided(
  sources: Sources,
  locationId: LocationId,
  quantity: number,
  lot?: Lot,
): [taken: Sources, left: Sources] {
  if (lot && sources.some((source) => source.locationId === locationId && !isSameLot(source.lot, lot))) {
    const isOfLot = (source: Sources[number]): boolean => isSameLot(source.lot, lot);
    const [taken] = divided(sources.filter(isOfLot), locationId, quantity);
    const open = quantity - taken.reduce((sum, source) => sum + source.quantity, 0);
    const others = sources.filter((source) => !isOfLot(source));
    const [more] = divided(others, locationId, open);
    return [[...taken, ...more], without(sources, locationId, [...taken, ...more])];
  }
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

/** `sources` less these units of a place, in their order. */
function without(sources: Sources, locationId: LocationId, taken: Sources): Sources {
  const open = taken.map((source) => ({ ...source }));
  return sources.flatMap((source) => {
    if (source.locationId !== locationId) return [source];
    let { quantity } = source;
    for (const each of open) {
      if (!isSameLot(each.lot, source.lot)) continue;
      const units = Math.min(quantity, each.quantity);
      quantity -= units;
      each.quantity -= units;
    }
    return quantity > 0 ? [{ ...source, quantity }] : [];
  });
}

function placed(quantity: number, locationId: LocationId, lot: Lot | undefined): Sources[number] {
  return { locationId, quantity, ...(lot ? { lot } : {}) };
}

function unitsAt(sources: Sources, locationId: LocationId): number {
  return sources.reduce((sum, source) => (source.locationId === locationId ? sum + source.quantity : sum), 0);
}

function isSameTote({ from: a }: Sources[number], { from: b }: Sources[number]): boolean {
  return a?.zone === b?.zone && a?.tote === b?.tote;
}

/** Neighbours of one place, lot and tote are one source. */
function joined(sources: Sources): Sources {
  const list: Sources = [];
  for (const source of sources) {
    const last = list.at(-1);
    if (last?.locationId === source.locationId && isSameLot(last.lot, source.lot) && isSameTote(last, source))
      last.quantity += source.quantity;
    else list.push({ ...source });
  }
  return list;
}
