// How a sale over the counter is paid at a bench, by scans, by keys and typed.
import { describe, expect, it } from 'vitest';
import { type GrantId, type Sku, skuSchema } from '../ids';
import type { CounterFacts } from '../stock/counter-sale';
import { answerScan } from './bench';
import type { BenchCommand } from './bench-command';
import { benchOf, factsOf } from './bench.test-kit';
import type { Bench, BenchInput, BenchOutcome } from './session';

const [mug, lamp] = [skuSchema.parse('MUG'), skuSchema.parse('LAMP')];
const grantOf = (sku: Sku, units: number) => ({
  grantId: `g-${sku}` as GrantId,
  sku,
  units,
  used: 0,
  until: '2026-03-02T12:00:00.000Z',
});
const counter: CounterFacts = {
  agreed: [],
  rates: [{ country: 'GB', sku: '', fromDay: '2020-01-01', ppm: 200_000 }],
  country: 'GB',
  day: '2026-03-02',
};
const facts = factsOf({
  grants: [grantOf(mug, 9), grantOf(lamp, 9)],
  nextDocument: { series: 'document W1 2026', number: 7 },
  counter,
});
const item = (sku: Sku, currency = 'GBP'): BenchInput => ({
  kind: 'item',
  sku,
  name: sku.toLowerCase(),
  units: 1,
  code: sku,
  scanId: 's',
  wantedBy: [],
  listed: { amountMinor: 600, currency },
});
const command = (name: BenchCommand): BenchInput => ({ kind: 'command', command: name });
const gathering = (): Bench => benchOf({ aside: { kind: 'counter', scans: [] } });

function after(...inputs: BenchInput[]): BenchOutcome {
  let outcome: BenchOutcome | null = null;
  for (const input of inputs) outcome = answerScan(outcome?.bench ?? gathering(), input, facts);
  if (!outcome) throw new Error('nothing was scanned');
  return outcome;
}
const told = ({ verdict }: BenchOutcome): string =>
  verdict.kind === 'answer' ? verdict.code : `!${verdict.refusal.code}`;
const soldOf = ({ ops }: BenchOutcome) => ops.find((op) => op.type === 'counter.sell')?.body;
const digits = (text: string): BenchInput[] =>
  [...text].map((digit) => command(`quantity-${digit}` as BenchCommand));

describe('a sale that is paid', () => {
  it('asks how before it is one', () => {
    const asked = after(item(mug), item(mug), command('finish'));
    expect(told(asked)).toBe('sale-pay');
    expect(asked.ops).toEqual([]);
    expect(asked.verdict.values).toEqual({ totalMinor: 1200, currency: 'GBP' });
  });

  it('in cash to the penny by FINISH, and tells price, tax and payment', () => {
    const paid = after(item(mug), item(mug), command('finish'), command('finish'));
    expect(told(paid)).toBe('sold');
    expect(soldOf(paid)).toEqual({
      series: 'document W1 2026',
      number: 7,
      lines: [{ sku: mug, quantity: 2, grantId: 'g-MUG' }],
      said: {
        currency: 'GBP',
        country: 'GB',
        prices: [{ sku: mug, unitPriceMinor: 600, taxPpm: 200_000, source: 'list' }],
        payment: { method: 'cash', tenderedMinor: 1200 },
      },
    });
    expect(paid.bench.aside).toEqual({ kind: 'counter', scans: [] });
  });

  it('in cash of what was said in digits, with what is given back', () => {
    const paid = after(item(mug), command('finish'), ...digits('2000'), command('finish'));
    expect(told(paid)).toBe('sold-change');
    expect(paid.verdict.values).toMatchObject({ changeMinor: 1400, currency: 'GBP', units: 1 });
    expect(soldOf(paid)?.said?.payment).toEqual({ method: 'cash', tenderedMinor: 2000 });
  });

  it('never for less than the total', () => {
    const short = after(item(mug), command('finish'), ...digits('599'), command('finish'));
    expect(told(short)).toBe('!sale-tendered-short');
    expect(soldOf(short)).toBeUndefined();
    expect(told(answerScan(short.bench, command('finish'), facts))).toBe('sold');
    const typed: BenchInput = { kind: 'sale-payment', payment: { method: 'cash', tenderedMinor: 1 } };
    expect(told(after(item(mug), command('finish'), typed))).toBe('!sale-tendered-short');
  });

  it('by card at the terminal, with the slip’s number said or typed, and no card’s', () => {
    expect(soldOf(after(item(mug), command('finish'), command('pay-card')))?.said?.payment).toEqual({
      method: 'card',
      reference: '',
    });
    const said = after(item(mug), command('finish'), ...digits('123'), command('pay-card'));
    expect(soldOf(said)?.said?.payment).toEqual({ method: 'card', reference: '123' });
    const card: BenchInput = {
      kind: 'sale-payment',
      payment: { method: 'card', reference: '4242424242424242' },
    };
    const refused = after(item(mug), command('finish'), card);
    expect(told(refused)).toBe('!sale-card-number');
    expect(JSON.stringify(refused.ops), 'nor in the evidence').not.toContain('4242');
  });

  it('goes back to gathering by CANCEL, UNDO or another unit, with no amount left over', () => {
    const asked = [item(mug), command('finish'), ...digits('50')];
    const left = after(...asked, command('cancel'));
    expect(told(left)).toBe('cancelled-command');
    expect(left.bench).toMatchObject({ times: null, aside: { kind: 'counter', scans: [{ sku: mug }] } });
    expect(left.bench.aside).not.toHaveProperty('paying');
    const more = after(...asked, item(lamp));
    expect(more.bench.aside).toMatchObject({ scans: [{ quantity: 1 }, { quantity: 1 }] });
    expect(more.bench.aside).not.toHaveProperty('paying');
    expect(after(...asked, command('undo')).bench.aside).toEqual({ kind: 'counter', scans: [] });
  });

  it('waits for a price that nobody told, and notes that it was said here', () => {
    const unpriced = after(item(mug), item(lamp, 'EUR'), item(lamp, 'EUR'), command('finish'));
    expect(told(unpriced)).toBe('!sale-price-needed');
    expect(unpriced.verdict.values).toEqual({ name: 'lamp' });
    const price: BenchInput = { kind: 'sale-price', sku: lamp, unitPriceMinor: 250 };
    const paid = [price, command('finish'), command('finish')].reduce(
      (outcome, input) => answerScan(outcome.bench, input, facts),
      unpriced,
    );
    expect(told(paid)).toBe('sold');
    expect(soldOf(paid)?.said).toMatchObject({
      prices: [
        { sku: mug, source: 'list' },
        { sku: lamp, unitPriceMinor: 250, source: 'typed' },
      ],
      payment: { tenderedMinor: 1100 },
    });
    expect(told(after(item(mug), price)), 'of what is not gathered').toBe('!sale-empty');
  });

  it('is no sale while the bench has no number for it', () => {
    const asked = after(item(mug), command('finish'));
    const none = answerScan(asked.bench, command('finish'), { ...facts, nextDocument: null });
    expect(told(none)).toBe('!document-numbers-empty');
    expect(told(answerScan(none.bench, command('ok'), facts))).not.toBe('sold');
  });
});
