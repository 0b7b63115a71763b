// The way of a rating: asked days after the last box arrived, answered on a page without a login, changed, and a case when
// it is a complaint. Real routes, real PostgreSQL, a real mail server.
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../e2e/rigs/mail-server/mail-server';
import { noMailSettings } from '../../../shared/domain/mail/mail-settings';
import { companyStream } from '../../../shared/domain/ids';
import {
  lineOf,
  newOrder,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { storeEvents } from '../changes/store-events';
import { startMail } from '../mail/start-mail';
import { caseIdOf, feedbackIdOf } from './feedback-machine';

let office: TestOffice;
let station: TestStation;
let server: MailServer;
let clock = Date.UTC(2026, 0, 5, 12);
const now = (): Date => new Date(clock);
const day = 86_400_000;
let orderId = '';
let path = '';

beforeAll(async () => {
  server = await startMailServer();
  office = await startTestOffice({ now, idleMs: 1_000_000 });
  station = await office.enrol();
  await office.receive('MUG', 50);
  await work();
  await station.post('/v1/mail-settings', {
    settings: {
      ...noMailSettings,
      isOn: true,
      host: 'localhost',
      port: server.port,
      security: 'none',
      fromName: 'The Shop',
      fromAddress: 'shop@example.org',
      serviceMail: 'help@example.org',
      publicOrigin: 'https://orders.example.org',
    },
  });
});
afterAll(async () => {
  await office.close();
  await server.close();
});

async function work(): Promise<void> {
  const { pool, writer, log, newId } = office.office;
  const jobs = startMail({ pool, writer, log, now, newId, idleMs: 1_000_000 });
  for (const job of jobs) await job.drain();
  await Promise.all(jobs.map((job) => job.stop()));
}

/** As a label of a box is told to have arrived. */
function delivered(order: string): Promise<unknown> {
  const recordId = uuidV7();
  return office.office.writer.submit([companyStream], async (tx) => {
    await tx.client.query(
      `INSERT INTO record (stream_id, kind, record_id, order_id, state, created_at, doc, seq) VALUES ('company', 'shipment', $1, $2, 'done', $3, $4, $5)`,
      [
        recordId,
        order,
        now().toISOString(),
        {
          parcelId: recordId,
          carrierName: 'Post',
          label: null,
          eta: null,
          outcome: 'delivered',
          handedOverAt: now().toISOString(),
        },
        tx.nextSeq(companyStream),
      ],
    );
    await Promise.all(
      storeEvents(tx, [
        {
          stream_id: companyStream,
          seq: tx.nextSeq(companyStream),
          op_id: null,
          aggregate: 'shipment',
          aggregate_id: recordId,
          order_id: order,
          type: 'ShipmentDelivered',
          body: {},
          at: now().toISOString(),
          actor: null,
          station_id: null,
        },
      ]),
    );
  });
}

beforeEach(async () => {
  server.letters.splice(0);
  const externalId = uuidV7();
  orderId = await station.place({
    externalId,
    number: `R${externalId.slice(-8)}`,
    placedAt: now().toISOString(),
    shipTo: { ...newOrder({ externalId }).shipTo, name: 'Ann <b>', email: 'ann@example.org' },
    lines: [lineOf('MUG', 1)],
  });
  await delivered(orderId);
  await work();
  clock += 7 * day;
  await work();
  const asking = server.letters.find(({ subject }) => subject.startsWith('How was order'));
  const link = /https:\/\/orders\.example\.org(\/customer\/rating\/[\w-]{43})/.exec(asking?.text ?? '');
  path = link?.[1] ?? '';
});

const open = (url = path) => office.app.inject({ method: 'GET', url });
const send = (form: Record<string, string>, url = path) =>
  office.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  });
type Case = { state: string; notes: { text: string }[]; contact: string };
const caseOfOrder = async (): Promise<Case | undefined> =>
  (await station.get(`/v1/cases/${caseIdOf(orderId)}`)).body['case'] as Case | undefined;
const answerOf = async (): Promise<unknown> =>
  (
    await office.rows<{ doc: { answer: unknown } }>(
      'SELECT doc FROM record WHERE record_id = $1',
      feedbackIdOf(orderId),
    )
  )[0]?.doc.answer;

describe('a rating', () => {
  it('is asked for after the days of the channel, on a page that loads nothing and shows no markup of others', async () => {
    expect(path).not.toBe('');
    const page = await open();
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.body).toContain('<html lang="en">');
    expect(page.body).not.toMatch(/<script|<img|<link/);
    expect(page.body).toContain('help@example.org');
    const turkish = await open(`${path}?language=tr`);
    expect(turkish.body).toContain('numaralı sipariş nasıldı?');
  });

  it('is taken, shown again, and changed by a second answer; the same one twice is one', async () => {
    const first = await send({ stars: '5', arrived: 'all', comment: 'fine\r\nreally' });
    expect(first.body).toContain('We have your answer');
    await send({ stars: '5', arrived: 'all', comment: 'fine\r\nreally' });
    expect(await answerOf()).toEqual({ stars: 5, arrived: 'all', comment: 'fine\nreally', lines: [] });
    await send({ stars: '4', arrived: 'all', comment: '' });
    const events = await office.rows(
      `SELECT type FROM event WHERE aggregate = 'feedback' AND order_id = $1 ORDER BY seq`,
      orderId,
    );
    expect(events).toEqual([{ type: 'RatingAsked' }, { type: 'RatingGiven' }, { type: 'RatingChanged' }]);
    expect((await open()).body).toContain('value="4" required checked');
    expect(await caseOfOrder()).toBeUndefined();
    // Nobody who has answered is asked again.
    expect((await station.get('/v1/feedback')).body).toMatchObject({
      rows: [{ feedback: { state: 'answered' } }, {}],
    });
  });

  it('that is a complaint opens one case, goes on with it, and is solved and reopened', async () => {
    const said = await send({ stars: '1', arrived: 'part', comment: '=cmd|<script>alert(1)</script>' });
    expect(said.body).toContain('writes to you');
    await send({ stars: '1', arrived: 'part', comment: '=cmd|<script>alert(1)</script>' });
    expect(await caseOfOrder()).toMatchObject({ state: 'open', contact: 'ann@example.org', notes: [{}] });
    expect((await open()).body).not.toContain('<script>');
    const caseId = caseIdOf(orderId);
    const act = (body: object) => station.post(`/v1/cases/${caseId}`, body);
    await act({ act: 'take', owner: 'Berrin' });
    expect((await act({ act: 'ask', text: 'Which one?' })).body).toMatchObject({
      case: { state: 'waiting', owner: 'Berrin' },
    });
    expect((await act({ act: 'solve', text: 'A new one is on its way.' })).body).toMatchObject({
      case: { state: 'solved' },
    });
    expect((await act({ act: 'take', owner: null })).body).toMatchObject({ code: 'case-solved' });
    await send({ stars: '1', arrived: 'none', comment: 'still nothing' });
    expect(await caseOfOrder()).toMatchObject({ state: 'open', notes: [{}, {}, {}, {}] });
    const list = await station.get('/v1/cases?state=open');
    expect(list.body).toMatchObject({ total: 1 });
    expect((await station.get(`/v1/orders/${orderId}`)).body['timeline']).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'CaseOpened' })]),
    );
    await office.expectSound();
  });

  it('that is not complete is asked for again with what was typed, and nonsense is passed over', async () => {
    const half = await send({ stars: '3', comment: 'x"><b>' });
    expect(half.statusCode).toBe(422);
    expect(half.body).toContain('role="alert"');
    expect(half.body).toContain('x&quot;&gt;&lt;b&gt;');
    expect((await send({ stars: '9', arrived: 'all' })).statusCode).toBe(422);
    expect((await send({ stars: '5', arrived: 'all', 'line-99': '5', other: 'x' })).statusCode).toBe(200);
    expect(await answerOf()).toMatchObject({ stars: 5, lines: [] });
    expect((await send({ stars: '5', arrived: 'all', comment: 'c'.repeat(9000) })).statusCode).toBe(400);
    expect((await send({ stars: '5', arrived: 'all', comment: 'ç'.repeat(9000) })).statusCode).toBe(413);
  });

  it('has a link nobody guesses: another order, a changed sign, or the use of another page open nothing', async () => {
    const token = path.split('/').at(-1) ?? '';
    for (const wrong of [
      'x',
      `${token}A`,
      `_${token.slice(1)}`,
      token.toLowerCase(),
      '%00',
      'a'.repeat(43),
    ]) {
      const page = await open(`/customer/rating/${wrong}`);
      expect([400, 404], wrong).toContain(page.statusCode);
      expect(page.headers['content-type'], wrong).toContain('text/html');
      expect(page.body).toContain('This link opens nothing');
    }
    expect((await open(`/customer/opt-out/${token}`)).statusCode).toBe(404);
  });

  it('is held when somebody tries too often, in words', async () => {
    const answers: number[] = [];
    for (let index = 0; index < 25; index += 1) answers.push((await open()).statusCode);
    expect(answers.slice(0, 20)).toEqual(Array(20).fill(200));
    expect(answers.at(-1)).toBe(429);
    expect((await open()).body).toContain('Wait a minute');
  });
});

describe('a case by hand', () => {
  it('is opened for an order and found by its number', async () => {
    const [order] = await office.rows<{ number: string }>(
      'SELECT number FROM sales_order WHERE order_id = $1',
      orderId,
    );
    const opened = await station.post('/v1/cases', { number: order?.number, text: 'Called: wrong colour.' });
    expect(opened.body).toMatchObject({
      case: { origin: 'office', state: 'open', notes: [{ from: 'office' }] },
    });
    expect((await station.get(`/v1/cases?text=${order?.number}`)).body).toMatchObject({ total: 1 });
    expect((await station.post('/v1/cases', { number: 'nobody', text: 'x' })).body).toMatchObject({
      code: 'order-unknown',
    });
    expect((await station.get(`/v1/cases/${uuidV7()}`)).status).toBe(404);
  });
});
