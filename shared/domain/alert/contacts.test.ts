import { describe, expect, it } from 'vitest';
import { usualAlertSettings } from './alert-settings';
import { contactSchema, receiversOf } from './contacts';

const { kinds } = usualAlertSettings;
const settings = {
  contacts: [
    {
      name: 'Stock desk',
      addresses: ['stock@example.org', 'night@example.org', 'stock@example.org '],
      language: 'en' as const,
    },
    { name: 'Berrin', addresses: ['berrin@example.org'], language: 'tr' as const },
  ],
  kinds: { ...kinds, 'low-stock': { ...kinds['low-stock'], tell: 'Stock desk' } },
};
const told = (kind: 'low-stock' | 'overstock', owner: string | null): string[] =>
  receiversOf({ kind, owner }, settings).map(({ address, language }) => `${address} ${language}`);

describe('who is told of an alert', () => {
  it('is who looks after it, else the contact of its kind, each address once', () => {
    expect(told('low-stock', null)).toEqual(['stock@example.org en', 'night@example.org en']);
    expect(told('low-stock', ' berrin ')).toEqual(['berrin@example.org tr']);
    // Somebody without an address looks after it.
    expect(told('low-stock', 'Can')).toEqual(['stock@example.org en', 'night@example.org en']);
    expect(told('overstock', null)).toEqual([]);
    expect(told('overstock', 'Berrin')).toEqual(['berrin@example.org tr']);
  });

  it('has addresses that are some', () => {
    const contact = { name: 'Desk', addresses: ['desk@example.org'], language: 'en' };
    expect(contactSchema.safeParse(contact).success).toBe(true);
    for (const addresses of [[], ['desk'], ['a@example.org\nBcc: b@example.org']])
      expect(contactSchema.safeParse({ ...contact, addresses }).success).toBe(false);
  });
});
