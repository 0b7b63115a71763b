// What was put into a customer's file by hand or taken out of it, and undoing one of these acts as it was. An act that later
// ones have built upon is not offered: they are undone first.
import type { Address } from '../../../shared/domain/customer/address';
import type { HandKind } from '../../../shared/domain/customer/contact';
import type { CustomerPage } from '../../../shared/contract/customers';
import type { Refusal } from '../../../shared/domain/decision';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import type { FileBy } from './change-file';
import { noteAct } from './customer-acts';
import { compareAnew, giveKey, takeKey, theirs } from './edit-file';

type Edit = CustomerPage['edits'][number];

/** How many are shown; older ones are put right by hand. */
const shownEdits = 20;
const editTypes = ['contact', 'address'].flatMap((what) =>
  ['added', 'changed', 'removed'].map((how) => `${what}-${how}`),
);

type ContactRow = {
  kind: HandKind;
  value: string;
  shown: string;
  put_by: string | null;
  removed_by: string | null;
};
type AddressRow = { doc: Address; put_by: string | null; removed_by: string | null };

/** Newest first, only what can be undone now. */
export async function editsOf(db: Queryable, rootId: string): Promise<Edit[]> {
  const acts = await db.query<{ act_id: string; type: string; at: string; by: string }>(
    `SELECT act_id, type, at, by FROM customer_act a WHERE a.stream_id = $1 AND a.${theirs} AND type = ANY($3::text[])
     ORDER BY at DESC, act_id DESC LIMIT $4`,
    [companyStream, rootId, editTypes, shownEdits],
  );
  if (acts.rows.length === 0) return [];
  const touched = `stream_id = $1 AND ${theirs} AND (put_by IS NOT NULL OR removed_by IS NOT NULL)`;
  const contacts = await db.query<ContactRow>(
    `SELECT kind, value, shown, put_by, removed_by FROM customer_contact WHERE ${touched}`,
    [companyStream, rootId],
  );
  const addresses = await db.query<AddressRow>(
    `SELECT doc, put_by, removed_by FROM customer_address WHERE ${touched}`,
    [companyStream, rootId],
  );
  return acts.rows.flatMap(({ act_id: actId, type, at, by }) => {
    const [what, how] = type.split('-') as [Edit['what'], Edit['how']];
    const rows: readonly (ContactRow | AddressRow)[] = what === 'contact' ? contacts.rows : addresses.rows;
    const put = rows.filter((row) => row.put_by === actId && row.removed_by === null);
    const removed = rows.filter((row) => row.removed_by === actId);
    if (!canBeUndone(how, put.length, removed.length)) return [];
    return [{ actId, what, how, before: textOf(removed[0]), after: textOf(put[0]), at, by }];
  });
}

function canBeUndone(how: Edit['how'], put: number, removed: number): boolean {
  switch (how) {
    case 'added':
      return put > 0;
    case 'changed':
      return put > 0 && removed > 0;
    case 'removed':
      return removed > 0;
  }
}

function textOf(row: ContactRow | AddressRow | undefined): string | null {
  if (!row) return null;
  if ('shown' in row) return row.shown;
  const { name, company, lines, postcode, city, region, countryCode } = row.doc;
  const town = [postcode, city].filter(Boolean).join(' ');
  return [name, company, ...lines, town, region, countryCode].filter(Boolean).join(', ');
}

export async function undoEdit(
  db: Queryable,
  rootId: string,
  actId: string,
  by: FileBy,
): Promise<Refusal | null> {
  if (!(await editsOf(db, rootId)).some((edit) => edit.actId === actId))
    return { code: 'edit-over', values: {} };
  const undoId = by.newId();
  for (const table of ['customer_contact', 'customer_address']) {
    const isContact = table === 'customer_contact';
    const key = isContact ? 'kind, value' : 'NULL';
    const gone = await db.query<{ kind: HandKind; value: string }>(
      `UPDATE ${table} SET removed_by = $4, removed_at = $5 ${isContact ? '' : ', is_default = false'}
       WHERE stream_id = $1 AND ${theirs} AND put_by = $3 AND removed_by IS NULL RETURNING ${key}`,
      [companyStream, rootId, actId, undoId, by.at],
    );
    const back = await db.query<{ kind: HandKind; value: string }>(
      `UPDATE ${table} SET removed_by = NULL, removed_at = NULL
       WHERE stream_id = $1 AND ${theirs} AND removed_by = $3 RETURNING ${key}`,
      [companyStream, rootId, actId],
    );
    if (!isContact) continue;
    for (const contact of gone.rows) await takeKey(db, rootId, contact);
    for (const contact of back.rows) await giveKey(db, rootId, contact, by.at);
  }
  await noteAct(db, { customerId: rootId, type: 'edit-undone', body: { actId } }, by);
  await compareAnew(db, rootId, by.at);
  return null;
}
