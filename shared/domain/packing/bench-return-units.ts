// Units that came back, judged one by one: as new goes into a bin, everything else waits apart for the office.
// Must never offer a unit for sale that nobody has judged.
import { type Arrival, awaitedOf, isOfOrder } from '../returns/arrival';
import type { ReturnCondition } from '../returns/goods-return';
import { type BroughtWith, mostReturnActs, type Returning } from '../returns/returning';
import { outsideLocations, quarantineLocation } from '../stock/ledger';
import { ofLot } from '../stock/lot';
import type { BenchOp } from './bench-ops';
import { printsByItself, restockOf } from './bench-return-label';
import { openReturn, soft, told } from './bench-return-open';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, refused } from './session';
import type { answer, VerdictCode } from './verdict';

export function judge(
  bench: Bench,
  returning: Returning,
  condition: ReturnCondition,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const { asking, choices, note, photos } = returning;
  if (choices) return refused(bench, { code: 'return-choose-first', values: {} }, input, facts);
  if (!asking) return refused(bench, { code: 'return-nothing-to-judge', values: {} }, input, facts);
  const { sku, name, quantity, code, scanId } = asking;
  const brought = returning.with ?? {
    returnId: returning.photosOf ?? facts.newReturnId(),
    orderId: null,
    number: null,
  };
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'return.take',
    parcelId: null,
    fence: null,
    body: {
      ...brought,
      sku,
      quantity,
      condition,
      note,
      ...(photos.length > 0 ? { photos } : {}),
      code,
      scanId,
    },
  };
  const arrival = openReturn(returning, facts);
  const fit = fitOf(arrival, brought, sku, quantity);
  const isForSale = condition === 'as-new' && fit !== 'blind' && fit !== 'wrong';
  const next: Returning = {
    ...returning,
    with: returning.with ?? (fit === 'blind' ? null : brought),
    asking: null,
    note: '',
    photos: [],
    photosOf: null,
    toShelve: isForSale ? [...returning.toShelve, { ...asking, opId: op.opId }] : returning.toShelve,
    acts: [
      ...returning.acts,
      { opId: op.opId, sku, name, quantity, condition, to: null, code, ...ofLot(asking.lot) },
    ].slice(-mostReturnActs),
  };
  const out = judgedAs(fit, isForSale, (code, options) =>
    told(bench, next, [op], code, { name, quantity }, options),
  );
  return printsByItself(facts.rules.returnLabels, isForSale)
    ? { ...out, restock: restockOf(next, facts) ?? undefined }
    : out;
}

function judgedAs(
  fit: Fit,
  isForSale: boolean,
  tell: (code: VerdictCode, options?: Parameters<typeof answer>[2]) => BenchOutcome,
): BenchOutcome {
  if (fit === 'blind' || fit === 'wrong' || fit === 'extra') return tell(oddities[fit], soft);
  if (!isForSale) return tell('return-apart');
  return tell('return-as-new', { sound: fit === 'last' ? 'order-complete' : 'accepted' });
}

const oddities = { blind: 'return-blind', wrong: 'return-wrong', extra: 'return-extra' } as const;

type Fit = 'blind' | 'wrong' | 'extra' | 'last' | 'fits';

/** How units fit what they came with. */
function fitOf(arrival: Arrival | null, brought: BroughtWith, sku: string, quantity: number): Fit {
  if (!arrival) return brought.orderId === null && brought.number === null ? 'blind' : 'fits';
  if (!isOfOrder(arrival.lines, sku)) return 'wrong';
  const awaited = awaitedOf(arrival.found, sku);
  if (arrival.found.origin !== 'desk' && quantity > awaited) return 'extra';
  const all = new Set(arrival.found.lines.map((line) => line.sku));
  const left = [...all].reduce((sum, each) => sum + awaitedOf(arrival.found, each), 0);
  return left === quantity ? 'last' : 'fits';
}

export function putInto(
  bench: Bench,
  returning: Returning,
  input: Extract<BenchInput, { kind: 'location' }>,
  facts: BenchFacts,
): BenchOutcome {
  const { asking, toShelve, with: brought } = returning;
  const [first, ...others] = toShelve;
  if (asking)
    return refused(bench, { code: 'return-judge-first', values: { name: asking.name } }, input, facts);
  const location = input.locationId;
  if (location === quarantineLocation) return leaveApart(bench, returning, input, facts);
  if (!first || !brought)
    return refused(bench, { code: 'return-nothing-to-shelve', values: { location } }, input, facts);
  const proposed = shelfFor(first, facts);
  const quantity = proposed.to === location ? proposed.quantity : first.quantity;
  const { sku, name, code, scanId } = first;
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'return.shelve',
    parcelId: null,
    fence: null,
    body: { ...brought, sku, quantity, to: location, code, scanId },
  };
  const left = first.quantity - quantity;
  const next: Returning = {
    ...returning,
    toShelve: left > 0 ? [{ ...first, quantity: left }, ...others] : others,
    acts: returning.acts.map((act) => (act.opId === first.opId ? { ...act, to: location } : act)),
  };
  return told(bench, next, [op], 'return-shelved', { name, quantity, location });
}

/** Where units that are as new go. */
export function shelfFor(
  units: Returning['toShelve'][number],
  { propose }: Pick<BenchFacts, 'propose'>,
): ReturnType<BenchFacts['propose']> {
  return propose(units, outsideLocations.customer);
}

/** Not into a bin: they lie apart, and the office decides. */
export function leaveApart(
  bench: Bench,
  returning: Returning,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const [first, ...others] = returning.toShelve;
  if (!first)
    return refused(bench, { code: 'return-nothing-to-shelve', values: { location: '' } }, input, facts);
  const { name, quantity } = first;
  return told(bench, { ...returning, toShelve: others }, [], 'return-left', { name, quantity }, soft);
}

export function reportStrange(
  bench: Bench,
  returning: Returning,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const { asking, note } = returning;
  if (asking)
    return refused(bench, { code: 'return-judge-first', values: { name: asking.name } }, input, facts);
  const brought = returning.with ?? { returnId: facts.newReturnId(), orderId: null, number: null };
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'return.report',
    parcelId: null,
    fence: null,
    body: { ...brought, problem: 'not-ours', note },
  };
  return told(bench, { ...returning, note: '' }, [op], 'return-not-ours', {}, soft);
}

/** What waits to be judged first; then the last act, unless it lies in a bin: that is carried back as any other. */
export function undo(bench: Bench, returning: Returning, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const { asking, acts, toShelve } = returning;
  if (asking) {
    const { name, quantity } = asking;
    return told(
      bench,
      { ...returning, asking: null, choices: null, photos: [], photosOf: null },
      [],
      'scan-taken-back',
      { name, quantity },
      soft,
    );
  }
  const last = acts.at(-1);
  const brought = returning.with ?? { returnId: facts.newReturnId(), orderId: null, number: null };
  if (!last || last.to !== null) return refused(bench, { code: 'nothing-to-undo', values: {} }, input, facts);
  const { opId: undoes, sku, name, quantity } = last;
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'return.undo',
    parcelId: null,
    fence: null,
    body: { ...brought, undoes, sku, quantity },
  };
  const next: Returning = {
    ...returning,
    acts: acts.slice(0, -1),
    toShelve: toShelve.filter(({ opId }) => opId !== undoes),
  };
  return told(bench, next, [op], 'return-undone', { name, quantity }, soft);
}
