// Units that were not where they should have been, and that whoever packs took out of another bin: they wait at the bench and
// are reserved there. The place that did not have them is counted, and until then the books say that they are there: what is
// known for sure is where the others came from. Their undo is exact while they still wait; what is in the box by then stays in it.
import type { LocationId, OpId, Sku } from '../ids';
import { benchLocation } from '../stock/ledger';
import type { ParcelEffects } from './effects';
import type { Parcel, ParcelAct, ParcelLine } from './parcel';
import { fetchedBack, notFound } from './picked-units';

export type FetchEvent = {
  type: 'UnitsFetched';
  opId: OpId;
  lineNo: number;
  quantity: number;
  /** The bin they were taken out of. */
  from: LocationId;
};

export type FetchCommand = { type: 'FetchItem'; opId: OpId; sku: Sku; quantity: number; from: LocationId };

type FetchedAct = Extract<ParcelAct, { kind: 'fetched' }>;

/** `line` as it stood before. */
export function fetchedAct(line: ParcelLine, { opId, lineNo, quantity, from }: FetchEvent): FetchedAct {
  return { kind: 'fetched', opId, lineNo, quantity, from, instead: notFound(line, quantity) };
}

export function fetch(
  effects: ParcelEffects,
  { lines }: Parcel,
  { type: cause, lineNo, quantity, from }: FetchEvent,
): void {
  const line = lines.find((each) => each.lineNo === lineNo);
  if (!line) return;
  const { sku, name } = line;
  for (const { locationId, quantity: units } of notFound(line, quantity)) {
    effects.reservations.push({ lineNo, sku, locationId, delta: -units });
    effects.tasks.push({ kind: 'count-bin', values: { location: locationId, sku, name, quantity: units } });
  }
  effects.moves.push({ sku, from, to: benchLocation, quantity, cause });
  effects.reservations.push({ lineNo, sku, locationId: benchLocation, delta: quantity });
}

/** The units lie in that bin again, and are wanted of the place that did not have them. */
export function takeFetchedBack(effects: ParcelEffects, { lines }: Parcel, act: FetchedAct): void {
  const { lineNo, from: to } = act;
  const line = lines.find((each) => each.lineNo === lineNo);
  if (!line) return;
  const { sku } = line;
  const back = fetchedBack(line, act);
  const quantity = back.reduce((sum, place) => sum + place.quantity, 0);
  if (quantity === 0) return;
  effects.moves.push({ sku, from: benchLocation, to, quantity, cause: 'UnitsFetched' });
  effects.reservations.push({ lineNo, sku, locationId: benchLocation, delta: -quantity });
  for (const { locationId, quantity: units } of back)
    effects.reservations.push({ lineNo, sku, locationId, delta: units });
}
