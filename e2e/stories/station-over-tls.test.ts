// A station and head office over TLS with head office's own authority: enrolled by the ticket of the QR code, at work, and
// not to be had by somebody else who answers in head office's place. What is secret stays out of the page.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Display, startDisplay } from '../rigs/display';
import { launchStation, type RunningStation } from '../rigs/electron';
import { type HeadOffice, startHeadOffice } from '../rigs/head-office';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const secure = { WAYBILL_TLS: 'on' };

describe('a station over TLS', () => {
  let display: Display;
  let office: HeadOffice;
  let stranger: HeadOffice;
  let running: RunningStation;
  const folders: string[] = [];
  const newFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'waybill-tls-story-'));
    folders.push(folder);
    return folder;
  };
  const dataDir = newFolder();
  const strip = (): Promise<string> => running.page.locator('footer').innerText();

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    display = await startDisplay();
    office = await startHeadOffice({ dataDir: newFolder(), sample: false, env: secure });
    stranger = await startHeadOffice({ dataDir: newFolder(), sample: false, env: secure });
    // Only the ticket says where head office is.
    running = await launchStation({ display, dataDir, enrolCode: office.ticket, stationName: 'Bench 1' });
  });
  afterAll(async () => {
    await running?.close();
    await office?.stop();
    await stranger?.stop();
    await display?.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('is enrolled by the ticket alone and talks to head office from its page', async () => {
    expect(office.origin).toMatch(/^https:/);
    await expect.poll(strip, { timeout: 30_000 }).toContain('connected');
    const settings = JSON.parse(readFileSync(join(dataDir, 'station', 'station.json'), 'utf8'));
    expect(settings).toMatchObject({ headOffice: office.origin, station: { name: 'Bench 1' } });
    expect(settings.authority).toContain('BEGIN CERTIFICATE');
  });

  it('has neither key nor token in its page, in what the page keeps, or in its log', async () => {
    const key = readFileSync(join(dataDir, 'station', 'station-key'), 'utf8').split('\n')[1] ?? '';
    expect(key.length).toBeGreaterThan(40);
    const kept = await running.page.evaluate(async () => {
      const bridge = (
        globalThis as unknown as { waybill: { request: (name: string, input: null) => Promise<unknown> } }
      ).waybill;
      const told = [await bridge.request('station:info', null), await bridge.request('station:access', null)];
      const rows: unknown[] = [];
      for (const { name } of await indexedDB.databases()) {
        if (!name) continue;
        const database = await new Promise<IDBDatabase>((done, fail) => {
          const asking = indexedDB.open(name);
          asking.onsuccess = () => done(asking.result);
          asking.onerror = () => fail(asking.error);
        });
        for (const store of database.objectStoreNames)
          rows.push(
            await new Promise((done, fail) => {
              const asking = database.transaction(store).objectStore(store).getAll();
              asking.onsuccess = () => done(asking.result);
              asking.onerror = () => fail(asking.error);
            }),
          );
        database.close();
      }
      return JSON.stringify([told, rows, { ...localStorage }, { ...sessionStorage }, document.cookie]);
    });
    expect(kept).toContain('Bench 1');
    const places = [kept, JSON.stringify(running.logLines()), running.consoleLines.join('\n')];
    for (const place of places) {
      expect(place).not.toContain(key);
      expect(place).not.toContain(office.enrolCode.replaceAll('-', '').slice(0, 17));
      expect(place).not.toMatch(/Bearer/i);
    }
  });

  it('is told and shown when somebody else answers in its place, and gives them nothing', async () => {
    await running.close();
    running = await launchStation({ display, dataDir, headOffice: stranger.origin });
    await expect.poll(strip, { timeout: 30_000 }).toContain('Somebody else answers in head office’s place');
    // The page itself does not get through either.
    const got = await running.page.evaluate(
      (address) =>
        fetch(`${address}/health`).then(
          () => 'answered',
          () => 'refused',
        ),
      stranger.origin,
    );
    expect(got).toBe('refused');
    await running.page.screenshot({ path: join(pictures, 'tls-stranger.png') });
  });

  it('goes on with head office as soon as it answers again', async () => {
    await running.close();
    running = await launchStation({ display, dataDir });
    await expect.poll(strip, { timeout: 30_000 }).toContain('connected');
  });

  it('asks for the whole code where the fingerprint is missing, and shows why', async () => {
    const other = newFolder();
    await running.close();
    running = await launchStation({ display, dataDir: other });
    const { page } = running;
    await page.getByLabel('Enrolment code').fill('AB12-CDE34-FG56-HJ78');
    await page.getByLabel('Name of this station').fill('Bench 2');
    await page.getByLabel('Head office’s address').fill(stranger.origin);
    await page.getByRole('button').click();
    await expect.poll(() => page.locator('main').innerText()).toContain('This code is not whole');
    await page.getByLabel('Enrolment code').fill(stranger.enrolCode);
    await page.screenshot({ path: join(pictures, 'enrol-over-tls.png') });
    await page.getByRole('button').click();
    await expect.poll(strip, { timeout: 30_000 }).toContain('connected');
  });
});
