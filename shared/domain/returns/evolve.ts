// Applies what happened to a return. Never refuses: an event is a fact.
import { assertNever } from '../decision';
import {
  type BookedUnits,
  type Disposal,
  type GoodsReturn,
  type ParkedDisposition,
  type ReturnEvent,
  type ReturnLine,
  mostActs,
} from './goods-return';
import { nextReturnState } from './transitions';

/** `found` is null only before ReturnAdvised. */
export function evolveReturn(found: GoodsReturn | null, event: ReturnEvent): GoodsReturn {
  if (event.type === 'ReturnAdvised')
    return {
      ...event.advised,
      lines: event.advised.lines.map((line, index) => ({
        ...line,
        no: index + 1,
        received: 0,
        warehouseId: null,
        disposals: [],
      })),
      state: 'advised',
      label: null,
      sentAt: null,
      receivedAt: null,
      closedAt: null,
      acts: [],
      reason: '',
      refunds: [],
      exchanges: [],
    };
  if (!found) throw new Error(`${event.type} before ReturnAdvised`);
  const moved: GoodsReturn = { ...found, state: nextReturnState(found.state, event.type) };
  switch (event.type) {
    case 'ReturnLabelled':
      return { ...moved, label: event.label };
    case 'ReturnSent':
      return { ...moved, sentAt: event.at };
    case 'UnitsReceived':
      return {
        ...acted(moved, event.act),
        lines: event.units.reduce((lines, unit) => book(lines, unit, event.warehouseId), moved.lines),
        receivedAt: moved.receivedAt ?? event.at,
        closedAt: null,
      };
    case 'UnitsDisposed':
      return {
        ...acted(moved, event.act),
        lines: moved.lines.map((line) =>
          line.no === event.no ? { ...line, disposals: disposed(line, event.disposal, event.from) } : line,
        ),
      };
    case 'UnitsGivenUp':
      return {
        ...moved,
        lines: moved.lines.map((line) => {
          const up = event.lines.find(({ no }) => no === line.no);
          return up ? { ...line, asked: line.asked - up.quantity } : line;
        }),
      };
    case 'ReturnRefused':
    case 'ReturnCancelled':
      return { ...moved, reason: event.reason, closedAt: event.at };
    case 'ReturnDisposed':
    case 'ReturnExpired':
      return { ...moved, closedAt: event.at };
    case 'ReturnRefundAsked':
      return { ...moved, refunds: [...moved.refunds, event.refund] };
    case 'ReturnExchanged':
      return { ...moved, exchanges: [...moved.exchanges, event.exchange] };
    default:
      return assertNever(event);
  }
}

function acted(found: GoodsReturn, act: string): GoodsReturn {
  return { ...found, acts: [...found.acts, act].slice(-mostActs) };
}

function book(
  lines: ReturnLine[],
  { no, lineNo, sku, name, quantity, note }: BookedUnits,
  warehouseId: GoodsReturn['warehouseId'],
): ReturnLine[] {
  const known = lines.find((line) => line.no === no);
  const line: ReturnLine = known
    ? { ...known, received: known.received + quantity, warehouseId, note: note === '' ? known.note : note }
    : {
        no,
        lineNo,
        sku,
        name,
        asked: 0,
        received: quantity,
        warehouseId,
        reason: null,
        note,
        feePercent: 0,
        disposals: [],
      };
  return known ? lines.map((each) => (each.no === no ? line : each)) : [...lines, line];
}

/** Units that were parked leave the newest entries that parked them. */
function disposed(line: ReturnLine, disposal: Disposal, from: ParkedDisposition | null): Disposal[] {
  let left = from === null ? 0 : disposal.quantity;
  const kept: Disposal[] = [];
  for (const each of [...line.disposals].reverse()) {
    const take = each.disposition === from ? Math.min(left, each.quantity) : 0;
    left -= take;
    if (each.quantity > take) kept.unshift({ ...each, quantity: each.quantity - take });
  }
  return [...kept, disposal];
}
