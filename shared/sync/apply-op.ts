// One op, one parcel command: the bridge that station overlay and head office both cross, so that both run one rule.
// An op that asks (a claim) may be refused; an op that tells what happened never is, at worst it contradicts (law 3).
import { accept, type Decision, type Refusal } from '../domain/decision';
import { papersTold } from '../domain/packing/bench-papers';
import { decideParcel } from '../domain/parcel/decide';
import type { TaskDraft } from '../domain/parcel/effects';
import { evolveParcel, foldParcels } from '../domain/parcel/evolve';
import type { Parcel, ParcelActor, ParcelCommand, ParcelEvent } from '../domain/parcel/parcel';
import { answerFact } from '../domain/parcel/reconcile';
import type { StationId } from '../domain/ids';
import { pickingCommandOf } from './apply-tour-op';
import { type Op, promiseOpTypes } from './op';

/** Head office's clock, and when a lease ends that is given now. A station has no say in either. */
export type LeaseTerms = {
  at: string;
  until: string;
  /** It was restored from an older backup: a fence it does not know was given by the life before. */
  hasForgotten?: boolean;
};

/** The parcel command of an op, or null for ops that are about the bench and change no parcel. */
export function parcelCommandOf(op: Op, stationId: StationId, terms?: LeaseTerms): ParcelCommand | null {
  const parcelId = op.parcelId;
  if (!parcelId) return null;
  switch (op.type) {
    case 'parcel.claim':
      return { type: 'LeaseParcel', parcelId, stationId, ...terms };
    case 'parcel.open':
      return { type: 'OpenParcel', parcelId };
    case 'parcel.open-provisional':
      return { type: 'OpenProvisionally', parcelId, supervisorId: op.body.supervisorId };
    case 'parcel.pack-item': {
      const { sku, quantity, lot, serial, tote } = op.body;
      return { type: 'PackItem', parcelId, opId: op.opId, sku, quantity, lot, serial, tote };
    }
    case 'parcel.report-item': {
      const { sku, quantity, problem, takenFrom } = op.body;
      return takenFrom && problem === 'missing'
        ? { type: 'FetchItem', parcelId, opId: op.opId, sku, quantity, from: takenFrom }
        : { type: 'ReportItem', parcelId, opId: op.opId, sku, quantity, problem };
    }
    case 'parcel.undo':
      return { type: 'UndoAct', parcelId, undoes: op.body.undoes };
    case 'parcel.choose-box':
      return {
        type: 'ChooseBox',
        parcelId,
        boxId: op.body.boxId,
        ...(op.body.override ? { override: op.body.override } : {}),
      };
    case 'parcel.next-box':
      return { type: 'StartNextBox', parcelId, newParcelId: op.body.newParcelId };
    case 'parcel.ship-part':
      return { type: 'ShipPart', parcelId };
    case 'parcel.hold':
      return { type: 'HoldParcel', parcelId, reason: op.body.reason };
    case 'parcel.resume':
      return { type: 'ResumeParcel', parcelId };
    case 'parcel.seal':
      return {
        type: 'SealParcel',
        parcelId,
        opId: op.opId,
        sscc: op.body.sscc,
        weightGrams: op.body.weightGrams,
        ...(op.body.carrierNumber ? { carrierNumber: op.body.carrierNumber.text } : {}),
        ...(op.body.padding ? { padding: op.body.padding } : {}),
        ...(op.body.weighed ? { weighed: op.body.weighed } : {}),
        ...(op.body.papers ? { papers: papersTold(op.body.papers) } : {}),
      };
    case 'parcel.reopen':
      return { type: 'ReopenParcel', parcelId, reason: op.body.reason };
    case 'parcel.record-label':
      return { type: 'RecordLabel', parcelId, label: op.body.label };
    case 'parcel.answer-cancel':
      return { type: 'AnswerCancel', parcelId, ...op.body };
    case 'parcel.give-back':
      return { type: 'GiveBackLease', parcelId };
    case 'parcel.verify':
      return {
        type: 'VerifyParcel',
        parcelId,
        opId: op.opId,
        verifierId: op.body.verifierId,
        override: op.body.override ?? null,
      };
    case 'parcel.prove-tag':
      return { type: 'ProveTag', parcelId, code: op.body.code };
    case 'parcel.hand-over':
      return { type: 'HandOverParcel', parcelId, ...op.body };
    case 'tour.pick':
    case 'tour.put-back':
    case 'tour.look-elsewhere':
    case 'tour.short':
      return pickingCommandOf(op, parcelId);
    default:
      return null;
  }
}

/** A claim is head office's to grant, so it carries no fence; everything else acts under the fence it was decided with. */
export function actorOf(op: Op, stationId: StationId): ParcelActor | null {
  if (op.type === 'parcel.claim') return null;
  return { stationId, personId: op.actor, fence: op.fence ?? 0 };
}

/** What an op means for its parcel when nothing contradicts it; its events remember which op they came from. */
export function decideOp(
  parcel: Parcel | null,
  op: Op,
  stationId: StationId,
  terms?: LeaseTerms,
): Decision<ParcelEvent> {
  const command = parcelCommandOf(op, stationId, terms);
  if (!command) return accept();
  const decision = decideParcel(parcel, command, actorOf(op, stationId));
  return decision.ok ? accept(...causedBy(op, decision.events)) : decision;
}

/** `status` is that of the op's result; a contradiction may have events all the same. */
export type OpAnswer = {
  status: 'applied' | 'refused' | 'contradiction';
  events: ParcelEvent[];
  tasks: TaskDraft[];
  refusal: Refusal | null;
};

/** Head office's answer to an op, and what the station shows until it has come: the same function. */
export function answerOp(parcel: Parcel | null, op: Op, stationId: StationId, terms?: LeaseTerms): OpAnswer {
  const command = parcelCommandOf(op, stationId, terms);
  if (!command) return { status: 'applied', events: [], tasks: [], refusal: null };
  const again = op.type === 'parcel.claim' ? [] : forgottenLease(parcel, op, stationId, terms);
  const known = parcel && again.reduce<Parcel>((state, event) => evolveParcel(state, event), parcel);
  if (promiseOpTypes.has(op.type)) {
    const decision = decideOp(known, op, stationId, terms);
    return decision.ok
      ? { status: 'applied', events: [...again, ...decision.events], tasks: [], refusal: null }
      : { status: 'refused', events: [], tasks: [], refusal: decision.refusal };
  }
  const { events, tasks, refusal } = answerFact(known, command, actorOf(op, stationId));
  return {
    status: refusal ? 'contradiction' : 'applied',
    events: [...again, ...causedBy(op, withEnd(events, terms))],
    tasks,
    refusal,
  };
}

/** `stationSeq` counts the ops of the last holder: those of any other station are not in the state. */
function isInState(parcel: Parcel, op: Op, stationId: StationId): boolean {
  return op.stationSeq <= parcel.stationSeq && (!parcel.lastHolder || parcel.lastHolder === stationId);
}

/**
 * The lease an op acts under, when a restored head office does not remember giving it. The later fence wins as it did in
 * the life before; whoever holds the parcel under an earlier one lost it then.
 */
function forgottenLease(
  parcel: Parcel | null,
  op: Op,
  stationId: StationId,
  terms: LeaseTerms | undefined,
): ParcelEvent[] {
  if (!terms?.hasForgotten || !parcel || op.fence === null || op.fence <= parcel.fence) return [];
  const { parcelId, state } = parcel;
  const given: ParcelEvent = {
    type: 'ParcelLeased',
    parcelId,
    stationId,
    fence: op.fence,
    until: terms.until,
    stationSeq: op.stationSeq - 1,
  };
  if (state === 'released') return [given];
  if (state !== 'leased' && state !== 'packing') return [];
  return [{ type: 'LeaseEnded', parcelId, fence: op.fence - 1 }, given];
}

/** A provisional pack that head office takes is a lease like any other from then on. */
function withEnd(events: readonly ParcelEvent[], terms: LeaseTerms | undefined): readonly ParcelEvent[] {
  if (!terms) return events;
  return events.map((event) =>
    event.type === 'ProvisionalPackStarted' ? { ...event, until: terms.until } : event,
  );
}

function causedBy(op: Op, events: readonly ParcelEvent[]): ParcelEvent[] {
  return events.map((event) => ({ ...event, stationSeq: op.stationSeq }));
}

/**
 * What the screen shows: pulled parcels with this station's ops folded over them, in station order.
 * `parcels` is changed in place. `ops` may hold ops that a pulled parcel has in it already (its answer is still on the
 * way): those are not folded twice. Leave out ops that head office refused. A claim is a promise: it is not shown before
 * head office has answered.
 */
export function overlay(parcels: Map<string, Parcel>, ops: readonly Op[], stationId: StationId): void {
  for (const op of ops) {
    if (op.type === 'parcel.claim' || !op.parcelId) continue;
    const parcel = parcels.get(op.parcelId) ?? null;
    if (parcel && isInState(parcel, op, stationId)) continue;
    foldParcels(parcels, answerOp(parcel, op, stationId).events);
  }
}
