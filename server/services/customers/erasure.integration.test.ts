// Merging and erasing on real PostgreSQL. A person who was erased is looked for in every text of every table; what a merge
// did is undone while orders keep coming.
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelMemory } from '../../../shared/domain/channel/follow-told';
import type { ToldOrder } from '../../../shared/domain/channel/told-order';
import { withoutErased } from '../channels/erased-orders';
import { boxIdSchema, orderIdSchema } from '../../../shared/domain/ids';
import type { NewOrder } from '../../../shared/contract/http';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import {
  lineOf,
  newOrder,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { watchOrder } from '../special/watch-orders';
import { verifyValue } from './customer-value';
import { endKept, eraseCustomer, finishErasures } from './erase-customer';
import { mergeCustomers, undoMerge } from './merge-customers';
import { matchAll } from './customers.test-kit';

let office: TestOffice;
let desk: TestStation;
beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000 });
  desk = await office.enrol();
});
afterAll(() => office.close());

const by = () => ({ at: office.office.now().toISOString(), by: 'P9', newId: uuidV7 });
const to = (name: string, more: Partial<NewOrder['shipTo']> = {}): Pick<NewOrder, 'customer' | 'shipTo'> => ({
  customer: { customerId: null, name },
  shipTo: { ...newOrder({ externalId: 'x' }).shipTo, name, ...more },
});
const customerOf = async (orderId: string): Promise<{ own: string; shown: string }> => {
  await matchAll(office.office.pool);
  const [row] = await office.rows<{ own: string; shown: string }>(
    'SELECT c.customer_id AS own, c.root_id AS shown FROM customer_order o JOIN customer c USING (customer_id) WHERE o.order_id = $1',
    orderId,
  );
  if (!row) throw new Error('nobody');
  return row;
};
const orders = (customerId: string) =>
  office.rows<{ orders: number }>('SELECT orders FROM customer_value WHERE customer_id = $1', customerId);

describe('a merge', () => {
  it('is undone as it was, chains and orders of the meantime included', async () => {
    const { pool } = office.office;
    const place = (externalId: string, mail: string) =>
      desk.place({ externalId, ...to('Kim Fox', { email: mail }) });
    const [a, b, c] = [
      await place('G-1', 'a@fox.example'),
      await place('G-2', 'b@fox.example'),
      await place('G-3', 'c@fox.example'),
    ];
    const [one, two, three] = [
      (await customerOf(a)).own,
      (await customerOf(b)).own,
      (await customerOf(c)).own,
    ];
    const first = await mergeCustomers(pool, two, one, by());
    const second = await mergeCustomers(pool, three, two, by());
    expect(await orders(three)).toEqual([{ orders: 3 }]);
    expect([await orders(one), await orders(two)]).toEqual([[], []]);
    expect(await mergeCustomers(pool, three, one, by())).toMatchObject({
      ok: false,
      refusal: { code: 'customers-merged-already' },
    });
    const late = await place('G-4', 'a@fox.example');
    expect(await customerOf(late)).toEqual({ own: one, shown: three });
    if (!second.ok || !first.ok) throw new Error('not merged');
    expect(await undoMerge(pool, second.mergeId, by())).toMatchObject({ ok: true });
    expect([await orders(two), await orders(three)]).toEqual([[{ orders: 3 }], [{ orders: 1 }]]);
    expect(await undoMerge(pool, second.mergeId, by())).toMatchObject({
      ok: false,
      refusal: { code: 'merge-undone-already' },
    });
    await undoMerge(pool, first.mergeId, by());
    expect([await orders(one), await orders(two), await orders(three)]).toEqual([
      [{ orders: 2 }],
      [{ orders: 1 }],
      [{ orders: 1 }],
    ]);
    expect(await verifyValue(pool)).toEqual([]);
  });

  it('loses no order and counts none twice while orders come and it is done and undone again and again', async () => {
    const { pool } = office.office;
    const place = (nth: number) =>
      desk.place({ externalId: `C-${nth}`, ...to('Lou Elm', { email: `${nth % 2}@elm.example` }) });
    const [even, odd] = [(await customerOf(await place(0))).own, (await customerOf(await place(1))).own];
    const merging = async (): Promise<void> => {
      for (let round = 0; round < 15; round += 1) {
        const merged = await mergeCustomers(pool, even, odd, by());
        expect(merged.ok).toBe(true);
        if (merged.ok) expect((await undoMerge(pool, merged.mergeId, by())).ok).toBe(true);
      }
    };
    const coming = async (): Promise<void> => {
      for (let nth = 2; nth < 32; nth += 1) {
        await place(nth);
        await matchAll(pool);
      }
    };
    await Promise.all([merging(), coming(), coming2()]);
    await matchAll(pool);
    expect([await orders(even), await orders(odd)]).toEqual([[{ orders: 16 }], [{ orders: 16 }]]);
    expect(await verifyValue(pool)).toEqual([]);
    async function coming2(): Promise<void> {
      for (let round = 0; round < 10; round += 1) await matchAll(pool);
    }
  });
});

/** Every text of every table that has one of the words, but not those of `kept` tables. */
async function whereStill(words: readonly string[]): Promise<string[]> {
  const tables = await office.rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const columns = await office.rows<{ name: string; type: string }>(
      'SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = $1',
      name,
    );
    const counts = columns.map(({ name: column, type }) => {
      const text = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`;
      return `count(*) FILTER (WHERE ${text} ILIKE ANY($1::text[]))::int AS "${column}"`;
    });
    const [hits] = await office.rows<Record<string, number>>(
      `SELECT ${counts.join(', ')} FROM "${name}"`,
      words.map((word) => `%${word}%`),
    );
    for (const [column, count] of Object.entries(hits ?? {})) if (count > 0) found.push(`${name}.${column}`);
  }
  return found;
}

async function ship(orderId: string): Promise<Parcel> {
  await office.settled();
  const held = await desk.hello(20);
  const parcel = held.find((each) => each.orderId === orderId);
  if (!parcel) throw new Error('not leased');
  const sscc = desk.nextSscc();
  const [line] = parcel.lines;
  if (!line) throw new Error('no line');
  const ops = [
    desk.op('parcel.open', parcel, {}),
    desk.op('parcel.pack-item', parcel, {
      sku: line.sku,
      quantity: line.expected,
      scanId: 's1',
      code: line.sku,
    }),
    desk.op('parcel.choose-box', parcel, { boxId: boxIdSchema.parse('B1') }),
  ] as Parameters<TestStation['deliver']>;
  const sealed = desk.op('parcel.seal', parcel, { sscc, weightGrams: 500 });
  ops.push(
    sealed,
    desk.op('parcel.record-label', parcel, {
      label: { jobId: sealed.opId, attempt: 1, outcome: 'confirmed' },
    }),
    desk.op('parcel.hand-over', parcel, { sscc }),
  );
  const { body } = await desk.deliver(...ops);
  expect(body.results.map(({ refusal }) => refusal)).toEqual(ops.map(() => null));
  return parcel;
}

describe('erasing', () => {
  const words = [
    'Zeynep Quartz',
    'zeynep@quartz.example',
    '+905321112233',
    '0532 111 22 33',
    'Quartz Sokak 77',
    '34999',
  ];
  const zeynep: Pick<NewOrder, 'customer' | 'shipTo'> = {
    customer: { customerId: 'Q77', name: 'Zeynep Quartz' },
    shipTo: {
      ...to('Zeynep Quartz').shipTo,
      lines: ['Quartz Sokak 77'],
      postcode: '34999',
      city: 'Istanbul',
      countryCode: 'TR',
      phone: '0532 111 22 33',
      email: 'Zeynep@Quartz.example',
    },
  };
  let customerId = '';
  let orderId = '';

  it('is refused while something is under way, and says what', async () => {
    await office.receive('LAMP', 50);
    orderId = await desk.place({
      externalId: 'E-1',
      number: 'N-77',
      note: 'gift for Zeynep Quartz',
      ...zeynep,
      lines: [lineOf('LAMP', 1)],
    });
    customerId = (await customerOf(orderId)).own;
    expect(await eraseCustomer(office.office, customerId, { how: 'mail', by: 'P9' })).toEqual({
      ok: false,
      refusal: { code: 'customer-busy', values: { numbers: 'N-77' } },
    });
  });

  it('leaves nothing of the person in any table, but what the law keeps until its day', async () => {
    const { pool } = office.office;
    const shipped = await ship(orderId);
    await office.rows(
      `INSERT INTO carrier_label (reference, parcel_id, dpi, zpl, kept_at) VALUES ('bought-77', $1, 203, '^XA^FDZeynep Quartz, Quartz Sokak 77^FS^XZ', now())`,
      shipped.parcelId,
    );
    await desk.post('/v1/cases', { number: 'N-77', text: 'Zeynep Quartz called from 0532 111 22 33' });
    const [found] = await office.rows<{ record_id: string }>(
      `SELECT record_id FROM record WHERE kind = 'case' AND order_id = $1`,
      orderId,
    );
    await desk.post(`/v1/cases/${found?.record_id}`, { act: 'solve', text: 'told Zeynep Quartz' });
    await desk.post('/v1/mail-opt-outs', { address: 'zeynep@quartz.example', topic: 'carts', isOut: true });
    await office.rows(
      `INSERT INTO mail (stream_id, mail_id, cause, kind, order_id, number, channel_id, language, to_name, to_address, country_code, template_id, subject, body_text, state, created_at, send_after)
       VALUES ('company', $1, 'x 1', 'order-shipped', $2, 'N-77', 'web', 'tr', 'Zeynep Quartz', 'Zeynep@Quartz.example', 'TR', 'order-shipped', 'N-77', 'Quartz Sokak 77', 'sent', now(), now())`,
      uuidV7(),
      orderId,
    );
    await office.rows(
      `INSERT INTO channel_inbox (channel_id, delivery_id, source, topic, body, body_hash, received_at, available_at, state, order_id)
       VALUES ('web', 'd1', 'api', 'order', $1, 'h', now(), now(), 'taken', $2), ('web', 'd2', 'api', 'order', $1, 'h', now(), now(), 'quarantined', NULL)`,
      Buffer.from(
        JSON.stringify({
          first_name: 'Zeynep',
          email: 'Zeynep@Quartz.example',
          street: 'Quartz Sokak 77',
          name: 'Zeynep Quartz',
        }),
      ),
      orderId,
    );
    await office.rows(
      `INSERT INTO channel_order VALUES ('company', 'web', 'E-1', $1, 'api', $2, '{}', true)`,
      orderId,
      JSON.stringify({ externalId: 'E-1', ...zeynep, note: 'for Zeynep Quartz' }),
    );
    await office.rows(
      `INSERT INTO channel_customer VALUES ('company', 'web', 'Q77', 'Zeynep Quartz', $1)`,
      JSON.stringify(zeynep.shipTo),
    );
    await office.rows(
      `INSERT INTO outbox (id, topic, key, payload, error, done_at) VALUES ($1, 'x', 'k', $2, 'no: zeynep@quartz.example', now())`,
      uuidV7(),
      JSON.stringify({ to: 'zeynep@quartz.example' }),
    );
    await office.rows(
      `INSERT INTO invoice (number, order_id, customer_id, issued_at, due_at, currency, total_minor, doc) VALUES ('INV-2026-1', $1, 'Q77', '2026-02-01', '2026-03-01', 'GBP', 500, $2)`,
      orderId,
      JSON.stringify({
        number: 'INV-2026-1',
        customerName: 'Zeynep Quartz',
        customerId: 'Q77',
        address: zeynep.shipTo,
      }),
    );
    await office.rows(
      `INSERT INTO customer_note VALUES ('company', $1, $2, 'Zeynep Quartz likes blue', true, now(), 'P9')`,
      uuidV7(),
      customerId,
    );
    const twin = await desk.place({
      externalId: 'E-2',
      ...to('Zeynep Quarz', { email: 'zeyneb@quartz.example', lines: ['Quartz Sokak 78'] }),
    });
    expect((await whereStill(words)).length).toBeGreaterThan(15);

    const before = await office.rows<{ seq: number }>(
      'SELECT seq FROM sales_order WHERE order_id = $1',
      orderId,
    );
    const erased = await eraseCustomer(office.office, customerId, { how: 'letter', by: 'P9' });
    expect(erased).toMatchObject({ ok: true, erased: { keptUntil: '2037-01-01T00:00:00.000Z' } });
    if (erased.ok)
      expect(erased.erased.kept).toMatchObject([
        { what: 'invoice', number: 'INV-2026-1' },
        { what: 'label' },
      ]);
    const kept = (await whereStill(words)).filter((each) => !each.startsWith('invoice.'));
    expect(kept).toEqual([]);
    expect(await whereStill(words)).toEqual(expect.arrayContaining(['invoice.doc']));

    // The channel goes on telling of the order: its person stays away.
    const [memory] = await office.rows<{ told: ToldOrder }>(
      `SELECT told FROM channel_order WHERE external_id = 'E-1'`,
    );
    const told = { ...memory?.told, ...zeynep, note: 'again Zeynep Quartz' } as ToldOrder;
    expect(JSON.stringify(withoutErased({ told: memory?.told } as ChannelMemory, told))).not.toContain(
      'Quartz',
    );
    expect(withoutErased({ told } as ChannelMemory, told)).toBeNull();

    // Facts of the order stay, and every bench hears of it.
    const [after] = await office.rows<{
      seq: number;
      doc: { number: string; shipTo: { countryCode: string }; lines: object[] };
    }>('SELECT seq, doc FROM sales_order WHERE order_id = $1', orderId);
    expect(after?.doc).toMatchObject({
      number: 'N-77',
      shipTo: { countryCode: 'TR' },
      lines: [{ sku: 'LAMP', shipped: 1 }],
    });
    expect(after?.seq).toBeGreaterThan(before[0]?.seq ?? 0);
    const pulled = await desk.get('/v1/pull?collection=parcels');
    expect(JSON.stringify(pulled.body)).not.toContain('Quartz Sokak 77');
    expect(JSON.stringify(pulled.body)).toContain('erased-');
    expect(
      await office.rows('SELECT type, by FROM customer_act WHERE customer_id = $1 ORDER BY at', customerId),
    ).toMatchObject([{ type: 'erased', by: 'P9' }]);
    expect(await verifyValue(pool)).toEqual([]);
    await office.expectSound();
    // Somebody else with nearly the same name is as they were.
    expect(
      JSON.stringify(await office.rows('SELECT doc FROM sales_order WHERE order_id = $1', twin)),
    ).toContain('Quartz Sokak 78');

    expect(await endKept(pool, '2036-12-31T00:00:00.000Z', uuidV7)).toBe(0);
    expect(await endKept(pool, '2037-01-01T00:00:00.000Z', uuidV7)).toBe(1);
    expect(await whereStill(words)).toEqual([]);
  });

  it('the same person ordering again is somebody new; a second request is refused in words', async () => {
    const again = await desk.place({ externalId: 'E-3', ...zeynep, lines: [lineOf('LAMP', 1)] });
    expect((await customerOf(again)).own).not.toBe(customerId);
    expect(await eraseCustomer(office.office, customerId, { how: 'mail', by: 'P9' })).toMatchObject({
      ok: false,
      refusal: { code: 'customer-erased' },
    });
  });

  it('goes on behind a crash', async () => {
    const { pool } = office.office;
    await office.receive('LAMP', 5);
    const other = await desk.place({
      externalId: 'E-4',
      ...to('Crash Test', { email: 'crash@dummy.example' }),
      lines: [lineOf('LAMP', 1)],
    });
    const { own } = await customerOf(other);
    await ship(other);
    // As it stands when a process dies right behind its first transaction.
    await office.rows(
      `INSERT INTO customer_erasure VALUES ('company', $1, $2, now(), 'mail', 'P9', '[]', NULL, NULL)`,
      uuidV7(),
      own,
    );
    await office.rows('UPDATE customer SET erased_at = now() WHERE customer_id = $1', own);
    await office.rows('DELETE FROM customer_key WHERE customer_id = $1', own);
    await finishErasures(office.office);
    expect(await whereStill(['Crash Test', 'crash@dummy.example'])).toEqual([]);
    expect(await verifyValue(pool)).toEqual([]);
  });

  it('takes along what was written on a card, what was said on the telephone and why somebody was first', async () => {
    await office.receive('LAMP', 5);
    // Words of their own that no name or contact stands in.
    const own = [
      'Card of granny',
      'Said about the dog',
      'Noted about the cat',
      'Raised for the wedding',
      'Marked for the bride',
      'Case of the cousin',
      'File note of the aunt',
    ];
    const [card, call, note, raised, marked, spoken, kept] = own;
    const orderId = await desk.place({
      externalId: 'E-5',
      number: 'N-555',
      giftMessage: card,
      ...to('Gift Giver', { email: 'giver@dummy.example', phone: '020 7946 0555' }),
      lines: [lineOf('LAMP', 1)],
    });
    const { own: customerId } = await customerOf(orderId);
    await office.settled();
    const post = async (url: string, body: object): Promise<void> => {
      const answer = await desk.post(url, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    };
    await post(`/v1/orders/${orderId}/special`, { kindId: 'gift', reason: marked, note: marked });
    await watchOrder(office.office, { orderId: orderIdSchema.parse(orderId) });
    await post(`/v1/special/${orderId}`, { act: 'call', text: call });
    await post(`/v1/special/${orderId}`, { act: 'note', text: note });
    await post(`/v1/special/${orderId}`, { act: 'raise', reason: raised });
    await post(`/v1/customers/${customerId}/notes`, { text: kept });
    await post(`/v1/customers/${customerId}/contacts`, { kind: 'phone', shown: '020 7946 0556' });
    await post(`/v1/customers/${customerId}/contacts/remove`, { kind: 'phone', value: '+442079460556' });
    await ship(orderId);
    await desk.post('/v1/cases', { number: 'N-555', text: spoken });
    const [found] = await office.rows<{ record_id: string }>(
      `SELECT record_id FROM record WHERE kind = 'case' AND order_id = $1`,
      orderId,
    );
    await post(`/v1/cases/${found?.record_id}`, { act: 'solve', text: spoken });
    const said = await whereStill(own);
    expect(said).toEqual(
      expect.arrayContaining(['event.body', 'record.doc', 'sales_order.doc', 'customer_note.text']),
    );
    expect(await eraseCustomer(office.office, customerId, { how: 'mail', by: 'P9' })).toMatchObject({
      ok: true,
    });
    expect(
      await whereStill([...own, 'giver@dummy.example', 'Gift Giver', '79460555', '7946 0555', '79460556']),
    ).toEqual([]);
  });
});
