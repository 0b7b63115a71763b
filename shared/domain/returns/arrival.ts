// What a station knows of a return that is awaited at its warehouse, and what a scan at the bench means for it. Head office
// asks the same questions of its own record (law 4).
// Must never tell a bench what goods cost, what is paid back, who the customer is, or what either of them wrote.
import { z } from 'zod';
import { skuSchema, stationIdSchema } from '../ids';
import {
  type ArrivedUnits,
  type GoodsReturn,
  type ReturnCommand,
  returnSchema,
  type ReturnCondition,
} from './goods-return';
import { awaitedUnits, isAwaited, keptUnits } from './questions';

/** A line of the order that was shipped; `left`: units of it that no other return has here. */
export const shippedLineSchema = z.object({
  lineNo: z.int().positive(),
  sku: skuSchema,
  name: z.string().max(200),
  left: z.int().nonnegative(),
});
export type ShippedLine = z.infer<typeof shippedLineSchema>;

export const mostCodes = 200;

export const arrivalSchema = z.object({
  found: returnSchema,
  lines: z.array(shippedLineSchema).max(2000),
  /** What stands on its parcels: of the way back and of the way there. */
  codes: z.array(z.string().max(80)).max(mostCodes),
  /** The newest op of each station that is in it. */
  heard: z.array(z.object({ stationId: stationIdSchema, stationSeq: z.int().positive() })).max(1000),
});
export type Arrival = z.infer<typeof arrivalSchema>;

/** As a bench may see it. */
export function benchReturn(found: GoodsReturn): GoodsReturn {
  return {
    ...found,
    customer: '',
    postageMinor: 0,
    postageBack: 'never',
    label: null,
    acts: [],
    reason: '',
    refunds: [],
    exchanges: [],
    lines: found.lines.map((line) => ({
      ...line,
      note: '',
      feePercent: 0,
      disposals: line.disposals.map((each) => ({ ...each, note: '', by: null })),
    })),
  };
}

/** Of which something may come. */
export function isExpected({ found }: Pick<Arrival, 'found'>): boolean {
  return isAwaited(found) || found.state === 'expired';
}

/** Units of a product that are still waited for. */
export function awaitedOf({ lines }: Pick<GoodsReturn, 'lines'>, sku: string): number {
  return lines.reduce((sum, line) => sum + (line.sku === sku ? awaitedUnits(line) : 0), 0);
}

/** Units of a product that are here and were not asked for, or are not the order's. */
export function extraOf({ lines, origin }: Pick<GoodsReturn, 'lines' | 'origin'>, sku: string): number {
  return lines.reduce((sum, line) => {
    if (line.sku !== sku) return sum;
    // What nobody has asked for is no more than was asked for.
    if (line.lineNo !== null && origin === 'desk') return sum;
    return sum + Math.max(0, line.received - (line.lineNo === null ? 0 : line.asked));
  }, 0);
}

export function isOfOrder(lines: readonly ShippedLine[], sku: string): boolean {
  return lines.some((line) => line.sku === sku);
}

/** Which lines of the order units belong to: first what is waited for, then what was shipped; the rest is not the order's. */
export function arrivedUnits(
  found: GoodsReturn,
  lines: readonly ShippedLine[],
  { sku, name, quantity }: { sku: ShippedLine['sku']; name: string; quantity: number },
): Pick<ArrivedUnits, 'lineNo' | 'sku' | 'name' | 'quantity'>[] {
  const units = new Map<number | null, number>();
  let rest = quantity;
  const give = (lineNo: number | null, most: number): void => {
    const taken = Math.min(rest, Math.max(0, most));
    if (taken <= 0) return;
    rest -= taken;
    units.set(lineNo, (units.get(lineNo) ?? 0) + taken);
  };
  for (const line of found.lines)
    if (line.sku === sku && line.lineNo !== null) give(line.lineNo, awaitedUnits(line));
  for (const { lineNo, left } of lines.filter((line) => line.sku === sku))
    give(lineNo, left - hereOf(found, lineNo) - (units.get(lineNo) ?? 0));
  give(null, rest);
  return [...units].map(([lineNo, each]) => ({
    lineNo,
    sku,
    name: lines.find((line) => line.lineNo === lineNo)?.name ?? name,
    quantity: each,
  }));
}

function hereOf({ lines }: GoodsReturn, lineNo: number): number {
  return lines.reduce((sum, line) => sum + (line.lineNo === lineNo ? line.received + keptUnits(line) : 0), 0);
}

export type Seen = {
  act: string;
  sku: ShippedLine['sku'];
  name: string;
  quantity: number;
  condition: ReturnCondition;
  note: string;
  photos: string[];
  warehouseId: GoodsReturn['warehouseId'];
  by: string | null;
  at: string;
};

/** Units that a bench saw, as the return is told of them. */
export function receiveSeen(
  { found, lines }: Pick<Arrival, 'found' | 'lines'>,
  { act, condition, note, photos, warehouseId, by, at, ...scanned }: Seen,
): ReturnCommand {
  const units = arrivedUnits(found, lines, scanned).map((unit) => ({
    ...unit,
    note,
    seen: { condition, photos },
  }));
  const left = new Map(lines.map((line) => [line.lineNo, line.left]));
  return { type: 'ReceiveUnits', act, units, warehouseId, by, at, facts: { left } };
}
