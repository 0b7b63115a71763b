// Questions asked of a return. Words like "partly received" come from here and are never stored (law 6).
import type { Order } from '../order/order';
import type {
  Disposition,
  GoodsReturn,
  ParkedDisposition,
  ReturnCondition,
  ReturnFacts,
  ReturnLine,
} from './goods-return';

export function disposedOf(line: ReturnLine, ...which: readonly Disposition[]): number {
  return line.disposals.reduce(
    (sum, { disposition, quantity }) => sum + (which.includes(disposition) ? quantity : 0),
    0,
  );
}

/** What a bench decides about units by how they look; null: nothing, they are for sale once they are put into a bin. */
export function parkedBy(condition: ReturnCondition): ParkedDisposition | null {
  switch (condition) {
    case 'as-new':
      return null;
    case 'opened':
      return 'refurbish';
    case 'damaged':
      return 'quarantine';
  }
}

/** Units the customer keeps; they never arrive. */
export const keptUnits = (line: ReturnLine): number => disposedOf(line, 'keep');

/** Here, and nobody has said what becomes of them. */
export function undecidedUnits(line: ReturnLine): number {
  const decided = line.disposals.reduce((sum, { quantity }) => sum + quantity, 0);
  return line.received - (decided - keptUnits(line));
}

/** Asked for, not here, and not kept by the customer. */
export function awaitedUnits(line: ReturnLine): number {
  return Math.max(0, line.asked - line.received - keptUnits(line));
}

export function isAllDecided({ lines }: GoodsReturn): boolean {
  return lines.length > 0 && lines.every((line) => undecidedUnits(line) === 0 && awaitedUnits(line) === 0);
}

/** States in which units that were asked for are still waited for. */
export function isAwaited({ state }: Pick<GoodsReturn, 'state'>): boolean {
  return state === 'advised' || state === 'in-transit' || state === 'received';
}

/** Of one line of the order: what this return was settled for, by money or by exchange. */
export function settledUnits(found: GoodsReturn, lineNo: number, declined: readonly string[]): number {
  const settled = [
    ...found.refunds.filter(({ refundId }) => !declined.includes(refundId)),
    ...found.exchanges,
  ];
  return settled
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + (line.lineNo === lineNo ? line.quantity : 0), 0);
}

/** Of one line of the order: what there is to settle, whether it was or not. Units sent back to the customer are not. */
export function settleableUnits({ lines }: GoodsReturn, lineNo: number): number {
  return lines
    .filter((line) => line.lineNo === lineNo)
    .reduce((sum, line) => sum + line.received + keptUnits(line) - disposedOf(line, 'send-back'), 0);
}

/** Whether the way back was charged by now. */
export function chargedPostageMinor(found: GoodsReturn, declined: readonly string[]): number {
  return [...found.refunds.filter(({ refundId }) => !declined.includes(refundId)), ...found.exchanges].reduce(
    (sum, { postageMinor }) => sum + postageMinor,
    0,
  );
}

/** By line: shipped, less what the order's other returns have here, were told to keep with the customer, or wait for. */
export function leftToReturn(
  order: Pick<Order, 'lines'>,
  returns: readonly GoodsReturn[],
  except: string | null,
  counts: 'promised' | 'arrived',
): ReturnFacts['left'] {
  const left = new Map(order.lines.map((line) => [line.lineNo, line.shipped]));
  for (const other of returns) {
    if (other.returnId === except) continue;
    for (const line of other.lines) {
      if (line.lineNo === null) continue;
      const here = line.received + keptUnits(line);
      const awaited = counts === 'promised' && isAwaited(other) ? awaitedUnits(line) : 0;
      left.set(line.lineNo, Math.max(0, (left.get(line.lineNo) ?? 0) - here - awaited));
    }
  }
  return left;
}
