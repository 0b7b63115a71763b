// Head office's answer to one op, folded into a change set. The rule itself is answerOp, which the station runs too; here
// its events happen with all their effects, and what only head office can know is added: numbers used twice, goods that
// left although another parcel stands in the books. A fact is never refused (law 3); nobody's body says who acts.
import type { Refusal } from '../../../shared/domain/decision';
import type { OrderId, ParcelId, Sku, StationId, WarehouseId } from '../../../shared/domain/ids';
import type { TaskDraft } from '../../../shared/domain/parcel/effects';
import { leaseEndAfter, mostParcelsHeld } from '../../../shared/domain/parcel/lease';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { benchLocation, outsideLocations } from '../../../shared/domain/stock/ledger';
import { endTask } from '../../../shared/domain/task/task';
import { answerOp } from '../../../shared/sync/apply-op';
import type { Task } from '../../../shared/sync/documents';
import { type Op, type OpEnvelope, opBodies, promiseOpTypes } from '../../../shared/sync/op';
import type { Role } from '../../../shared/domain/people/roles';
import { notAllowedKey, type MayNot, whoMayNot } from './who-may-not';
import { addTask, type Cause, type ChangeSet, wake } from '../changes/change-set';
import { askOtherSites } from '../changes/other-sites';
import { happen } from '../changes/parcel-changes';
import { isTourOp } from '../../../shared/sync/apply-tour-op';
import { isReceiptOp } from '../../../shared/sync/apply-receipt-op';
import { isLoadOp } from '../../../shared/sync/apply-transfer-op';
import { isReturnOp } from '../../../shared/sync/apply-return-op';
import { applyMoveOp, isMoveOp } from './apply-move-op';
import type { MoveFacts } from './load-move-facts';
import { applyReceiptOp, type ReceiptFacts } from './apply-receipt-op';
import { applyReturnOp, type ReturnFacts } from './apply-return-op';
import { applyStockOp, isStockOp, type StockFacts } from './apply-stock-op';
import { applyTourOp } from './apply-tour-op';
import { applyTransferOp } from './apply-transfer-op';
import type { LoadFacts } from './load-transfer-facts';
import { tellOfCodes } from './tell-of-codes';

export type StationFacts = { stationId: StationId; name: string; warehouseId: WarehouseId };

/** An op with the station whose token brought it. */
export type DeliveredOp = { envelope: OpEnvelope; station: StationFacts };

/** What the database knows beside the parcels of the change set. */
export type OpFacts = {
  /** Parcel ids that exist anywhere: a new box must not take one. */
  takenParcelIds: ReadonlySet<string>;
  /** SSCC to the parcel that carries it, in this warehouse. */
  ssccOwners: ReadonlyMap<string, string>;
  /** Tasks of this warehouse that the ops say were done. */
  tasks: ReadonlyMap<string, Task>;
  /**
   * Whether head office was restored from a backup: `catching-up` while stations have still to tell it what it does not
   * know, `forgot` from then on.
   */
  memory: 'whole' | 'catching-up' | 'forgot';
  /** Parcels that each station holds; counted on as claims are granted. Loaded when there are claims. */
  held: Map<string, { count: number; isOff: boolean }>;
  people: OpPeople;
  /** Loaded only when asked for (BoxFactsNeeded): hardly any hand-over contradicts. */
  boxes: BoxFacts | null;
  stock: StockFacts;
  receipts: ReceiptFacts;
  returns: ReturnFacts;
  moves: MoveFacts;
  loads: LoadFacts;
};

/** Who the ops name, with the roles head office knows; nobody's body says what its sender may. */
export type OpPeople = {
  roles: ReadonlyMap<string, { name: string; roles: readonly Role[]; retired?: boolean | undefined }>;
  /** Open tasks about acts of somebody who may not, by `notAllowedKey`. */
  tasks: ReadonlyMap<string, string>;
};

export type BoxFacts = {
  /** Units by SKU that went into a station's box under an op's fence, by op id of the hand-over. */
  contentOf: (op: Op, stationId: StationId) => ReadonlyMap<string, number>;
  /** The open task about a station's second box of a parcel. */
  duplicateOf: (parcelId: string, stationId: StationId) => string | null;
  /** A bin that holds a SKU, for goods that left although no parcel says from where. */
  binOf: (sku: string) => string | null;
};

/** Thrown by applyOp when it has to know what is in a box; the ops are then folded anew with those facts. */
export class BoxFactsNeeded extends Error {
  override readonly name = 'BoxFactsNeeded';
}

export type AppliedOp = {
  status: 'applied' | 'refused' | 'contradiction';
  refusal: Refusal | null;
  taskId: string | null;
};

/** Changes the change set; the caller stores the answer with it. */
export function applyOp(
  changes: ChangeSet,
  envelope: OpEnvelope,
  station: StationFacts,
  facts: OpFacts,
): AppliedOp {
  const parsed = readOp(envelope);
  if ('field' in parsed) return unreadable(changes, envelope, station, parsed);
  const op = parsed;
  const mayNot = whoMayNot(op, facts.people);
  if (mayNot && promiseOpTypes.has(op.type))
    return {
      status: 'refused',
      refusal: { code: 'person-may-not', values: { name: mayNot.name } },
      taskId: null,
    };
  const cause: Cause = {
    at: op.at,
    actor: op.actor,
    stationId: station.stationId,
    opId: op.opId,
  };
  /** A fact stands whoever did it, and is a task. */
  const judged = (applied: AppliedOp): AppliedOp => {
    if (!mayNot) return applied;
    const about = { orderId: null, parcelId: op.parcelId, opId: op.opId };
    const taskId = raiseNotAllowed(changes, station, op, mayNot, about, facts.people);
    return { ...applied, taskId: applied.taskId ?? taskId };
  };
  if (isStockOp(op)) {
    return judged(applyStockOp(changes, op, station, facts.stock, cause));
  }
  if (isTourOp(op)) {
    const terms = { at: changes.at, until: leaseUntilOf(changes), hasForgotten: facts.memory !== 'whole' };
    return judged(applyTourOp(changes, op, station, terms, cause));
  }
  if (isMoveOp(op)) return judged(applyMoveOp(changes, op, station, facts.moves, facts.tasks, cause));
  if (isLoadOp(op)) return judged(applyTransferOp(changes, op, station, facts.loads, cause));
  if (isReceiptOp(op)) return judged(applyReceiptOp(changes, op, station, facts.receipts, cause));
  if (isReturnOp(op)) return judged(applyReturnOp(changes, op, station, facts.returns, cause));
  const parcel = op.parcelId ? (changes.parcels.get(op.parcelId) ?? null) : null;
  const clash = clashOf(changes, op, facts);
  const unpromised = unpromisedOf(op, parcel, station, facts);
  const answer = unpromised
    ? { status: 'refused' as const, events: [], refusal: unpromised, tasks: [] }
    : clash
      ? {
          status: 'contradiction' as const,
          events: [],
          refusal: clash,
          tasks: [{ kind: 'contradiction', values: { ...clash.values, code: clash.code } } as const],
        }
      : answerOp(parcel, op, station.stationId, {
          at: changes.at,
          until: leaseUntilOf(changes),
          hasForgotten: facts.memory !== 'whole',
        });
  happen(changes, answer.events, cause);
  if (op.type === 'parcel.report-item' && op.body.otherSite && parcel)
    askOtherSites(changes, parcel, answer.events, op.opId);
  tellOfCodes(changes, op, station, cause);
  if (op.type === 'task.done') finishTask(changes, op, station, facts);
  if (op.type === 'parcel.claim' && answer.status === 'applied') holdOneMore(facts.held, station.stationId);
  const tasks: TaskDraft[] = [...answer.tasks, ...unknownBin(op, facts.moves)];
  if (op.type === 'parcel.hand-over' && answer.refusal && answer.events.length === 0) {
    tasks.splice(0, tasks.length, leftAnyway(changes, op, parcel, station, facts, cause, answer.refusal));
  }
  const about = { orderId: parcel?.orderId ?? null, parcelId: op.parcelId, opId: op.opId };
  const taskIds = tasks.map((task) =>
    task.kind === 'duplicate-pack'
      ? raiseOnce(changes, station, task, about, facts)
      : raise(changes, station, task, about),
  );
  if (mayNot) taskIds.push(raiseNotAllowed(changes, station, op, mayNot, about, facts.people));
  wakeAfterEnd(changes, parcel);
  return { status: answer.status, refusal: answer.refusal, taskId: taskIds[0] ?? null };
}

/** Units that were taken out of a bin nobody has made were taken all the same: somebody says where that is. */
function unknownBin(op: Op, { isPlace }: MoveFacts): TaskDraft[] {
  if (op.type !== 'parcel.report-item') return [];
  const { takenFrom, sku, quantity } = op.body;
  if (takenFrom === undefined || isPlace(takenFrom)) return [];
  const values = { sku, name: sku, quantity, from: takenFrom, to: benchLocation, location: takenFrom };
  return [{ kind: 'bin-unknown', values }];
}

/** Every op of a change set is given the same end: it is asked for with each of them. */
const leaseEnds = new WeakMap<ChangeSet, string>();
function leaseUntilOf(changes: ChangeSet): string {
  let until = leaseEnds.get(changes);
  if (until === undefined) leaseEnds.set(changes, (until = leaseEndAfter(Date.parse(changes.at))));
  return until;
}

type Unreadable = { field: string; reason: string };

function readOp(envelope: OpEnvelope): Op | Unreadable {
  const body = opBodies[envelope.type].safeParse(envelope.body);
  if (body.success) return { ...envelope, body: body.data } as Op;
  const issue = body.error.issues[0];
  return { field: `body.${issue?.path.join('.') ?? ''}`, reason: issue?.message ?? 'not valid' };
}

/** A station that sends what we cannot read must not stand still for it: it is kept, and a person looks at it. */
function unreadable(
  changes: ChangeSet,
  envelope: OpEnvelope,
  station: StationFacts,
  what: Unreadable,
): AppliedOp {
  const parcel = envelope.parcelId ? (changes.parcels.get(envelope.parcelId) ?? null) : null;
  const refusal: Refusal = {
    code: 'contradicts-head-office',
    values: { number: parcel?.orderNumber ?? '', type: envelope.type, ...what },
  };
  const about = { orderId: parcel?.orderId ?? null, parcelId: envelope.parcelId, opId: envelope.opId };
  const task: TaskDraft = { kind: 'contradiction', values: { ...refusal.values, code: refusal.code } };
  return { status: 'contradiction', refusal, taskId: raise(changes, station, task, about) };
}

/** A bug met this op before: it is kept with what it said, and a person puts things right. */
export function failedOp(changes: ChangeSet, envelope: OpEnvelope, station: StationFacts): AppliedOp {
  return unreadable(changes, envelope, station, { field: '', reason: 'head office could not apply it' });
}

function holdOneMore(held: OpFacts['held'], stationId: StationId): void {
  const before = held.get(stationId) ?? { count: 0, isOff: false };
  held.set(stationId, { ...before, count: before.count + 1 });
}

/** Why a parcel is not promised to the station, whatever the parcel itself says. */
function unpromisedOf(
  op: Op,
  parcel: Parcel | null,
  { stationId }: StationFacts,
  { memory, held }: OpFacts,
): Refusal | null {
  if (op.type !== 'parcel.claim') return null;
  const number = parcel?.orderNumber ?? '';
  // Another bench may have packed it in the life of head office that the restored data knows nothing of.
  if (memory === 'catching-up') return { code: 'catching-up', values: { number } };
  if (held.get(stationId)?.isOff) return { code: 'station-signed-off', values: { number } };
  return (held.get(stationId)?.count ?? 0) >= mostParcelsHeld
    ? { code: 'too-many-held', values: { number, limit: mostParcelsHeld } }
    : null;
}

/** What no parcel can know of itself: a number or an id that another parcel has. */
function clashOf(changes: ChangeSet, op: Op, facts: OpFacts): Refusal | null {
  const number = (op.parcelId && changes.parcels.get(op.parcelId)?.orderNumber) || '';
  if (op.type === 'parcel.next-box') {
    const { newParcelId } = op.body;
    const taken = facts.takenParcelIds.has(newParcelId.toLowerCase()) || changes.parcels.has(newParcelId);
    return taken ? { code: 'parcel-exists', values: { number } } : null;
  }
  if (op.type !== 'parcel.seal') return null;
  const { sscc } = op.body;
  const stored = facts.ssccOwners.get(sscc);
  const owners = [...changes.parcels.values()]
    .filter((parcel) => parcel.sscc === sscc)
    .map((parcel) => parcel.parcelId);
  if (stored !== undefined && !changes.parcels.has(stored)) owners.push(stored as ParcelId);
  return owners.some((owner) => owner !== op.parcelId)
    ? { code: 'label-wrong', values: { number, code: sscc } }
    : null;
}

/**
 * The box left although this parcel is not the station's, is held, or is gone already: the goods are with the customer.
 * Books what the station put into that box and asks a person to look at the second shipment.
 */
function leftAnyway(
  changes: ChangeSet,
  op: Extract<Op, { type: 'parcel.hand-over' }>,
  parcel: Parcel | null,
  station: StationFacts,
  facts: OpFacts,
  cause: Cause,
  refusal: Refusal,
): TaskDraft {
  const { boxes } = facts;
  if (!boxes) throw new BoxFactsNeeded();
  let units = 0;
  for (const [sku, quantity] of boxes.contentOf(op, station.stationId)) {
    units += quantity;
    const line = parcel?.lines.find((each) => each.sku === sku);
    const from = line?.sources[0]?.locationId ?? boxes.binOf(sku) ?? outsideLocations.adjustment;
    changes.moves.push({
      warehouseId: station.warehouseId,
      move: {
        sku: sku as Sku,
        from: from as typeof outsideLocations.adjustment,
        to: outsideLocations.customer,
        quantity,
        cause: 'SecondShipment',
      },
      cause,
    });
  }
  return {
    kind: 'second-shipment',
    values: { ...refusal.values, code: refusal.code, sscc: op.body.sscc, quantity: units },
  };
}

/** It was done, whoever else may have said so first; a task that is not known here changes nothing. */
function finishTask(
  changes: ChangeSet,
  op: Extract<Op, { type: 'task.done' }>,
  station: StationFacts,
  { tasks }: OpFacts,
): void {
  const task = tasks.get(op.body.taskId.toLowerCase());
  const isEnded = changes.tasks.some((each) => each.task.taskId === task?.taskId);
  if (!task || task.state === 'done' || isEnded) return;
  const ended = endTask(task, { at: op.at, by: op.actor, station: station.name });
  changes.tasks.push({ warehouseId: station.warehouseId, task: ended });
}

/** However many scans went into it, a second box is one thing to put right. */
function raiseOnce(
  changes: ChangeSet,
  station: StationFacts,
  task: TaskDraft,
  about: { orderId: OrderId | null; parcelId: ParcelId | null; opId: string | null },
  { boxes }: OpFacts,
): string {
  if (!boxes) throw new BoxFactsNeeded();
  const { stationId } = station;
  const known =
    boxes.duplicateOf(about.parcelId ?? '', stationId) ??
    changes.tasks.find(
      ({ task: { kind, parcelId, values } }) =>
        kind === 'duplicate-pack' && parcelId === about.parcelId && values['stationId'] === stationId,
    )?.task.taskId;
  return known ?? raise(changes, station, { ...task, values: { ...task.values, stationId } }, about);
}

function raise(
  changes: ChangeSet,
  station: StationFacts,
  task: TaskDraft,
  about: { orderId: OrderId | null; parcelId: ParcelId | null; opId: string | null },
): string {
  const draft = { ...task, values: { ...task.values, station: station.name } };
  return addTask(changes, station.warehouseId, draft, about);
}

/** The fact stands; who did it is one thing to look into for each person, box and station. */
function raiseNotAllowed(
  changes: ChangeSet,
  station: StationFacts,
  op: Op,
  { personId, name }: MayNot,
  about: { orderId: OrderId | null; parcelId: ParcelId | null; opId: string | null },
  { tasks }: OpPeople,
): string {
  const { stationId } = station;
  const number = (op.parcelId && changes.parcels.get(op.parcelId)?.orderNumber) || '';
  const key = notAllowedKey(personId, op.parcelId, stationId);
  const known =
    tasks.get(key) ??
    changes.tasks.find(
      ({ task: { kind, parcelId, values } }) =>
        kind === 'not-allowed' &&
        notAllowedKey(String(values['personId']), parcelId, String(values['stationId'])) === key,
    )?.task.taskId;
  const values = { personId, name, number, type: op.type, stationId };
  return known ?? raise(changes, station, { kind: 'not-allowed', values }, about);
}

/** A parcel that ended empty frees its order for another try. */
function wakeAfterEnd(changes: ChangeSet, before: Parcel | null): void {
  if (!before) return;
  const after = changes.parcels.get(before.parcelId);
  if (after?.state === 'cancelled' && before.state !== 'cancelled')
    wake(changes, { kind: 'order', orderId: before.orderId });
}
