// Head office's answer to units that were carried from place to place: the ledger follows, and what orders were given of them
// goes along where it must, so that nobody is sent to a bin that was emptied. Never out of the warehouse or into it: what a
// bench carries was there before.
import type { LocationId, OrderId } from '../../../shared/domain/ids';
import { unitsToPickAt } from '../../../shared/domain/parcel/picked-units';
import { benchLocation, isOutside, quarantineLocation } from '../../../shared/domain/stock/ledger';
import { ofLot } from '../../../shared/domain/stock/lot';
import { endTask } from '../../../shared/domain/task/task';
import type { Task } from '../../../shared/sync/documents';
import type { Op } from '../../../shared/sync/op';
import { addTask, type Cause, type ChangeSet, changeReservation, wake } from '../changes/change-set';
import { commandParcel } from '../changes/parcel-changes';
import type { AppliedOp, StationFacts } from './apply-op';
import type { MoveFacts } from './load-move-facts';

export type MoveOp = Extract<Op, { type: 'stock.move' | 'task.begin' }>;
type Move = Extract<Op, { type: 'stock.move' }>;

export function isMoveOp(op: Op): op is MoveOp {
  return op.type === 'stock.move' || op.type === 'task.begin';
}

export function applyMoveOp(
  changes: ChangeSet,
  op: MoveOp,
  station: StationFacts,
  facts: MoveFacts,
  tasks: ReadonlyMap<string, Task>,
  cause: Cause,
): AppliedOp {
  if (op.type === 'task.begin') {
    change(changes, station, tasks, op.body.taskId, (task) =>
      task.values['stationId'] === undefined
        ? { ...task, values: { ...task.values, stationId: station.stationId, station: station.name } }
        : task,
    );
    return { status: 'applied', refusal: null, taskId: null };
  }
  return move(changes, op, station, facts, tasks, cause);
}

function move(
  changes: ChangeSet,
  op: Move,
  station: StationFacts,
  facts: MoveFacts,
  tasks: ReadonlyMap<string, Task>,
  cause: Cause,
): AppliedOp {
  const { warehouseId } = station;
  const { sku, quantity, from, to, taskId, lot } = op.body;
  const values = { sku, name: sku, quantity, from, to, station: station.name };
  const about = { orderId: null, parcelId: null, opId: op.opId };
  const unknown = [from, to].find((place) => isOutside(place) || !facts.isPlace(place));
  const told =
    unknown === undefined
      ? null
      : addTask(
          changes,
          warehouseId,
          { kind: 'bin-unknown', values: { ...values, location: unknown } },
          about,
        );
  if (isOutside(from) || isOutside(to) || from === to)
    return {
      status: 'contradiction',
      refusal: { code: 'move-same-bin', values: { location: to } },
      taskId: told,
    };
  const left =
    to === quarantineLocation ? quantity - breakReserved(changes, op, station, facts, cause) : quantity;
  if (left > 0) {
    const moved = { sku, from, to, quantity: left, cause: 'StockMoved', ...ofLot(lot) };
    changes.moves.push({ warehouseId, move: moved, cause });
    if (to !== quarantineLocation) carryReserved(changes, op, station, facts, cause);
  }
  if (to !== quarantineLocation && to !== benchLocation) wake(changes, { kind: 'stock', warehouseId, sku });
  if (taskId !== null)
    change(changes, station, tasks, taskId, (task) => {
      const rest = Number(task.values['quantity'] ?? 0) - quantity;
      return rest > 0
        ? { ...task, values: { ...task.values, quantity: rest } }
        : endTask(task, { at: op.at, by: op.actor, station: station.name });
    });
  return { status: 'applied', refusal: null, taskId: told };
}

/** A task is written once a transaction. */
function change(
  changes: ChangeSet,
  { warehouseId }: StationFacts,
  tasks: ReadonlyMap<string, Task>,
  taskId: string,
  to: (task: Omit<Task, 'seq'>) => Omit<Task, 'seq'>,
): void {
  const written = changes.tasks.find(({ task }) => task.taskId.toLowerCase() === taskId.toLowerCase());
  const stored = tasks.get(taskId.toLowerCase());
  const task = written?.task ?? stored;
  if (task?.kind !== 'replenish' || task.state !== 'open') return;
  const next = to(task);
  if (written) written.task = next;
  else if (next !== task) changes.tasks.push({ warehouseId, task: next });
}

type Reserved = { orderId: OrderId; lineNo: number; quantity: number; inParcels: number };

/** Given to orders where the units were taken from, who waits longest first. */
function reservedAt(changes: ChangeSet, warehouseId: string, sku: string, from: string): Reserved[] {
  const rows = [...changes.reservations.values()]
    .flat()
    .filter(
      (row) =>
        row.warehouseId === warehouseId && row.sku === sku && row.locationId === from && row.quantity > 0,
    )
    .map(({ orderId, lineNo, quantity, inParcels }) => ({ orderId, lineNo, quantity, inParcels }));
  const placedAt = ({ orderId }: Reserved): string => changes.orders.get(orderId)?.placedAt ?? '9';
  return rows.sort((a, b) =>
    placedAt(a) < placedAt(b) ? -1 : placedAt(a) > placedAt(b) ? 1 : a.lineNo - b.lineNo,
  );
}

function levelNow(
  changes: ChangeSet,
  { warehouseId }: StationFacts,
  { sku, from }: Move['body'],
  facts: MoveFacts,
): number {
  let level = facts.levelOf(sku, from);
  for (const { warehouseId: place, move: each } of changes.moves) {
    if (place !== warehouseId || each.sku !== sku) continue;
    if (each.to === from) level += each.quantity;
    if (each.from === from) level -= each.quantity;
  }
  return level;
}

/** To the bench go those of orders; from anywhere else only what the place can no longer give. */
function carryReserved(
  changes: ChangeSet,
  op: Move,
  station: StationFacts,
  facts: MoveFacts,
  cause: Cause,
): void {
  const { sku, quantity, from, to } = op.body;
  const rows = reservedAt(changes, station.warehouseId, sku, from);
  const reserved = rows.reduce((sum, row) => sum + row.quantity, 0);
  const lacking = reserved - levelNow(changes, station, op.body, facts);
  let left = to === benchLocation ? Math.min(quantity, reserved) : Math.min(quantity, Math.max(0, lacking));
  for (const row of rows) {
    if (left <= 0) return;
    left -= carryPicked(changes, station, row, op.body, left, cause);
    // What no parcel counts on waits with its order, and not at a bench.
    const loose = to === benchLocation ? 0 : Math.min(left, row.quantity - row.inParcels);
    if (loose <= 0) continue;
    const place = { warehouseId: station.warehouseId, orderId: row.orderId, lineNo: row.lineNo, sku };
    changeReservation(changes, { ...place, locationId: from }, -loose, 0);
    changeReservation(changes, { ...place, locationId: to }, loose, 0);
    left -= loose;
  }
}

/** Boxes that are to be picked there are picked where the units lie now. @returns units */
function carryPicked(
  changes: ChangeSet,
  { warehouseId }: StationFacts,
  { orderId }: Reserved,
  { sku, from, to }: Move['body'],
  most: number,
  cause: Cause,
): number {
  let carried = 0;
  for (const parcel of changes.parcels.values()) {
    if (parcel.orderId !== orderId || parcel.warehouseId !== warehouseId) continue;
    for (const line of parcel.lines) {
      const quantity = Math.min(most - carried, unitsToPickAt(line, from));
      if (line.sku !== sku || quantity <= 0) continue;
      const { parcelId } = parcel;
      const { lineNo } = line;
      const command = { type: 'MoveSource', parcelId, lineNo, quantity, from, to, isCarried: true } as const;
      if (commandParcel(changes, command, cause)) carried += quantity;
    }
  }
  return carried;
}

/** Orders were given units that lie in quarantine now: they are broken for them, and others are looked for. @returns units */
function breakReserved(
  changes: ChangeSet,
  op: Move,
  station: StationFacts,
  facts: MoveFacts,
  cause: Cause,
): number {
  const { sku, quantity, from, lot } = op.body;
  const rows = reservedAt(changes, station.warehouseId, sku, from);
  const reserved = rows.reduce((sum, row) => sum + row.quantity, 0);
  let left = Math.min(
    quantity,
    Math.max(0, reserved - (levelNow(changes, station, op.body, facts) - quantity)),
  );
  let broken = 0;
  for (const { orderId } of rows)
    for (const parcel of changes.parcels.values()) {
      if (parcel.orderId !== orderId || parcel.warehouseId !== station.warehouseId) continue;
      for (const line of parcel.lines) {
        const units = Math.min(left, unitsToPickAt(line, from as LocationId));
        if (line.sku !== sku || units <= 0) continue;
        const { parcelId } = parcel;
        const { lineNo } = line;
        const said = {
          type: 'ReportShort',
          parcelId,
          opId: op.opId,
          lineNo,
          quantity: units,
          at: from,
          lot,
        } as const;
        if (!commandParcel(changes, { ...said, problem: 'damaged', holds: false }, cause)) continue;
        left -= units;
        broken += units;
      }
    }
  return broken;
}
