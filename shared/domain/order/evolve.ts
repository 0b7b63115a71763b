// Applies what happened to an order. Never refuses: an event is a fact; decide.ts is where refusals live.
import { assertNever } from '../decision';
import { markedOrder, unmarkedOrder } from '../special/marking';
import { fieldsWith } from '../field/field';
import { tagsWith } from '../tag/tag';
import type { LineQuantity, Order, OrderEvent, OrderLine } from './order';
import { nextOrderState } from './transitions';

/** `order` is null only before OrderPlaced. */
export function evolveOrder(order: Order | null, event: OrderEvent): Order {
  if (event.type === 'OrderPlaced') {
    return {
      ...event.header,
      state: 'placed',
      lines: event.lines,
      charges: event.charges,
      holds: [],
      warehouseIds: [],
      seq: 0,
    };
  }
  if (!order) throw new Error(`${event.type} before OrderPlaced`);
  const moved: Order = { ...order, state: nextOrderState(order.state, event.type) };
  switch (event.type) {
    case 'LinesAllocated':
      return {
        ...moved,
        lines: change(moved.lines, event.lines, (line, by) => ({ ...line, allocated: line.allocated + by })),
        warehouseIds: moved.warehouseIds.includes(event.warehouseId)
          ? moved.warehouseIds
          : [...moved.warehouseIds, event.warehouseId],
      };
    case 'AllocationReleased':
      return {
        ...moved,
        lines: change(moved.lines, event.lines, (line, by) => ({ ...line, allocated: line.allocated - by })),
      };
    case 'LinesPacked':
      return {
        ...moved,
        lines: change(moved.lines, event.lines, (line, by) => ({ ...line, packed: line.packed + by })),
      };
    case 'LinesUnpacked':
      return {
        ...moved,
        lines: change(moved.lines, event.lines, (line, by) => ({ ...line, packed: line.packed - by })),
      };
    case 'LinesShipped':
      return {
        ...moved,
        lines: change(moved.lines, event.lines, (line, by) => ({
          ...line,
          shipped: line.shipped + by,
          allocated: line.allocated - Math.min(by, line.allocated),
        })),
      };
    case 'LinesCancelled':
      return {
        ...moved,
        lines: change(moved.lines, event.lines, (line, by) => ({ ...line, cancelled: line.cancelled + by })),
      };
    case 'AddressChanged':
      return { ...moved, shipTo: event.shipTo };
    case 'OrderHeld':
      return {
        ...moved,
        holds: [...moved.holds.filter((hold) => hold.reason !== event.hold.reason), event.hold],
      };
    case 'HoldReleased':
      return { ...moved, holds: moved.holds.filter((hold) => hold.reason !== event.reason) };
    case 'HoldAssigned':
      return {
        ...moved,
        holds: moved.holds.map((hold) =>
          hold.reason === event.reason ? { ...hold, owner: event.owner } : hold,
        ),
      };
    case 'OrderMarked':
      return { ...moved, special: markedOrder(moved.special, event.code, event.mark) };
    case 'OrderUnmarked':
      return moved.special ? { ...moved, special: unmarkedOrder(moved.special, event.kindId) } : moved;
    case 'PriorityRaised':
      return moved.special ? { ...moved, special: { ...moved.special, isRaised: true } } : moved;
    case 'OrderTagged':
      return { ...moved, tags: tagsWith(moved.tags ?? [], event.tags) };
    case 'OrderUntagged':
      return { ...moved, tags: tagsWith(moved.tags ?? [], [], event.tags) };
    case 'FieldsChanged':
      return {
        ...moved,
        fields: fieldsWith(moved.fields, event.fields),
        lines: moved.lines.map((line) => {
          const changed = event.lines.find(({ lineNo }) => lineNo === line.lineNo);
          return changed ? { ...line, fields: fieldsWith(line.fields, changed.fields) } : line;
        }),
      };
    case 'PriorityChanged':
      return { ...moved, priority: event.priority };
    case 'OrderConfirmed':
    case 'OrderCancelled':
    case 'OrderClosed':
      return moved;
    default:
      return assertNever(event);
  }
}

function change(
  lines: readonly OrderLine[],
  quantities: readonly LineQuantity[],
  apply: (line: OrderLine, by: number) => OrderLine,
): OrderLine[] {
  const byLine = new Map<number, number>();
  for (const { lineNo, quantity } of quantities) byLine.set(lineNo, (byLine.get(lineNo) ?? 0) + quantity);
  return lines.map((line) => {
    const by = byLine.get(line.lineNo);
    return by === undefined ? line : apply(line, by);
  });
}
