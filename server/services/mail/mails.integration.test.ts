// Mails from order to receiver: a real head office on real PostgreSQL, a real mail server that misbehaves, and a clock that
// the test turns. What is written once is written once, whatever breaks in between.
import { v7 as uuidV7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../e2e/rigs/mail-server/mail-server';
import { defaultChannelMail } from '../../../shared/domain/mail/channel-mail';
import { noMailSettings } from '../../../shared/domain/mail/mail-settings';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { startReaction } from '../../jobs/outbox';
import {
  lineOf,
  newOrder,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { askForMails, mailIdOf, sendTopic } from './ask-for-mail';
import { sendMail } from './send-mail';
import { startMail } from './start-mail';

let office: TestOffice;
let station: TestStation;
let server: MailServer;
/** Noon in London on a winter's day. */
let clock = Date.UTC(2026, 0, 5, 12);
const now = (): Date => new Date(clock);
const password = 'a-password-nobody-sees';

const settings = {
  ...noMailSettings,
  isOn: true,
  host: '127.0.0.1',
  security: 'none' as const,
  user: 'shop',
  fromName: 'The Shop',
  fromAddress: 'shop@example.org',
  serviceMail: 'help@example.org',
  publicOrigin: 'https://orders.example.org',
};

beforeAll(async () => {
  server = await startMailServer({ account: { user: 'shop', password } });
  // Its own jobs sleep: the test does their rounds.
  office = await startTestOffice({ now, idleMs: 1_000_000 });
  station = await office.enrol();
  await office.receive('MUG', 500);
  await work();
  const saved = await station.post('/v1/mail-settings', {
    settings: { ...settings, port: server.port },
    password,
  });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
});
afterAll(async () => {
  await office.close();
  await server.close();
});
afterEach(() => {
  server.moods.splice(0);
  server.letters.splice(0);
});

/** Everything that can be done now. */
async function work(): Promise<void> {
  const { pool, writer, log, newId } = office.office;
  const jobs = startMail({ pool, writer, log, now, newId, idleMs: 1_000_000 });
  for (const job of jobs) await job.drain();
  await Promise.all(jobs.map((job) => job.stop()));
}

const later = async (ms: number): Promise<void> => {
  clock += ms;
  await work();
};
const minute = 60_000;
const day = 86_400_000;

function place(
  over: Partial<ReturnType<typeof newOrder>['shipTo']> = {},
  more: object = {},
): Promise<string> {
  const shipTo = { ...newOrder({ externalId: 'x' }).shipTo, email: 'ann@example.org', ...over };
  const externalId = uuidV7();
  return station.place({
    externalId,
    number: `N${externalId.slice(-8)}`,
    placedAt: now().toISOString(),
    shipTo,
    lines: [lineOf('MUG', 2)],
    ...more,
  });
}

type Row = {
  kind: string;
  state: string;
  why: string | null;
  answer: string | null;
  subject: string | null;
  mail_id: string;
};
const mailsOf = (orderId: string): Promise<Row[]> =>
  office.rows<Row>('SELECT * FROM mail WHERE order_id = $1 ORDER BY created_at, kind', orderId);

async function handOver(orderId: string): Promise<Parcel> {
  await office.settled();
  const held = await station.hello(50);
  const parcel = held.find((each) => each.orderId === orderId);
  if (!parcel) throw new Error('the station holds no parcel of the order');
  const sscc = station.nextSscc();
  const opened = [
    station.op('parcel.open', parcel, {}),
    station.op('parcel.choose-box', parcel, { boxId: 'B1' as never }),
    station.op('parcel.pack-item', parcel, { sku: 'MUG' as never, quantity: 2, code: 'MUG', scanId: 's' }),
  ];
  const sealed = station.op('parcel.seal', parcel, { sscc, weightGrams: 700 });
  const { body } = await station.deliver(
    ...opened,
    sealed,
    station.op('parcel.record-label', parcel, {
      label: { jobId: sealed.opId, attempt: 1, outcome: 'confirmed' },
    }),
    station.op('parcel.hand-over', parcel, { sscc }),
  );
  expect(
    body.results.map(({ status }) => status),
    JSON.stringify(body.results.at(-1)),
  ).toEqual(Array(6).fill('applied'));
  return parcel;
}

describe('a confirmed order', () => {
  it('is written about once, in its language, with its goods, and the log has the very words', async () => {
    const orderId = await place({ countryCode: 'TR', name: 'Ayşe "Bcc: x" Yılmaz 🎁' });
    await work();
    await work();
    expect(server.letters).toHaveLength(1);
    const [letter] = server.letters;
    expect(letter?.to).toEqual(['ann@example.org']);
    expect(letter?.subject).toMatch(/^N\w{8} numaralı siparişiniz: teşekkürler$/);
    expect(letter?.text).toContain('2 x A mug');
    expect(letter?.text).toContain('Ayşe "Bcc: x" Yılmaz 🎁');
    expect(letter?.html).toContain('Ayşe &quot;Bcc: x&quot; Yılmaz 🎁');
    expect(letter?.header('from')).toContain('<shop@example.org>');
    expect(letter?.header('reply-to')).toBe('help@example.org');
    expect(letter?.header('bcc')).toBe('');
    expect(letter?.header('list-unsubscribe')).toBe('');
    const [mail] = await mailsOf(orderId);
    expect(mail).toMatchObject({ kind: 'order-confirmed', state: 'sent', subject: letter?.subject });
    const page = await station.get(`/v1/mails/${mail?.mail_id}`);
    expect(page.body).toMatchObject({
      text: letter?.text,
      messageId: `<${mail?.mail_id}@example.org>`,
      mail: { templateVersion: 0, answer: expect.stringContaining('kept as'), language: 'tr' },
    });
    expect(letter?.header('message-id')).toBe(`<${mail?.mail_id}@example.org>`);
  });

  it('without an address, of long ago, or of a channel that is off leaves no trace', async () => {
    const silent = [await place({ email: null }), await place({}, { placedAt: '2010-12-01T08:26:00.000Z' })];
    const channel = defaultChannelMail({ takesFiles: true });
    await station.post('/v1/mail-settings/channels/web', channel);
    silent.push(await place());
    await work();
    await station.post('/v1/mail-settings/channels/web', defaultChannelMail({ takesFiles: false }));
    for (const orderId of silent) expect(await mailsOf(orderId)).toEqual([]);
    expect(server.letters).toEqual([]);
  });

  it('with what is no address is noted and not written about', async () => {
    const orderId = await place({ email: 'ann@example.org\r\nBcc: all@example.org' });
    await work();
    expect(await mailsOf(orderId)).toMatchObject([{ state: 'left-out', why: 'address-wrong' }]);
    expect(server.letters).toEqual([]);
  });
});

describe('a mail server', () => {
  it('that is busy, or greylists, gets the mail later; one that never wants it is believed', async () => {
    server.moods.push({ does: 'busy' }, { does: 'refuses', code: 450 });
    const orderId = await place();
    await work();
    expect(await mailsOf(orderId)).toMatchObject([
      { state: 'waiting', answer: expect.stringContaining('421') },
    ]);
    await later(minute);
    expect(await mailsOf(orderId)).toMatchObject([
      { state: 'waiting', answer: expect.stringContaining('450') },
    ]);
    await later(2 * minute);
    expect(server.letters).toEqual([]);
    await later(5 * minute);
    expect(await mailsOf(orderId)).toMatchObject([{ state: 'sent' }]);
    expect(server.letters).toHaveLength(1);

    server.moods.push({ does: 'refuses', code: 550 });
    const refused = await place();
    await work();
    await later(day);
    const [row] = await mailsOf(refused);
    expect(row).toMatchObject({ state: 'refused', answer: expect.stringContaining('no such mailbox') });
    // The queue and the log of head office name no customer.
    const works = await office.rows<{ error: string }>(
      `SELECT error FROM outbox WHERE topic = $1 AND payload->>'mailId' = $2`,
      sendTopic,
      row?.mail_id,
    );
    expect(works[0]?.error).toContain('the customer');
    expect(JSON.stringify(works)).not.toContain('ann@');
    const again = await station.post(`/v1/mails/${row?.mail_id}/retry`, {});
    expect(again.status).toBe(200);
    await work();
    expect(await mailsOf(refused)).toMatchObject([{ state: 'sent' }]);
    expect((await station.post(`/v1/mails/${row?.mail_id}/retry`, {})).body).toMatchObject({
      code: 'mail-not-again',
    });
  });

  it('that breaks off behind the mail gets it again under the same message id', async () => {
    server.moods.push({ does: 'drops' });
    const orderId = await place();
    await work();
    expect(await mailsOf(orderId)).toMatchObject([{ state: 'waiting' }]);
    await later(minute);
    expect(await mailsOf(orderId)).toMatchObject([{ state: 'sent' }]);
    expect(server.letters).toHaveLength(2);
    const ids = new Set(server.letters.map((letter) => letter.header('message-id')));
    expect(ids.size).toBe(1);
    expect(new Set(server.letters.map(({ text }) => text)).size).toBe(1);
  });

  it('takes a mail twice under one message id when head office dies between its yes and the note of it', async () => {
    const orderId = await place();
    const { pool, writer, log, newId } = office.office;
    const [follower, sleeping] = startMail({ pool, writer, log, now, newId, idleMs: 1_000_000 });
    await sleeping?.stop();
    await follower?.drain();
    await follower?.stop();
    // This one dies as soon as the server has said yes.
    const dying = startReaction<{ mailId: string }>({
      pool,
      topic: sendTopic,
      now,
      idleMs: 1_000_000,
      patienceMs: minute,
      perform: async (performed) => {
        const died = {
          connect: () => pool.connect(),
          query: (asked: { text?: string } | string, values?: unknown[]) =>
            String(typeof asked === 'string' ? asked : asked.text).includes('SET state = $3')
              ? new Promise(() => undefined)
              : pool.query(asked as string, values),
        };
        return sendMail({ pool: died as unknown as typeof pool, writer, now }, performed);
      },
      onFailure: () => undefined,
    });
    await expect.poll(() => server.letters.length, { timeout: 20_000 }).toBe(1);
    expect(await mailsOf(orderId)).toMatchObject([{ state: 'waiting' }]);
    await later(3 * minute);
    expect(await mailsOf(orderId)).toMatchObject([{ state: 'sent' }]);
    expect(server.letters).toHaveLength(2);
    expect(new Set(server.letters.map((letter) => letter.header('message-id'))).size).toBe(1);
    void dying;
  });

  it('that dislikes our password is asked again when it is right; nobody is told the password', async () => {
    await station.post('/v1/mail-settings', {
      settings: { ...settings, port: server.port },
      password: 'wrong',
    });
    const orderId = await place();
    await work();
    expect(await mailsOf(orderId)).toMatchObject([
      { state: 'waiting', answer: expect.stringContaining('535') },
    ]);
    const test = await station.post('/v1/mail-settings/test', { to: 'me@example.org', language: 'en' });
    expect(test.body).toMatchObject({ sent: false, answer: expect.stringContaining('535') });
    const told = await station.post('/v1/mail-settings', {
      settings: { ...settings, port: server.port },
      password,
    });
    expect(told.body).toMatchObject({ hasPassword: true });
    expect(JSON.stringify(told.body)).not.toContain(password);
    // Without one the one there is stays.
    await station.post('/v1/mail-settings', { settings: { ...settings, port: server.port } });
    expect(
      (await station.post('/v1/mail-settings/test', { to: 'me@example.org', language: 'tr' })).body,
    ).toMatchObject({ sent: true });
    await later(5 * minute);
    expect(await mailsOf(orderId)).toMatchObject([{ state: 'sent' }]);
  });
});

describe('a parcel that left', () => {
  it('is written about in the morning when it is night where the customer lives, and about what is in it', async () => {
    clock = Date.UTC(2026, 0, 7, 22);
    const orderId = await place();
    await work();
    const parcel = await handOver(orderId);
    await office.office.pool.query(
      `INSERT INTO record (stream_id, kind, record_id, order_id, state, created_at, doc, seq) VALUES ('company', 'shipment', $1, $2, 'bought', now(), $3, 0)`,
      [
        parcel.parcelId,
        orderId,
        {
          parcelId: parcel.parcelId,
          carrierName: 'Quick Post',
          label: { trackingNumber: 'QP1', trackingUrl: 'https://track.example.org/QP1' },
          eta: '2026-01-09',
          outcome: null,
          handedOverAt: now().toISOString(),
        },
      ],
    );
    await later(minute);
    expect(server.letters.map(({ subject }) => subject)).toEqual([expect.stringContaining('thank you')]);
    clock = Date.UTC(2026, 0, 8, 7, 59);
    await work();
    expect(server.letters).toHaveLength(1);
    await later(minute);
    const [, shipped] = server.letters;
    expect(shipped?.subject).toMatch(/is on its way$/);
    expect(shipped?.text).toContain('2 x A mug');
    expect(shipped?.text).toContain('Quick Post QP1');
    expect(shipped?.text).toContain('https://track.example.org/QP1');
    expect(shipped?.text).toContain('Friday');
    expect(shipped?.html).toContain('<a href="https://track.example.org/QP1">');
  });
});

describe('a mail that is asked for by another service', () => {
  it('is sent once however often it is asked for, unless the customer wants none of its kind', async () => {
    clock = Date.UTC(2026, 0, 8, 12);
    const { pool, newId } = office.office;
    const cart = {
      kind: 'cart-recovery' as const,
      cause: 'cart 7',
      orderId: null,
      number: 'C7',
      about: null,
      channelId: 'web',
      toName: 'Ann',
      address: 'ann@example.org',
      countryCode: 'GB',
      given: {
        currency: 'GBP',
        totalMinor: 1000,
        lines: [{ name: 'Mug <b>', quantity: 2, unitPriceMinor: 500 }],
        link: 'https://shop.example.org/cart/7',
      },
      order: null,
      from: now().toISOString(),
    };
    expect(await askForMails(pool, [cart], { now, newId })).toBe(1);
    expect(await askForMails(pool, [cart], { now, newId })).toBe(0);
    await work();
    expect(server.letters).toHaveLength(1);
    const [letter] = server.letters;
    expect(letter?.html).toContain('Mug &lt;b&gt;');
    expect(letter?.text).toContain('£10.00');
    const link = /<(https:[^>]*)>/.exec(letter?.header('list-unsubscribe') ?? '')?.[1] ?? '';
    expect(letter?.header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const { pathname } = new URL(link);
    const look = await office.app.inject({ method: 'GET', url: pathname });
    expect(look.statusCode).toBe(200);
    expect(await optOuts()).toEqual([]);
    const out = await office.app.inject({
      method: 'POST',
      url: pathname,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    });
    expect(out.statusCode).toBe(200);
    expect(await optOuts()).toEqual([{ address: 'ann@example.org', topic: 'carts' }]);
    await askForMails(pool, [{ ...cart, cause: 'cart 8', address: 'Ann@Example.org' }], { now, newId });
    await work();
    expect(server.letters).toHaveLength(1);
    const [left] = await office.rows<Row>(
      'SELECT * FROM mail WHERE mail_id = $1',
      mailIdOf('cart-recovery', 'cart 8'),
    );
    expect(left).toMatchObject({ state: 'left-out', why: 'opted-out' });
    // Orders are written about all the same.
    await place();
    await work();
    expect(server.letters).toHaveLength(2);
  });

  it('is not sent when the customer opts out while it waits', async () => {
    const { pool, newId } = office.office;
    const wait = {
      kind: 'back-in-stock' as const,
      cause: 'stock MUG bob',
      orderId: null,
      number: '',
      about: null,
      channelId: 'web',
      toName: 'Bob',
      address: 'bob@example.org',
      countryCode: 'GB',
      given: { product: 'A mug', link: 'https://shop.example.org/mug' },
      order: null,
      from: new Date(clock + day).toISOString(),
    };
    await askForMails(pool, [wait], { now, newId });
    const out = await station.post('/v1/mail-opt-outs', {
      address: 'bob@example.org',
      topic: 'stock',
      isOut: true,
    });
    expect(out.status).toBe(200);
    await later(day);
    const [row] = await office.rows<Row>(
      'SELECT * FROM mail WHERE mail_id = $1',
      mailIdOf('back-in-stock', wait.cause),
    );
    expect(row).toMatchObject({ state: 'left-out', why: 'opted-out' });
    expect(server.letters).toEqual([]);
  });

  const optOuts = (): Promise<object[]> =>
    office.rows(
      'SELECT address, topic FROM (SELECT DISTINCT ON (contact, purpose) contact AS address, purpose AS topic, is_given FROM consent ORDER BY contact, purpose, at DESC) c WHERE NOT is_given ORDER BY 1, 2',
    );
});

describe('a template of the office', () => {
  const mine = {
    templateId: 'order-confirmed',
    kind: 'order-confirmed',
    language: 'en',
    subject: 'Ours: {{number}}',
    text: 'Dear {{customer}}',
    html: '<p>Dear {{customer}}</p>',
  };
  it('is the next version when it is sound, and says what is wrong when it is not', async () => {
    const wrong = await station.post('/v1/mail-templates', { ...mine, text: 'a\n{{nubmer}}' });
    expect(wrong.body).toMatchObject({ code: 'template-wrong', values: { part: 'text', line: 2 } });
    expect(String(wrong.body['message'])).toContain('nubmer');
    expect((await station.post('/v1/mail-templates', mine)).body).toMatchObject({ version: 1 });
    expect((await station.post('/v1/mail-templates', mine)).body).toMatchObject({ version: 2 });
    expect((await station.post('/v1/mail-templates', { ...mine, kind: 'quote' })).body).toMatchObject({
      code: 'template-other-kind',
    });
    const orderId = await place();
    await work();
    expect(server.letters.at(-1)?.subject).toMatch(/^Ours: N/);
    const [row] = await mailsOf(orderId);
    const page = await station.get(`/v1/mails/${row?.mail_id}`);
    expect(page.body).toMatchObject({ mail: { templateVersion: 2 } });
  });

  it('is previewed with an order, or with one of nobody', async () => {
    const { mail } = (
      await station.post('/v1/mail-templates/preview', {
        kind: 'order-confirmed',
        language: 'tr',
        subject: '{{number}}',
        text: '{{customer}}',
        html: '<p>{{total}}</p>',
      })
    ).body as { mail: { subject: string; text: string; html: string } };
    expect(mail).toMatchObject({ subject: '1042', text: 'Ayşe Örnek\n' });
    const orderId = await place({ name: 'محمد' });
    const [order] = await office.rows<{ number: string }>(
      'SELECT number FROM sales_order WHERE order_id = $1',
      orderId,
    );
    const real = await station.post('/v1/mail-templates/preview', {
      kind: 'order-confirmed',
      language: 'en',
      number: order?.number,
      subject: '{{number}}',
      text: '{{customer}}',
      html: '<p>{{customer}}</p>',
    });
    expect(real.body).toMatchObject({
      problems: [],
      mail: { subject: order?.number, html: expect.stringContaining('<bdi>محمد</bdi>') },
    });
  });
});
