// Erases a person on their request: who asked and how is kept, what may go goes everywhere, what the law keeps is named with
// its day and goes then. Done again after a crash it goes on where it was: what a person is found by goes last.
// Must never begin while an order, a return or a case of theirs is under way: it could not be brought to its end.
import type { Refusal } from '../../../shared/domain/decision';
import { markOf, withoutPerson } from '../../../shared/domain/customer/erased';
import { keptUntil } from '../../../shared/domain/customer/rules';
import { companyStream } from '../../../shared/domain/ids';
import type { Client, Pool, Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';
import { noteAct } from './customer-acts';
import { opsThatTook } from '../orders/ops-that-took';
import { changeCustomers, inTransaction, loadCustomerRules } from './customer-settings';
import { countValue } from './customer-value';
import { type PersonFile, readPersonFile } from './erased-person';
import { erasePulled, type PulledTools } from './erase-pulled';
import { patternsOf, sweepPerson } from './sweep-person';

/** How a person asked for it. */
export type ErasureAsked = { how: 'mail' | 'letter' | 'call' | 'in-person'; by: string };
export type KeptPaper = { what: 'invoice' | 'bank-line' | 'label'; number: string; until: string };
export type Erased = { erasureId: string; keptUntil: string | null; kept: KeptPaper[] };
export type ErasureAnswer = { ok: true; erased: Erased } | { ok: false; refusal: Refusal };

/** Benches keep what they printed so long after it was done. */
const labelDays = 14;

export async function eraseCustomer(
  tools: PulledTools,
  customerId: string,
  asked: ErasureAsked,
): Promise<ErasureAnswer> {
  const { pool } = tools;
  const begun = await changeCustomers(pool, async (client): Promise<ErasureAnswer> => {
    const refusal = await whyNoErasure(client, customerId);
    if (refusal) return { ok: false, refusal };
    const file = await readPersonFile(client, customerId);
    const kept = await keptOf(client, file, (await loadCustomerRules(client)).keepYears);
    const at = tools.now().toISOString();
    const erased: Erased = {
      erasureId: tools.newId(),
      kept,
      keptUntil: kept
        .filter(({ what }) => what !== 'label')
        .reduce<string | null>((last, { until }) => (last === null || until > last ? until : last), null),
    };
    await client.query(
      `INSERT INTO customer_erasure (stream_id, erasure_id, customer_id, asked_at, asked_how, by, kept, keep_until)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        companyStream,
        erased.erasureId,
        customerId,
        at,
        asked.how,
        asked.by,
        storableJson(kept),
        erased.keptUntil,
      ],
    );
    // From here on nothing new is learned of them; who orders again is somebody new.
    await client.query('DELETE FROM customer_key WHERE stream_id = $1 AND customer_id = ANY($2::uuid[])', [
      companyStream,
      file.customerIds,
    ]);
    await client.query(
      'UPDATE customer SET erased_at = $3, vip_by_hand = NULL WHERE stream_id = $1 AND customer_id = ANY($2::uuid[])',
      [companyStream, file.customerIds, at],
    );
    await noteAct(
      client,
      { customerId, type: 'erased', body: { how: asked.how, erasureId: erased.erasureId } },
      { at, by: asked.by, newId: tools.newId },
    );
    return { ok: true, erased };
  });
  if (begun.ok) await carryOut(tools, customerId);
  return begun;
}

/** Goes on with erasures that a crash cut short. */
export async function finishErasures(tools: PulledTools): Promise<void> {
  const { rows } = await tools.pool.query<{ customer_id: string }>(
    `SELECT e.customer_id FROM customer_erasure e JOIN customer c USING (stream_id, customer_id) WHERE e.stream_id = $1 AND c.name NOT LIKE 'erased-%'`,
    [companyStream],
  );
  for (const { customer_id: customerId } of rows) await carryOut(tools, customerId);
}

async function carryOut(tools: PulledTools, customerId: string): Promise<void> {
  const { pool } = tools;
  const file = await readPersonFile(pool, customerId);
  await inTransaction(pool, (client) => eraseHistory(client, file));
  await inTransaction(pool, (client) => eraseMailsAndDeliveries(client, file));
  await sweepPerson(pool, file);
  await erasePulled(tools, file);
  await changeCustomers(pool, (client) => eraseFile(client, file, customerId, tools.now().toISOString()));
}

async function whyNoErasure(db: Queryable, customerId: string): Promise<Refusal | null> {
  const { rows } = await db.query<{ root_id: string; erased_at: string | null }>(
    'SELECT root_id, erased_at FROM customer WHERE stream_id = $1 AND customer_id = $2',
    [companyStream, customerId],
  );
  const [customer] = rows;
  if (!customer) return { code: 'customer-unknown', values: {} };
  if (customer.erased_at !== null) return { code: 'customer-erased', values: {} };
  if (customer.root_id !== customerId) return { code: 'customer-merged-elsewhere', values: {} };
  const open = await db.query<{ number: string }>(
    `SELECT o.number FROM customer_order c JOIN customer m ON m.stream_id = c.stream_id AND m.customer_id = c.customer_id
     JOIN sales_order o ON o.stream_id = c.stream_id AND o.order_id = c.order_id
     WHERE c.stream_id = $1 AND m.root_id = $2 AND (o.doc ->> 'state' IN ('placed', 'confirmed')
       OR EXISTS (SELECT 1 FROM record r WHERE r.order_id = o.order_id AND (
            (r.kind = 'case' AND r.state <> 'solved')
            OR (r.kind = 'refund' AND r.state IN ('requested', 'approved', 'sent'))
            OR (r.kind = 'return' AND r.state IN ('advised', 'in-transit', 'received'))
            OR (r.kind = 'payment' AND r.doc ->> 'method' = 'account' AND r.state IN ('authorised', 'captured')
                AND (r.doc ->> 'authorisedMinor')::bigint - (r.doc ->> 'refundedMinor')::bigint > coalesce((r.doc ->> 'paidMinor')::bigint, 0)))))
     ORDER BY o.placed_at, o.order_id LIMIT 5`,
    [companyStream, customerId],
  );
  if (open.rows.length === 0) return null;
  return { code: 'customer-busy', values: { numbers: open.rows.map(({ number }) => number).join(', ') } };
}

async function keptOf(db: Queryable, { orderIds }: PersonFile, keepYears: number): Promise<KeptPaper[]> {
  const invoices = await db.query<{ number: string; at: string }>(
    'SELECT number, issued_at AS at FROM invoice WHERE order_id = ANY($1::uuid[]) ORDER BY number',
    [orderIds],
  );
  const lines = await db.query<{ number: string; at: string }>(
    `SELECT b.line_id AS number, b.entered_at AS at FROM bank_line b JOIN record r ON r.record_id = b.payment_id AND r.kind = 'payment'
     WHERE r.order_id = ANY($1::uuid[]) ORDER BY b.line_id`,
    [orderIds],
  );
  const labels = await db.query<{ at: string | null }>(
    `SELECT max(at) AS at FROM event WHERE order_id = ANY($1::uuid[]) AND type = 'LabelPrinted'`,
    [orderIds],
  );
  const printed = labels.rows[0]?.at ?? null;
  return [
    ...invoices.rows.map(({ number, at }) => ({
      what: 'invoice' as const,
      number,
      until: keptUntil(at, keepYears),
    })),
    ...lines.rows.map(({ number, at }) => ({
      what: 'bank-line' as const,
      number,
      until: keptUntil(at, keepYears),
    })),
    ...(printed === null
      ? []
      : [
          {
            what: 'label' as const,
            number: '',
            until: new Date(Date.parse(printed) + labelDays * 86_400_000).toISOString(),
          },
        ]),
  ];
}

/** The history says still what happened and when, and of nobody to whom. */
async function eraseHistory(client: Client, { orderIds, parcelIds, person }: PersonFile): Promise<void> {
  // Papers of theirs that became no order, a quote above all: their history names no order either.
  const papers = await client.query<{ record_id: string }>(
    'SELECT record_id FROM record WHERE order_id IS NULL AND doc::text ILIKE ANY($1::text[])',
    [patternsOf(person)],
  );
  const recordIds = papers.rows.map(({ record_id }) => record_id);
  const events = await client.query<{ stream_id: string; seq: number; body: object }>(
    `SELECT stream_id, seq, body FROM event WHERE order_id = ANY($1::uuid[]) ${recordIds.length > 0 ? 'OR aggregate_id = ANY($2::uuid[])' : ''} FOR UPDATE`,
    recordIds.length > 0 ? [orderIds, recordIds] : [orderIds],
  );
  for (const { stream_id, seq, body } of events.rows)
    await rewrite(
      client,
      'UPDATE event SET body = $1 WHERE stream_id = $2 AND seq = $3',
      body,
      withoutPerson(body, person, true),
      [stream_id, seq],
    );
  const ops = await client.query<{ op_id: string; body: object }>(
    'SELECT op_id, body FROM op WHERE parcel_id = ANY($1::uuid[]) OR op_id = ANY($2::uuid[]) FOR UPDATE',
    [parcelIds, await opsThatTook(client, orderIds)],
  );
  for (const { op_id, body } of ops.rows)
    await rewrite(
      client,
      'UPDATE op SET body = $1 WHERE op_id = $2',
      body,
      withoutPerson(body, person, true),
      [op_id],
    );
}

async function rewrite(
  client: Client,
  text: string,
  before: object,
  after: unknown,
  key: unknown[],
): Promise<void> {
  const written = storableJson(after);
  if (written !== storableJson(before)) await client.query(text, [written, ...key]);
}

async function eraseMailsAndDeliveries(
  client: Client,
  { orderIds, parcelIds, mails, channelNumbers, person }: PersonFile,
): Promise<void> {
  await client.query(
    `UPDATE mail SET to_name = $3, to_address = $3, given = NULL, subject = NULL, body_text = NULL, body_html = NULL, answer = NULL, opt_out_link = NULL
     WHERE order_id = ANY($1::uuid[]) OR lower(to_address) = ANY($2::text[])`,
    [orderIds, mails, person.mark],
  );
  // Words for a printer, with a name and an address in them: the box has left.
  await client.query('DELETE FROM carrier_label WHERE parcel_id = ANY($1::uuid[])', [parcelIds]);
  // What waits to become an order is somebody's new order; what was put aside is dropped with whom it names.
  await client.query(
    `UPDATE channel_inbox SET body = '', problems = '[]', state = CASE WHEN state = 'quarantined' THEN 'dropped' ELSE state END
     WHERE state <> 'waiting' AND (order_id = ANY($1::uuid[])
       OR encode(body, 'escape') ILIKE ANY($2::text[]))`,
    [orderIds, patternsOf(person)],
  );
  await client.query(
    `DELETE FROM channel_customer WHERE stream_id = $1 AND channel_id || ':' || customer_id = ANY($2::text[])`,
    [companyStream, channelNumbers],
  );
  await client.query(
    `UPDATE channel_invoice SET customer_id = NULL WHERE stream_id = $1 AND channel_id || ':' || customer_id = ANY($2::text[])`,
    [companyStream, channelNumbers],
  );
}

/** Last: until here an interrupted erasure finds by it what is left. */
async function eraseFile(client: Client, file: PersonFile, customerId: string, at: string): Promise<void> {
  const { customerIds, person, channelNumbers } = file;
  const ids = [companyStream, customerIds];
  for (const table of ['customer_contact', 'customer_address', 'customer_block', 'customer_note'])
    await client.query(`DELETE FROM ${table} WHERE stream_id = $1 AND customer_id = ANY($2::uuid[])`, ids);
  await client.query(
    'DELETE FROM customer_pair WHERE stream_id = $1 AND (one_id = ANY($2::uuid[]) OR other_id = ANY($2::uuid[]))',
    ids,
  );
  await client.query('DELETE FROM consent WHERE stream_id = $1 AND contact = ANY($2::text[])', [
    companyStream,
    person.contacts,
  ]);
  await client.query(
    `UPDATE customer_account SET name = $2, is_open = false WHERE customer_id = ANY($1::text[])`,
    [channelNumbers.map((number) => number.slice(number.indexOf(':') + 1)), person.mark],
  );
  await client.query(
    `UPDATE customer SET name = $3, search = '' WHERE stream_id = $1 AND customer_id = ANY($2::uuid[])`,
    [...ids, person.mark],
  );
  await countValue(client, [customerId], await loadCustomerRules(client), at);
}

/** What was kept by law goes when its day has come. @returns how many papers */
export async function endKept(pool: Pool, at: string, newId: () => string): Promise<number> {
  return changeCustomers(pool, async (client) => {
    const { rows } = await client.query<{ erasure_id: string; customer_id: string; kept: KeptPaper[] }>(
      'SELECT erasure_id, customer_id, kept FROM customer_erasure WHERE stream_id = $1 AND ended_at IS NULL AND keep_until <= $2 FOR UPDATE',
      [companyStream, at],
    );
    let papers = 0;
    for (const { erasure_id, customer_id, kept } of rows) {
      const mark = markOf(customer_id);
      const numbers = (what: KeptPaper['what']): string[] =>
        kept.filter((each) => each.what === what).map(({ number }) => number);
      const invoices = await client.query(
        `UPDATE invoice SET doc = doc || jsonb_build_object('customerName', $2::text, 'customerId', NULL,
           'address', (doc -> 'address') || jsonb_build_object('name', $2::text, 'company', NULL, 'lines', '[]'::jsonb, 'postcode', NULL,
             'city', $2::text, 'region', NULL, 'phone', NULL, 'email', NULL)) WHERE number = ANY($1::text[])`,
        [numbers('invoice'), mark],
      );
      const lines = await client.query(
        'UPDATE bank_line SET payer = $2, reference = $2, content_key = line_id::text WHERE line_id = ANY($1::uuid[])',
        [numbers('bank-line'), mark],
      );
      papers += (invoices.rowCount ?? 0) + (lines.rowCount ?? 0);
      await client.query(
        'UPDATE customer_erasure SET ended_at = $3 WHERE stream_id = $1 AND erasure_id = $2',
        [companyStream, erasure_id, at],
      );
      await noteAct(
        client,
        { customerId: customer_id, type: 'kept-ended', body: { erasureId: erasure_id } },
        { at, by: 'head office', newId },
      );
    }
    return papers;
  });
}
