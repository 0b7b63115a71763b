import { describe, expect, it } from 'vitest';
import type { Address } from '../customer/address';
import { checkAddress } from './address-check';
import { holdOf, type JudgedOrder, judgePlacement, placementSettingsSchema } from './placement-rules';
import { provinceLike, provinceNamed, provinceOfPostcode } from './turkish-provinces';

const leeds: Address = {
  name: 'Ayşe Yılmaz',
  company: null,
  lines: ['1 High Street'],
  postcode: 'LS1 1AA',
  city: 'Leeds',
  region: null,
  countryCode: 'GB',
  phone: null,
  email: null,
};
const izmir: Address = {
  ...leeds,
  lines: ['Atatürk Cad. No: 12 D: 3'],
  postcode: '35220',
  city: 'Konak',
  region: 'İzmir',
  countryCode: 'TR',
  phone: '0532 123 45 67',
};
const said = (address: Address, rules?: Parameters<typeof checkAddress>[1]): string[] =>
  checkAddress(address, rules).map(({ field, fault, suggestion }) =>
    [field, fault, suggestion].filter((part) => part !== null).join(' '),
  );

describe('an address', () => {
  it.each([leeds, izmir, { ...leeds, countryCode: 'HK', postcode: null, city: 'Kowloon' }])(
    '%# is good',
    (address) => {
      expect(said(address)).toEqual([]);
    },
  );

  it.each<[string, Address, string[]]>([
    ['no street', { ...leeds, lines: [' '] }, ['lines missing']],
    ['no town', { ...leeds, city: '' }, ['city missing']],
    ['no postcode', { ...leeds, postcode: null }, ['postcode missing']],
    ['a postcode of nowhere', { ...leeds, postcode: 'LS' }, ['postcode format']],
    ['letters for digits', { ...izmir, postcode: '3522O' }, ['postcode format 35220']],
    ['a space too many', { ...izmir, postcode: '35 220' }, ['postcode format 35220']],
    ['no state', { ...leeds, countryCode: 'US', postcode: '10001' }, ['region missing']],
    ['no province', { ...izmir, region: null }, ['region missing İzmir']],
    ['a province in small letters without marks', { ...izmir, region: 'izmir' }, []],
    ['a province misspelt', { ...izmir, region: 'İzmri' }, ['region not-a-province İzmir']],
    ['a province that is none', { ...izmir, region: 'Ege' }, ['region not-a-province İzmir']],
    ['a postcode of another province', { ...izmir, region: 'Ankara' }, ['postcode other-province']],
    ['no house', { ...izmir, lines: ['Atatürk Caddesi'] }, ['lines no-house']],
    ['a number that cannot be', { ...izmir, phone: '0532 12' }, ['phone wrong-number']],
    [
      'a number as from abroad',
      { ...leeds, phone: '90 532 123 45 67' },
      ['phone wrong-number +905321234567'],
    ],
    ['no e-mail', { ...leeds, email: 'at home' }, ['email format']],
    ['longer than the label', { ...leeds, lines: ['x'.repeat(61)] }, ['lines too-long']],
  ])('%s', (_name, address, problems) => {
    expect(said(address)).toEqual(problems);
  });

  it('needs a number where the carrier calls', () => {
    const rules = { phoneNeeded: ['GB'], longestLine: 60 };
    expect(said(leeds, rules)).toEqual(['phone no-number']);
    expect(said({ ...leeds, phone: '0113 496 0000' }, rules)).toEqual([]);
  });
});

describe('provinces of Türkiye', () => {
  it('are 81, numbered as their postcodes', () => {
    expect([provinceOfPostcode('01000'), provinceOfPostcode('34000'), provinceOfPostcode('81000')]).toEqual([
      { name: 'Adana', number: 1 },
      { name: 'İstanbul', number: 34 },
      { name: 'Düzce', number: 81 },
    ]);
    expect([provinceOfPostcode('82000'), provinceOfPostcode('00100'), provinceOfPostcode('3400')]).toEqual([
      null,
      null,
      null,
    ]);
  });
  it('are known however their i is typed', () => {
    for (const text of ['ISPARTA', 'Isparta', 'ısparta', 'isparta'])
      expect(provinceNamed(text)?.name).toBe('Isparta');
  });
  it('are suggested when one letter is wrong and only one can be meant', () => {
    expect(provinceLike('Ankra')?.name).toBe('Ankara');
    expect(provinceLike('Londra')).toBeNull();
  });
});

const order: JudgedOrder = {
  channelId: 'web',
  currency: 'GBP',
  totalMinor: 10_000,
  customerId: 'K1',
  shipTo: { ...leeds, email: 'A.Y@Example.org', phone: '+44 113 496 0000' },
  billingCountry: 'GB',
};
const facts = { at: '2026-05-04T10:00:00.000Z', ordersInTheHour: 0, account: null, stopped: [] };
const rules = (fraud: object): ReturnType<typeof placementSettingsSchema.parse> =>
  placementSettingsSchema.parse({ fraud: { channels: ['*'], ...fraud } });
const signs = (fraud: object, change: Partial<JudgedOrder> = {}, told = facts): string =>
  judgePlacement({ ...order, ...change }, rules(fraud), told)
    .flatMap<string>((cause) => (cause.reason === 'fraud' ? [...cause.signs] : [cause.reason]))
    .join(' ');

describe('an order that somebody should look at', () => {
  it('none, while no rule is switched on', () => {
    const bad = { ...order, shipTo: { ...leeds, lines: [] } };
    expect(judgePlacement(bad, placementSettingsSchema.parse({}), facts)).toEqual([]);
  });
  it.each<[string, object, Partial<JudgedOrder>, Partial<typeof facts>, string]>([
    ['worth more', { amountsOver: [{ currency: 'GBP', amountMinor: 9999 }] }, {}, {}, 'amount'],
    ['as much as the limit', { amountsOver: [{ currency: 'GBP', amountMinor: 10_000 }] }, {}, {}, ''],
    ['of another currency', { amountsOver: [{ currency: 'EUR', amountMinor: 1 }] }, {}, {}, ''],
    ['billed elsewhere', { countriesDiffer: true }, { billingCountry: 'FR' }, {}, 'countries'],
    ['billed nobody says where', { countriesDiffer: true }, { billingCountry: null }, {}, ''],
    ['the third in an hour', { ordersInAnHour: 3 }, {}, { ordersInTheHour: 2 }, 'many-orders'],
    ['the second in an hour', { ordersInAnHour: 3 }, {}, { ordersInTheHour: 1 }, ''],
    ['of a blocked e-mail', { blocked: [{ kind: 'email', value: 'a.y@example.ORG' }] }, {}, {}, 'blocked'],
    ['of a blocked number', { blocked: [{ kind: 'phone', value: '+441134960000' }] }, {}, {}, 'blocked'],
    ['of a blocked postcode', { blocked: [{ kind: 'postcode', value: 'ls11aa' }] }, {}, {}, 'blocked'],
    ['of a blocked customer', { blocked: [{ kind: 'customer', value: 'K1' }] }, {}, {}, 'blocked'],
    [
      'of a channel without rules',
      { channels: ['shop'], countriesDiffer: true },
      { billingCountry: 'FR' },
      {},
      '',
    ],
  ])('%s', (_name, fraud, change, told, expected) => {
    expect(signs(fraud, change, { ...facts, ...told })).toBe(expected);
  });

  it('over its limit, or overdue', () => {
    const credit = (limitMinor: number, openMinor: number, overdueMinor: number) =>
      judgePlacement(order, placementSettingsSchema.parse({}), {
        ...facts,
        account: { limitMinor, openMinor, overdueMinor },
      });
    expect(credit(20_000, 10_000, 0)).toEqual([]);
    expect(credit(20_000, 10_001, 0)).toEqual([{ reason: 'credit', why: 'over-limit', byMinor: 1 }]);
    expect(credit(99_000, 500, 500)).toEqual([{ reason: 'credit', why: 'overdue', byMinor: 500 }]);
  });

  it('has a hold with an owner and words for what to mend', () => {
    const settings = placementSettingsSchema.parse({
      address: { channels: ['web'] },
      owners: [{ reason: 'address', owner: 'Service' }],
    });
    const [cause] = judgePlacement(
      { ...order, shipTo: { ...leeds, postcode: null, city: '' } },
      settings,
      facts,
    );
    expect(cause && holdOf(cause, settings, facts.at)).toEqual({
      reason: 'address',
      note: 'city:missing postcode:missing',
      by: 'placement',
      at: facts.at,
      owner: 'Service',
    });
  });
});
