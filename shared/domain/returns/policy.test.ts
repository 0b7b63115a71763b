import { describe, expect, it } from 'vitest';
import { skuOf } from '../ids.test-kit';
import {
  defaultReturnPolicy,
  judgeLine,
  type LineToJudge,
  postageFor,
  type ReturnPolicy,
  type ReturnRule,
} from './policy';

const rule = (
  change: Partial<Omit<ReturnRule, 'when'>> & { when?: Partial<ReturnRule['when']> },
): ReturnRule => ({
  ruleId: 'r',
  name: 'a rule',
  active: true,
  terms: {},
  untilAtLeast: null,
  ...change,
  when: {
    skus: [],
    categories: [],
    channelIds: [],
    countries: [],
    orderedFrom: null,
    orderedUntil: null,
    ...change.when,
  },
});
const policy = (...rules: ReturnRule[]): ReturnPolicy => ({ ...defaultReturnPolicy, rules });
const line: LineToJudge = {
  sku: 'MUG',
  category: 'kitchen',
  channelId: 'web',
  countryCode: 'GB',
  orderedAt: '2026-11-20T10:00:00.000Z',
  deliveredAt: '2026-11-25T18:00:00.000Z',
  handedOverAt: '2026-11-22T16:00:00.000Z',
};
const judge = (rules: ReturnRule[], day: string, change: Partial<LineToJudge> = {}) =>
  judgeLine(policy(...rules), { ...line, ...change }, `${day}T23:59:59.000Z`);

describe('how long', () => {
  it('is counted from the day after delivery, the last day included', () => {
    expect(judge([], '2026-12-25')).toMatchObject({ may: true, until: '2026-12-25', rule: null });
    expect(judge([], '2026-12-26')).toMatchObject({ may: false, why: 'too-late', until: '2026-12-25' });
  });

  it('is counted from when it should have been there, when nobody saw it arrive', () => {
    expect(judge([], '2026-12-27', { deliveredAt: null })).toMatchObject({ may: true, until: '2026-12-27' });
    expect(judge([], '2026-12-01', { deliveredAt: null, handedOverAt: null })).toMatchObject({
      why: 'not-shipped',
    });
  });

  it('is what the first rule that fits says', () => {
    const sale = rule({ name: 'Sale', terms: { days: 0 }, when: { skus: [skuOf('MUG')] } });
    const kitchen = rule({ name: 'Kitchen', terms: { days: 100 }, when: { categories: ['kitchen'] } });
    expect(judge([sale, kitchen], '2026-11-26')).toMatchObject({
      may: false,
      why: 'final-sale',
      rule: 'Sale',
    });
    expect(judge([kitchen, sale], '2027-01-26')).toMatchObject({ may: true, rule: 'Kitchen' });
    expect(judge([{ ...sale, active: false }], '2026-11-26')).toMatchObject({ may: true, rule: null });
  });

  it.each([
    ['another product', { when: { skus: [skuOf('LAMP')] } }],
    ['another category', { when: { categories: ['garden'] } }],
    ['another channel', { when: { channelIds: ['shop'] as never } }],
    ['another country', { when: { countries: ['TR'] } }],
    ['orders before', { when: { orderedFrom: '2026-11-21' } }],
    ['orders after', { when: { orderedUntil: '2026-11-19' } }],
  ])('a rule of %s does not count', (_name, change) => {
    expect(judge([rule({ ...change, terms: { days: 0 } })], '2026-11-26')).toMatchObject({ may: true });
  });

  it('may be longer for what was bought for a holiday, never shorter', () => {
    const gift = rule({
      untilAtLeast: '2027-01-31',
      when: { orderedFrom: '2026-11-20', orderedUntil: '2026-12-24' },
    });
    expect(judge([gift], '2027-01-31')).toMatchObject({ may: true, until: '2027-01-31' });
    expect(judge([{ ...gift, untilAtLeast: '2026-12-01' }], '2026-12-20')).toMatchObject({
      until: '2026-12-25',
    });
  });

  it('does not fit a category when the product has none', () => {
    const kitchen = rule({ terms: { days: 0 }, when: { categories: ['kitchen'] } });
    expect(judge([kitchen], '2026-11-26', { category: null })).toMatchObject({ may: true });
  });
});

describe('who pays the way back', () => {
  const terms = { days: 30, feePercent: 0, customerPaysPostage: true };
  const paid: ReturnPolicy = { ...defaultReturnPolicy, postage: [{ currency: 'GBP', amountMinor: 395 }] };
  it('is the customer, once, unless it is all the company’s fault', () => {
    expect(
      postageFor(paid, 'GBP', [
        { terms, reason: 'not-wanted' },
        { terms, reason: 'damaged' },
      ]),
    ).toBe(395);
    expect(postageFor(paid, 'GBP', [{ terms, reason: 'damaged' }])).toBe(0);
    expect(postageFor(paid, 'GBP', [{ terms: { ...terms, customerPaysPostage: false }, reason: null }])).toBe(
      0,
    );
    expect(postageFor(paid, 'TRY', [{ terms, reason: null }])).toBe(0);
  });
});
