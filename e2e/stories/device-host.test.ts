// Printing from the window through a process of its own: a label comes out once, whatever happens to that process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ssccOf } from '../../shared/barcode/sscc';
import { type Display, startDisplay } from '../rigs/display';
import { launchStation, type RunningStation } from '../rigs/electron';
import { type BarePrinter, startBarePrinter } from '../rigs/virtual-printer/printer';

type Bridge = { waybill: { request: (name: string, input: unknown) => Promise<unknown> } };

let display: Display;
let folder: string;
let printer: BarePrinter;
let station: RunningStation;
beforeAll(async () => {
  display = await startDisplay();
});
afterAll(async () => {
  await display.stop();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-print-'));
  printer = await startBarePrinter({});
  station = await launch();
});
afterEach(async () => {
  await station.close();
  await printer.close();
  rmSync(folder, { recursive: true, force: true });
});

const launch = (): Promise<RunningStation> =>
  launchStation({ display, dataDir: folder, env: { WAYBILL_PRINTER: `127.0.0.1:${printer.port}` } });

const ask = (name: string, input: unknown): Promise<unknown> =>
  station.page.evaluate(
    ([request, payload]) => (globalThis as unknown as Bridge).waybill.request(request, payload),
    [name, input] as const,
  );

const submit = (serial: number): Promise<unknown> =>
  ask('print:submit', {
    jobId: `job-${serial}`,
    printerId: 'Label printer',
    label: {
      sender: { name: 'Waybill Gifts Ltd', lines: ['Bristol'] },
      recipient: { name: 'Anna Kılıç', lines: ['Quay 1'], countryCode: 'GB', countryName: 'UNITED KINGDOM' },
      carrierName: 'Northline',
      serviceName: 'Parcel 48',
      orderNumber: `A-${serial}`,
      orderCode: `A-${serial}`,
      parcel: { number: 1, count: 1 },
      items: [],
      sscc: ssccOf('38690000', serial),
      weightGrams: null,
    },
  });

const stepOf = async (serial: number): Promise<string | undefined> => {
  const jobs = (await ask('print:jobs', null)) as Array<{ jobId: string; state: { step: string } }>;
  return jobs.find(({ jobId }) => jobId === `job-${serial}`)?.state.step;
};

const printerState = async (): Promise<unknown> =>
  ((await ask('devices:list', null)) as Array<{ kind: string; state: string; reason: string | null }>)
    .filter(({ kind }) => kind === 'printer')
    .map(({ state, reason }) => ({ state, reason }));

const patiently = { timeout: 20_000, interval: 50 };

describe('a label asked for by the window', () => {
  it('comes out once, asked for once or twice', async () => {
    await submit(1);
    await submit(1);
    await expect.poll(() => stepOf(1), patiently).toBe('confirmed');
    expect(printer.labels.map(({ zpl }) => zpl.includes('A-1'))).toEqual([true]);
    await expect.poll(printerState, patiently).toEqual([{ state: 'ready', reason: null }]);
  });

  it('comes out after the device host has died and was started again', async () => {
    await expect.poll(printerState, patiently).toEqual([{ state: 'ready', reason: null }]);
    await station.app.evaluate(({ app }) => {
      const host = app.getAppMetrics().find(({ name }) => name === 'Waybill device host');
      if (host === undefined) throw new Error('there is no device host');
      process.kill(host.pid, 'SIGKILL');
    });
    const died = () => station.logLines().some(({ msg }) => msg === 'the device host ended');
    await expect.poll(died, patiently).toBe(true);
    await submit(2);
    await expect.poll(() => stepOf(2), patiently).toBe('confirmed');
    expect(printer.labels).toHaveLength(1);
  });

  it('waits for paper, over a restart of the station, and then comes out once', async () => {
    printer.become('paper-out');
    await submit(3);
    await expect.poll(printerState, patiently).toEqual([{ state: 'attention', reason: 'paper-out' }]);
    await station.kill();
    station = await launch();
    expect(await stepOf(3)).toMatch(/queued|preflight/);
    printer.become('ok');
    await expect.poll(() => stepOf(3), patiently).toBe('confirmed');
    expect(printer.labels).toHaveLength(1);
  });
});
