// Who is written to about alerts: people and roles of the company by name, with their addresses. An alert is told to whoever
// looks after it, where that is one of them; else to the one of its kind.
import { z } from 'zod';
import { mailAddress } from '../mail/mailbox';
import { mailLanguages } from '../mail/mail-kinds';
import type { Alert } from './alert';
import { type AlertKind, ownerSchema } from './alert-kinds';

export const mostContacts = 50;
export const mostAddresses = 10;

export const contactSchema = z.strictObject({
  name: ownerSchema,
  addresses: z
    .array(
      z
        .string()
        .max(254)
        .refine((text) => mailAddress(text) !== null, 'this is no mail address'),
    )
    .min(1)
    .max(mostAddresses),
  language: z.enum(mailLanguages),
});
export type Contact = z.infer<typeof contactSchema>;

export type Receiver = Pick<Contact, 'language'> & { address: string };

type Telling = {
  contacts: readonly Contact[];
  kinds: { [K in AlertKind]: { tell: string | null } };
};

/** Each address once. */
export function receiversOf(
  { kind, owner }: Pick<Alert, 'kind' | 'owner'>,
  { contacts, kinds }: Telling,
): Receiver[] {
  const named = (name: string | null): Contact | undefined =>
    name === null ? undefined : contacts.find((each) => keyOf(each.name) === keyOf(name));
  const contact = named(owner) ?? named(kinds[kind].tell);
  if (!contact) return [];
  return [...new Set(contact.addresses.map((address) => address.trim()))].map((address) => ({
    address,
    language: contact.language,
  }));
}

const keyOf = (name: string): string => name.trim().toLowerCase();
