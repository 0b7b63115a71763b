// Customers that look like one person: found by what they have in common, kept with the reasons until somebody merges them
// or says that they are two.
import { blocksOf, type Likeness, whyAlike } from '../../../shared/domain/customer/alike';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { jsonRows } from '../changes/json-rows';

export type LikenessRow = Likeness & { customerId: string; search: string };

/** A name and postcode that so many share says nothing about any two of them. */
const mostInBlock = 20;

/** As their contacts, addresses and names are now. */
export async function readLikeness(db: Queryable, customerIds: readonly string[]): Promise<LikenessRow[]> {
  if (customerIds.length === 0) return [];
  const { rows } = await db.query<{
    customer_id: string;
    name: string;
    mails: string[];
    phones: string[];
    numbers: string[];
    postcodes: string[];
    addressed: string[];
  }>({
    name: 'customer-likeness',
    text: `SELECT c.customer_id, c.name,
             ARRAY(SELECT value FROM customer_contact k WHERE k.stream_id = c.stream_id AND k.customer_id = c.customer_id AND kind = 'mail' AND removed_at IS NULL ORDER BY value) AS mails,
             ARRAY(SELECT value FROM customer_contact k WHERE k.stream_id = c.stream_id AND k.customer_id = c.customer_id AND kind = 'phone' AND removed_at IS NULL ORDER BY value) AS phones,
             ARRAY(SELECT shown FROM customer_contact k WHERE k.stream_id = c.stream_id AND k.customer_id = c.customer_id AND kind = 'channel' ORDER BY value) AS numbers,
             ARRAY(SELECT DISTINCT doc ->> 'postcode' FROM customer_address a WHERE a.stream_id = c.stream_id AND a.customer_id = c.customer_id
               AND removed_at IS NULL AND doc ->> 'postcode' IS NOT NULL) AS postcodes,
             ARRAY(SELECT DISTINCT doc ->> 'name' FROM customer_address a WHERE a.stream_id = c.stream_id AND a.customer_id = c.customer_id AND removed_at IS NULL) AS addressed
           FROM customer c WHERE c.stream_id = $1 AND c.customer_id = ANY($2::uuid[]) AND c.erased_at IS NULL`,
    values: [companyStream, customerIds],
  });
  return rows.map(({ customer_id: customerId, name, mails, phones, numbers, postcodes, addressed }) => ({
    customerId,
    names: [name, ...addressed],
    mails,
    phones,
    postcodes,
    search: [name, ...addressed, ...mails, ...phones, ...numbers].join('\n').toLowerCase(),
  }));
}

/** Compares these anew, as when what they are reached by was changed by hand; what was dismissed stays dismissed. */
export async function proposeAnew(db: Queryable, customerIds: readonly string[], at: string): Promise<void> {
  await db.query('DELETE FROM customer_block WHERE stream_id = $1 AND customer_id = ANY($2::uuid[])', [
    companyStream,
    customerIds,
  ]);
  await db.query(
    `DELETE FROM customer_pair WHERE stream_id = $1 AND dismissed_at IS NULL
     AND (one_id = ANY($2::uuid[]) OR other_id = ANY($2::uuid[]))`,
    [companyStream, customerIds],
  );
  await proposePairs(db, await readLikeness(db, customerIds), at);
}

/** Proposes what these have in common with anybody; what was dismissed stays dismissed. */
export async function proposePairs(db: Queryable, rows: readonly LikenessRow[], at: string): Promise<void> {
  if (rows.length === 0) return;
  await db.query({
    name: 'store-customer-search',
    text: `UPDATE customer c SET search = r.search FROM json_to_recordset($2) AS r (customer_id uuid, search text)
           WHERE c.stream_id = $1 AND c.customer_id = ANY($3::uuid[]) AND c.customer_id = r.customer_id AND c.search <> r.search`,
    values: [
      companyStream,
      jsonRows(rows.map(({ customerId, search }) => ({ customer_id: customerId, search }))),
      rows.map(({ customerId }) => customerId),
    ],
  });
  // What somebody has had before has been compared before.
  const added = await db.query<{ block: string; customer_id: string }>({
    name: 'store-customer-blocks',
    text: `INSERT INTO customer_block (stream_id, block, customer_id)
           SELECT $1, block, customer_id FROM json_to_recordset($2) AS r (block text, customer_id uuid)
           ON CONFLICT DO NOTHING RETURNING block, customer_id`,
    values: [
      companyStream,
      jsonRows(rows.flatMap((row) => blocksOf(row).map((block) => ({ block, customer_id: row.customerId })))),
    ],
  });
  if (added.rows.length === 0) return;
  // One look into the index for every place of comparison; of a crowded one nobody is taken.
  const found = await db.query<{ block: string; ids: string[] }>({
    name: 'customers-alike',
    text: `SELECT b.block, ARRAY(
             SELECT c.customer_id FROM customer_block c WHERE c.stream_id = $1 AND c.block = b.block LIMIT $3) AS ids
           FROM unnest($2::text[]) AS b (block)`,
    values: [companyStream, [...new Set(added.rows.map(({ block }) => block))], mostInBlock + 1],
  });
  const alike = new Map(found.rows.map(({ block, ids }) => [block, ids.length > mostInBlock ? [] : ids]));
  const wanted = new Map<string, Set<string>>();
  for (const { block, customer_id: customerId } of added.rows) {
    const others = wanted.get(customerId) ?? new Set<string>();
    for (const other of alike.get(block) ?? []) if (other !== customerId) others.add(other);
    if (others.size > 0) wanted.set(customerId, others);
  }
  if (wanted.size === 0) return;
  const known = new Map(rows.map((row) => [row.customerId, row]));
  const missing = [...new Set([...wanted.values()].flatMap((ids) => [...ids]))].filter(
    (id) => !known.has(id),
  );
  for (const row of await readLikeness(db, missing)) known.set(row.customerId, row);
  const pairs = new Map<string, object>();
  for (const [customerId, others] of wanted)
    for (const otherId of others) {
      const [one, other] = [known.get(customerId), known.get(otherId)];
      const reasons = one && other ? whyAlike(one, other) : [];
      const [first, second] = [customerId, otherId].sort();
      if (reasons.length > 0) pairs.set(`${first} ${second}`, { one_id: first, other_id: second, reasons });
    }
  await db.query({
    name: 'store-customer-pairs',
    text: `INSERT INTO customer_pair (stream_id, one_id, other_id, reasons, proposed_at)
           SELECT $1, one_id, other_id, reasons, $3 FROM json_to_recordset($2) AS r (one_id uuid, other_id uuid, reasons text[])
           ON CONFLICT (stream_id, one_id, other_id) DO UPDATE SET reasons = excluded.reasons`,
    values: [companyStream, jsonRows([...pairs.values()]), at],
  });
}
