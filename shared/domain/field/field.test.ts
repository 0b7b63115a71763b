import { describe, expect, it } from 'vitest';
import { type FieldDefinition, fieldDefinitionSchema, fieldsOf, type FieldValue } from './field';
import { readField, showField } from './field-text';
import { judgeFields, missingFields } from './judge-fields';

const field = (change: object): FieldDefinition =>
  fieldDefinitionSchema.parse({
    owner: 'order',
    key: 'note',
    names: { en: 'Gift note', tr: 'Hediye notu' },
    kind: 'text',
    ...change,
  });
const wrap = field({
  key: 'wrap',
  kind: 'choice',
  options: [
    { key: 'red', names: { en: 'Red paper', tr: 'Kırmızı kâğıt' } },
    { key: 'none', names: { en: 'None', tr: 'Yok' } },
  ],
});
const all = [
  field({}),
  wrap,
  field({ key: 'pieces', kind: 'number' }),
  field({ key: 'wanted_on', kind: 'date' }),
  field({ key: 'insured', kind: 'yes-no' }),
  field({ key: 'worth', kind: 'money' }),
];

describe('a value', () => {
  it.each<[string, FieldValue, string | null]>([
    ['note', 'Hello', null],
    ['note', 5, 'field-kind'],
    ['note', 'x'.repeat(1001), 'field-kind'],
    ['wrap', 'red', null],
    ['wrap', 'blue', 'field-option'],
    ['pieces', 2.5, null],
    ['pieces', '2', 'field-kind'],
    ['wanted_on', '2026-02-28', null],
    ['wanted_on', '2026-02-30', 'field-day'],
    ['wanted_on', 'soon', 'field-day'],
    ['insured', true, null],
    ['insured', 'yes', 'field-kind'],
    ['worth', { amountMinor: 500, currency: 'GBP' }, null],
    ['worth', { amountMinor: 500, currency: 'EUR' }, 'field-currency'],
    ['worth', 500, 'field-kind'],
    ['nothing', 'x', 'field-unknown'],
  ])('%s %j: %s', (key, value, code) => {
    expect(judgeFields(all, { [key]: value }, 'GBP').map((each) => each.code)).toEqual(code ? [code] : []);
  });

  it('that has to be there is asked for where it has to be, and cannot be taken out', () => {
    const needed = [field({ requiredAt: 'placed' }), field({ key: 'wrap_by', requiredAt: 'released' })];
    expect(missingFields(needed, { note: '' }, 'placed')).toMatchObject([
      { key: 'note', code: 'field-required' },
    ]);
    expect(missingFields(needed, { note: 'x' }, 'placed')).toEqual([]);
    expect(missingFields(needed, undefined, 'released')).toMatchObject([{ key: 'wrap_by' }]);
    expect(judgeFields(needed, { note: null, wrap_by: null }, null)).toMatchObject([
      { code: 'field-required' },
    ]);
  });

  it('is asked of the channels that have it, and of nobody when it is retired', () => {
    const some = [
      field({ channels: ['web'] }),
      field({ key: 'old', isRetired: true }),
      field({ key: 'every' }),
    ];
    expect(fieldsOf(some, 'order', 'shop').map(({ key }) => key)).toEqual(['every']);
    expect(fieldsOf(some, 'order', 'web').map(({ key }) => key)).toEqual(['note', 'every']);
  });
});

describe('a cell of a sheet', () => {
  const as = { decimal: ',', dates: 'dmy', currency: 'TRY' } as const;
  it.each<[string, string | number, FieldValue | null]>([
    ['note', '  Mutlu yıllar ', 'Mutlu yıllar'],
    ['note', '', null],
    ['pieces', '1.234,5', 1234.5],
    ['pieces', 7, 7],
    ['pieces', 'many', 'many'],
    ['worth', '₺ 1.250,00', { amountMinor: 125_000, currency: 'TRY' }],
    ['insured', 'EVET', true],
    ['insured', 'hayır', false],
    ['insured', 'perhaps', 'perhaps'],
    ['wanted_on', '4.5.2026', '2026-05-04'],
    ['wrap', 'KIRMIZI KÂĞIT', 'red'],
    ['wrap', 'green', 'green'],
  ])('%s %j', (key, cell, expected) => {
    const definition = all.find((each) => each.key === key) as FieldDefinition;
    expect(readField(definition, cell, as)).toEqual(expected);
  });
});

describe('a value on a screen', () => {
  it.each<[string, FieldValue, string, string]>([
    ['wrap', 'red', 'Red paper', 'Kırmızı kâğıt'],
    ['insured', false, 'No', 'Hayır'],
    ['worth', { amountMinor: -5, currency: 'GBP' }, '-0.05 GBP', '-0.05 GBP'],
    ['worth', { amountMinor: 500, currency: 'JPY' }, '500 JPY', '500 JPY'],
    ['pieces', 2, '2', '2'],
  ])('%s %j', (key, value, en, tr) => {
    const definition = all.find((each) => each.key === key) as FieldDefinition;
    expect([showField(definition, value, 'en'), showField(definition, value, 'tr')]).toEqual([en, tr]);
  });
});

describe('a definition', () => {
  it.each([
    { kind: 'choice', options: [] },
    { kind: 'text', options: [{ key: 'a', names: { en: 'A', tr: 'A' } }] },
    { owner: 'customer', requiredAt: 'placed' },
    { key: 'Gift Note' },
  ])('that makes no sense is refused: %j', (change) => {
    expect(() => field(change)).toThrow();
  });
});
