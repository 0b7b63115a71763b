// What may be asked of an order, and why not. Keeps: ordered = cancelled + shipped + open; allocated <= open;
// shipped <= packed. Never looks at a clock or a stock level: facts arrive inside the command.
import { accept, assertNever, type Decision, type Refusal, refuse } from '../decision';
import { evolveOrder } from './evolve';
import { decideMarks } from './marks';
import type { LineQuantity, Order, OrderCommand, OrderEvent, OrderLine } from './order';
import { mayMark } from '../special/marking';
import { openQuantity, unallocatedQuantity, waitingPacked } from './status';

export function decideOrder(order: Order | null, command: OrderCommand): Decision<OrderEvent> {
  if (command.type === 'PlaceOrder') return place(order, command);
  if (!order) return refuse('order-not-placed');
  // A recall is of what has left: an order may become special at any time.
  if (command.type === 'MarkOrder') return mark(order, command);
  if (command.type === 'UnmarkOrder') return unmark(order, command);
  // What an order is called and what is noted on it moves nothing: finished ones are found by it too.
  if (command.type === 'TagOrder' || command.type === 'SetFields') return decideMarks(order, command);
  const finished = refuseFinished(order);
  if (finished) return { ok: false, refusal: finished };
  if ('lines' in command && command.lines.length === 0) return accept();
  switch (command.type) {
    case 'ConfirmOrder':
      if (order.state !== 'placed') return accept();
      return withClosing(order, { type: 'OrderConfirmed' });
    case 'AllocateLines':
    case 'RestoreAllocation': {
      if (command.type === 'AllocateLines' && order.holds.length > 0)
        return refuse('order-held', { number: order.number });
      const wrong = check(order, command.lines, unallocatedQuantity, 'more-than-open');
      if (wrong) return { ok: false, refusal: wrong };
      return accept({ type: 'LinesAllocated', warehouseId: command.warehouseId, lines: command.lines });
    }
    case 'ReleaseAllocation': {
      const wrong = check(order, command.lines, (line) => line.allocated, 'more-than-allocated');
      if (wrong) return { ok: false, refusal: wrong };
      return accept({ type: 'AllocationReleased', reason: command.reason, lines: command.lines });
    }
    case 'RecordPacked': {
      const wrong = check(
        order,
        command.lines,
        (line) => openQuantity(line) - waitingPacked(line),
        'more-than-open',
      );
      if (wrong) return { ok: false, refusal: wrong };
      return accept({ type: 'LinesPacked', parcelId: command.parcelId, lines: command.lines });
    }
    case 'RecordUnpacked': {
      const wrong = check(order, command.lines, waitingPacked, 'more-than-packed');
      if (wrong) return { ok: false, refusal: wrong };
      return accept({ type: 'LinesUnpacked', parcelId: command.parcelId, lines: command.lines });
    }
    case 'RecordShipped': {
      const wrong = check(order, command.lines, waitingPacked, 'more-than-packed');
      if (wrong) return { ok: false, refusal: wrong };
      return withClosing(order, { type: 'LinesShipped', parcelId: command.parcelId, lines: command.lines });
    }
    case 'CancelLines':
      return cancel(order, command.lines, command.reason);
    case 'ChangeAddress':
      // A parcel carries the address it was planned with, and its label may be printed.
      if (command.inParcels) return refuse('address-too-late', { number: order.number });
      return accept({ type: 'AddressChanged', shipTo: command.shipTo });
    case 'HoldOrder':
      return accept({ type: 'OrderHeld', hold: command.hold });
    case 'ReleaseHold':
      if (!order.holds.some((hold) => hold.reason === command.reason))
        return refuse('hold-unknown', { reason: command.reason });
      return accept({
        type: 'HoldReleased',
        reason: command.reason,
        ...(command.note === undefined ? {} : { note: command.note }),
        ...(command.by === undefined ? {} : { by: command.by }),
      });
    case 'RaisePriority':
      if (!order.special) return refuse('not-special', { number: order.number });
      return order.special.isRaised
        ? accept()
        : accept({ type: 'PriorityRaised', reason: command.reason, by: command.by });
    case 'AssignHold': {
      const hold = order.holds.find(({ reason }) => reason === command.reason);
      if (!hold) return refuse('hold-unknown', { reason: command.reason });
      return (hold.owner ?? null) === command.owner
        ? accept()
        : accept({ type: 'HoldAssigned', reason: command.reason, owner: command.owner });
    }
    case 'SetPriority': {
      const { priority, by } = command;
      return order.priority === priority ? accept() : accept({ type: 'PriorityChanged', priority, by });
    }
    default:
      return assertNever(command);
  }
}

function mark(
  order: Order,
  { code, mark: wanted }: Extract<OrderCommand, { type: 'MarkOrder' }>,
): Decision<OrderEvent> {
  if (!mayMark(order.special, wanted)) return accept();
  return accept({ type: 'OrderMarked', code: order.special?.code ?? code, mark: wanted });
}

function unmark(
  order: Order,
  { kindId, reason, by }: Extract<OrderCommand, { type: 'UnmarkOrder' }>,
): Decision<OrderEvent> {
  if (!order.special?.marks.some(({ kind }) => kind.kindId === kindId))
    return refuse('not-special', { number: order.number });
  return accept({ type: 'OrderUnmarked', kindId, reason, by });
}

function place(
  order: Order | null,
  command: Extract<OrderCommand, { type: 'PlaceOrder' }>,
): Decision<OrderEvent> {
  if (order) return refuse('order-exists', { number: order.number });
  if (command.lines.length === 0 && command.charges.length === 0)
    return refuse('order-has-no-lines', { number: command.header.number });
  const wrong = command.lines.find((line) => !Number.isSafeInteger(line.ordered) || line.ordered <= 0);
  if (wrong) return refuse('quantity-not-positive', { sku: wrong.sku, quantity: wrong.ordered });
  return accept({
    type: 'OrderPlaced',
    header: command.header,
    lines: command.lines.map((line, index) => ({
      ...line,
      lineNo: index + 1,
      allocated: 0,
      packed: 0,
      shipped: 0,
      cancelled: 0,
    })),
    charges: command.charges,
  });
}

/** Cancelling frees stock held for the units that go, after the units for which none is held. */
function cancel(order: Order, lines: readonly LineQuantity[], reason: string): Decision<OrderEvent> {
  const wrong = check(order, lines, (line) => openQuantity(line) - waitingPacked(line), 'more-than-open');
  if (wrong) return { ok: false, refusal: wrong };
  const released: LineQuantity[] = [];
  for (const { lineNo, quantity } of merged(lines)) {
    const line = order.lines.find((candidate) => candidate.lineNo === lineNo);
    const free = line ? Math.max(0, quantity - unallocatedQuantity(line)) : 0;
    if (free > 0) released.push({ lineNo, quantity: free });
  }
  const events: OrderEvent[] = [];
  if (released.length > 0) events.push({ type: 'AllocationReleased', reason, lines: released });
  return withClosing(order, ...events, { type: 'LinesCancelled', reason, lines: [...lines] });
}

/** Adds the end of the order when nothing stays open. */
function withClosing(order: Order, ...events: OrderEvent[]): Decision<OrderEvent> {
  const after = events.reduce<Order>((state, event) => evolveOrder(state, event), order);
  if (after.lines.some((line) => openQuantity(line) > 0)) return accept(...events);
  const anythingShipped = after.lines.some((line) => line.shipped > 0) || after.lines.length === 0;
  return accept(...events, { type: anythingShipped ? 'OrderClosed' : 'OrderCancelled' });
}

function refuseFinished(order: Order): Refusal | null {
  if (order.state === 'cancelled') return { code: 'order-cancelled', values: { number: order.number } };
  if (order.state === 'closed') return { code: 'order-closed', values: { number: order.number } };
  return null;
}

function check(
  order: Order,
  lines: readonly LineQuantity[],
  limit: (line: OrderLine) => number,
  code: 'more-than-open' | 'more-than-allocated' | 'more-than-packed',
): Refusal | null {
  for (const { lineNo, quantity } of lines) {
    const line = order.lines.find((candidate) => candidate.lineNo === lineNo);
    if (!line) return { code: 'line-unknown', values: { number: order.number, lineNo } };
    if (!Number.isSafeInteger(quantity) || quantity <= 0)
      return { code: 'quantity-not-positive', values: { sku: line.sku, quantity } };
  }
  for (const { lineNo, quantity } of merged(lines)) {
    const line = order.lines.find((candidate) => candidate.lineNo === lineNo);
    if (line && quantity > limit(line))
      return { code, values: { number: order.number, sku: line.sku, quantity, limit: limit(line) } };
  }
  return null;
}

function merged(lines: readonly LineQuantity[]): LineQuantity[] {
  const byLine = new Map<number, number>();
  for (const { lineNo, quantity } of lines) byLine.set(lineNo, (byLine.get(lineNo) ?? 0) + quantity);
  return [...byLine].map(([lineNo, quantity]) => ({ lineNo, quantity }));
}
