// What becomes of a fact that the state contradicts (law 3): the item is in the box, the box is sealed, the parcel has
// left, and meanwhile head office cancelled a unit of it. The fact is applied, and a task says how to put things right.
// Must never apply what a bench did that does not hold the parcel: the fence says its box is not this parcel.
import { accept, type Decision, type Refusal } from '../decision';
import type { OrderCommand } from '../order/order';
import { isStanding, unitsAsked } from '../cancelling/questions';
import { ofLot } from '../stock/lot';
import { decideParcel } from './decide';
import { leftUnseen, sealNotTaken } from './special-rules';
import type { TaskDraft } from './effects';
import { cutSources } from './cut-sources';
import { evolveParcel } from './evolve';
import type { Parcel, ParcelActor, ParcelCommand, ParcelEvent, ParcelLine } from './parcel';
import { unitsToPickAt } from './picked-units';
import { toPack, toTakeOut } from './questions';
import { leavingHow, waybillRefusals } from './waybill-gate';

/** `refusal` is null when everything agreed; with events beside a refusal, the fact was applied all the same. */
export type FactAnswer = { events: ParcelEvent[]; tasks: TaskDraft[]; refusal: Refusal | null };

/** Decides a command that reports what has already happened at a bench. */
export function answerFact(
  parcel: Parcel | null,
  command: ParcelCommand,
  actor: ParcelActor | null,
): FactAnswer {
  const decision = decideParcel(parcel, command, actor);
  if (decision.ok) return { events: decision.events, tasks: [], refusal: null };
  const { refusal } = decision;
  // A bench gives up what it no longer has: nobody has to do anything.
  if (command.type === 'GiveBackLease' || (command.type === 'AnswerCancel' && isSecondBox(refusal)))
    return { events: [], tasks: [], refusal };
  const task: TaskDraft = {
    kind: isSecondBox(refusal) ? 'duplicate-pack' : 'contradiction',
    values: { ...refusal.values, code: refusal.code, command: command.type },
  };
  const unapplied: FactAnswer = { events: [], tasks: [task], refusal };
  if (parcel && command.type === 'PickUnits') return pickedTooMany(parcel, command, refusal);
  if (!parcel || parcel.state === 'cancelled') return unapplied;
  switch (command.type) {
    case 'PackItem': {
      const events = eventsOf(decideParcel(asThoughUncancelled(parcel), command, actor));
      if (events.length === 0) return unapplied;
      return { events, tasks: takeOutTasks(parcel, events), refusal };
    }
    case 'SealParcel': {
      // The task to take the unit out stands since it was cancelled or packed.
      const right = decideParcel(asThoughRight(parcel), command, actor);
      if (right.ok)
        return right.events.length === 0 ? unapplied : { events: right.events, tasks: [], refusal };
      // Whoever sealed it could not know: the box is closed and has to be opened again before it may leave.
      return right.refusal.code === 'second-person-first'
        ? { ...sealNotTaken(parcel, command), refusal: right.refusal }
        : unapplied;
    }
    case 'HandOverParcel': {
      const left = leftUnseen(parcel, command.sscc);
      if (left) {
        const sealed = left.events.reduce<Parcel>((state, event) => evolveParcel(state, event), parcel);
        const after = answerFact(sealed, command, actor);
        return {
          events: [...left.events, ...after.events],
          tasks: [...left.tasks, ...after.tasks],
          refusal: left.refusal,
        };
      }
      const events = eventsOf(decideParcel(asThoughRight(parcel), command, actor)).map((event) =>
        event.type === 'ParcelHandedOver'
          ? { ...event, ...leavingHow(parcel, command.onNote ?? false) }
          : event,
      );
      if (events.length === 0) return unapplied;
      // What left without its waybill is told by its event, with a task of its own.
      if (waybillRefusals.includes(refusal.code)) return { events, tasks: [], refusal };
      if (!isStanding(parcel.cancel)) return { events, tasks: [task], refusal };
      return {
        events: [...events, { type: 'CancelLeft', parcelId: parcel.parcelId }],
        tasks: [leftAskedBack(parcel, command.sscc)],
        refusal,
      };
    }
    case 'ReportShort':
      // Nobody waits for them any more, but the bin is not as the books say.
      return { events: [], tasks: countOfShort(parcel, command), refusal };
    case 'ReportItem':
      return lessThanReported(parcel, command, actor) ?? unapplied;
    case 'FetchItem':
      return isSecondBox(refusal)
        ? unapplied
        : (fetchedTooMany(parcel, command, actor, refusal) ?? unapplied);
    case 'ShipPart':
      // Nothing is left to release because it was cancelled first: the same end.
      return refusal.code === 'parcel-complete' ? { events: [], tasks: [], refusal: null } : unapplied;
    default:
      return unapplied;
  }
}

/** The bench packs a parcel that is no longer, or never was, its own: its box is a second one of the same units. */
export function isSecondBox(refusal: Refusal): boolean {
  return ['parcel-not-held-here', 'parcel-fence-old', 'packed-elsewhere'].includes(refusal.code);
}

/**
 * What head office asks of a parcel when the order refuses what followed from one of its events. Stock that turned up
 * again has meanwhile been cancelled or promised to another parcel: this one does without it.
 */
export function afterOrderRefusal(parcelId: Parcel['parcelId'], refused: OrderCommand): ParcelCommand[] {
  if (refused.type !== 'RestoreAllocation') return [];
  return refused.lines.map(({ lineNo, quantity }) => ({
    type: 'CancelParcelLine',
    parcelId,
    lineNo,
    quantity,
  }));
}

/** Units that were cancelled cannot be lost to this parcel too, but their bin has to be counted. */
function lessThanReported(
  parcel: Parcel,
  command: Extract<ParcelCommand, { type: 'ReportItem' }>,
  actor: ParcelActor | null,
): FactAnswer | null {
  const line = parcel.lines.find(({ sku, cancelled }) => sku === command.sku && cancelled > 0);
  if (!line) return null;
  const taken = Math.min(command.quantity, toPack(line));
  const decision =
    taken > 0 ? decideParcel(parcel, { ...command, quantity: taken }, actor) : accept<ParcelEvent>();
  if (!decision.ok) return null;
  return {
    events: decision.events,
    tasks: countOfLacking(line, taken, command.quantity - taken),
    refusal: {
      code: 'line-cancelled',
      values: { number: parcel.orderNumber, sku: line.sku, name: line.name },
    },
  };
}

/** Where units were not found of which `taken` count for the box, and `rest` for nobody. */
function countOfLacking(line: ParcelLine, taken: number, rest: number): TaskDraft[] {
  const end = line.expected - line.missing - line.damaged - taken;
  return cutSources(line.sources, end - rest, end).map((place) => ({
    kind: 'count-bin',
    values: { location: place.locationId, sku: line.sku, name: line.name, quantity: place.quantity },
  }));
}

/** What was taken out of the other bin lies at the bench, wanted or not: what is not goes back. */
function fetchedTooMany(
  parcel: Parcel,
  command: Extract<ParcelCommand, { type: 'FetchItem' }>,
  actor: ParcelActor | null,
  refusal: Refusal,
): FactAnswer | null {
  const line = parcel.lines.find(({ sku }) => sku === command.sku);
  if (!line) return null;
  const { opId, sku, quantity, from } = command;
  const fits = Math.min(quantity, toPack(line));
  const taken = fits > 0 ? eventsOf(decideParcel(parcel, { ...command, quantity: fits }, actor)) : [];
  const units = taken.length > 0 ? fits : 0;
  const spare = quantity - units;
  const { parcelId } = parcel;
  return {
    events: [
      ...taken,
      { type: 'SparePicked', parcelId, opId, sku, name: line.name, quantity: spare, from, tote: null },
    ],
    tasks: countOfLacking(line, units, spare),
    refusal,
  };
}

function countOfShort(
  parcel: Parcel,
  { lineNo, quantity, at, problem }: Extract<ParcelCommand, { type: 'ReportShort' }>,
): TaskDraft[] {
  const line = parcel.lines.find((each) => each.lineNo === lineNo);
  if (!line || problem === 'damaged') return [];
  const { sku, name } = line;
  return [{ kind: 'count-bin', values: { location: at, sku, name, quantity } }];
}

/** What was taken out of a bin lies in the tote, wanted or not: what is not goes back to a bin. */
function pickedTooMany(
  parcel: Parcel,
  command: Extract<ParcelCommand, { type: 'PickUnits' }>,
  refusal: Refusal,
): FactAnswer {
  const { opId, lineNo, quantity, from, planned, tote, lot } = command;
  const line = parcel.lines.find((each) => each.lineNo === lineNo);
  if (!line) return { events: [], tasks: [], refusal };
  const fits = Math.min(quantity, unitsToPickAt(line, planned));
  const taken = fits > 0 ? eventsOf(decideParcel(parcel, { ...command, quantity: fits }, null)) : [];
  const spare = taken.length > 0 ? quantity - fits : quantity;
  const { parcelId } = parcel;
  const { sku, name } = line;
  return {
    events: [
      ...taken,
      { type: 'SparePicked', parcelId, opId, sku, name, quantity: spare, from, tote, ...ofLot(lot) },
    ],
    tasks: [],
    refusal,
  };
}

/** The parcel as a bench knows it that has not heard of any cancellation. */
function asThoughUncancelled(parcel: Parcel): Parcel {
  return { ...parcel, lines: parcel.lines.map((line) => ({ ...line, cancelled: 0 })) };
}

/** For customer service: the goods are on their way, although the customer no longer wants them. */
function leftAskedBack(parcel: Parcel, sscc: string): TaskDraft {
  const { orderNumber: number, shipping, cancel } = parcel;
  const { carrierName: carrier } = shipping;
  return {
    kind: 'return-on-arrival',
    values: { number, carrier, sscc, quantity: unitsAsked(cancel) },
  };
}

/** The parcel as a bench knows it that sees nothing to take out of the box, and has not heard of any question. */
function asThoughRight(parcel: Parcel): Parcel {
  const right = (line: ParcelLine): ParcelLine => ({ ...line, cancelled: line.cancelled - toTakeOut(line) });
  const { waybill: _, ...rest } = parcel;
  return { ...rest, cancel: null, lines: parcel.lines.map(right) };
}

function eventsOf(decision: Decision<ParcelEvent>): ParcelEvent[] {
  return decision.ok ? decision.events : [];
}

function takeOutTasks(parcel: Parcel, events: readonly ParcelEvent[]): TaskDraft[] {
  const after = events.reduce<Parcel>((state, event) => evolveParcel(state, event), parcel);
  return after.lines.flatMap<TaskDraft>((line, index) => {
    const before = parcel.lines[index];
    const quantity = toTakeOut(line) - (before ? toTakeOut(before) : 0);
    if (quantity <= 0) return [];
    return [
      {
        kind: 'take-out-cancelled',
        values: { number: parcel.orderNumber, sku: line.sku, name: line.name, quantity },
      },
    ];
  });
}
