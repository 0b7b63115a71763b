// The cash of a till, as a station reckons it offline and head office reckons it again: what was left after the last count, and
// what came in by sales since. A count tells what really lies there; what stays in the till is where the next one begins.
// A count is a fact: it is never refused, and what it finds is over or short.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { sumsOf, toldLines } from '../stock/counter-sale';
import type { SaleSaid } from '../stock/counter-sale';
import type { Sku } from '../ids';

const mostMinor = 1_000_000_000_000;
const amount = z.int().nonnegative().max(mostMinor);

/** The body of its op. `leftMinor` of it stays in the till; the rest is taken to the safe. */
export const tillCountSchema = z
  .strictObject({
    currency: currencySchema,
    /** As the station reckoned it. */
    expectedMinor: amount,
    countedMinor: amount,
    leftMinor: amount,
  })
  .refine(({ leftMinor, countedMinor }) => leftMinor <= countedMinor, {
    path: ['leftMinor'],
    message: 'no more can stay than was counted',
  });
export type TillCount = z.infer<typeof tillCountSchema>;

export type Till = {
  currency: string;
  /** What should lie there. */
  cashMinor: number;
  /** Sales in cash since the last count. */
  sales: number;
};

/** What is read of ops that have to do with cash; every other one changes nothing. */
export type CashOp =
  | {
      type: 'counter.sell';
      body: { lines: readonly { sku: Sku; quantity: number }[]; said?: SaleSaid | undefined };
    }
  | {
      type: 'order.take';
      body: {
        payment: string;
        currency: string;
        lines: readonly { quantity: number; unitPriceMinor: number }[];
      };
    }
  | { type: 'till.count'; body: TillCount };

/** By currency. */
export function afterCash(tills: readonly Till[], op: CashOp): readonly Till[] {
  if (op.type === 'till.count') {
    const { currency, leftMinor } = op.body;
    return withTill(tills, { currency, cashMinor: leftMinor, sales: 0 });
  }
  const came = cashOf(op);
  if (!came || came.amountMinor === 0) return tills;
  const { currency, amountMinor } = came;
  const { cashMinor, sales } = tillOf(tills, currency);
  return withTill(tills, { currency, cashMinor: cashMinor + amountMinor, sales: sales + 1 });
}

/** Cash that a sale or an order brought; null where it was paid otherwise, or nobody said how. */
export function cashOf(
  op: Exclude<CashOp, { type: 'till.count' }>,
): { currency: string; amountMinor: number } | null {
  if (op.type === 'counter.sell') {
    const { said, lines } = op.body;
    if (said?.payment.method !== 'cash') return null;
    return { currency: said.currency, amountMinor: sumsOf(toldLines(lines, said)).totalMinor };
  }
  const { payment, currency, lines } = op.body;
  if (payment !== 'cash') return null;
  return {
    currency,
    amountMinor: lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0),
  };
}

export function tillOf(tills: readonly Till[], currency: string): Till {
  return tills.find((till) => till.currency === currency) ?? { currency, cashMinor: 0, sales: 0 };
}

/** Above zero: more than there should be. */
export function differenceOf(
  { countedMinor }: Pick<TillCount, 'countedMinor'>,
  expectedMinor: number,
): number {
  return countedMinor - expectedMinor;
}

function withTill(tills: readonly Till[], changed: Till): readonly Till[] {
  return [...tills.filter(({ currency }) => currency !== changed.currency), changed].sort((a, b) =>
    a.currency < b.currency ? -1 : 1,
  );
}
