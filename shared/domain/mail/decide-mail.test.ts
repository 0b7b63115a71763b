import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { defaultChannelMail, languageFor, ruleOf, withEveryKind } from './channel-mail';
import { decideMail, type MailFacts } from './decide-mail';
import { addressKey, mailAddress } from './mailbox';
import { mailKinds, mailTopics, topicOf } from './mail-kinds';
import { mailSettingsProblem, noMailSettings } from './mail-settings';

const facts: MailFacts = {
  kind: 'order-confirmed',
  address: 'ann@example.org',
  countryCode: 'GB',
  optedOut: [],
  order: { placedAt: '2026-05-04T10:00:00.000Z', toldAt: '2026-05-04T10:00:05.000Z' },
  channel: defaultChannelMail({ takesFiles: false }),
  quiet: { from: '21:00', until: '08:00' },
  homeZone: 'UTC',
  hasDoor: true,
  isAnswered: false,
  from: '2026-05-04T22:00:00.000Z',
};

describe('whether and when a mail is written', () => {
  const cases: [over: Partial<MailFacts>, decision: string][] = [
    [{}, '2026-05-04T22:00:00.000Z'],
    [{ kind: 'order-shipped' }, '2026-05-05T07:00:00.000Z'],
    [{ channel: defaultChannelMail({ takesFiles: true }) }, 'off'],
    [{ order: { placedAt: '2010-12-01T08:26:00.000Z', toldAt: '2026-05-04T10:00:00.000Z' } }, 'history'],
    [{ address: null }, 'no-address'],
    [{ address: '  ' }, 'no-address'],
    [{ address: 'ann' }, 'address-wrong'],
    [{ address: 'ann@example.org\r\nBcc: all@example.org' }, 'address-wrong'],
    [{ kind: 'rating-request', optedOut: ['ratings'] }, 'opted-out'],
    [{ kind: 'rating-request', optedOut: ['carts'], quiet: null }, '2026-05-04T22:00:00.000Z'],
    [{ kind: 'rating-request', hasDoor: false }, 'no-door'],
    [{ kind: 'rating-request', isAnswered: true }, 'answered'],
    [
      { kind: 'order-shipped', optedOut: [...mailTopics], hasDoor: false, quiet: null },
      '2026-05-04T22:00:00.000Z',
    ],
  ];
  it.each(cases)('%j: %s', (over, decision) => {
    const decided = decideMail({ ...facts, ...over });
    expect(decided.send ? decided.at : decided.why).toBe(decision);
  });

  it('never writes about what somebody opted out of, and always about an order', () => {
    holds(
      fc.property(fc.constantFrom(...mailKinds), fc.subarray([...mailTopics]), (kind, optedOut) => {
        const topic = topicOf[kind];
        const { send } = decideMail({ ...facts, kind, optedOut });
        expect(send).toBe(topic === null || !optedOut.includes(topic));
      }),
    );
  });

  it('speaks the language of the channel, or of the country', () => {
    const { language: _language, ...rest } = defaultChannelMail({ takesFiles: false });
    expect(languageFor({ ...rest, language: 'auto' }, 'TR')).toBe('tr');
    expect(languageFor({ ...rest, language: 'auto' }, 'DE')).toBe('en');
    expect(languageFor({ ...rest, language: 'tr' }, 'DE')).toBe('tr');
  });
});

describe('a channel that was set before there was a kind of mail', () => {
  const all = defaultChannelMail({ takesFiles: false });
  const older = { ...all, rules: all.rules.filter(({ kind }) => kind !== 'payment-link') };

  it('has it, to be turned on, and writes nothing of the kind until then', () => {
    expect(ruleOf(withEveryKind(older), 'payment-link')).toMatchObject({
      isOn: false,
      templateId: 'payment-link',
    });
    expect(withEveryKind(older).rules.slice(0, older.rules.length)).toEqual(older.rules);
    expect(withEveryKind(all)).toBe(all);
  });
});

describe('an address', () => {
  const taken: [typed: string, address: string][] = [
    [' ann@Example.ORG ', 'ann@example.org'],
    ["o'neil+shop@mail.example.co.uk", "o'neil+shop@mail.example.co.uk"],
    ['ann@münchen.example', 'ann@münchen.example'],
  ];
  it.each(taken)('%j is %s', (typed, address) => expect(mailAddress(typed)).toBe(address));

  it.each([
    'ann',
    '@example.org',
    'ann@',
    'ann@example',
    'a b@example.org',
    'ann@example.org, bob@example.org',
    'ann@example.org\nBcc: x@example.org',
    '<ann@example.org>',
    'ann@exam\u202Eple.org',
    '"a@b"@example.org',
    'ayşe@example.org',
    `${'a'.repeat(65)}@example.org`,
    `ann@${'a.'.repeat(130)}org`,
  ])('%j is none', (typed) => expect(mailAddress(typed)).toBeNull());

  it('has no sign that could end a header or name a second receiver, whatever was typed', () => {
    holds(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.domain(), (local, host) => {
        const address = mailAddress(`${local}@${host}`);
        if (address !== null) expect(address).not.toMatch(/[\s,;<>()"\\:]/);
      }),
    );
    expect(addressKey('Ann@Example.org')).toBe('ann@example.org');
  });
});

describe('settings', () => {
  const isHere = (host: string): boolean => host === 'localhost' || host === '[::1]';
  const set = { ...noMailSettings, isOn: true, host: 'mail.example.org', fromAddress: 'shop@example.org' };
  it.each([
    [{}, null],
    [{ host: '' }, 'host-missing'],
    [{ fromAddress: '' }, 'from-missing'],
    [{ port: 5432 }, 'port-of-no-mail'],
    [{ port: 5432, host: 'localhost' }, null],
    [{ security: 'none' }, 'plain-beyond-here'],
    [{ security: 'none', host: 'localhost' }, null],
    [{ publicOrigin: 'http://shop.example.org' }, 'door-open'],
    [{ publicOrigin: 'http://[::1]:4310' }, null],
    [{ publicOrigin: 'https://shop.example.org' }, null],
    [{ isOn: false, host: '', fromAddress: '' }, null],
  ] as const)('%j: %s', (over, problem) => {
    expect(mailSettingsProblem({ ...set, ...over }, isHere)).toBe(problem);
  });
});
