// Applies what happened to a parcel. Used by the station's overlay and by head office alike, so it must stay pure
// and must accept every event in any order a replay may bring.
import { evolveCancel, lessUnits } from '../cancelling/evolve';
import { isStanding } from '../cancelling/questions';
import { assertNever } from '../decision';
import { cutSources } from './cut-sources';
import { fetchedAct } from './fetched-units';
import {
  withFetched,
  withGoneAt,
  withoutFetched,
  withoutTour,
  withPacked,
  withPicked,
  withPutBack,
  withSourceMoved,
  withSourcesPlanned,
  withTour,
} from './picked-units';
import { withShown } from './shown-fields';
import { evolveSpecial, specialOfPlan } from './special-rules';
import type { LineMove, Parcel, ParcelAct, ParcelEvent, ParcelLine, ParcelPlan } from './parcel';
import { wanted } from './questions';
import { nextParcelState } from './transitions';
import { beginWaybill, evolveWaybill, reopenWaybill } from './waybill-gate';

/** `parcel` is null only before ParcelReleased or NextBoxStarted. */
export function evolveParcel(parcel: Parcel | null, event: ParcelEvent): Parcel {
  const after = evolveSpecial(askedLess(changed(parcel, event), event), event);
  // A new holder counts its own ops from its own beginning.
  if (event.type === 'ParcelLeased' || event.type === 'ProvisionalPackStarted')
    return { ...after, lastHolder: event.stationId, stationSeq: event.stationSeq ?? 0 };
  return event.stationSeq === undefined ? after : { ...after, stationSeq: event.stationSeq };
}

function changed(parcel: Parcel | null, event: ParcelEvent): Parcel {
  if (event.type === 'ParcelReleased') return begin(event.plan);
  if (event.type === 'NextBoxStarted') {
    return {
      ...begin(event.plan),
      state: 'packing',
      holder: event.holder,
      lastHolder: event.holder,
      fence: event.fence,
      leaseUntil: event.leaseUntil ?? null,
      provisional: event.provisional ?? null,
      openedBy: event.operatorId,
      cancel: event.cancel ?? null,
    };
  }
  if (!parcel) throw new Error(`${event.type} before ParcelReleased`);
  const moved: Parcel = { ...parcel, state: nextParcelState(parcel.state, event.type) };
  switch (event.type) {
    case 'ParcelLeased':
      return {
        ...moved,
        holder: event.stationId,
        fence: event.fence,
        leaseUntil: event.until ?? null,
        takenBack: false,
        provisional: null,
      };
    case 'LeaseRenewed':
      return { ...moved, leaseUntil: event.until };
    case 'LeaseEnded':
      return {
        ...moved,
        holder: null,
        fence: event.fence,
        leaseUntil: null,
        takenBack: event.takenBack ?? false,
        provisional: null,
      };
    case 'ProvisionalPackStarted':
      return {
        ...moved,
        holder: event.stationId,
        fence: event.fence,
        leaseUntil: event.until ?? moved.leaseUntil ?? null,
        takenBack: false,
        provisional: { by: event.supervisorId, knownFence: event.knownFence },
        openedBy: event.operatorId,
      };
    case 'PackingStarted':
      return { ...moved, openedBy: event.operatorId };
    case 'ItemPacked':
      return packed(moved, event);
    case 'ItemMissing':
    case 'ItemDamaged':
      return lost(moved, event);
    case 'UnitsFetched': {
      const line = moved.lines.find(({ lineNo }) => lineNo === event.lineNo);
      const after = onLine(moved, event.lineNo, (each) => withFetched(each, event.quantity));
      return line ? { ...after, acts: [...after.acts, fetchedAct(line, event)] } : after;
    }
    case 'TourJoined':
      return withTour(moved, event.tourId);
    case 'TourLeft':
      return withoutTour(moved, event.tourId);
    case 'UnitsPicked':
      return withTote(
        onLine(moved, event.lineNo, (line) =>
          withSerial(
            withPicked(
              line,
              event.quantity,
              event.planned ?? event.from,
              event.lot,
              event.zone === undefined ? undefined : { zone: event.zone, tote: event.tote },
            ),
            event.serial,
          ),
        ),
        event.tote,
      );
    case 'UnitsPutBack':
      return onLine(moved, event.lineNo, (line) =>
        withoutSerial(withPutBack(line, event.quantity, event.to, event.lot, event.zone), event.serial),
      );
    case 'SourcesPlanned':
      return onLine(moved, event.lineNo, (line) => withSourcesPlanned(line, event.sources));
    case 'SourceMoved':
      return onLine(moved, event.lineNo, (line) =>
        withSourceMoved(line, event.quantity, event.from, event.to, event.isCarried ?? false),
      );
    case 'SparePicked':
      return moved;
    case 'ActUndone': {
      const undone = moved.acts.find((candidate) => candidate.opId === event.undoes);
      if (undone?.kind !== 'fetched') return undone ? act(moved, undone, -1) : moved;
      const back = onLine(moved, undone.lineNo, (line) => withoutFetched(line, undone));
      return { ...back, acts: back.acts.filter((each) => each !== undone) };
    }
    case 'BoxChosen':
      return { ...moved, boxId: event.boxId };
    case 'RemainderMoved':
    case 'RemainderReleased':
      return {
        ...moved,
        ...(event.type === 'RemainderMoved' && event.cancel !== undefined ? { cancel: event.cancel } : {}),
        lines: moved.lines.map((line) => expectLess(line, quantityOf(event.lines, line.lineNo))),
      };
    case 'ParcelHeld':
      return { ...moved, hold: { reason: event.reason, by: event.by } };
    case 'ParcelPrioritised':
      return { ...moved, priority: event.priority };
    case 'ParcelResumed':
      return { ...moved, hold: null };
    case 'ParcelSealed':
      return {
        ...moved,
        sealedBy: event.opId,
        sscc: event.sscc,
        carrierNumber: event.carrierNumber ?? null,
        weightGrams: event.weightGrams,
        papers: event.papers ?? null,
      };
    case 'ParcelReopened':
      return {
        ...moved,
        sealedBy: null,
        sscc: null,
        carrierNumber: null,
        weightGrams: null,
        papers: null,
        label: null,
        ...reopenWaybill(moved),
      };
    case 'WaybillAsked':
    case 'WaybillTold':
      return evolveWaybill(moved, event);
    case 'LabelPrinted':
      return { ...moved, label: event.label };
    case 'ParcelLineCancelled':
      return {
        ...moved,
        lines: moved.lines.map((line) =>
          line.lineNo === event.lineNo ? { ...line, cancelled: line.cancelled + event.quantity } : line,
        ),
      };
    case 'CarrierLabelOffered':
      return { ...moved, carrierLabel: event.label };
    case 'FieldsShown':
      return withShown(moved, event);
    case 'CancelAsked':
    case 'CancelAccepted':
    case 'CancelTooLate':
    case 'CancelWithdrawn':
    case 'CancelDecided':
    case 'CancelLeft':
      return { ...moved, cancel: evolveCancel(moved.cancel, event) };
    case 'ParcelHandedOver':
    case 'ParcelCancelled':
    case 'ParcelMarked':
    case 'ParcelVerified':
    case 'TagProved':
    case 'SealNotTaken':
      return moved;
    default:
      return assertNever(event);
  }
}

/** Units that are lost or released while head office asks for some: those are left out already, and asked for no more. */
function askedLess(parcel: Parcel, event: ParcelEvent): Parcel {
  const { cancel } = parcel;
  const lost = lossOf(event);
  if (lost.length === 0 || !isStanding(cancel)) return parcel;
  const lines = lessUnits(cancel.lines, lost);
  return { ...parcel, cancel: lines.length > 0 ? { ...cancel, lines } : { ...cancel, state: 'accepted' } };
}

/** Units that will not come into the box, by this event. */
function lossOf(event: ParcelEvent): LineMove[] {
  if (event.type === 'RemainderReleased') return event.lines;
  if (event.type !== 'ItemMissing' && event.type !== 'ItemDamaged') return [];
  return [{ lineNo: event.lineNo, quantity: event.quantity }];
}

/** Folds events over the parcels they are about; a parcel that is already there is not begun twice. */
export function foldParcels(parcels: Map<string, Parcel>, events: readonly ParcelEvent[]): void {
  for (const event of events) {
    const known = parcels.get(event.parcelId) ?? null;
    const begins = event.type === 'ParcelReleased' || event.type === 'NextBoxStarted';
    if (begins ? known !== null : known === null) continue;
    parcels.set(event.parcelId, evolveParcel(known, event));
  }
}

function begin({ waybillFallback, ...plan }: ParcelPlan): Parcel {
  return {
    ...plan,
    ...(waybillFallback ? { waybill: beginWaybill(waybillFallback) } : {}),
    state: 'released',
    hold: null,
    holder: null,
    fence: 0,
    leaseUntil: null,
    lastHolder: null,
    takenBack: false,
    provisional: null,
    cancel: null,
    zones: plan.zones ?? [],
    tours: [],
    totes: [],
    special: specialOfPlan(plan.special),
    openedBy: null,
    acts: [],
    boxId: null,
    sealedBy: null,
    sscc: null,
    carrierNumber: null,
    weightGrams: null,
    papers: null,
    label: null,
    carrierLabel: null,
    stationSeq: 0,
    seq: 0,
  };
}

function act(parcel: Parcel, what: Exclude<ParcelAct, { kind: 'fetched' }>, direction: 1 | -1): Parcel {
  const lines = parcel.lines.map((line) => {
    if (line.lineNo !== what.lineNo) return line;
    const changed = { ...line, [what.kind]: line[what.kind] + direction * what.quantity };
    return what.kind === 'packed' ? withoutSerial(changed, what.serial) : changed;
  });
  const acts =
    direction === 1
      ? [...parcel.acts, what]
      : parcel.acts.filter((candidate) => candidate.opId !== what.opId);
  return { ...parcel, lines, acts };
}

/** A serial that was picked already is no new one. */
function packed(
  parcel: Parcel,
  { opId, lineNo, quantity, lot, serial, tote }: Extract<ParcelEvent, { type: 'ItemPacked' }>,
): Parcel {
  const isNew = serial !== undefined && !parcel.lines.some(({ serials }) => serials?.includes(serial));
  const what = { kind: 'packed' as const, opId, lineNo, quantity, ...(isNew ? { serial } : {}) };
  const after = onLine(parcel, lineNo, (line) => withSerial(withPacked(line, quantity, lot, tote), serial));
  return { ...after, acts: [...after.acts, what] };
}

function withSerial(line: ParcelLine, serial: string | undefined): ParcelLine {
  if (serial === undefined || line.serials?.includes(serial)) return line;
  return { ...line, serials: [...(line.serials ?? []), serial] };
}

function withoutSerial(line: ParcelLine, serial: string | undefined): ParcelLine {
  if (serial === undefined || !line.serials) return line;
  return { ...line, serials: line.serials.filter((each) => each !== serial) };
}

/** Takes expectation off a line, and the bins of exactly those units. */
function expectLess(line: ParcelLine, quantity: number): ParcelLine {
  if (quantity === 0) return line;
  const end = wanted(line);
  return {
    ...line,
    expected: line.expected - quantity,
    sources: [
      ...cutSources(line.sources, 0, end - quantity),
      ...cutSources(line.sources, end, Number.POSITIVE_INFINITY),
    ],
  };
}

/** What a bench missed it can take back; what a picker did not find is found by counting its bin. */
function lost(
  parcel: Parcel,
  { type, opId, lineNo, quantity, at, lot }: Extract<ParcelEvent, { type: 'ItemMissing' | 'ItemDamaged' }>,
): Parcel {
  const kind = type === 'ItemMissing' ? 'missing' : 'damaged';
  if (at === undefined) return act(parcel, { kind, opId, lineNo, quantity }, 1);
  return onLine(parcel, lineNo, (line) => ({
    ...line,
    [kind]: line[kind] + quantity,
    sources: withGoneAt(line, quantity, at, lot),
  }));
}

function onLine(parcel: Parcel, lineNo: number, change: (line: ParcelLine) => ParcelLine): Parcel {
  return { ...parcel, lines: parcel.lines.map((line) => (line.lineNo === lineNo ? change(line) : line)) };
}

function withTote(parcel: Parcel, tote: string | null): Parcel {
  const totes = parcel.totes ?? [];
  return tote === null || totes.includes(tote) ? parcel : { ...parcel, totes: [...totes, tote] };
}

function quantityOf(lines: readonly { lineNo: number; quantity: number }[], lineNo: number): number {
  return lines.reduce((sum, line) => (line.lineNo === lineNo ? sum + line.quantity : sum), 0);
}
