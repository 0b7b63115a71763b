// What every connector must do, whatever its package wants: read back, its file is the journal in the currency of the books.
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AccountingEntry } from '../../../shared/contract/accounting';
import { holds } from '../../../shared/domain/property.test-kit';
import { type AccountingConnector, writeFile } from './connector';

/** One line of the file, as the package takes it. */
export type TakenLine = { journal: string; day: string; account: string; minor: number };
export type ReadBack = (row: readonly string[]) => TakenLine;

const hostile = [
  '=1+1',
  '+cmd',
  '@SUM(A1)',
  '-2+3',
  'a,b',
  'say "hi"',
  'two\nlines',
  'ends,\r\n"',
  "'",
  'Şükrü',
  '',
];
const context = { baseCurrency: 'GBP' };

const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 30 }));
const entry = fc
  .record({
    no: fc.integer({ min: 1, max: 999_999 }),
    day: fc.integer({ min: 0, max: 364 }),
    text,
    party: fc.option(text, { nil: null }),
    amounts: fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 6 }),
  })
  .map(({ no, day, text: about, party, amounts }): AccountingEntry => {
    const all = [...amounts, 0 - amounts.reduce((sum, each) => sum + each, 0)];
    return {
      number: `J-2026-${String(no).padStart(6, '0')}`,
      day: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
      kind: 'manual',
      currency: 'EUR',
      reference: about,
      text: about,
      orderId: null,
      postedAt: '2026-01-01T00:00:00.000Z',
      lines: all.map((baseMinor, index) => ({
        account: `${4000 + index}`,
        amountMinor: baseMinor * 2,
        baseMinor,
        party,
        sku: null,
        quantity: null,
        vatCountry: null,
        vatPpm: null,
        vatNetMinor: null,
      })),
    };
  });

export function itKeepsTheContract(connector: AccountingConnector, readBack: ReadBack): void {
  const rowsOf = (entries: readonly AccountingEntry[]): string[][] => {
    const file = writeFile(connector, entries, context);
    const rows: string[][] = parse(file, { relax_column_count: false });
    return connector.headings ? rows.slice(1) : rows;
  };

  it('tells every entry once, whole, on its day, balanced in the currency of the books', () => {
    holds(
      fc.property(fc.uniqueArray(entry, { selector: ({ number }) => number, maxLength: 8 }), (entries) => {
        const wanted = entries.flatMap(({ number, day, lines }) =>
          lines.flatMap(({ account, baseMinor }) =>
            baseMinor === 0 ? [] : [{ journal: number, day, account, minor: baseMinor }],
          ),
        );
        const taken = rowsOf(entries).map(readBack);
        expect(taken).toEqual(wanted);
        for (const { number } of entries)
          expect(
            taken.filter(({ journal }) => journal === number).reduce((sum, { minor }) => sum + minor, 0),
          ).toBe(0);
      }),
    );
  });

  it('makes no text another field, another row or a formula', () => {
    holds(
      fc.property(entry, (one) => {
        for (const row of rowsOf([one])) {
          expect(row).toHaveLength(connector.headings?.length ?? row.length);
          for (const cell of row)
            if (!/^-?\d+(\.\d+)?$/.test(cell)) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
        }
      }),
    );
  });

  it('writes the same again, and nothing of nothing', () => {
    expect(rowsOf([])).toEqual([]);
    holds(
      fc.property(entry, (one) => {
        expect(writeFile(connector, [one], context)).toBe(writeFile(connector, [one], context));
      }),
    );
  });
}
