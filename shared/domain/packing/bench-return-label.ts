// The label for goods that go back to the shelf, or wait apart: what they are, where they go, and which return they came with.
// Asked for by one command, or printed with the judgement where the warehouse says so. Paper only: nothing waits for it.
import type { LocationId, OpId, Sku } from '../ids';
import type { ReturnCondition } from '../returns/goods-return';
import type { Returning } from '../returns/returning';
import { outsideLocations } from '../stock/ledger';
import { type Lot, ofLot } from '../stock/lot';
import type { ReturnLabelRule } from './bench-rules';
import { heldBack, openReturn, soft, told } from './bench-return-open';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, refused } from './session';

/** Units of one judgement, as their label names them. */
export type RestockUnits = {
  opId: OpId;
  sku: Sku;
  name: string;
  quantity: number;
  condition: ReturnCondition;
  /** The bin; null where they wait apart, or nobody knows one. */
  goesTo: LocationId | null;
  /** They lie in it already: that is another label than the one that said where to. */
  isShelved: boolean;
  /** As it was scanned; null where only the op is known. */
  code: string | null;
  lot?: Lot;
  /** Of the return; null where nobody knows it. */
  number: string | null;
};

/** Of what was judged last; null where nothing was. */
export function restockOf(
  returning: Returning,
  facts: Pick<BenchFacts, 'returns' | 'propose'>,
): RestockUnits | null {
  const last = returning.acts.at(-1);
  if (!last) return null;
  const { opId, sku, name, quantity, condition, to, code = null, lot } = last;
  const waiting = returning.toShelve.find((units) => units.opId === opId);
  return {
    opId,
    sku,
    name,
    quantity,
    condition,
    goesTo: to ?? (waiting ? facts.propose(waiting, outsideLocations.customer).to : null),
    isShelved: to !== null,
    code,
    ...ofLot(lot),
    number: openReturn(returning, facts)?.found.number ?? returning.with?.number ?? null,
  };
}

export function printsByItself(rule: ReturnLabelRule | undefined, isForSale: boolean): boolean {
  return rule === 'all' || (rule === 'restocked' && isForSale);
}

/** The label of what was judged last, once more where it came out before. */
export function printRestock(
  bench: Bench,
  returning: Returning,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const { asking, choices } = returning;
  if (choices) return refused(bench, { code: 'return-choose-first', values: {} }, input, facts);
  const held = asking ? heldBack(bench, returning, input, facts) : null;
  if (held) return held;
  const restock = restockOf(returning, facts);
  if (!restock) return refused(bench, { code: 'return-nothing-to-label', values: {} }, input, facts);
  const { name, quantity } = restock;
  return { ...told(bench, returning, [], 'return-label-asked', { name, quantity }, soft), restock };
}
