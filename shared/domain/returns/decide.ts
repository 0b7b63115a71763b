// What may be asked of a return, and why not. Goods that arrive are a fact and never refused: more than the order shipped,
// or something it never had, is booked as not the order's. Asking, disposing and settling are promises and can be refused.
import { accept, assertNever, type Decision, refuse } from '../decision';
import { evolveReturn } from './evolve';
import type {
  ArrivedUnits,
  BookedUnits,
  GoodsReturn,
  ReturnCommand,
  ReturnEvent,
  SettleFacts,
  Settlement,
} from './goods-return';
import {
  awaitedUnits,
  disposedOf,
  isAllDecided,
  isAwaited,
  keptUnits,
  parkedBy,
  settleableUnits,
  settledUnits,
  undecidedUnits,
} from './questions';

type Of<Type extends ReturnCommand['type']> = Extract<ReturnCommand, { type: Type }>;

export function decideReturn(found: GoodsReturn | null, command: ReturnCommand): Decision<ReturnEvent> {
  if (command.type === 'AdviseReturn') return advise(found, command);
  if (!found) return refuse('return-unknown');
  const { number, state } = found;
  switch (command.type) {
    case 'RecordReturnLabel':
      if (!isAwaited(found)) return refuse('return-ended', { number, state });
      return found.label?.reference === command.label.reference
        ? accept()
        : accept({ type: 'ReturnLabelled', label: command.label });
    case 'RecordReturnSent':
      return state === 'advised' || state === 'expired'
        ? accept({ type: 'ReturnSent', at: command.at })
        : accept();
    case 'ReceiveUnits':
      if (found.acts.includes(command.act)) return accept();
      return receive(found, command);
    case 'TakeBackUnits':
      return found.acts.includes(command.act) ? accept() : takeBack(found, command);
    case 'ShelveUnits':
      return found.acts.includes(command.act) ? accept() : shelve(found, command);
    case 'DisposeUnits':
      if (found.acts.includes(command.act)) return accept();
      return dispose(found, command);
    case 'CloseReturn':
      return close(found, command.at);
    case 'RefuseReturn':
      if (state === 'refused') return accept();
      if (state !== 'advised') return refuse('return-ended', { number, state });
      return accept({ type: 'ReturnRefused', reason: command.reason, by: command.by, at: command.at });
    case 'CancelReturn':
      if (state === 'cancelled') return accept();
      if (state !== 'advised') return refuse('return-ended', { number, state });
      return accept({ type: 'ReturnCancelled', reason: command.reason, by: command.by, at: command.at });
    case 'ExpireReturn':
      return (state === 'advised' || state === 'in-transit') && command.at >= found.expiresAt
        ? accept({ type: 'ReturnExpired', at: command.at })
        : accept();
    case 'RecordRefundAsked': {
      const { refund, facts } = command;
      if (found.refunds.some(({ refundId }) => refundId === refund.refundId)) return accept();
      return settle(found, refund, facts, { type: 'ReturnRefundAsked', refund });
    }
    case 'RecordExchange': {
      const { exchange, facts } = command;
      if (found.exchanges.some(({ orderId }) => orderId === exchange.orderId)) return accept();
      return settle(found, exchange, facts, { type: 'ReturnExchanged', exchange });
    }
    default:
      return assertNever(command);
  }
}

function advise(found: GoodsReturn | null, { advised, facts }: Of<'AdviseReturn'>): Decision<ReturnEvent> {
  if (found)
    return found.orderId === advised.orderId ? accept() : refuse('return-exists', { number: found.number });
  if (advised.lines.length === 0 && advised.origin !== 'desk')
    return refuse('return-empty', { number: advised.orderNumber });
  const perLine = new Map<number, number>();
  for (const { lineNo, sku, asked } of advised.lines) {
    if (!Number.isSafeInteger(asked) || asked <= 0)
      return refuse('quantity-not-positive', { sku, quantity: asked });
    if (lineNo === null) return refuse('line-unknown', { number: advised.orderNumber, lineNo: 0 });
    perLine.set(lineNo, (perLine.get(lineNo) ?? 0) + asked);
  }
  for (const [lineNo, quantity] of perLine) {
    const limit = facts.left.get(lineNo);
    if (limit === undefined) return refuse('line-unknown', { number: advised.orderNumber, lineNo });
    const name = advised.lines.find((line) => line.lineNo === lineNo)?.name ?? '';
    if (quantity > limit) return refuse('return-units-over', { name, quantity, limit });
  }
  return accept({ type: 'ReturnAdvised', advised });
}

function receive(found: GoodsReturn, command: Of<'ReceiveUnits'>): Decision<ReturnEvent> {
  const wrong = command.units.find(({ quantity }) => !Number.isSafeInteger(quantity) || quantity <= 0);
  if (wrong) return refuse('quantity-not-positive', { sku: wrong.sku, quantity: wrong.quantity });
  const units = bookings(found, command);
  if (units.length === 0) return accept();
  const { act, warehouseId, by, at } = command;
  const parked = units.flatMap((unit): ReturnEvent[] => {
    const disposition = unit.seen ? parkedBy(unit.seen.condition) : null;
    if (disposition === null) return [];
    const { no, quantity, note } = unit;
    const disposal = { disposition, quantity, locationId: null, note, by, at };
    return [{ type: 'UnitsDisposed', act, no, disposal, from: null }];
  });
  return withEnd(found, at, { type: 'UnitsReceived', act, units, warehouseId, by, at }, ...parked);
}

function takeBack(found: GoodsReturn, { act, undoes, by, at }: Of<'TakeBackUnits'>): Decision<ReturnEvent> {
  const lines: Extract<ReturnEvent, { type: 'UnitsTakenBack' }>['lines'] = [];
  let warehouseId = found.warehouseId;
  for (const line of found.lines) {
    const { no, sku, name, lineNo } = line;
    for (const { condition, quantity } of (line.seen ?? []).filter((seen) => seen.act === undoes)) {
      const from = parkedBy(condition);
      const limit = from === null ? undecidedUnits(line) : disposedOf(line, from);
      if (quantity > limit) return refuse('return-dispose-over', { name, quantity, limit });
      // What was paid back or exchanged for came.
      const free =
        lineNo === null ? quantity : settleableUnits(found, lineNo) - settledUnits(found, lineNo, []);
      if (quantity > free)
        return refuse('return-settled-over', { lineNo: lineNo ?? 0, quantity, limit: Math.max(0, free) });
      warehouseId = line.warehouseId ?? warehouseId;
      lines.push({ no, sku, quantity, from });
    }
  }
  if (lines.length === 0) return refuse('nothing-to-undo');
  return accept({ type: 'UnitsTakenBack', act, undoes, lines, warehouseId, by, at });
}

/** They lie in the bin: as many as nobody has decided about, of whichever line. */
function shelve(found: GoodsReturn, command: Of<'ShelveUnits'>): Decision<ReturnEvent> {
  const { act, sku, quantity, warehouseId, locationId, by, at } = command;
  if (!Number.isSafeInteger(quantity) || quantity <= 0)
    return refuse('quantity-not-positive', { sku, quantity });
  let left = quantity;
  const events: ReturnEvent[] = [];
  for (const line of found.lines) {
    if (line.sku !== sku || (line.warehouseId ?? warehouseId) !== warehouseId) continue;
    const units = Math.min(left, undecidedUnits(line));
    if (units <= 0) continue;
    left -= units;
    const disposal = { disposition: 'restock', quantity: units, locationId, note: '', by, at } as const;
    events.push({ type: 'UnitsDisposed', act, no: line.no, disposal, from: null });
  }
  const name = found.lines.find((line) => line.sku === sku)?.name ?? sku;
  if (events.length === 0) return refuse('return-dispose-over', { name, quantity, limit: 0 });
  return withEnd(found, at, ...events);
}

/** Which line of the return each unit goes to. What is more than the order shipped goes to a line that is not the order's. */
function bookings(
  found: GoodsReturn,
  { units: arrived, warehouseId, facts: { left } }: Of<'ReceiveUnits'>,
): BookedUnits[] {
  const booked: BookedUnits[] = [];
  let newest = Math.max(0, ...found.lines.map(({ no }) => no));
  const bookedTo = (no: number): number =>
    booked.reduce((sum, each) => sum + (each.no === no ? each.quantity : 0), 0);
  const put = (unit: ArrivedUnits, lineNo: number | null, quantity: number): void => {
    if (quantity <= 0) return;
    const isSame = (line: { lineNo: number | null; sku: string }): boolean =>
      line.lineNo === lineNo && line.sku === unit.sku;
    const known = found.lines.filter(
      (line) => isSame(line) && (line.warehouseId === null || line.warehouseId === warehouseId),
    );
    // Of several lines of the return for one line of the order, the first that still waits takes them.
    const line =
      known.find((each) => awaitedUnits(each) - bookedTo(each.no) > 0) ?? known[0] ?? booked.find(isSame);
    const no = line?.no ?? (newest += 1);
    booked.push({ ...unit, lineNo, quantity, no });
  };
  const hereOf = (lineNo: number): number =>
    found.lines.reduce(
      (sum, line) => sum + (line.lineNo === lineNo ? line.received + keptUnits(line) : 0),
      0,
    ) + booked.reduce((sum, each) => sum + (each.lineNo === lineNo ? each.quantity : 0), 0);
  for (const unit of arrived) {
    const { lineNo } = unit;
    const room = lineNo === null ? 0 : Math.max(0, (left.get(lineNo) ?? 0) - hereOf(lineNo));
    const fits = Math.min(unit.quantity, room);
    put(unit, lineNo, fits);
    put(unit, null, unit.quantity - fits);
  }
  return booked;
}

function dispose(found: GoodsReturn, command: Of<'DisposeUnits'>): Decision<ReturnEvent> {
  const { act, no, quantity, disposition, locationId, note, from, by, at } = command;
  const { number, state } = found;
  const line = found.lines.find((each) => each.no === no);
  if (!line) return refuse('line-unknown', { number: found.orderNumber, lineNo: no });
  if (!Number.isSafeInteger(quantity) || quantity <= 0)
    return refuse('quantity-not-positive', { sku: line.sku, quantity });
  if (disposition === 'restock' && locationId === null)
    return refuse('return-bin-missing', { name: line.name });
  if (disposition === 'keep' && (from !== null || !isAwaited(found) || line.lineNo === null))
    return refuse('return-ended', { number, state });
  const limit =
    disposition === 'keep'
      ? awaitedUnits(line)
      : from === null
        ? undecidedUnits(line)
        : disposedOf(line, from);
  if (quantity > limit) return refuse('return-dispose-over', { name: line.name, quantity, limit });
  if (disposition === 'send-back' && line.lineNo !== null) {
    const { lineNo } = line;
    const free = settleableUnits(found, lineNo) - settledUnits(found, lineNo, command.facts.declined);
    if (quantity > free) return refuse('return-settled-over', { lineNo, quantity, limit: Math.max(0, free) });
  }
  const disposal = {
    disposition,
    quantity,
    locationId: disposition === 'restock' ? locationId : null,
    note,
    by,
    at,
  };
  return withEnd(found, at, { type: 'UnitsDisposed', act, no, disposal, from });
}

function close(found: GoodsReturn, at: string): Decision<ReturnEvent> {
  const { number, state } = found;
  if (state === 'disposed') return accept();
  if (!isAwaited(found)) return refuse('return-ended', { number, state });
  if (state !== 'received') return refuse('return-not-received', { number });
  const undecided = found.lines.reduce((sum, line) => sum + undecidedUnits(line), 0);
  if (undecided > 0) return refuse('return-not-decided', { number, quantity: undecided });
  const lines = found.lines.flatMap((line) =>
    awaitedUnits(line) > 0 ? [{ no: line.no, quantity: awaitedUnits(line) }] : [],
  );
  return lines.length === 0 ? withEnd(found, at) : withEnd(found, at, { type: 'UnitsGivenUp', lines });
}

/** Adds the end when everything is here and decided. */
function withEnd(found: GoodsReturn, at: string, ...events: ReturnEvent[]): Decision<ReturnEvent> {
  const after = events.reduce<GoodsReturn>(evolveReturn, found);
  return isAwaited(after) && isAllDecided(after)
    ? accept(...events, { type: 'ReturnDisposed', at })
    : accept(...events);
}

function settle(
  found: GoodsReturn,
  { lines }: Settlement,
  { declined }: SettleFacts,
  event: ReturnEvent,
): Decision<ReturnEvent> {
  const perLine = new Map<number, number>();
  for (const { lineNo, quantity } of lines) perLine.set(lineNo, (perLine.get(lineNo) ?? 0) + quantity);
  for (const [lineNo, quantity] of perLine) {
    const limit = settleableUnits(found, lineNo) - settledUnits(found, lineNo, declined);
    if (!Number.isSafeInteger(quantity) || quantity <= 0 || quantity > limit)
      return refuse('return-settled-over', { lineNo, quantity, limit: Math.max(0, limit) });
  }
  return accept(event);
}
