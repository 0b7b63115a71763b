// Reports that are kept and sent: a real head office on real PostgreSQL, a real mail server that misbehaves, and a clock that the test
// turns.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../e2e/rigs/mail-server/mail-server';
import { readPdf } from '../../../e2e/rigs/pdf-text';
import type { SavedReport } from '../../../shared/contract/reports';
import { noMailSettings } from '../../../shared/domain/mail/mail-settings';
import type { Report, ReportSchedule } from '../../../shared/domain/figures/report';
import { leeds, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';
import { addOfficePeople, clerk, manager } from '../people/people.test-kit';
import { askForDueReports, startReports } from './send-reports';

let office: TestOffice;
let desk: TestStation;
let other: TestStation;
let server: MailServer;
let clock = new Date('2026-11-30T05:00:00Z');
const now = (): Date => clock;
const report: Report = {
  name: 'Günlük ğüşiöçı ĞÜŞİÖÇ',
  dashboard: 'work',
  period: 'last-7-days',
  comparison: 'before',
  filter: {},
  language: 'tr',
};
const schedule: ReportSchedule = {
  every: 'day',
  weekday: 1,
  monthDay: 1,
  at: '09:00',
  timeZone: 'Europe/Istanbul',
  to: ['boss@example.org', 'books@example.org'],
  formats: ['csv', 'xlsx', 'pdf'],
};

const rowsOf = async (station: TestStation): Promise<SavedReport[]> =>
  ((await station.get('/v1/reports')).body as { rows: SavedReport[] }).rows;
const keep = async (more: Partial<Report>, shared: boolean, station = desk): Promise<string> => {
  const before = new Set((await rowsOf(station)).map(({ reportId }) => reportId));
  const { status, body } = await station.post('/v1/reports', { report: { ...report, ...more }, shared });
  expect(status, JSON.stringify(body)).toBe(200);
  return (body as { rows: SavedReport[] }).rows.find(({ reportId }) => !before.has(reportId))?.reportId ?? '';
};
const round = async (): Promise<void> => {
  const jobs = startReports({
    pool: office.office.pool,
    now,
    newId: office.office.newId,
    idleMs: 1_000_000,
    onFailure: () => undefined,
  });
  // A mail that broke off is left for later: what the round says of it is the test's to see.
  for (const job of jobs) await job.drain().catch(() => undefined);
  await Promise.all(jobs.map((job) => job.stop()));
};

beforeAll(async () => {
  server = await startMailServer();
  office = await startTestOffice({ now, idleMs: 1_000_000 });
  desk = await office.enrol();
  other = await office.enrol();
  await addOfficePeople(office);
  await desk.place({ externalId: 'R1' });
  await desk.place({ externalId: 'R2' });
  const settings = {
    ...noMailSettings,
    isOn: true,
    host: '127.0.0.1',
    port: server.port,
    security: 'none' as const,
    fromName: 'The Shop',
    fromAddress: 'shop@example.org',
  };
  const saved = await desk.post('/v1/mail-settings', { settings, password: '' });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}, 120_000);
afterAll(async () => {
  await office.close();
  await server.close();
});

describe('reports', () => {
  it('of one computer are seen, changed, saved and removed by no other', async () => {
    const own = await keep({ name: 'Mine' }, false);
    const shared = await keep({ name: 'Ours' }, true);
    expect((await rowsOf(other)).map(({ reportId }) => reportId)).toEqual([shared]);
    expect((await rowsOf(desk)).map(({ reportId }) => reportId)).toEqual([shared, own]);
    const wanted = { reportId: own, report, shared: true };
    expect((await other.post('/v1/reports', wanted)).status).toBe(404);
    expect((await other.get(`/v1/reports/${own}/file?format=csv`)).status).toBe(404);
    expect((await other.post(`/v1/reports/${own}/remove`, {})).status).toBe(404);
    expect((await other.post(`/v1/reports/${own}/schedule`, { schedule, by: manager })).status).toBe(404);
    for (const id of [own, shared])
      expect((await desk.post(`/v1/reports/${id}/remove`, {})).status).toBe(200);
    expect(await rowsOf(desk)).toEqual([]);
  });

  it('are files with the figures in them, and Turkish letters whole', async () => {
    const id = await keep({}, true);
    const file = async (format: string): Promise<Buffer> => {
      const { status, body } = await desk.get(`/v1/reports/${id}/file?format=${format}`);
      expect(status, JSON.stringify(body).slice(0, 300)).toBe(200);
      expect((body as { name: string }).name).toBe(`gunluk-gusioci-gusioc-2026-11-24-2026-11-30.${format}`);
      return Buffer.from((body as { base64: string }).base64, 'base64');
    };
    const csv = (await file('csv')).toString('utf8');
    expect(csv.split('\r\n')[0]).toBe('\uFEFFBölüm,Satır,Rakam,Değer,Önceki');
    expect(csv).toContain('Sipariş edilen');
    const sheet = await readSheet(await file('xlsx'));
    expect(sheet[0]).toEqual(['Bölüm', 'Satır', 'Rakam', 'Değer', 'Önceki']);
    expect(sheet.length).toBeGreaterThan(20);
    const text = await textOfPdf(await file('pdf'));
    expect(text).toContain('Günlük ğüşiöçı ĞÜŞİÖÇ');
    expect(text).toContain('Önceki');
    await desk.post(`/v1/reports/${id}/remove`, {});
  });

  it('are a PDF of every dashboard in both languages', async () => {
    for (const dashboard of ['work', 'costs', 'goods', 'forecasts', 'customers'] as const)
      for (const language of ['en', 'tr'] as const) {
        const id = await keep({ dashboard, language, name: `${dashboard} ${language}` }, false);
        const { body } = await desk.get(`/v1/reports/${id}/file?format=pdf`);
        expect(await textOfPdf(Buffer.from((body as { base64: string }).base64, 'base64'))).toContain(
          `${dashboard} ${language}`,
        );
        await desk.post(`/v1/reports/${id}/remove`, {});
      }
  });

  it('are sent only where somebody answers for it, in a time zone that there is', async () => {
    const id = await keep({}, true);
    const said = (more: object, by: object) =>
      desk.post(`/v1/reports/${id}/schedule`, { schedule: { ...schedule, ...more }, by });
    expect((await said({}, { badge: 'M1', pin: '00000' })).status).toBe(403);
    expect((await said({ timeZone: 'Mars/Olympus' }, clerk)).body).toMatchObject({
      code: 'time-zone-unknown',
    });
    expect((await said({ to: ['nobody'] }, clerk)).status).toBe(400);
    expect(await rowsOf(desk)).toMatchObject([{ schedule: null, nextAt: null }]);
    expect((await said({}, clerk)).status).toBe(200);
    expect(await rowsOf(desk)).toMatchObject([
      { schedule, scheduledBy: 'Cem Clerk', nextAt: '2026-11-30T06:00:00.000Z' },
    ]);
  });

  it('reach each reader once at their time, with all files', async () => {
    await round();
    expect(server.letters).toEqual([]);
    clock = new Date('2026-11-30T06:00:05Z');
    // Whoever notices it, and however often.
    await Promise.all([
      askForDueReports({ pool: office.office.pool, now, newId: office.office.newId }),
      round(),
    ]);
    await round();
    expect(server.letters.flatMap(({ to }) => to).toSorted()).toEqual([...schedule.to].toSorted());
    for (const letter of server.letters) {
      expect(letter.subject).toBe(report.name);
      expect(letter.raw).toMatch(/gunluk-gusioci-gusioc-2026-11-24-2026-11-30\.pdf/);
      expect(letter.raw).toMatch(/\.xlsx/);
      expect(letter.raw).toMatch(/\.csv/);
    }
    expect((await rowsOf(desk))[0]).toMatchObject({
      nextAt: '2026-12-01T06:00:00.000Z',
      mails: [{ state: 'sent' }, { state: 'sent' }],
    });
  });

  it('that broke off behind the yes come again as the same mail; times that were missed come once', async () => {
    server.letters.splice(0);
    server.moods.push({ does: 'drops' });
    clock = new Date('2026-12-04T12:00:00Z');
    await round();
    clock = new Date('2026-12-04T12:30:00Z');
    await round();
    await round();
    const ids = server.letters.map((letter) => letter.header('message-id'));
    expect(ids.length).toBe(3);
    expect(new Set(ids).size).toBe(2);
    const [row] = await rowsOf(desk);
    expect(row?.nextAt).toBe('2026-12-05T06:00:00.000Z');
    expect(
      row?.mails.filter(({ dueAt }) => dueAt === '2026-12-04T06:00:00.000Z').map(({ state }) => state),
    ).toEqual(['sent', 'sent']);
    expect(row?.mails.length).toBe(4);
  });

  it('are for the office alone', async () => {
    const packer = await office.enrol(leeds, ['station']);
    expect((await packer.get('/v1/reports')).status).toBe(403);
    expect((await packer.post('/v1/reports', { report, shared: true })).status).toBe(403);
  });
});

describe('own figures', () => {
  const span = { from: '2026-11-01', to: '2026-11-30' };

  beforeAll(async () => {
    await office.rows(`INSERT INTO figure (measure, day, channel, country, currency, warehouse, key, count, amount) VALUES
      ('picked', '2026-11-29', '', '', '', 'W1', '09 PC', 4, 9), ('picked', '2026-11-29', '', '', '', 'W1', '10 PC', 1, 2),
      ('packed', '2026-11-29', '', '', '', 'W1', '11 PC', 3, 7), ('picked', '2026-11-29', '', '', '', 'W1', '09 PM', 50, 90)`);
  });

  it('are told to the person alone, with badge and PIN', async () => {
    const { status, body } = await desk.post('/v1/figures/own', { ...span, by: clerk });
    expect([status, body]).toMatchObject([
      200,
      {
        personId: 'PC',
        isShared: false,
        days: [
          {
            day: '2026-11-29',
            picks: 5,
            unitsPicked: 11,
            hoursPicking: 2,
            parcels: 3,
            unitsPacked: 7,
            hoursPacking: 1,
          },
        ],
      },
    ]);
    expect((await desk.post('/v1/figures/own', { ...span, by: { badge: 'C1', pin: '99999' } })).status).toBe(
      403,
    );
    expect((await desk.post('/v1/figures/own', { ...span, by: { badge: 'C1', pin: null } })).status).toBe(
      403,
    );
  });

  it('are private until the person says otherwise, and again when they say so', async () => {
    const seen = (by: object) => desk.post('/v1/figures/people/PC', { ...span, by });
    expect((await seen(manager)).body).toMatchObject({ code: 'figures-private' });
    const share = (isShared: boolean) => desk.post('/v1/figures/own/share', { isShared, by: clerk });
    expect((await share(true)).body).toEqual({ isShared: true });
    expect(await seen(manager)).toMatchObject({ status: 200, body: { name: 'Cem Clerk', isShared: true } });
    // Somebody without the role never, shared or not.
    expect((await seen(clerk)).status).toBe(403);
    expect((await share(false)).body).toEqual({ isShared: false });
    expect((await seen(manager)).body).toMatchObject({ code: 'figures-private' });
    expect((await desk.post('/v1/figures/people/NOBODY', { ...span, by: manager })).status).toBe(404);
  });

  it('are never in the figures of all', async () => {
    const { body } = await desk.get('/v1/figures?from=2026-11-01&to=2026-11-30');
    expect(JSON.stringify(body)).not.toMatch(/"\d\d P[CM]"/);
  });
});

async function textOfPdf(content: Buffer): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const path = join(folder, 'report.pdf');
  writeFileSync(path, content);
  const pages = await readPdf(path);
  rmSync(folder, { recursive: true });
  return pages.map(({ text }) => text).join('\n');
}
