// Returns of a product that are more than its own history lets expect. The rule: with s units sent and r come back before, the
// rate of returns is taken as gamma distributed (shape r + 20 x usual, rate s + 20: a product that was hardly sent yet is
// taken for a usual one), so the units that come back of E sent follow a negative binomial distribution; the measure is minus
// the common logarithm of the chance of as many as came, or more. Source: Gelman et al., Bayesian Data Analysis, 3rd ed., 2.6.
import { logGamma } from '../forecasting/distributions';
import type { Finding } from './alert';
import type { LimitsOf } from './alert-kinds';

export type ReturnFacts = {
  sku: string;
  name: string;
  /** Units that came back in the days looked at, and units sent that can have come back in them. */
  came: number;
  sent: number;
  /** The same of the year before those days. */
  cameBefore: number;
  sentBefore: number;
};

/** Goods come back about so many days after they were sent. */
export const returnLagDays = 10;
export const historyDays = 365;
const usualUnits = 20;
const mostMeasure = 99;
/** It stands until it is ten times as likely as its threshold. */
const ease = 1;

/** Chance of `least` or more of a negative binomial count, as minus its common logarithm. `mean` > 0, `shape` > 0. */
export function surpriseOf(least: number, mean: number, shape: number): number {
  if (least <= 0) return 0;
  const share = mean / (mean + shape);
  const logChance = (count: number): number =>
    logGamma(count + shape) -
    logGamma(count + 1) -
    logGamma(shape) +
    count * Math.log(share) +
    shape * Math.log1p(-share);
  // The tail itself is summed, relative to its first term: one less the rest would lose all digits where it matters.
  const first = logChance(least);
  let [sum, term] = [1, 1];
  for (let count = least; count < least + 100_000; count += 1) {
    term *= ((count + shape) / (count + 1)) * share;
    sum += term;
    if (term < sum * 1e-12) break;
  }
  return Math.min(mostMeasure, Math.max(0, -(first + Math.log(sum)) / Math.LN10));
}

export function unusualReturns(
  facts: ReturnFacts,
  { leastUnits, oneInTenTo, usualPercent, days }: LimitsOf<'unusual-returns'>,
): Finding | null {
  const { sku, name, came, cameBefore, sentBefore } = facts;
  if (came < leastUnits) return null;
  const shape = cameBefore + (usualUnits * usualPercent) / 100;
  const rate = shape / (sentBefore + usualUnits);
  // Goods that came back were sent, whenever that was.
  const sent = Math.max(facts.sent, came);
  const mean = sent * rate;
  const surprise = surpriseOf(came, mean, shape);
  if (came <= mean || surprise < oneInTenTo - ease) return null;
  return {
    kind: 'unusual-returns',
    subject: sku,
    title: `${sku} ${name}`.slice(0, 200),
    warehouseId: null,
    measure: Math.round(surprise * 10) / 10,
    isBad: surprise >= oneInTenTo,
    values: {
      sku,
      name,
      units: came,
      sent,
      days,
      usual: Math.round(mean * 10) / 10,
      percent: Math.round((1000 * came) / sent) / 10,
      usualPercent: Math.round(rate * 1000) / 10,
    },
  };
}
