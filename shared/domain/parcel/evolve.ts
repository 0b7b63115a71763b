// Applies what happened to a parcel. Used by the station's overlay and by head office alike, so it must stay pure
// and must accept every event in any order a replay may bring.
import { assertNever } from '../decision';
import type { Parcel, ParcelAct, ParcelEvent, ParcelLine, ParcelPlan } from './parcel';
import { nextParcelState } from './transitions';

/** `parcel` is null only before ParcelReleased or NextBoxStarted. */
export function evolveParcel(parcel: Parcel | null, event: ParcelEvent): Parcel {
  if (event.type === 'ParcelReleased') return begin(event.plan);
  if (event.type === 'NextBoxStarted') {
    return {
      ...begin(event.plan),
      state: 'packing',
      holder: event.holder,
      fence: event.fence,
      openedBy: event.operatorId,
    };
  }
  if (!parcel) throw new Error(`${event.type} before ParcelReleased`);
  const moved: Parcel = { ...parcel, state: nextParcelState(parcel.state, event.type) };
  switch (event.type) {
    case 'ParcelLeased':
      return { ...moved, holder: event.stationId, fence: event.fence };
    case 'LeaseEnded':
      return { ...moved, holder: null, fence: event.fence };
    case 'PackingStarted':
      return { ...moved, openedBy: event.operatorId };
    case 'ItemPacked':
      return act(
        moved,
        { kind: 'packed', opId: event.opId, lineNo: event.lineNo, quantity: event.quantity },
        1,
      );
    case 'ItemMissing':
      return act(
        moved,
        { kind: 'missing', opId: event.opId, lineNo: event.lineNo, quantity: event.quantity },
        1,
      );
    case 'ItemDamaged':
      return act(
        moved,
        { kind: 'damaged', opId: event.opId, lineNo: event.lineNo, quantity: event.quantity },
        1,
      );
    case 'ActUndone': {
      const undone = moved.acts.find((candidate) => candidate.opId === event.undoes);
      return undone ? act(moved, undone, -1) : moved;
    }
    case 'BoxChosen':
      return { ...moved, boxId: event.boxId };
    case 'RemainderMoved':
    case 'RemainderReleased':
      return {
        ...moved,
        lines: moved.lines.map((line) => expectLess(line, quantityOf(event.lines, line.lineNo))),
      };
    case 'ParcelHeld':
      return { ...moved, hold: { reason: event.reason, by: event.by } };
    case 'ParcelResumed':
      return { ...moved, hold: null };
    case 'ParcelSealed':
      return { ...moved, sealedBy: event.opId, sscc: event.sscc, weightGrams: event.weightGrams };
    case 'ParcelReopened':
      return { ...moved, sealedBy: null, sscc: null, weightGrams: null, label: null };
    case 'LabelPrinted':
      return { ...moved, label: event.label };
    case 'ParcelLineCancelled':
      return {
        ...moved,
        lines: moved.lines.map((line) =>
          line.lineNo === event.lineNo ? { ...line, cancelled: line.cancelled + event.quantity } : line,
        ),
      };
    case 'ParcelHandedOver':
    case 'ParcelCancelled':
      return moved;
    default:
      return assertNever(event);
  }
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

function begin(plan: ParcelPlan): Parcel {
  return {
    ...plan,
    state: 'released',
    hold: null,
    holder: null,
    fence: 0,
    openedBy: null,
    acts: [],
    boxId: null,
    sealedBy: null,
    sscc: null,
    weightGrams: null,
    label: null,
    seq: 0,
  };
}

function act(parcel: Parcel, what: ParcelAct, direction: 1 | -1): Parcel {
  const lines = parcel.lines.map((line) =>
    line.lineNo === what.lineNo
      ? { ...line, [what.kind]: line[what.kind] + direction * what.quantity }
      : line,
  );
  const acts =
    direction === 1
      ? [...parcel.acts, what]
      : parcel.acts.filter((candidate) => candidate.opId !== what.opId);
  return { ...parcel, lines, acts };
}

/** Takes expectation off a line, and the bins it came from, last bin first. */
function expectLess(line: ParcelLine, quantity: number): ParcelLine {
  if (quantity === 0) return line;
  return {
    ...line,
    expected: line.expected - quantity,
    sources: takeSources(line.sources, line.expected - quantity).kept,
  };
}

/** Splits bins into those that cover the first `quantity` units and the rest. */
export function takeSources(
  sources: ParcelLine['sources'],
  quantity: number,
): { kept: ParcelLine['sources']; rest: ParcelLine['sources'] } {
  const kept: ParcelLine['sources'] = [];
  const rest: ParcelLine['sources'] = [];
  let left = quantity;
  for (const source of sources) {
    const take = Math.min(left, source.quantity);
    if (take > 0) kept.push({ ...source, quantity: take });
    if (source.quantity > take) rest.push({ ...source, quantity: source.quantity - take });
    left -= take;
  }
  return { kept, rest };
}

function quantityOf(lines: readonly { lineNo: number; quantity: number }[], lineNo: number): number {
  return lines.reduce((sum, line) => (line.lineNo === lineNo ? sum + line.quantity : sum), 0);
}
