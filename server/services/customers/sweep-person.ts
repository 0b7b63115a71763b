// Takes a person out of every table that is not named here: whatever has an order of theirs, or a mail or phone of theirs
// anywhere in it. A table that comes later is swept without anybody thinking of it; what must not be is named with its reason.
// Must never touch what a station pulls: that goes through its stream (erase-pulled.ts).
import { type ErasedPerson, withoutPerson } from '../../../shared/domain/customer/erased';
import type { Client, Pool, Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';
import { inTransaction } from './customer-settings';
import type { PersonFile } from './erased-person';

/** Why a table is not swept. `law`: kept until its day; `pulled`: through its stream; `own`: seen to one by one. */
const notSwept: Readonly<Record<string, 'law' | 'pulled' | 'own' | 'nobody'>> = {
  invoice: 'law',
  bank_line: 'law',
  sales_order: 'pulled',
  parcel: 'pulled',
  task: 'pulled',
  customer: 'own',
  customer_key: 'own',
  customer_block: 'own',
  customer_contact: 'own',
  customer_address: 'own',
  customer_order: 'own',
  customer_value: 'own',
  customer_note: 'own',
  customer_account: 'own',
  channel_customer: 'own',
  channel_inbox: 'own',
  consent: 'own',
  mail: 'own',
  event: 'own',
  op: 'own',
  // Numbers of units, places and counters: no text of any customer, and millions of rows.
  stock: 'nobody',
  stock_level: 'nobody',
  stock_move: 'nobody',
  stock_count: 'nobody',
  reservation: 'nobody',
  backorder_line: 'nobody',
  product: 'nobody',
  barcode: 'nobody',
};

/** What of these is about somebody else stays: only the contact itself goes. */
const onlyContacts: ReadonlySet<string> = new Set([
  'channel',
  'directory',
  'placement_setting',
  'mail_setting',
  'mail_template',
  'outbox',
  'customer_setting',
]);

type Column = { name: string; type: string };
type Swept = { table: string; columns: Column[]; hasOrder: boolean };

const textTypes = ['text', 'json', 'jsonb', 'bytea', 'ARRAY'];

async function sweptTables(db: Queryable): Promise<Swept[]> {
  const { rows } = await db.query<{ table: string; name: string; type: string; is_key: boolean }>(
    `SELECT c.table_name AS table, c.column_name AS name, c.data_type AS type,
       EXISTS (SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
         WHERE i.indrelid = format('%I.%I', c.table_schema, c.table_name)::regclass AND i.indisprimary AND a.attname = c.column_name) AS is_key
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
       AND (c.data_type = ANY($1::text[]) OR c.column_name = 'order_id') AND NOT (c.data_type = 'ARRAY' AND c.udt_name <> '_text')
     ORDER BY 1, c.ordinal_position`,
    [textTypes],
  );
  const tables = new Map<string, Swept>();
  for (const { table, name, type, is_key: isKey } of rows) {
    if (table in notSwept) continue;
    const swept = tables.get(table) ?? { table, columns: [], hasOrder: false };
    tables.set(table, swept);
    if (name === 'order_id') swept.hasOrder = true;
    else if (!isKey) swept.columns.push({ name, type });
  }
  return [...tables.values()].filter(({ columns }) => columns.length > 0);
}

/** Each table in a transaction of its own: done again from the beginning, it finds what is left. */
export async function sweepPerson(pool: Pool, file: PersonFile): Promise<void> {
  for (const swept of await sweptTables(pool))
    await inTransaction(pool, (client) => sweep(client, swept, file));
}

async function sweep(client: Client, { table, columns, hasOrder }: Swept, file: PersonFile): Promise<void> {
  const { person, orderIds } = file;
  const name = (column: string): string => `"${column}"`;
  const ofOrder = hasOrder ? 'coalesce(order_id = ANY($1::uuid[]), false)' : '$1::uuid[] IS NULL';
  const found = columns.map(({ name: column, type }) =>
    type === 'bytea'
      ? `encode(${name(column)}, 'escape') ILIKE ANY($2::text[])`
      : `${name(column)}::text ILIKE ANY($2::text[])`,
  );
  const { rows } = await client.query<Record<string, unknown> & { its_place: string; is_of_order: boolean }>(
    `SELECT ctid::text AS its_place, ${ofOrder} AS is_of_order, ${columns.map((each) => name(each.name)).join(', ')}
     FROM "${table}" WHERE ${[ofOrder, ...found].join(' OR ')} FOR UPDATE`,
    [orderIds, patternsOf(person)],
  );
  for (const row of rows) {
    const isTheirs = row.is_of_order || !onlyContacts.has(table);
    const changed = columns.flatMap(({ name: column, type }) => {
      const after = cellWithoutPerson(row[column], type, person, isTheirs);
      return after === undefined ? [] : [{ column, after }];
    });
    if (changed.length === 0) continue;
    await client.query(
      `UPDATE "${table}" SET ${changed.map(({ column }, index) => `${name(column)} = $${index + 2}`).join(', ')} WHERE ctid = $1::tid`,
      [row.its_place, ...changed.map(({ after }) => after)],
    );
  }
}

/** What is to be written; undefined when nothing changes. */
function cellWithoutPerson(value: unknown, type: string, person: ErasedPerson, isTheirs: boolean): unknown {
  if (value === null || value === undefined) return undefined;
  if (Buffer.isBuffer(value)) {
    const text = value.toString('utf8');
    return isTheirs && text !== '' ? Buffer.from('') : undefined;
  }
  const after = withoutPerson(value, person, isTheirs);
  if (JSON.stringify(after) === JSON.stringify(value)) return undefined;
  return type === 'json' || type === 'jsonb' ? storableJson(after) : after;
}

/** Texts as LIKE patterns, also as they stand inside JSON. Mails and phones are ASCII, so that bytes can be looked through too. */
export function patternsOf(person: ErasedPerson): string[] {
  const pattern = (word: string): string => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return [...new Set(person.contacts.flatMap((word) => [word, JSON.stringify(word).slice(1, -1)]))].map(
    pattern,
  );
}
