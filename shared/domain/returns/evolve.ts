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
  mostSightings,
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
        lines: event.units.reduce((lines, unit) => book(lines, unit, event), moved.lines),
        receivedAt: moved.receivedAt ?? event.at,
        closedAt: null,
      };
    case 'UnitsTakenBack':
      return {
        ...acted(moved, event.act),
        closedAt: null,
        lines: moved.lines
          .map((line) => takenBack(line, event))
          // What nobody asked for and did not come after all is no line.
          .filter((line) => line.asked > 0 || line.received > 0 || line.disposals.length > 0),
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
  return found.acts.includes(act) ? found : { ...found, acts: [...found.acts, act].slice(-mostActs) };
}

function book(
  lines: ReturnLine[],
  { no, lineNo, sku, name, quantity, note, seen }: BookedUnits,
  { act, warehouseId, by, at }: Extract<ReturnEvent, { type: 'UnitsReceived' }>,
): ReturnLine[] {
  const known = lines.find((line) => line.no === no);
  // What a bench says of units stands beside what the customer said, not instead.
  const said = seen || note === '' ? {} : { note };
  const sighting = seen && { act, condition: seen.condition, quantity, note, photos: seen.photos, by, at };
  const looked = sighting ? { seen: [...(known?.seen ?? []), sighting].slice(-mostSightings) } : {};
  const line: ReturnLine = known
    ? { ...known, received: known.received + quantity, warehouseId, ...said, ...looked }
    : {
        no,
        lineNo,
        sku,
        name,
        asked: 0,
        received: quantity,
        warehouseId,
        reason: null,
        note: seen ? '' : note,
        feePercent: 0,
        disposals: [],
        ...looked,
      };
  return known ? lines.map((each) => (each.no === no ? line : each)) : [...lines, line];
}

function takenBack(line: ReturnLine, event: Extract<ReturnEvent, { type: 'UnitsTakenBack' }>): ReturnLine {
  const back = event.lines.filter(({ no }) => no === line.no);
  if (back.length === 0) return line;
  const units = back.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    ...line,
    received: line.received - units,
    seen: (line.seen ?? []).filter(({ act }) => act !== event.undoes),
    disposals: back.reduce((left, { quantity, from }) => without(left, from, quantity), line.disposals),
  };
}

/** Units that were parked leave the newest entries that parked them. */
function disposed(line: ReturnLine, disposal: Disposal, from: ParkedDisposition | null): Disposal[] {
  return [...without(line.disposals, from, disposal.quantity), disposal];
}

function without(
  disposals: readonly Disposal[],
  from: ParkedDisposition | null,
  quantity: number,
): Disposal[] {
  let left = from === null ? 0 : quantity;
  const kept: Disposal[] = [];
  for (const each of [...disposals].reverse()) {
    const take = each.disposition === from ? Math.min(left, each.quantity) : 0;
    left -= take;
    if (each.quantity > take) kept.unshift({ ...each, quantity: each.quantity - take });
  }
  return kept;
}
