// What picking means for the ledger: units leave their bin for the bench and take their reservation along; what a picker does
// not find leaves the books where it should have been.
import { benchLocation, outsideLocations, quarantineLocation } from '../stock/ledger';
import { ofLot } from '../stock/lot';
import { cutSources } from './cut-sources';
import type { ParcelEffects, ReservationChange, TaskDraft } from './effects';
import type { Parcel, ParcelEvent, ParcelLine } from './parcel';
import { toPick, unitsLeaving } from './picked-units';
import { wanted } from './questions';

type Picked = Extract<ParcelEvent, { type: 'UnitsPicked' | 'UnitsPutBack' | 'ItemMissing' | 'ItemDamaged' }>;

function lineOf(parcel: Parcel, lineNo: number): ParcelLine | undefined {
  return parcel.lines.find((line) => line.lineNo === lineNo);
}

/** The reservation goes along with the units, from the bin it was in. */
export function pick(
  effects: ParcelEffects,
  parcel: Parcel,
  { lineNo, quantity, type, lot }: Picked,
  from: ReservationChange['locationId'],
  planned: ReservationChange['locationId'],
): void {
  const sku = lineOf(parcel, lineNo)?.sku;
  if (sku === undefined) return;
  effects.moves.push({ sku, from, to: benchLocation, quantity, cause: type, ...ofLot(lot) });
  effects.reservations.push(
    { lineNo, sku, locationId: planned, delta: -quantity },
    { lineNo, sku, locationId: benchLocation, delta: quantity },
  );
}

export function putBack(
  effects: ParcelEffects,
  parcel: Parcel,
  { lineNo, quantity, to, type, lot }: Extract<ParcelEvent, { type: 'UnitsPutBack' }>,
): void {
  const line = lineOf(parcel, lineNo);
  if (!line) return;
  const { sku } = line;
  for (const source of unitsLeaving(line, quantity, benchLocation, lot))
    effects.moves.push({
      sku,
      from: benchLocation,
      to,
      quantity: source.quantity,
      cause: type,
      ...ofLot(source.lot),
    });
  effects.reservations.push(
    { lineNo, sku, locationId: benchLocation, delta: -quantity },
    { lineNo, sku, locationId: to, delta: quantity },
  );
}

/** The bin that did not have them is counted; the other one keeps them for the order. */
export function lookElsewhere(
  effects: ParcelEffects,
  parcel: Parcel,
  { lineNo, quantity, from, to, isCarried }: Extract<ParcelEvent, { type: 'SourceMoved' }>,
): void {
  const line = lineOf(parcel, lineNo);
  if (!line) return;
  const { sku, name } = line;
  effects.reservations.push(
    { lineNo, sku, locationId: from, delta: -quantity },
    { lineNo, sku, locationId: to, delta: quantity },
  );
  if (!isCarried) effects.tasks.push({ kind: 'count-bin', values: { location: from, sku, name, quantity } });
}

/** The lot that was to be taken is not there: somebody looks which ones are. */
export function countLots(
  effects: ParcelEffects,
  parcel: Parcel,
  { lineNo, from }: Extract<ParcelEvent, { type: 'UnitsPicked' }>,
): void {
  const line = lineOf(parcel, lineNo);
  if (!line) return;
  const { sku, name } = line;
  effects.tasks.push({
    kind: 'count-cycle',
    values: { location: from, sku, name, class: '', reason: 'lots' },
  });
}

/** What the line was promised goes along to the bins it is taken from now. */
export function takeFromOthers(
  effects: ParcelEffects,
  parcel: Parcel,
  { lineNo, sources }: Extract<ParcelEvent, { type: 'SourcesPlanned' }>,
): void {
  const line = lineOf(parcel, lineNo);
  if (!line) return;
  const { sku } = line;
  const change = new Map<ReservationChange['locationId'], number>();
  for (const { locationId, quantity } of toPick(line))
    change.set(locationId, (change.get(locationId) ?? 0) - quantity);
  for (const { locationId, quantity } of sources)
    change.set(locationId, (change.get(locationId) ?? 0) + quantity);
  for (const [locationId, delta] of change)
    if (delta !== 0) effects.reservations.push({ lineNo, sku, locationId, delta });
}

/** A picker did not find them in this bin, or found them broken. */
export function loseAt(
  effects: ParcelEffects,
  parcel: Parcel,
  { lineNo, quantity, type, lot }: Picked,
  at: ReservationChange['locationId'],
): void {
  const line = lineOf(parcel, lineNo);
  if (!line) return;
  const { sku, name } = line;
  const isMissing = type === 'ItemMissing';
  const to = isMissing ? outsideLocations.adjustment : quarantineLocation;
  // Of the lot that was to be taken there, unless another one is told.
  for (const source of unitsLeaving(line, quantity, at, lot))
    effects.moves.push({
      sku,
      from: at,
      to,
      quantity: source.quantity,
      cause: type,
      ...ofLot(lot ?? source.lot),
    });
  effects.reservations.push({ lineNo, sku, locationId: at, delta: -quantity });
  if (isMissing) effects.tasks.push({ kind: 'count-bin', values: { location: at, sku, name, quantity } });
  effects.order.push({ type: 'ReleaseAllocation', reason: type, lines: [{ lineNo, quantity }] });
}

/** Units that lie in a tote and that nobody waits for any more. */
export function pickedForNothing(
  effects: ParcelEffects,
  parcel: Parcel,
  line: ParcelLine,
  units: number,
): void {
  const from = Math.max(line.packed, wanted(line) - units);
  const quantity = cutSources(line.sources, from, wanted(line)).reduce(
    (sum, source) => (source.locationId === benchLocation ? sum + source.quantity : sum),
    0,
  );
  if (quantity === 0) return;
  const { sku, name } = line;
  const tote = (parcel.totes ?? []).at(-1) ?? null;
  effects.tasks.push(putBackTask(parcel, { sku, name, quantity, tote, location: benchLocation }));
}

export function putBackTask(
  { orderNumber: number }: Parcel,
  {
    sku,
    name,
    quantity,
    tote,
    location,
  }: Record<'sku' | 'name' | 'location', string> & {
    quantity: number;
    tote: string | null;
  },
): TaskDraft {
  return { kind: 'put-back', values: { number, sku, name, quantity, tote: tote ?? '', location } };
}
