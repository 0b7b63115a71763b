// Who is the same customer for sure, who only looks like it and why, and which segment somebody is in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, foldName, type Likeness, mailVariant, whyAlike } from './alike';
import { contactsOf, keyOf, type OrderContacts, sureKeysOf } from './contact';
import { keptUntil, usualCustomerRules } from './rules';
import { scoreOf, segmentOf, segments } from './value';

const order = (
  more: Partial<OrderContacts['shipTo']> = {},
  customerId: string | null = null,
): OrderContacts => ({
  channelId: 'web' as OrderContacts['channelId'],
  customer: { customerId, name: 'Ayşe Yılmaz' },
  shipTo: {
    name: 'Ayşe Yılmaz',
    company: null,
    lines: ['1 High Street'],
    postcode: 'LS1 1AA',
    city: 'Leeds',
    region: null,
    countryCode: 'TR',
    phone: null,
    email: null,
    ...more,
  },
});

describe('sure keys', () => {
  it.each([
    ['0532 123 45 67', 'TR', '+905321234567'],
    ['+90 (532) 123-4567', 'GB', '+905321234567'],
    ['020 7946 0018', 'GB', '+442079460018'],
    ['12', 'TR', null],
    ['ask my neighbour', 'TR', null],
  ])('phone %s in %s is %s', (phone, countryCode, key) => {
    expect(sureKeysOf(order({ phone, countryCode }), usualCustomerRules).map(({ value }) => value)).toEqual(
      key === null ? [] : [key],
    );
  });

  it('are the strongest first, and none of what is shared or not checked', () => {
    const whole = order({ email: ' Ann@Example.org', phone: '05321234567' }, 'K9');
    expect(sureKeysOf(whole, usualCustomerRules).map(keyOf)).toEqual([
      'channel:web:K9',
      'mail:ann@example.org',
      'phone:+905321234567',
    ]);
    const rules = { ...usualCustomerRules, trustMail: ['shop'], shared: ['+905321234567'] };
    expect(sureKeysOf(whole, rules).map(keyOf)).toEqual(['channel:web:K9']);
    expect(contactsOf(whole)).toHaveLength(3);
    expect(contactsOf(order({ email: 'nobody' }))).toEqual([]);
  });
});

const like = (more: Partial<Likeness>): Likeness => ({
  names: ['Ayşe Yılmaz'],
  postcodes: [],
  mails: [],
  phones: [],
  ...more,
});

describe('customers that look like one', () => {
  it.each<[string, Partial<Likeness>, Partial<Likeness>, string[]]>([
    [
      'name and postcode',
      { postcodes: ['LS1 1AA'] },
      { names: ['YILMAZ, Ayse'], postcodes: ['ls11aa'] },
      ['name-postcode'],
    ],
    ['only the postcode', { postcodes: ['LS1 1AA'] }, { names: ['Bob'], postcodes: ['LS1 1AA'] }, []],
    ['only the name', {}, {}, []],
    [
      'dots and plus',
      { mails: ['a.y+shop@gmail.com'] },
      { names: ['AY'], mails: ['ay@googlemail.com'] },
      ['mail-variant'],
    ],
    ['a letter less', { mails: ['ayse@example.org'] }, { mails: ['ayse@example.rg'] }, ['mail-typo']],
    ['two swapped', { mails: ['ayse@example.org'] }, { mails: ['asye@example.org'] }, ['mail-typo']],
    [
      'a letter, other name',
      { mails: ['ayse@example.org'] },
      { names: ['Bob'], mails: ['ayze@example.org'] },
      [],
    ],
    [
      'the same mail',
      { mails: ['a@example.org'] },
      { names: ['Bob'], mails: ['a@example.org'] },
      ['same-contact'],
    ],
    [
      'same phone, other country code',
      { phones: ['+905321234567'] },
      { phones: ['+445321234567'] },
      ['phone-name'],
    ],
  ])('%s', (_what, one, other, reasons) => {
    expect(whyAlike(like(one), like(other))).toEqual(reasons);
    expect(whyAlike(like(other), like(one))).toEqual(reasons);
    const shared = blocksOf(like(one)).filter((block) => blocksOf(like(other)).includes(block));
    // A reason by shared contact alone may rest on a key, which is looked up otherwise.
    if (reasons.length > 0 && !reasons.includes('same-contact')) expect(shared).not.toEqual([]);
  });

  it('names fold the same in any writing, order and letter case', () => {
    expect(foldName('YILMAZ Ayşe')).toBe(foldName('ayse  yılmaz'));
    expect(foldName('İbrahim Çelik')).toBe('celik ibrahim');
    expect(foldName(' . ')).toBe('');
    expect(mailVariant('a.b.c+x@example.org')).toBe('abc@example.org');
  });
});

describe('segments', () => {
  it('cover every score once', () => {
    const seen = new Set<string>();
    for (const r of [1, 2, 3, 4, 5])
      for (const f of [1, 2, 3, 4, 5]) for (const m of [1, 2, 3, 4, 5]) seen.add(segmentOf({ r, f, m }));
    expect([...seen].sort()).toEqual([...segments].sort());
    expect(segmentOf({ r: 5, f: 5, m: 5 })).toBe('champion');
    expect(segmentOf({ r: 1, f: 1, m: 1 })).toBe('lost');
  });

  it('a score rises with its value and never leaves 1 to 5', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 4, maxLength: 4 }),
        fc.integer(),
        fc.nat(),
        (limits, value, more) => {
          const sorted = [...limits].sort((a, b) => a - b);
          const score = scoreOf(value, sorted);
          expect(score).toBeGreaterThanOrEqual(1);
          expect(scoreOf(value + more, sorted)).toBeGreaterThanOrEqual(score);
          expect(scoreOf(value + more, sorted)).toBeLessThanOrEqual(5);
        },
      ),
    );
  });
});

it('invoices are kept so many years after the end of theirs', () => {
  expect(keptUntil('2026-03-05T10:00:00.000Z', 10)).toBe('2037-01-01T00:00:00.000Z');
});
