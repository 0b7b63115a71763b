// How a customer is known for sure: the channel's own number of them, a mail, a phone. Two orders with the same sure key are
// of the same customer, whoever notices and in whatever order. Must never take a name or an address for a key.
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { addressKey, mailAddress } from '../mail/mailbox';
import type { Order } from '../order/order';
import type { CustomerRules } from './rules';

/** The strongest first: where keys of one order point to two customers, the order goes with the first. */
export const contactKinds = ['channel', 'mail', 'phone'] as const;
export type ContactKind = (typeof contactKinds)[number];
/** Those a person may write down; what a channel calls its customer is the channel's. */
export const handKinds = ['mail', 'phone'] as const satisfies readonly ContactKind[];
export type HandKind = (typeof handKinds)[number];

export type Contact = {
  kind: ContactKind;
  /** As it is compared: small letters, E.164, `channel:number`. */
  value: string;
  /** As it was written. */
  shown: string;
};

export function keyOf({ kind, value }: Pick<Contact, 'kind' | 'value'>): string {
  return `${kind}:${value}`;
}

/** E.164, or null for what is no number that can be called. */
export function phoneKey(phone: string, countryCode: string): string | null {
  const country = isSupportedCountry(countryCode) ? countryCode : undefined;
  const number = parsePhoneNumberFromString(phone.trim(), country);
  return number?.isValid() ? number.number : null;
}

export type OrderContacts = Pick<Order, 'channelId' | 'customer' | 'shipTo'>;

/** Every way an order says how its customer is reached, strongest first. */
export function contactsOf({ channelId, customer, shipTo }: OrderContacts): Contact[] {
  const contacts: Contact[] = [];
  const number = customer.customerId?.trim() ?? '';
  if (number !== '') contacts.push({ kind: 'channel', value: `${channelId}:${number}`, shown: number });
  const mail = mailAddress(shipTo.email ?? '');
  if (mail !== null) contacts.push({ kind: 'mail', value: addressKey(mail), shown: mail });
  const phone = phoneKey(shipTo.phone ?? '', shipTo.countryCode);
  if (phone !== null) contacts.push({ kind: 'phone', value: phone, shown: shipTo.phone?.trim() ?? phone });
  return contacts;
}

/** Those of an order's contacts by which its customer is known: not what several people share, nor what a channel does not check. */
export function sureKeysOf(order: OrderContacts, rules: CustomerRules): Contact[] {
  const trusts = (channels: readonly string[]): boolean =>
    channels.includes('*') || channels.includes(order.channelId);
  return contactsOf(order).filter(({ kind, value }) => {
    if (rules.shared.includes(value)) return false;
    switch (kind) {
      case 'channel':
        return true;
      case 'mail':
        return trusts(rules.trustMail);
      case 'phone':
        return trusts(rules.trustPhone);
    }
  });
}
