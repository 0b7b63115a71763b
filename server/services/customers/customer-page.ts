// One customer with everything that is kept of them, those who were merged into them included.
import type { CustomerPage } from '../../../shared/contract/customers';
import type { AlikeReason } from '../../../shared/domain/customer/alike';
import { scoreOf, type ValueScale } from '../../../shared/domain/customer/value';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { owedRows } from '../accounts/debts';
import { consentOf } from './consent';
import { companyCurrency, loadCustomerRules, loadScale } from './customer-settings';
import { editsOf } from './undo-edit';
import { type ValueRow, valueOf } from './list-customers';

type Head = ValueRow & {
  customer_id: string;
  name: string;
  country_code: string;
  first_seen_at: string;
  erased_at: string | null;
  vip_by_hand: boolean | null;
};

/** @returns null for an id nobody has */
export async function customerPage(
  db: Queryable,
  customerId: string,
  at: string,
): Promise<CustomerPage | null> {
  const heads = await db.query<Head>(
    `SELECT v.*, root.country_code, root.erased_at, root.vip_by_hand,
       (SELECT min(m.first_seen_at) FROM customer m WHERE m.stream_id = root.stream_id AND m.root_id = root.customer_id) AS first_seen_at
     FROM customer c JOIN customer root ON root.stream_id = c.stream_id AND root.customer_id = c.root_id
     JOIN customer_value v ON v.stream_id = root.stream_id AND v.customer_id = root.customer_id
     WHERE c.stream_id = $1 AND c.customer_id = $2`,
    [companyStream, customerId],
  );
  const [head] = heads.rows;
  if (!head) return null;
  const root = head.customer_id;
  const contacts = await contactsOf(db, root);
  const value = valueOf(head);
  const scale = await loadScale(db);
  return {
    customerId: root,
    name: head.name,
    countryCode: head.country_code,
    firstSeenAt: head.first_seen_at,
    erasedAt: head.erased_at,
    vipByHand: head.vip_by_hand,
    currency: await companyCurrency(db, await loadCustomerRules(db)),
    value,
    scores: scoresOf(value, scale),
    scale,
    months: await monthsOf(db, root),
    contacts,
    addresses: await addressesOf(db, root),
    edits: await editsOf(db, root),
    notes: await notesOf(db, root),
    consent: await consentOf(
      db,
      contacts.map(({ value: contact }) => contact),
    ),
    alike: await alikeOf(db, root),
    merges: await mergesOf(db, root),
    credit: await creditOf(db, root, at),
    erasure: await erasureOf(db, root),
  };
}

function scoresOf(value: CustomerPage['value'], scale: ValueScale | null): CustomerPage['scores'] {
  if (!scale || value.orders === 0 || value.lastOrderAt === null) return null;
  return {
    r: scoreOf(value.lastOrderAt, scale.recency),
    f: scoreOf(value.orders, scale.frequency),
    m: scoreOf(value.moneyMinor, scale.money),
  };
}

const members = 'FROM customer m WHERE m.stream_id = $1 AND m.root_id = $2';

async function rowsOf<Row extends object>(db: Queryable, text: string, ...values: unknown[]): Promise<Row[]> {
  return (await db.query<Row>(text, [companyStream, ...values])).rows;
}

function contactsOf(db: Queryable, root: string): Promise<CustomerPage['contacts']> {
  return rowsOf(
    db,
    `SELECT DISTINCT ON (k.kind, k.value) k.kind, k.value, k.shown, k.source, k.last_at AS "lastAt",
       EXISTS (SELECT 1 FROM customer_key y WHERE y.stream_id = $1 AND y.key = k.kind || ':' || k.value
         AND y.customer_id IN (SELECT m.customer_id ${members})) AS "isKey"
     FROM customer_contact k WHERE k.stream_id = $1 AND k.customer_id IN (SELECT m.customer_id ${members}) AND k.removed_at IS NULL
     ORDER BY k.kind, k.value, k.last_at DESC`,
    root,
  );
}

function addressesOf(db: Queryable, root: string): Promise<CustomerPage['addresses']> {
  return rowsOf(
    db,
    `SELECT * FROM (SELECT DISTINCT ON (a.kind, a.address_key) a.address_key AS "addressKey", a.kind, a.is_default AS "isDefault", a.doc AS address, a.last_at AS "lastAt"
       FROM customer_address a WHERE a.stream_id = $1 AND a.customer_id IN (SELECT m.customer_id ${members}) AND a.removed_at IS NULL
       ORDER BY a.kind, a.address_key, a.is_default DESC, a.last_at DESC) each
     ORDER BY "isDefault" DESC, "lastAt" DESC LIMIT 100`,
    root,
  );
}

const nameOf = (column: string): string =>
  `coalesce((SELECT d.doc -> 'person' ->> 'name' FROM directory d WHERE d.stream_id = $1 AND d.kind = 'person' AND d.doc -> 'person' ->> 'personId' = ${column}), ${column})`;

function notesOf(db: Queryable, root: string): Promise<CustomerPage['notes']> {
  return rowsOf(
    db,
    `SELECT n.note_id AS "noteId", n.text, n.is_pinned AS "isPinned", n.at, ${nameOf('n.by')} AS by
     FROM customer_note n WHERE n.stream_id = $1 AND n.customer_id IN (SELECT m.customer_id ${members})
     ORDER BY n.is_pinned DESC, n.at DESC LIMIT 200`,
    root,
  );
}

async function alikeOf(db: Queryable, root: string): Promise<CustomerPage['alike']> {
  const rows = await rowsOf<{
    customerId: string;
    name: string;
    mail: string | null;
    orders: number;
    reasons: AlikeReason[];
  }>(
    db,
    `SELECT v.customer_id AS "customerId", v.name, v.orders,
       (SELECT shown FROM customer_contact k JOIN customer m ON m.stream_id = k.stream_id AND m.customer_id = k.customer_id
        WHERE m.stream_id = $1 AND m.root_id = v.customer_id AND k.kind = 'mail' AND k.removed_at IS NULL ORDER BY k.last_at DESC LIMIT 1) AS mail,
       array_agg(DISTINCT reason) AS reasons
     FROM (
       SELECT CASE WHEN a.root_id = $2 THEN b.root_id ELSE a.root_id END AS other_id, unnest(p.reasons) AS reason
       FROM customer_pair p JOIN customer a ON a.stream_id = p.stream_id AND a.customer_id = p.one_id
       JOIN customer b ON b.stream_id = p.stream_id AND b.customer_id = p.other_id
       WHERE p.stream_id = $1 AND p.dismissed_at IS NULL AND a.root_id <> b.root_id AND (a.root_id = $2 OR b.root_id = $2)) pair
     JOIN customer_value v ON v.stream_id = $1 AND v.customer_id = pair.other_id
     GROUP BY v.customer_id, v.name, v.orders ORDER BY v.orders DESC, v.customer_id LIMIT 50`,
    root,
  );
  return rows;
}

function mergesOf(db: Queryable, root: string): Promise<CustomerPage['merges']> {
  return rowsOf(
    db,
    `SELECT g.merge_id AS "mergeId", g.from_id AS "fromId", c.name, g.at, ${nameOf('g.by')} AS by
     FROM customer_merge g JOIN customer c ON c.stream_id = g.stream_id AND c.customer_id = g.from_id
     WHERE g.stream_id = $1 AND g.undone_at IS NULL AND c.root_id = $2 AND c.erased_at IS NULL ORDER BY g.at DESC LIMIT 100`,
    root,
  );
}

function monthsOf(db: Queryable, root: string): Promise<CustomerPage['months']> {
  return rowsOf(
    db,
    `SELECT * FROM (SELECT to_char(o.placed_at, 'YYYY-MM') AS month, count(*)::int AS orders, coalesce(sum(o.money_minor), 0)::bigint AS "moneyMinor"
       FROM customer_order o WHERE o.stream_id = $1 AND o.is_counted AND o.customer_id IN (SELECT m.customer_id ${members})
       GROUP BY 1 ORDER BY 1 DESC LIMIT 24) newest ORDER BY month`,
    root,
  );
}

/** Accounts that payments know the customer's numbers by. */
function creditOf(db: Queryable, root: string, at: string): Promise<CustomerPage['credit']> {
  return rowsOf(
    db,
    `SELECT a.customer_id AS "customerId", a.currency, a.limit_minor AS "limitMinor", a.terms_days AS "termsDays", a.is_open AS "isOpen",
       coalesce(sum(d.owed), 0)::bigint AS "usedMinor", coalesce(sum(d.owed) FILTER (WHERE d.due_at < $3), 0)::bigint AS "overdueMinor"
     FROM customer_account a
     LEFT JOIN (${owedRows}) d ON d.customer_id = a.customer_id AND d.currency = a.currency
       AND (d.order_id IS NULL OR EXISTS (SELECT 1 FROM customer_order o WHERE o.stream_id = $1 AND o.order_id = d.order_id AND o.customer_id IN (SELECT m.customer_id ${members})))
     WHERE a.customer_id IN (SELECT k.shown FROM customer_contact k WHERE k.stream_id = $1 AND k.kind = 'channel'
       AND k.customer_id IN (SELECT m.customer_id ${members}))
     GROUP BY a.customer_id, a.currency, a.limit_minor, a.terms_days, a.is_open ORDER BY a.customer_id`,
    root,
    at,
  );
}

async function erasureOf(db: Queryable, root: string): Promise<CustomerPage['erasure']> {
  const [row] = await rowsOf<NonNullable<CustomerPage['erasure']>>(
    db,
    `SELECT erasure_id AS "erasureId", asked_at AS "askedAt", asked_how AS how, ${nameOf('e.by')} AS by, kept, keep_until AS "keptUntil", ended_at AS "endedAt"
     FROM customer_erasure e WHERE stream_id = $1 AND customer_id = $2 ORDER BY asked_at DESC LIMIT 1`,
    root,
  );
  return row ?? null;
}
