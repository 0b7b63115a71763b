import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRecord, type InvoiceRecord } from './invoice-record';
import type { InvoiceFacts } from './online-retail';
import { createRowReader } from './online-retail-row';
import { type InvoiceEffects, takeCorrection, takeInvoice, type ToldLine } from './take-invoice';

const facts: InvoiceFacts = { mayUse: () => true, customerOf: () => null };
const places = {
  invoice: 0,
  sku: 1,
  description: 2,
  quantity: 3,
  date: 4,
  price: 5,
  customer: 6,
  country: 7,
};
const readRow = createRowReader('GBP', 'UTC', { separator: ',', places, count: 8 });

function ids(): () => string {
  let next = 0;
  return () => `id-${(next += 1)}`;
}

/** `A 6 2.50`: product, quantity, price. */
function told(invoice: string, ...lines: readonly string[]): ToldLine[] {
  return lines.map((line, place) => {
    const [sku, quantity, price] = line.split(' ');
    const content = [sku, 'thing', quantity, '2011-01-01', price, '7', 'Spain'].join('\t');
    return { content, lineNo: place + 2, text: `${invoice},${line}`, reading: readRow({ invoice, content }) };
  });
}

const take = (record: InvoiceRecord, ...lines: readonly string[]): InvoiceEffects =>
  takeInvoice(record, told(record.externalId, ...lines), facts, ids());

const ordered = (effects: InvoiceEffects): string[] =>
  (effects.order?.lines ?? []).map((line) => `${line.sku} ${line.quantity}`);

describe('an invoice told for the first time', () => {
  it('is an order and a memory of every line', () => {
    const effects = take(emptyRecord('1'), 'A 6 2.50', 'POST 1 18', 'G x 1');
    expect(ordered(effects)).toEqual(['A 6']);
    expect(effects.order?.charges).toEqual([
      { kind: 'shipping', code: 'POST', name: 'thing', amountMinor: 1800 },
    ]);
    expect(effects.record.lines.map((line) => line.outcome.as)).toEqual(['goods', 'charge', 'quarantined']);
    expect(effects.record).toMatchObject({
      orders: ['1'],
      customerId: '7',
      countryCode: 'ES',
      placedAt: '2011-01-01T00:00:00.000Z',
    });
    expect(effects.problems).toMatchObject([{ quarantineId: 'id-1', line: 2, lineNo: 4, text: '1,G x 1' }]);
    expect([effects.taken, effects.unchanged]).toEqual([2, 0]);
  });

  it('takes the same line twice when it is told twice', () => {
    expect(ordered(take(emptyRecord('1'), 'A 6 2.50', 'A 6 2.50'))).toEqual(['A 6', 'A 6']);
  });
});

describe('an invoice told again', () => {
  const first = take(emptyRecord('1'), 'A 6 2.50', 'G 3 1', 'POST 1 18', 'C x 1').record;

  it('has no effect when it says the same, in any order', () => {
    const effects = take(first, 'C x 1', 'POST 1 18', 'A 6 2.50', 'G 3 1');
    expect(effects).toMatchObject({
      order: null,
      gone: [],
      problems: [],
      superseded: [],
      cancellations: [],
      taken: 0,
      unchanged: 4,
    });
    expect(effects.record.orders).toEqual(['1']);
  });

  it.each([
    ['more of a line', ['A 8 2.50', 'G 3 1', 'POST 1 18', 'C x 1'], ['A 2'], []],
    ['less of a line', ['A 4 2.50', 'G 3 1', 'POST 1 18', 'C x 1'], [], [['1', 1, 2]]],
    ['another price', ['A 6 2.40', 'G 3 1', 'POST 1 18', 'C x 1'], ['A 6'], [['1', 1, 6]]],
    ['one line less', ['A 6 2.50', 'POST 1 18', 'C x 1'], [], [['1', 2, 3]]],
    ['one line more', ['A 6 2.50', 'G 3 1', 'POST 1 18', 'C x 1', 'A 6 2.50'], ['A 6'], []],
    ['a line split in two', ['A 2 2.50', 'A 4 2.50', 'G 3 1', 'POST 1 18', 'C x 1'], [], []],
    ['what waited is mended', ['A 6 2.50', 'G 3 1', 'POST 1 18', 'C 5 1'], ['C 5'], []],
  ])('with %s changes only that', (_name, lines, more, gone) => {
    const effects = take(first, ...lines);
    expect(ordered(effects)).toEqual(more);
    expect(effects.gone.map((units) => [units.order, units.lineNo, units.units])).toEqual(gone);
    expect(effects.record.lines).toHaveLength(lines.length);
    expect(effects.order?.externalId ?? null).toBe(more.length > 0 ? '1+2' : null);
    expect(take(effects.record, ...lines)).toMatchObject({ order: null, gone: [], problems: [], taken: 0 });
  });

  it('closes what waits when the file no longer has it', () => {
    expect(take(first, 'A 6 2.50', 'G 3 1', 'POST 1 18').superseded).toEqual(['id-1']);
  });

  it('gives money back when a charge went', () => {
    const effects = take(first, 'A 6 2.50', 'G 3 1', 'C x 1');
    expect(effects.order).toMatchObject({
      externalId: '1+2',
      lines: [],
      charges: [{ kind: 'adjustment', amountMinor: -1800 }],
    });
  });

  it('does not cancel again what was cancelled before', () => {
    const record = structuredClone(first);
    const outcome = record.lines[0]?.outcome;
    if (outcome?.as === 'goods') for (const part of outcome.parts) part.cancelled = 4;
    const effects = take(record, 'G 3 1', 'POST 1 18', 'C x 1');
    expect(effects.gone.map((units) => units.units)).toEqual([2]);
  });

  it('asks a person when a cancellation is withdrawn', () => {
    const record: InvoiceRecord = {
      ...emptyRecord('C1'),
      lines: [
        {
          original: told('C1', 'A -1 2')[0]?.content ?? '',
          corrected: null,
          outcome: { as: 'cancellation', of: [] },
        },
      ],
    };
    const effects = take(record, 'G -1 2');
    expect(effects.problems.map((problem) => problem.reason.code)).toEqual(['cancellation-withdrawn']);
    expect(effects.cancellations).toHaveLength(1);
    expect(take(effects.record, 'G -1 2').problems).toEqual([]);
  });

  it('leaves in the orders exactly what was told last, whatever was told before', () => {
    const line = fc.tuple(
      fc.constantFrom('A', 'G'),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom('1', '2'),
    );
    const telling = fc.array(line, { maxLength: 6 }).map((lines) => lines.map((parts) => parts.join(' ')));
    fc.assert(
      fc.property(fc.array(telling, { minLength: 1, maxLength: 5 }), (tellings) => {
        let record = emptyRecord('1');
        const live = new Map<string, number>();
        const lineKeys = new Map<string, string>();
        for (const lines of tellings) {
          const effects = take(record, ...lines);
          effects.order?.lines.forEach((orderLine, place) => {
            const key = `${orderLine.sku} ${orderLine.unitPriceMinor}`;
            lineKeys.set(`${effects.order?.externalId} ${place + 1}`, key);
            live.set(key, (live.get(key) ?? 0) + orderLine.quantity);
          });
          for (const units of effects.gone) {
            const key = lineKeys.get(`${units.order} ${units.lineNo}`) ?? 'unknown';
            live.set(key, (live.get(key) ?? 0) - units.units);
          }
          record = effects.record;
        }
        const wanted = new Map<string, number>();
        for (const text of tellings.at(-1) ?? []) {
          const [sku, quantity, price] = text.split(' ');
          const key = `${sku} ${Number(price) * 100}`;
          wanted.set(key, (wanted.get(key) ?? 0) + Number(quantity));
        }
        const positive = (units: Map<string, number>) =>
          Object.fromEntries([...units].filter(([, count]) => count !== 0));
        expect(positive(live)).toEqual(positive(wanted));
      }),
    );
  });
});

describe('a correction by a person', () => {
  const first = take(emptyRecord('1'), 'A 6 2.50', 'G x 1').record;
  const corrected = told('1', 'G 4 1')[0] as ToldLine;

  it('takes the line into an order of its own and remembers both texts', () => {
    const result = takeCorrection(first, 1, corrected, [], facts, ids());
    expect(result.ok).toBe(true);
    if (!result.ok) return;
    expect(ordered(result.effects)).toEqual(['G 4']);
    expect(result.effects.record.lines[1]).toMatchObject({
      original: first.lines[1]?.original,
      corrected: corrected.content,
    });
    for (const again of ['G x 1', 'G 4 1']) {
      expect(take(result.effects.record, 'A 6 2.50', again)).toMatchObject({
        order: null,
        gone: [],
        problems: [],
      });
    }
  });

  it('stays waiting with the new reason when it is still wrong', () => {
    const result = takeCorrection(first, 1, told('1', 'G -4 1')[0] as ToldLine, [], facts, ids());
    expect(result).toEqual({ ok: false, reason: { code: 'negative-quantity', values: { quantity: -4 } } });
  });

  it('may move to another invoice, where no file takes it away again', () => {
    const result = takeCorrection(
      emptyRecord('2'),
      null,
      told('2', 'G 4 1')[0] as ToldLine,
      [],
      facts,
      ids(),
    );
    expect(result.ok).toBe(true);
    if (!result.ok) return;
    expect(ordered(result.effects)).toEqual(['G 4']);
    const again = take(result.effects.record, 'A 1 1');
    expect([again.gone, ordered(again)]).toEqual([[], ['A 1']]);
  });
});
