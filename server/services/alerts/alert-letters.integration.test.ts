// Alerts told by mail and by webhook: a real mail server that misbehaves, a real receiver, a clock that the test turns, and a
// process that is killed with the letter in its hands. The same state is told once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../e2e/rigs/mail-server/mail-server';
import {
  startWebhookReceiver,
  type WebhookReceiver,
} from '../../../e2e/rigs/webhook-receiver/webhook-receiver';
import type { AlertPage, AlertRow, AlertSettingsDoc } from '../../../shared/contract/alerts';
import { webhookBodySchema } from '../../../shared/contract/webhooks';
import type { AlertSettings } from '../../../shared/domain/alert/alert-settings';
import type { LocationId, Sku } from '../../../shared/domain/ids';
import { noMailSettings } from '../../../shared/domain/mail/mail-settings';
import { leeds, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';
import { headOfficeCause, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { addOfficePeople, manager } from '../people/people.test-kit';
import { startAlertMail } from './send-letters';

let clock = Date.UTC(2026, 10, 25, 10);
const now = (): Date => new Date(clock);
const minute = 60_000;
let office: TestOffice;
let desk: TestStation;
let mail: MailServer;
let receiver: WebhookReceiver;

beforeAll(async () => {
  mail = await startMailServer();
  receiver = await startWebhookReceiver();
  // Its own jobs sleep: the test does their rounds.
  office = await startTestOffice({ now, idleMs: 1_000_000, webhooks: { allowInside: true, timeoutMs: 500 } });
  desk = await office.enrol();
  await addOfficePeople(office);
  await work();
  const settings = {
    ...noMailSettings,
    isOn: true,
    host: '127.0.0.1',
    port: mail.port,
    security: 'none',
    fromName: 'The Shop',
    fromAddress: 'shop@example.org',
  };
  expect((await desk.post('/v1/mail-settings', { settings })).status).toBe(200);
  await set((before) => ({
    ...before,
    letterMinutes: 10,
    contacts: [
      { name: 'Stock desk', addresses: ['stock@example.org', 'night@example.org'], language: 'en' },
      { name: 'Berrin', addresses: ['berrin@example.org'], language: 'tr' },
    ],
    kinds: { ...before.kinds, 'negative-level': { ...before.kinds['negative-level'], tell: 'Stock desk' } },
  }));
  const made = await desk.post('/v1/webhooks', {
    name: 'Alarm',
    url: receiver.url,
    types: ['alert.told', 'alert.cleared'],
    by: manager,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await work();
});
afterAll(async () => {
  await office.expectSound();
  await office.close();
  await mail.close();
  await receiver.close();
});
afterEach(() => {
  mail.moods.splice(0);
  mail.letters.splice(0);
});

async function set(change: (settings: AlertSettings) => AlertSettings): Promise<void> {
  const { version, settings } = (await desk.get('/v1/alert-settings')).body as unknown as AlertSettingsDoc;
  const saved = await desk.post('/v1/alert-settings', { version, settings: change(settings), by: manager });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

async function move(sku: string, from: string, to: string, quantity: number): Promise<void> {
  await office.office.writer.submit([leeds], async (tx) => {
    const changes = newChangeSet(now().toISOString(), office.office.newId);
    changes.moves.push({
      warehouseId: leeds,
      move: { sku: sku as Sku, from: from as LocationId, to: to as LocationId, quantity, cause: 'Test' },
      cause: headOfficeCause(changes),
    });
    await storeChanges(tx, changes);
  });
}
const below = (sku: string, units = 1): Promise<void> => move(sku, 'A-02', 'adjustment', units);
const lookOnly = async (): Promise<void> => {
  expect((await desk.post('/v1/alerts/look', {})).status).toBe(200);
};
/** And it is noticed that people are told. */
const look = async (): Promise<void> => {
  await lookOnly();
  await work();
};

/** Everything that can be done now. */
async function work(): Promise<void> {
  const { pool, writer, log, newId } = office.office;
  const jobs = startAlertMail({ pool, writer, log, now, newId, idleMs: 1_000_000 });
  for (const job of jobs) await job.drain();
  await Promise.all(jobs.map((job) => job.stop()));
  await office.office.webhooks.drain();
}
const later = async (ms: number): Promise<void> => {
  clock += ms;
  await work();
};
const alertOf = async (sku: string): Promise<AlertRow> => {
  const { rows } = (await desk.get(`/v1/alerts?kind=negative-level&text=${sku}`)).body as {
    rows: AlertRow[];
  };
  expect(rows).toHaveLength(1);
  return rows[0] as AlertRow;
};
const pageOf = async (sku: string): Promise<AlertPage> =>
  (await desk.get(`/v1/alerts/${(await alertOf(sku)).alertId}`)).body as unknown as AlertPage;

describe('a letter about alerts', () => {
  it('tells the contact of the kind of all that came within a while, once', async () => {
    await below('MUG');
    await look();
    expect(mail.letters).toEqual([]);
    await below('LAMP', 3);
    await look();
    await later(11 * minute);
    expect(
      mail.letters
        .map(({ to }) => to)
        .flat()
        .sort(),
    ).toEqual(['night@example.org', 'stock@example.org']);
    const [letter] = mail.letters;
    expect(letter?.subject).toBe('Alerts: 2');
    expect(letter?.text).toContain('Below nothing: MUG A mug');
    expect(letter?.text).toContain('Bin A-02 in W1 is 3 below nothing');
    expect(letter?.text).toContain('Count the bin');
    expect(letter?.html).toContain('<strong>Below nothing: LAMP A lamp</strong>');
    expect((await pageOf('MUG')).letters).toMatchObject([
      { address: 'night@example.org', state: 'sent' },
      { address: 'stock@example.org', state: 'sent' },
    ]);
    await look();
    await later(60 * minute);
    expect(mail.letters).toHaveLength(2);
  });

  it('goes to who looks after it, in their language, and again when it got worse', async () => {
    const { alertId } = await alertOf('MUG');
    await desk.post(`/v1/alerts/${alertId}`, { act: 'take', owner: 'berrin' });
    await below('MUG', 15);
    await look();
    await later(11 * minute);
    expect(mail.letters.map(({ to, subject }) => [to, subject])).toEqual([
      [['berrin@example.org'], 'Sıfırın altında: MUG A mug'],
    ]);
    expect(mail.letters[0]?.text).toContain('W1 deposunda A-02 gözü sıfırın 16 altında');
  });

  it('leaves out what is over or put aside by then, and is not written for nothing', async () => {
    await below('BOWL');
    await look();
    await move('BOWL', 'adjustment', 'A-02', 1);
    await look();
    await below('VASE');
    await look();
    const until = new Date(clock + 3 * 86_400_000).toISOString();
    await desk.post(`/v1/alerts/${(await alertOf('VASE')).alertId}`, { act: 'snooze', until });
    await later(11 * minute);
    expect(mail.letters).toEqual([]);
    expect((await pageOf('BOWL')).letters.map(({ state }) => state)).toEqual(['left-out', 'left-out']);
    await move('VASE', 'adjustment', 'A-02', 1);
    await look();
  });

  it('waits for a busy server and is sent in the same words; one that never takes it is believed', async () => {
    mail.moods.push({ does: 'busy' }, { does: 'busy' });
    clock += 25 * 60 * minute;
    await below('BOWL', 2);
    await look();
    await later(11 * minute);
    expect(mail.letters).toEqual([]);
    expect((await pageOf('BOWL')).letters.slice(0, 2).map(({ state }) => state)).toEqual([
      'waiting',
      'waiting',
    ]);
    // What comes meanwhile has its own letter: the words of this one stand.
    await below('VASE', 2);
    await look();
    await later(30 * minute);
    await later(30 * minute);
    expect(mail.letters.map(({ subject }) => subject).sort()).toEqual([
      'Below nothing: BOWL A bowl',
      'Below nothing: BOWL A bowl',
      'Below nothing: VASE A vase',
      'Below nothing: VASE A vase',
    ]);
    mail.letters.splice(0);
    mail.moods.push({ does: 'refuses', code: 550 }, { does: 'refuses', code: 550 });
    await below('VASE', 20);
    await look();
    await later(11 * minute);
    await later(60 * minute);
    expect(mail.letters).toEqual([]);
    expect((await pageOf('VASE')).letters.slice(0, 2)).toMatchObject([
      { state: 'refused', answer: expect.stringContaining('no such mailbox') },
      { state: 'refused' },
    ]);
  });

  it('is one letter to whoever reads it, also when the process is killed with it in its hands', async () => {
    await set((before) => ({
      ...before,
      letterMinutes: 0,
      contacts: [{ name: 'Stock desk', addresses: ['stock@example.org'], language: 'en' }],
    }));
    clock += 25 * 60 * minute;
    await below('LAMP', 30);
    await lookOnly();
    mail.moods.push({ does: 'slow', ms: 60_000 });
    await office.reopen(async (url) => {
      const child = spawn(
        process.execPath,
        [
          '--import',
          createRequire(import.meta.url).resolve('tsx'),
          fileURLToPath(new URL('./letter-process.test-kit.ts', import.meta.url)),
          url,
          String(clock),
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const gone = once(child, 'exit');
      try {
        for (let turn = 0; turn < 600 && mail.letters.length === 0; turn += 1)
          await new Promise((resolve) => setTimeout(resolve, 50));
      } finally {
        child.kill('SIGKILL');
        await gone;
      }
    });
    // The server has it, and nobody has written that down.
    expect(mail.letters).toHaveLength(1);
    expect((await pageOf('LAMP')).letters[0]).toMatchObject({ state: 'waiting' });
    await later(10 * minute);
    const ids = mail.letters.map((letter) => letter.header('message-id'));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(mail.letters.map(({ text }) => text)).size).toBe(1);
    expect((await pageOf('LAMP')).letters[0]).toMatchObject({ state: 'sent' });
    await later(60 * minute);
    expect(mail.letters).toHaveLength(2);
  });
});

describe('a webhook', () => {
  it('was told of every telling once, with the cause in numbers, and of the end', async () => {
    await move('LAMP', 'adjustment', 'A-02', 33);
    await look();
    const { alertId } = await alertOf('LAMP');
    const told = receiver.taken.filter(({ body }) => webhookBodySchema.parse(body).data.about.id === alertId);
    expect(told.map(({ body }) => body.type)).toEqual(['alert.told', 'alert.told', 'alert.cleared']);
    expect(told[1]?.body.data).toMatchObject({
      about: { kind: 'alert' },
      event: { why: 'worse', measure: 33, cause: [{ sku: 'LAMP', location: 'A-02', units: 33 }] },
      record: { kind: 'negative-level', subject: 'W1 A-02 LAMP' },
    });
  });
});
