// Contacts and addresses that somebody of the office puts into a customer's file, puts right or takes out. Nothing goes: each
// row remembers by which act it came or went, so that any of them is undone as it was (undo-edit.ts). A contact that is put
// in becomes a key by which later orders are known, unless somebody else has it or several people share it.
import { addressHash } from './match-orders';
import type { Address } from '../../../shared/domain/customer/address';
import { type HandKind, keyOf } from '../../../shared/domain/customer/contact';
import type { Refusal } from '../../../shared/domain/decision';
import { companyStream } from '../../../shared/domain/ids';
import { checkAddress } from '../../../shared/domain/placement/address-check';
import type { Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';
import { contactKey, type FileBy } from './change-file';
import { type CustomerAct, noteAct } from './customer-acts';
import { loadCustomerRules } from './customer-settings';
import { proposeAnew } from './propose-pairs';

/** Source of what a person wrote down; every other source is a channel. */
const byHand = 'office';

export const theirs =
  'customer_id IN (SELECT customer_id FROM customer WHERE stream_id = $1 AND root_id = $2)';

type ContactOf = { kind: HandKind; value: string };
type AddressOf = { kind: 'delivery' | 'invoice'; addressKey: string };

const refusal = (code: Refusal['code'], values: Refusal['values'] = {}): Refusal => ({ code, values });

export async function putContact(
  db: Queryable,
  rootId: string,
  countryCode: string,
  { kind, shown, replaces }: { kind: HandKind; shown: string; replaces: ContactOf | null },
  by: FileBy,
): Promise<Refusal | null> {
  const value = contactKey(kind, shown, countryCode);
  if (value === null) return refusal('contact-wrong');
  // The same one written otherwise is the same one.
  if (replaces?.kind === kind && replaces.value === value)
    return rewriteContact(db, rootId, { kind, value }, shown, by);
  if (await hasContact(db, rootId, { kind, value })) return refusal('contact-known');
  const actId = by.newId();
  if (replaces && !(await takeContact(db, rootId, replaces, actId, by.at))) return refusal('file-entry-gone');
  await db.query(
    `INSERT INTO customer_contact (stream_id, customer_id, kind, value, shown, source, first_at, last_at, put_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)
     ON CONFLICT (stream_id, customer_id, kind, value) DO UPDATE SET shown = excluded.shown, last_at = excluded.last_at,
       put_by = excluded.put_by, removed_by = NULL, removed_at = NULL`,
    [companyStream, rootId, kind, value, shown, byHand, by.at, actId],
  );
  await giveKey(db, rootId, { kind, value }, by.at);
  return done(db, rootId, replaces ? 'contact-changed' : 'contact-added', { kind }, by, actId);
}

export async function removeContact(
  db: Queryable,
  rootId: string,
  contact: ContactOf,
  by: FileBy,
): Promise<Refusal | null> {
  const actId = by.newId();
  if (!(await takeContact(db, rootId, contact, actId, by.at))) return refusal('file-entry-gone');
  return done(db, rootId, 'contact-removed', { kind: contact.kind }, by, actId);
}

export async function putAddress(
  db: Queryable,
  rootId: string,
  { kind, address, replaces }: { kind: AddressOf['kind']; address: Address; replaces: AddressOf | null },
  by: FileBy,
): Promise<Refusal | null> {
  // How a person is reached are contacts; an address is where things go.
  const doc: Address = { ...address, phone: null, email: null };
  const missing = checkAddress(doc)
    .filter(({ fault }) => fault === 'missing')
    .map(({ field }) => field);
  if (missing.length > 0) return refusal('address-incomplete', { fields: missing.join(', ') });
  const addressKey = addressHash(doc);
  if (replaces?.kind === kind && replaces.addressKey === addressKey)
    return rewriteAddress(db, rootId, replaces, doc, by);
  if (await addressNow(db, rootId, { kind, addressKey })) return refusal('address-known');
  const actId = by.newId();
  const was = replaces ? await addressNow(db, rootId, replaces) : null;
  if (replaces && !was) return refusal('file-entry-gone');
  if (replaces) await takeAddress(db, rootId, replaces, actId, by.at);
  await db.query(
    `INSERT INTO customer_address (stream_id, customer_id, address_key, kind, is_default, doc, first_at, last_at, put_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)
     ON CONFLICT (stream_id, customer_id, kind, address_key) DO UPDATE SET doc = excluded.doc, last_at = excluded.last_at,
       is_default = excluded.is_default, put_by = excluded.put_by, removed_by = NULL, removed_at = NULL`,
    [
      companyStream,
      rootId,
      addressKey,
      kind,
      was?.is_default === true && replaces?.kind === kind,
      storableJson(doc),
      by.at,
      actId,
    ],
  );
  return done(db, rootId, replaces ? 'address-changed' : 'address-added', { kind }, by, actId);
}

export async function removeAddress(
  db: Queryable,
  rootId: string,
  address: AddressOf,
  by: FileBy,
): Promise<Refusal | null> {
  const actId = by.newId();
  if (!(await takeAddress(db, rootId, address, actId, by.at))) return refusal('file-entry-gone');
  return done(db, rootId, 'address-removed', { kind: address.kind }, by, actId);
}

/** A key of theirs from now on, unless somebody else has it or several people use it. */
export async function giveKey(db: Queryable, rootId: string, contact: ContactOf, at: string): Promise<void> {
  if ((await loadCustomerRules(db)).shared.includes(contact.value)) return;
  await db.query(
    'INSERT INTO customer_key (stream_id, key, customer_id, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [companyStream, keyOf(contact), rootId, at],
  );
}

/** Orders are not known by it any more. */
export async function takeKey(db: Queryable, rootId: string, contact: ContactOf): Promise<void> {
  await db.query(`DELETE FROM customer_key WHERE stream_id = $1 AND ${theirs} AND key = $3`, [
    companyStream,
    rootId,
    keyOf(contact),
  ]);
}

/** Compares them anew with everybody and writes down who did what. Says nothing of what it was: that may have to be erased. */
async function done(
  db: Queryable,
  rootId: string,
  type: CustomerAct,
  body: Record<string, unknown>,
  by: FileBy,
  actId: string,
): Promise<null> {
  await noteAct(db, { customerId: rootId, type, body }, by, actId);
  await compareAnew(db, rootId, by.at);
  return null;
}

export async function compareAnew(db: Queryable, rootId: string, at: string): Promise<void> {
  const { rows } = await db.query<{ customer_id: string }>(
    'SELECT customer_id FROM customer WHERE stream_id = $1 AND root_id = $2',
    [companyStream, rootId],
  );
  await proposeAnew(
    db,
    rows.map(({ customer_id }) => customer_id),
    at,
  );
}

async function hasContact(db: Queryable, rootId: string, { kind, value }: ContactOf): Promise<boolean> {
  const { rows } = await db.query(
    `SELECT 1 FROM customer_contact WHERE stream_id = $1 AND ${theirs} AND kind = $3 AND value = $4 AND removed_at IS NULL`,
    [companyStream, rootId, kind, value],
  );
  return rows.length > 0;
}

async function takeContact(
  db: Queryable,
  rootId: string,
  contact: ContactOf,
  actId: string,
  at: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE customer_contact SET removed_by = $5, removed_at = $6
     WHERE stream_id = $1 AND ${theirs} AND kind = $3 AND value = $4 AND removed_at IS NULL`,
    [companyStream, rootId, contact.kind, contact.value, actId, at],
  );
  await takeKey(db, rootId, contact);
  return (rowCount ?? 0) > 0;
}

async function addressNow(
  db: Queryable,
  rootId: string,
  { kind, addressKey }: AddressOf,
): Promise<{ is_default: boolean } | null> {
  const { rows } = await db.query<{ is_default: boolean }>(
    `SELECT bool_or(is_default) AS is_default FROM customer_address
     WHERE stream_id = $1 AND ${theirs} AND kind = $3 AND address_key = $4 AND removed_at IS NULL HAVING count(*) > 0`,
    [companyStream, rootId, kind, addressKey],
  );
  return rows[0] ?? null;
}

async function rewriteContact(
  db: Queryable,
  rootId: string,
  { kind, value }: ContactOf,
  shown: string,
  by: FileBy,
): Promise<Refusal | null> {
  const { rowCount } = await db.query(
    `UPDATE customer_contact SET shown = $5 WHERE stream_id = $1 AND ${theirs} AND kind = $3 AND value = $4 AND removed_at IS NULL`,
    [companyStream, rootId, kind, value, shown],
  );
  return (rowCount ?? 0) === 0
    ? refusal('file-entry-gone')
    : done(db, rootId, 'contact-changed', { kind }, by, by.newId());
}

async function rewriteAddress(
  db: Queryable,
  rootId: string,
  { kind, addressKey }: AddressOf,
  doc: Address,
  by: FileBy,
): Promise<Refusal | null> {
  const { rowCount } = await db.query(
    `UPDATE customer_address SET doc = $5 WHERE stream_id = $1 AND ${theirs} AND kind = $3 AND address_key = $4 AND removed_at IS NULL`,
    [companyStream, rootId, kind, addressKey, storableJson(doc)],
  );
  return (rowCount ?? 0) === 0
    ? refusal('file-entry-gone')
    : done(db, rootId, 'address-changed', { kind }, by, by.newId());
}

async function takeAddress(
  db: Queryable,
  rootId: string,
  { kind, addressKey }: AddressOf,
  actId: string,
  at: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE customer_address SET removed_by = $5, removed_at = $6
     WHERE stream_id = $1 AND ${theirs} AND kind = $3 AND address_key = $4 AND removed_at IS NULL`,
    [companyStream, rootId, kind, addressKey, actId, at],
  );
  return (rowCount ?? 0) > 0;
}
