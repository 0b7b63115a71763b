// What the office does with a customer's file besides merging and erasing: notes, consent, which address is the usual one,
// and calling somebody a VIP by hand.
import type { ConsentChannel } from '../../../shared/domain/customer/consent';
import { phoneKey } from '../../../shared/domain/customer/contact';
import type { Refusal } from '../../../shared/domain/decision';
import { companyStream } from '../../../shared/domain/ids';
import { addressKey, mailAddress } from '../../../shared/domain/mail/mailbox';
import type { Pool, Queryable } from '../../db/pool';
import { type ConsentWord, sayConsent } from './consent';
import { noteAct } from './customer-acts';
import { changeCustomers, loadCustomerRules } from './customer-settings';
import { countValue } from './customer-value';

export type FileBy = { at: string; by: string; newId: () => string };

/** Whom it is shown as; a refusal where nobody is, or who was has been erased. */
export async function livingRoot(
  db: Queryable,
  customerId: string,
): Promise<{ ok: true; rootId: string; countryCode: string } | { ok: false; refusal: Refusal }> {
  const { rows } = await db.query<{ root_id: string; country_code: string; erased_at: string | null }>(
    'SELECT root_id, country_code, erased_at FROM customer WHERE stream_id = $1 AND customer_id = $2',
    [companyStream, customerId],
  );
  const [row] = rows;
  if (!row) return { ok: false, refusal: { code: 'customer-unknown', values: {} } };
  if (row.erased_at !== null) return { ok: false, refusal: { code: 'customer-erased', values: {} } };
  return { ok: true, rootId: row.root_id, countryCode: row.country_code };
}

/** Changes something of a living customer while nobody merges or erases them. */
export async function changeFile(
  pool: Pool,
  customerId: string,
  change: (db: Queryable, rootId: string, countryCode: string) => Promise<Refusal | null>,
): Promise<Refusal | null> {
  return changeCustomers(pool, async (client) => {
    const known = await livingRoot(client, customerId);
    return known.ok ? change(client, known.rootId, known.countryCode) : known.refusal;
  });
}

export async function addNote(
  db: Queryable,
  customerId: string,
  note: { text: string; isPinned: boolean },
  { at, by, newId }: FileBy,
): Promise<null> {
  await db.query(
    'INSERT INTO customer_note (stream_id, note_id, customer_id, text, is_pinned, at, by) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [companyStream, newId(), customerId, note.text, note.isPinned, at, by],
  );
  return null;
}

export async function pinNote(
  db: Queryable,
  rootId: string,
  noteId: string,
  isPinned: boolean,
): Promise<null> {
  await db.query(
    `UPDATE customer_note SET is_pinned = $3 WHERE stream_id = $1 AND note_id = $2
     AND customer_id IN (SELECT customer_id FROM customer WHERE stream_id = $1 AND root_id = $4)`,
    [companyStream, noteId, isPinned, rootId],
  );
  return null;
}

/** A contact as it is compared; null for what is none. */
export function contactKey(channel: ConsentChannel, contact: string, countryCode: string): string | null {
  if (channel === 'phone') return phoneKey(contact, countryCode);
  const address = mailAddress(contact);
  return address === null ? null : addressKey(address);
}

export async function sayForCustomer(
  db: Queryable,
  rootId: string,
  word: Omit<ConsentWord, 'at' | 'by'>,
  by: FileBy,
): Promise<null> {
  await sayConsent(db, { ...word, at: by.at, by: by.by });
  const { channel, purpose, isGiven, source } = word;
  await noteAct(
    db,
    { customerId: rootId, type: 'consent-said', body: { channel, purpose, isGiven, source } },
    by,
  );
  return null;
}

export async function setDefaultAddress(
  db: Queryable,
  rootId: string,
  addressKeyOf: string,
  kind: 'delivery' | 'invoice',
  by: FileBy,
): Promise<null> {
  const theirs = 'customer_id IN (SELECT customer_id FROM customer WHERE stream_id = $1 AND root_id = $2)';
  await db.query(
    `INSERT INTO customer_address (stream_id, customer_id, address_key, kind, is_default, doc, first_at, last_at)
     SELECT DISTINCT ON (address_key) stream_id, customer_id, address_key, $4, true, doc, first_at, last_at FROM customer_address
     WHERE stream_id = $1 AND ${theirs} AND address_key = $3 AND removed_at IS NULL
     ORDER BY address_key, last_at DESC
     ON CONFLICT (stream_id, customer_id, kind, address_key) DO UPDATE SET removed_by = NULL, removed_at = NULL`,
    [companyStream, rootId, addressKeyOf, kind],
  );
  await db.query(
    `UPDATE customer_address SET is_default = (address_key = $3) WHERE stream_id = $1 AND ${theirs} AND kind = $4`,
    [companyStream, rootId, addressKeyOf, kind],
  );
  await noteAct(db, { customerId: rootId, type: 'address-default', body: { kind } }, by);
  return null;
}

export async function setVip(
  db: Queryable,
  rootId: string,
  isVip: boolean | null,
  by: FileBy,
): Promise<null> {
  await db.query('UPDATE customer SET vip_by_hand = $3 WHERE stream_id = $1 AND customer_id = $2', [
    companyStream,
    rootId,
    isVip,
  ]);
  await noteAct(db, { customerId: rootId, type: 'vip-set', body: { isVip } }, by);
  await countValue(db, [rootId], await loadCustomerRules(db), by.at);
  return null;
}
