import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import {
  type AskedPaper,
  paperFormats,
  paperKinds,
  type PaperRule,
  paperRulesSchema,
  paperSales,
  usualPaperRules,
} from './paper-rules';
import { asksForNote, type PaperQuestion, papersOf, saleTo } from './papers-of';

const rule = (over: Partial<PaperRule>): PaperRule => ({
  countries: [],
  isElsewhere: false,
  channels: [],
  sales: [],
  papers: [{ kind: 'packing-slip', format: 'A4' }],
  ...over,
});
const box = (over: Partial<PaperQuestion> = {}): PaperQuestion => ({
  sale: 'private',
  countryCode: 'GB',
  channelName: 'Web shop',
  ...over,
});
const asks = (rules: PaperRule[], about: PaperQuestion): string[] =>
  papersOf({ rules }, about).map(({ kind, format }) => `${kind} ${format}`);

describe('papers of a box', () => {
  it.each<[string, Partial<PaperRule>, Partial<PaperQuestion>, boolean]>([
    ['every box', {}, {}, true],
    ['to its country', { countries: ['GB'] }, {}, true],
    ['to another country', { countries: ['TR'] }, {}, false],
    ['elsewhere', { countries: ['TR'], isElsewhere: true }, {}, true],
    ['elsewhere, and it goes there', { countries: ['GB'], isElsewhere: true }, {}, false],
    ['of its channel', { channels: ['Market', 'Web shop'] }, {}, true],
    ['of another channel', { channels: ['Market'] }, {}, false],
    ['to a company', { sales: ['business'] }, { sale: 'business' }, true],
    ['to a company, and it is not', { sales: ['business'] }, {}, false],
    ['all three', { countries: ['GB'], channels: ['Web shop'], sales: ['private'] }, {}, true],
    ['two of three', { countries: ['GB'], channels: ['Web shop'], sales: ['counter'] }, {}, false],
  ])('%s', (_what, when, about, isAsked) => {
    expect(asks([rule(when)], box(about))).toEqual(isAsked ? ['packing-slip A4'] : []);
  });

  it('gives a paper that two rules ask for once, in the size of the first', () => {
    const note: AskedPaper = { kind: 'delivery-note', format: 'A4' };
    const rules = [
      rule({ papers: [note] }),
      rule({ papers: [{ kind: 'packing-slip', format: 'A5' }] }),
      rule({
        papers: [
          { kind: 'packing-slip', format: 'A4' },
          { kind: 'delivery-note', format: 'A5' },
        ],
      }),
    ];
    expect(asks(rules, box())).toEqual(['packing-slip A5', 'delivery-note A4']);
  });

  it('asks for a receipt of goods taken along and for papers of a border, until somebody says otherwise', () => {
    const { rules } = usualPaperRules('W1' as never);
    expect(asks(rules, box({ sale: 'counter' }))).toEqual(['receipt roll-80']);
    expect(asks(rules, box())).toEqual(['customs-declaration A5', 'commercial-invoice A4']);
    expect(asksForNote({ rules })).toBe(false);
  });

  it('takes an address with a company for business', () => {
    expect([null, '', '  ', 'Çiğdem Ltd'].map((company) => saleTo({ company }))).toEqual([
      'private',
      'private',
      'private',
      'business',
    ]);
  });
});

const anyRule = fc.record({
  countries: fc.uniqueArray(fc.constantFrom('GB', 'TR', 'DE'), { maxLength: 3 }),
  isElsewhere: fc.boolean(),
  channels: fc.uniqueArray(fc.constantFrom('Web shop', 'Market'), { maxLength: 2 }),
  sales: fc.uniqueArray(fc.constantFrom(...paperSales), { maxLength: 3 }),
  papers: fc.uniqueArray(
    fc.record({ kind: fc.constantFrom(...paperKinds), format: fc.constantFrom(...paperFormats) }),
    { minLength: 1, maxLength: 3, selector: ({ kind }) => kind },
  ),
});

describe('whatever the rules', () => {
  it('a paper is asked for by some rule that fits alone, and once; one rule more takes none away', () => {
    holds(
      fc.property(
        fc.array(anyRule, { maxLength: 6 }),
        anyRule,
        fc.constantFrom(...paperSales),
        fc.constantFrom('GB', 'TR', 'DE'),
        fc.constantFrom('Web shop', 'Market'),
        (rules, more, sale, countryCode, channelName) => {
          expect(paperRulesSchema.safeParse({ warehouseId: 'W1', rules }).success).toBe(true);
          const about = { sale, countryCode, channelName };
          const asked = papersOf({ rules }, about);
          expect(new Set(asked.map(({ kind }) => kind)).size).toBe(asked.length);
          for (const paper of asked)
            expect(
              rules.some((each) =>
                papersOf({ rules: [each] }, about).some(
                  (one) => one.kind === paper.kind && one.format === paper.format,
                ),
              ),
            ).toBe(true);
          expect(papersOf({ rules: [...rules, more] }, about)).toEqual(expect.arrayContaining(asked));
        },
      ),
    );
  });
});
