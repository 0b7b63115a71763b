// What may be done to a parcel, and why not. Station and head office run this same code (law 4).
// Never a clock, never a network: who acts and under which fence comes in as `actor`.
// `actor` is null for head office's own commands (lease, end lease, cancel).
import { isStanding } from '../cancelling/questions';
import { accept, assertNever, type Decision, type Refusal, refuse } from '../decision';
import { askedBack, endLease, negotiate, splitAsked } from './asked-back';
import { ofLot } from '../stock/lot';
import { cutSources } from './cut-sources';
import { decidePicking, isPickingCommand, refuseBeingPicked } from './decide-picking';
import { isLeaseOver } from './lease';
import type {
  LineMove,
  OfferedLabel,
  Parcel,
  ParcelActor,
  ParcelCommand,
  ParcelEvent,
  ParcelLine,
} from './parcel';
import { isComplete, toPack, toTakeOut, unitsPacked, wanted } from './questions';
import { showFields } from './shown-fields';
import { benchPart, markParcel, packedBy, proveTag, refuseUnseen, verifyParcel } from './special-rules';
import { refuseByState, withEnding } from './state-rules';
import { decideWaybill, isWaybillCommand, leavingHow, refuseWithoutWaybill } from './waybill-gate';

export function decideParcel(
  parcel: Parcel | null,
  command: ParcelCommand,
  actor: ParcelActor | null,
): Decision<ParcelEvent> {
  if (!parcel) return refuse('parcel-unknown');
  if (isPickingCommand(command)) return decidePicking(parcel, command);
  if (isWaybillCommand(command)) return decideWaybill(parcel, command);
  const parcelId = parcel.parcelId;
  // Whoever packs provisionally does not hold the parcel: that is what it is for.
  if (actor && command.type !== 'OpenProvisionally') {
    const foreign = refuseForeign(parcel, actor);
    if (foreign) return { ok: false, refusal: foreign };
  }
  switch (command.type) {
    case 'LeaseParcel':
      return lease(parcel, command);
    case 'RenewLease':
      if (parcel.state !== 'leased' && parcel.state !== 'packing') return refuseByState(parcel);
      return accept({ type: 'LeaseRenewed', parcelId, until: command.until });
    case 'EndLease':
      if (parcel.state !== 'leased' && parcel.state !== 'packing') return refuseByState(parcel);
      return endLease(parcel, command.takenBack ?? false);
    case 'GiveBackLease':
      if (parcel.state !== 'leased') return refuseByState(parcel);
      return endLease(parcel, false);
    case 'OpenProvisionally':
      return openProvisionally(parcel, command.supervisorId, actor);
    case 'OpenParcel':
      if (parcel.state === 'packing') return accept();
      if (parcel.state !== 'leased') return refuseByState(parcel);
      if (parcel.hold)
        return refuse('parcel-on-hold', { number: parcel.orderNumber, reason: parcel.hold.reason });
      return accept({ type: 'PackingStarted', parcelId, operatorId: actor?.personId ?? null });
    case 'PrioritiseParcel':
      return parcel.state === 'released' && parcel.priority !== command.priority
        ? accept({ type: 'ParcelPrioritised', parcelId, priority: command.priority })
        : accept();
    case 'ResumeParcel':
      if (!parcel.hold) return accept();
      return accept({ type: 'ParcelResumed', parcelId });
    case 'RecordLabel':
      // The label of a seal that was undone since: the paper is void and says nothing about this box.
      if (command.label.jobId !== parcel.sealedBy) return accept();
      return accept({ type: 'LabelPrinted', parcelId, label: command.label });
    case 'ReopenParcel':
      if (parcel.state === 'packing') return accept();
      if (parcel.state !== 'sealed' && parcel.state !== 'labelled') return refuseByState(parcel);
      return accept({ type: 'ParcelReopened', parcelId, reason: command.reason });
    case 'HandOverParcel': {
      const onNote = command.onNote ?? false;
      if (parcel.state === 'leased' || parcel.state === 'packing')
        return refuse('parcel-not-sealed', { number: parcel.orderNumber });
      if (parcel.state === 'sealed') return refuse('parcel-not-labelled', { number: parcel.orderNumber });
      if (parcel.state !== 'labelled') return refuseByState(parcel);
      if (parcel.sscc !== command.sscc)
        return refuse('label-wrong', { number: parcel.orderNumber, code: command.sscc });
      if (isStanding(parcel.cancel)) return refuse('cancel-stops-parcel', { number: parcel.orderNumber });
      if (parcel.hold)
        return refuse('parcel-on-hold', { number: parcel.orderNumber, reason: parcel.hold.reason });
      const inside = refuseCancelledInside(parcel);
      if (inside) return inside;
      const gate = refuseWithoutWaybill(parcel, onNote);
      if (gate) return { ok: false, refusal: gate };
      return accept({ type: 'ParcelHandedOver', parcelId, ...leavingHow(parcel, onNote) });
    }
    case 'CancelParcelLine':
      return cancelLine(parcel, command.lineNo, command.quantity);
    case 'ShowFields':
      return showFields(parcel, command);
    case 'OfferCarrierLabel':
      return offerLabel(parcel, command.label);
    case 'MarkParcel':
      return markParcel(parcel, command.mark);
    case 'ProveTag':
      return proveTag(parcel, command.code);
    case 'AskCancel':
    case 'AnswerCancel':
    case 'WithdrawCancel':
      return negotiate(parcel, command);
    case 'PackItem':
    case 'ReportItem':
    case 'FetchItem':
    case 'UndoAct':
    case 'ChooseBox':
    case 'StartNextBox':
    case 'ShipPart':
    case 'HoldParcel':
    case 'VerifyParcel':
    case 'SealParcel': {
      if (parcel.state !== 'packing') return refuseByState(parcel);
      if (parcel.hold && command.type !== 'HoldParcel') {
        return refuse('parcel-on-hold', { number: parcel.orderNumber, reason: parcel.hold.reason });
      }
      return whilePacking(parcel, command, actor);
    }
    default:
      return assertNever(command);
  }
}

/** A bench that asks again for what it holds has its lease made longer; what another bench let run out may be taken. */
function lease(
  parcel: Parcel,
  { stationId, at, until }: Extract<ParcelCommand, { type: 'LeaseParcel' }>,
): Decision<ParcelEvent> {
  const { parcelId } = parcel;
  const granted = { type: 'ParcelLeased', parcelId, stationId, ...(until ? { until } : {}) } as const;
  if (parcel.state === 'leased' || parcel.state === 'packing') {
    if (parcel.holder === stationId)
      return until ? accept({ type: 'LeaseRenewed', parcelId, until }) : accept();
    // A cancellation that nobody answered is decided first, by the job that ends leases.
    if (!at || !isLeaseOver(parcel, Date.parse(at)) || isStanding(parcel.cancel))
      return refuse('parcel-not-held-here', { number: parcel.orderNumber });
    return accept(
      { type: 'LeaseEnded', parcelId, fence: parcel.fence + 1 },
      { ...granted, fence: parcel.fence + 2 },
    );
  }
  if (parcel.state !== 'released') return refuseByState(parcel);
  return refuseBeingPicked(parcel) ?? accept({ ...granted, fence: parcel.fence + 1 });
}

/** Under a supervisor's badge, without a lease: whoever begins first has the parcel, the box of anybody else is a second. */
function openProvisionally(
  parcel: Parcel,
  supervisorId: Extract<ParcelCommand, { type: 'OpenProvisionally' }>['supervisorId'],
  actor: ParcelActor | null,
): Decision<ParcelEvent> {
  const number = parcel.orderNumber;
  if (!actor || parcel.state === 'cancelled') return refuseByState(parcel);
  const isBegun = parcel.state !== 'released' && parcel.state !== 'leased';
  if (isBegun && parcel.holder !== actor.stationId) return refuse('packed-elsewhere', { number });
  if (isBegun && parcel.state !== 'packing') return refuseByState(parcel);
  if (parcel.hold) return refuse('parcel-on-hold', { number, reason: parcel.hold.reason });
  return accept({
    type: 'ProvisionalPackStarted',
    parcelId: parcel.parcelId,
    stationId: actor.stationId,
    fence: parcel.fence + 1,
    knownFence: actor.fence + 1,
    operatorId: actor.personId,
    supervisorId,
  });
}

type PackingCommand = Extract<
  ParcelCommand,
  {
    type:
      | 'PackItem'
      | 'ReportItem'
      | 'FetchItem'
      | 'UndoAct'
      | 'ChooseBox'
      | 'StartNextBox'
      | 'ShipPart'
      | 'HoldParcel'
      | 'VerifyParcel'
      | 'SealParcel';
  }
>;

function whilePacking(
  parcel: Parcel,
  command: PackingCommand,
  actor: ParcelActor | null,
): Decision<ParcelEvent> {
  const parcelId = parcel.parcelId;
  switch (command.type) {
    case 'PackItem':
    case 'ReportItem':
    case 'FetchItem': {
      if (parcel.acts.some((act) => act.opId === command.opId)) return accept();
      const found = lineFor(parcel, command.sku, command.quantity);
      if ('code' in found) return { ok: false, refusal: found };
      const about = { parcelId, opId: command.opId, lineNo: found.lineNo, quantity: command.quantity };
      if (command.type === 'PackItem')
        return accept({
          type: 'ItemPacked',
          ...about,
          ...packedBy(parcel, actor),
          ...ofLot(command.lot),
          ...(command.serial ? { serial: command.serial } : {}),
          ...(command.tote ? { tote: command.tote } : {}),
        });
      if (command.type === 'FetchItem') return accept({ type: 'UnitsFetched', ...about, from: command.from });
      return accept({ type: command.problem === 'missing' ? 'ItemMissing' : 'ItemDamaged', ...about });
    }
    case 'UndoAct':
      if (!parcel.acts.some((candidate) => candidate.opId === command.undoes))
        return refuse('nothing-to-undo');
      return withEnding(parcel, { type: 'ActUndone', parcelId, undoes: command.undoes });
    case 'ChooseBox':
      return accept({
        type: 'BoxChosen',
        parcelId,
        boxId: command.boxId,
        ...(command.override ? { override: command.override } : {}),
      });
    case 'StartNextBox':
      return startNextBox(parcel, command.newParcelId, actor);
    case 'ShipPart': {
      if (unitsPacked(parcel) === 0 && isComplete(parcel)) return withEnding(parcel);
      if (unitsPacked(parcel) === 0) return refuse('parcel-empty', { number: parcel.orderNumber });
      const lines = remainder(parcel);
      if (lines.length === 0) return refuse('parcel-complete', { number: parcel.orderNumber });
      return accept({ type: 'RemainderReleased', parcelId, lines });
    }
    case 'HoldParcel':
      return accept({ type: 'ParcelHeld', parcelId, reason: command.reason, by: actor?.personId ?? null });
    case 'VerifyParcel':
      return verifyParcel(parcel, command, actor);
    case 'SealParcel': {
      if (isStanding(parcel.cancel)) return { ok: false, refusal: askedBack(parcel) };
      if (unitsPacked(parcel) === 0) return refuse('parcel-empty', { number: parcel.orderNumber });
      if (!isComplete(parcel))
        return refuse('parcel-incomplete', {
          number: parcel.orderNumber,
          left: remainder(parcel).reduce((sum, line) => sum + line.quantity, 0),
        });
      const inside = refuseCancelledInside(parcel);
      if (inside) return inside;
      if (!parcel.boxId) return refuse('box-not-chosen', { number: parcel.orderNumber });
      const unseen = refuseUnseen(parcel);
      if (unseen) return unseen;
      return accept({
        type: 'ParcelSealed',
        parcelId,
        opId: command.opId,
        sscc: command.sscc,
        weightGrams: command.weightGrams,
        ...(command.carrierNumber === undefined ? {} : { carrierNumber: command.carrierNumber }),
        ...(command.padding ? { padding: command.padding } : {}),
        ...(command.weighed ? { weighed: command.weighed } : {}),
        ...(command.papers ? { papers: command.papers } : {}),
      });
    }
    default:
      return assertNever(command);
  }
}

/** The line of this parcel that takes `quantity` more of a SKU, or why none does. */
function lineFor(parcel: Parcel, sku: string, quantity: number): ParcelLine | Refusal {
  if (!Number.isSafeInteger(quantity) || quantity <= 0)
    return { code: 'quantity-not-positive', values: { sku, quantity } };
  const lines = parcel.lines.filter((line) => line.sku === sku && line.expected > 0);
  const first = lines[0];
  if (!first) return { code: 'item-not-in-order', values: { number: parcel.orderNumber, sku } };
  const open = lines.find((line) => toPack(line) >= quantity);
  if (open) return open;
  const values = {
    number: parcel.orderNumber,
    sku,
    name: first.name,
    quantity,
    left: Math.max(...lines.map(toPack)),
  };
  if (lines.every((line) => line.cancelled >= line.expected)) return { code: 'line-cancelled', values };
  return { code: values.left === 0 ? 'item-complete' : 'item-too-many', values };
}

function startNextBox(
  parcel: Parcel,
  newParcelId: Parcel['parcelId'],
  actor: ParcelActor | null,
): Decision<ParcelEvent> {
  if (unitsPacked(parcel) === 0) return refuse('parcel-empty', { number: parcel.orderNumber });
  const moves = remainder(parcel);
  if (moves.length === 0) return refuse('parcel-complete', { number: parcel.orderNumber });
  const lines: ParcelLine[] = [];
  for (const { lineNo, quantity } of moves) {
    const line = parcel.lines.find((candidate) => candidate.lineNo === lineNo);
    if (!line) continue;
    const end = wanted(line);
    lines.push({
      ...line,
      expected: quantity,
      packed: 0,
      missing: 0,
      damaged: 0,
      cancelled: 0,
      sources: cutSources(line.sources, end - quantity, end),
    });
  }
  const asked = splitAsked(parcel, moves);
  return accept(
    {
      type: 'RemainderMoved',
      parcelId: parcel.parcelId,
      newParcelId,
      lines: moves,
      ...(asked ? { cancel: asked.stays } : {}),
    },
    {
      type: 'NextBoxStarted',
      parcelId: newParcelId,
      plan: {
        parcelId: newParcelId,
        warehouseId: parcel.warehouseId,
        orderId: parcel.orderId,
        orderNumber: parcel.orderNumber,
        channelName: parcel.channelName,
        priority: parcel.priority,
        boxNumber: parcel.boxNumber + 1,
        placedAt: parcel.placedAt,
        shipTo: parcel.shipTo,
        shipping: parcel.shipping,
        lines,
        zones: parcel.zones,
        ...(parcel.special ? { special: benchPart(parcel.special) } : {}),
        ...(parcel.shown ? { shown: parcel.shown } : {}),
        ...(parcel.waybill ? { waybillFallback: parcel.waybill.fallback } : {}),
      },
      holder: parcel.holder,
      fence: parcel.fence,
      operatorId: actor?.personId ?? parcel.openedBy,
      leaseUntil: parcel.leaseUntil ?? null,
      provisional: parcel.provisional ?? null,
      ...(asked ? { cancel: asked.moves } : {}),
    },
  );
}

function cancelLine(parcel: Parcel, lineNo: number, quantity: number): Decision<ParcelEvent> {
  if (parcel.state === 'handed-over' || parcel.state === 'cancelled') return refuseByState(parcel);
  const line = parcel.lines.find((candidate) => candidate.lineNo === lineNo);
  if (!line) return refuse('line-unknown', { number: parcel.orderNumber, lineNo });
  const limit = wanted(line);
  if (!Number.isSafeInteger(quantity) || quantity <= 0)
    return refuse('quantity-not-positive', { sku: line.sku, quantity });
  if (quantity > limit)
    return refuse('more-than-open', { number: parcel.orderNumber, sku: line.sku, quantity, limit });
  return withEnding(parcel, { type: 'ParcelLineCancelled', parcelId: parcel.parcelId, lineNo, quantity });
}

/** What a late cancellation says must come out again before the box may be sealed or leave. */
function refuseCancelledInside(parcel: Parcel): { ok: false; refusal: Refusal } | null {
  const line = parcel.lines.find((candidate) => toTakeOut(candidate) > 0);
  if (!line) return null;
  return refuse('line-cancelled', {
    number: parcel.orderNumber,
    sku: line.sku,
    name: line.name,
    quantity: toTakeOut(line),
  });
}

function remainder(parcel: Parcel): LineMove[] {
  return parcel.lines
    .filter((line) => toPack(line) > 0)
    .map((line) => ({ lineNo: line.lineNo, quantity: toPack(line) }));
}

function refuseForeign(parcel: Parcel, actor: ParcelActor): Refusal | null {
  if (parcel.holder !== actor.stationId)
    return { code: 'parcel-not-held-here', values: { number: parcel.orderNumber } };
  if (parcel.fence !== actor.fence && parcel.provisional?.knownFence !== actor.fence)
    return {
      code: 'parcel-fence-old',
      values: { number: parcel.orderNumber, fence: actor.fence, now: parcel.fence },
    };
  return null;
}

/** Head office's word; what has left is told nothing more. A purchase is never another one under the same reference. */
function offerLabel(parcel: Parcel, label: OfferedLabel | null): Decision<ParcelEvent> {
  if (parcel.state === 'handed-over' || parcel.state === 'cancelled') return accept();
  if (parcel.carrierLabel?.reference === label?.reference) return accept();
  return accept({ type: 'CarrierLabelOffered', parcelId: parcel.parcelId, label });
}
