// Bills of suppliers: a table over (state x command), and every way order, receipt and bill can differ.
import { describe, expect, it } from 'vitest';
import { decideBill } from './decide';
import { evolveBill } from './evolve';
import type { BillContent, BillId, MatchFacts, SupplierBill } from './supplier-bill';

const billId = '0198a000-0000-7000-8000-000000000001' as BillId;
const line = (more: object = {}) =>
  ({
    for: 'goods',
    sku: 'MUG',
    text: 'Mugs',
    quantity: 10,
    netMinor: 1800,
    ...more,
  }) as BillContent['lines'][number];
const content: BillContent = {
  supplier: 'Mug Works',
  number: 'A-1',
  vatNumber: 'GB123',
  purchaseId: null,
  currency: 'GBP',
  day: '2026-03-02',
  dueOn: '2026-04-01',
  lines: [line()],
  taxes: [{ country: 'GB', ppm: 200_000, netMinor: 1800, taxMinor: 360 }],
  totalMinor: 2160,
};
const facts: MatchFacts = {
  purchase: {
    supplier: 'Mug Works',
    currency: 'GBP',
    lines: [{ sku: 'MUG', received: 10, unitCostMinor: 180 }],
  },
  billed: new Map(),
  tolerancePpm: 20_000,
};
const problems = (more: Partial<BillContent>, other: Partial<MatchFacts> = {}): string[] => {
  const decision = decideBill(null, {
    type: 'EnterBill',
    billId,
    content: { ...content, ...more },
    facts: { ...facts, ...other },
  });
  if (!decision.ok) throw new Error(decision.refusal.code);
  const [entered] = decision.events;
  if (entered?.type !== 'BillEntered') throw new Error('nothing was entered');
  expect(decision.events.some(({ type }) => type === 'BillApproved')).toBe(entered.problems.length === 0);
  return entered.problems.map(({ kind, sku, expected, told }) =>
    [kind, sku, expected, told].filter(Boolean).join(' '),
  );
};

describe('a bill', () => {
  it('that fits is approved by itself, a little dearer or cheaper too', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ lines: [line({ netMinor: 1836 })], totalMinor: 2196 })).toEqual([]);
    expect(problems({ lines: [line({ netMinor: 1000 })], totalMinor: 1360 })).toEqual([]);
  });

  it.each<[string, Partial<BillContent>, Partial<MatchFacts>, string[]]>([
    ['dearer', { lines: [line({ netMinor: 2000 })], totalMinor: 2360 }, {}, ['price MUG 1.80 GBP 2.00 GBP']],
    ['more than came', { lines: [line({ quantity: 12, netMinor: 1800 })] }, {}, ['quantity MUG 10 12']],
    ['billed before', {}, { billed: new Map([['MUG', 4]]) }, ['quantity MUG 6 10']],
    ['never ordered', { lines: [line({ sku: 'LAMP' })] }, {}, ['not-ordered LAMP 0 10']],
    ['of no order', {}, { purchase: null }, ['no-order']],
    ['of another sum', { totalMinor: 2000 }, {}, ['sum 21.60 GBP 20.00 GBP']],
    ['of another supplier', { supplier: 'Lamps' }, {}, ['supplier Mug Works Lamps']],
    ['in another currency', { currency: 'EUR' }, {}, ['currency GBP EUR']],
    ['without VAT number', { vatNumber: null }, {}, ['vat-number']],
    [
      'taxed wrong',
      { taxes: [{ country: 'GB', ppm: 200_000, netMinor: 1800, taxMinor: 400 }], totalMinor: 2200 },
      {},
      ['tax 3.60 GBP 4.00 GBP'],
    ],
  ])('%s is held, and says why', (_name, more, other, expected) => {
    expect(problems(more, other)).toEqual(expected);
  });

  const held = evolveBill(null, { type: 'BillEntered', billId, content, problems: [] });
  const approved = evolveBill(held, { type: 'BillApproved', by: 'Mina', note: null });
  const refused = evolveBill(held, { type: 'BillRefused', by: 'Mina', note: 'not ours' });
  const paid = evolveBill(approved, { type: 'BillPaid', key: 'k', amountMinor: 2000, day: '2026-04-01' });
  const answer = (bill: SupplierBill | null, command: Parameters<typeof decideBill>[1]): string => {
    const decision = decideBill(bill, command);
    return decision.ok ? decision.events.map(({ type }) => type).join(' ') : decision.refusal.code;
  };
  const approve = { type: 'ApproveBill', by: 'Mina', note: null } as const;
  const refuse = { type: 'RefuseBill', by: 'Mina', note: 'no' } as const;
  const pay = (amountMinor: number, key = 'new') =>
    ({ type: 'PayBill', key, amountMinor, day: '2026-04-02' }) as const;

  it.each<[string, SupplierBill | null, string[]]>([
    ['none', null, ['bill-unknown', 'bill-unknown', 'bill-unknown', 'bill-unknown']],
    ['held', held, ['BillApproved', 'BillRefused', 'bill-not-approved', 'bill-not-approved']],
    ['approved', approved, ['', 'bill-answered', 'BillPaid', 'bill-over-paid']],
    ['refused', refused, ['bill-answered', '', 'bill-not-approved', 'bill-not-approved']],
    ['paid in part', paid, ['', 'bill-answered', 'BillPaid', 'bill-over-paid']],
  ])('%s: approve, refuse, pay, pay too much', (_name, bill, expected) => {
    expect([approve, refuse, pay(160), pay(2161)].map((command) => answer(bill, command))).toEqual(expected);
  });

  it('is paid once a payment, and entered once', () => {
    expect(paid.paidMinor).toBe(2000);
    expect(answer(paid, pay(2000, 'k'))).toBe('');
    expect(answer(approved, pay(0))).toBe('bill-over-paid');
    expect(answer(paid, { type: 'EnterBill', billId, content, facts })).toBe('');
  });
});
