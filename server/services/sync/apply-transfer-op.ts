// Head office's answer to an op about goods for another site. What was loaded is on the way, whatever the transfer says, and what
// it contradicts is a task (law 3). An undo takes back what is known to have been loaded and nothing else.
import { outsideLocations, isOutside, type StockMove } from '../../../shared/domain/stock/ledger';
import { ofLot } from '../../../shared/domain/stock/lot';
import { transferStatus } from '../../../shared/domain/transfer/questions';
import { type Transfer, transferNumber } from '../../../shared/domain/transfer/transfer';
import type { Refusal } from '../../../shared/domain/decision';
import { answerTransferOp, type LoadOp } from '../../../shared/sync/apply-transfer-op';
import { addTask, type Cause, type ChangeSet, wake } from '../changes/change-set';
import { happenOnTransfer } from '../changes/transfer-changes';
import type { AppliedOp, StationFacts } from './apply-op';
import type { LoadFacts } from './load-transfer-facts';

type Act = { changes: ChangeSet; station: StationFacts; facts: LoadFacts; cause: Cause };

export function applyTransferOp(
  changes: ChangeSet,
  op: LoadOp,
  station: StationFacts,
  facts: LoadFacts,
  cause: Cause,
): AppliedOp {
  const act: Act = { changes, station, facts, cause };
  switch (op.type) {
    case 'transfer.load':
      return load(act, op);
    case 'transfer.unload':
      return unload(act, op);
    case 'transfer.depart':
      return depart(act, op);
  }
}

/** One that this warehouse sends; a station tells of no other. */
function sentFrom({ changes, station }: Act, transferId: string | null): Transfer | null {
  const transfer = transferId === null ? undefined : changes.transfers.get(transferId);
  return transfer?.fromId === station.warehouseId ? transfer : null;
}

function load(act: Act, op: Extract<LoadOp, { type: 'transfer.load' }>): AppliedOp {
  const { changes, station, facts, cause } = act;
  const { sku, quantity, from, lot } = op.body;
  const { warehouseId, stationId } = station;
  if (isOutside(from)) return contradicted(act, { code: 'move-same-bin', values: { location: from } });
  const before = sentFrom(act, op.body.transferId);
  const decision = answerTransferOp(before, op, stationId, changes.at);
  const name = facts.nameOf(sku);
  happenOnTransfer(
    changes,
    (decision.ok ? decision.events : []).map((event) =>
      event.type === 'GoodsLoaded' ? { ...event, name } : event,
    ),
    cause,
  );
  changes.loads.set(op.opId.toLowerCase(), {
    warehouseId,
    opId: op.opId,
    transferId: before?.transferId ?? null,
    stationId,
    sku,
    quantity,
    locationId: from,
    lot: lot ?? null,
    actor: op.actor,
    at: cause.at,
    undoneBy: null,
  });
  // They left the bin; of a transfer that nobody knows, nobody knows for where.
  const to = before ? outsideLocations.transit : outsideLocations.adjustment;
  const move: StockMove = { sku, from, to, quantity, cause: 'GoodsLoaded', ...ofLot(lot) };
  changes.moves.push({ warehouseId, move, cause });
  const values = { sku, name, quantity, from, to: '', station: station.name, location: from };
  const unplaced = facts.isPlace(from)
    ? null
    : addTask(changes, warehouseId, { kind: 'bin-unknown', values }, aboutOf(cause));
  if (!before) return contradicted(act, { code: 'transfer-unknown', values: {} });
  if (before.state !== 'released' && before.state !== 'in-transit')
    return contradicted(act, {
      code: 'transfer-not-now',
      values: { number: transferNumber(before.number), status: transferStatus(before) },
    });
  return { status: 'applied', refusal: null, taskId: unplaced };
}

function unload(act: Act, op: Extract<LoadOp, { type: 'transfer.unload' }>): AppliedOp {
  const { changes, station, facts, cause } = act;
  const key = op.body.undoes.toLowerCase();
  const known = changes.loads.get(key) ?? facts.before.get(key);
  const refusal: Refusal = { code: 'nothing-to-undo', values: {} };
  if (!known || known.undoneBy !== null || known.stationId !== station.stationId)
    return contradicted(act, refusal);
  const { sku, quantity, lot } = known;
  const before = sentFrom(act, known.transferId);
  const asLoaded: LoadOp = { ...op, body: { ...op.body, sku, quantity } };
  const decision = answerTransferOp(before, asLoaded, station.stationId, changes.at);
  if (!decision.ok) return contradicted(act, refusal);
  happenOnTransfer(changes, decision.events, cause);
  changes.loads.set(key, { ...known, undoneBy: op.opId });
  const from = before ? outsideLocations.transit : outsideLocations.adjustment;
  const to = known.locationId as StockMove['to'];
  const move: StockMove = { sku, from, to, quantity, cause: 'GoodsUnloaded', ...ofLot(lot ?? undefined) };
  changes.moves.push({ warehouseId: station.warehouseId, move, cause });
  wake(changes, { kind: 'stock', warehouseId: station.warehouseId, sku });
  return { status: 'applied', refusal: null, taskId: null };
}

function depart(act: Act, op: Extract<LoadOp, { type: 'transfer.depart' }>): AppliedOp {
  const { changes, station, cause } = act;
  const before = sentFrom(act, op.body.transferId);
  if (!before) return contradicted(act, { code: 'transfer-unknown', values: {} });
  const decision = answerTransferOp(before, op, station.stationId, changes.at);
  if (!decision.ok) return { status: 'contradiction', refusal: decision.refusal, taskId: null };
  happenOnTransfer(changes, decision.events, cause);
  return { status: 'applied', refusal: null, taskId: null };
}

/** Somebody has to look: the office is told what was done, and what stands against it. */
function contradicted({ changes, station, cause }: Act, refusal: Refusal): AppliedOp {
  const values = { ...refusal.values, code: refusal.code };
  const draft = { kind: 'contradiction', values } as const;
  const taskId = addTask(changes, station.warehouseId, draft, aboutOf(cause));
  return { status: 'contradiction', refusal, taskId };
}

function aboutOf(cause: Cause): Parameters<typeof addTask>[3] {
  return { orderId: null, parcelId: null, opId: cause.opId };
}
