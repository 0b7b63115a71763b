import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type BarePrinter,
  type PrinterOptions,
  startBarePrinter,
} from '../../e2e/rigs/virtual-printer/printer';
import { printerIdSchema } from '../../shared/label/print-job';
import { defaultPrinterProfile } from '../../shared/label/printer-profile';
import { labelFor } from '../services/print-outbox.test-kit';
import { runDeviceHost } from './device-host';
import { type HostLink, type HostState, linkDeviceHost } from './host-link';
import { childProcessPort, type HostPort, linkedPorts } from './host-port';
import { composers } from './label-composer';
import { fromHostSchema } from './host-protocol';
import type { PrinterEndpoint, PrintOrder } from './printer/printer-port';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const schedule = (ms: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

const startPrinter = async (options: PrinterOptions = {}): Promise<BarePrinter> => {
  const printer = await startBarePrinter({ printMs: 10, ...options });
  closing.push(printer.close);
  return printer;
};

const link = (forkHost: () => HostPort, onState?: (state: HostState) => void): HostLink => {
  const made = linkDeviceHost({
    fork: forkHost,
    now: () => performance.now(),
    schedule,
    ...(onState === undefined ? {} : { onState }),
  });
  closing.push(made.close);
  return made;
};

const { resolve } = createRequire(import.meta.url);
const tsx = resolve('tsx');
const fontFolder = dirname(resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'));

const composer = composers(fontFolder);

const hostInMemory = (): HostPort => {
  const [main, host] = linkedPorts();
  runDeviceHost(host, composer);
  return main;
};

const hostProcess = (pids: number[]): HostPort => {
  const child = fork(fileURLToPath(new URL('./host.ts', import.meta.url)), [fontFolder], {
    execArgv: ['--import', tsx],
    serialization: 'advanced',
  });
  if (child.pid !== undefined) pids.push(child.pid);
  return childProcessPort(child);
};

const endpointOf = (printer: BarePrinter): PrinterEndpoint => ({
  printerId: printerIdSchema.parse('bench-1'),
  host: '127.0.0.1',
  port: printer.port,
  statusQuery: 'hs',
  echo: 'hv',
});

const orderOf = (printer: BarePrinter, token: string): PrintOrder => ({
  endpoint: endpointOf(printer),
  token,
  zpl: `^XA^FO9,9^A0N,15^FN1^FH_^FD${token}^FS^HV1,40,ACK:,;,L^FS^XZ`,
});

const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 1_500) throw new Error('it never came to pass');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

describe('device host', () => {
  it('prints for main over a port', async () => {
    const printer = await startPrinter();
    const host = link(hostInMemory);
    expect(await host.preflight(endpointOf(printer))).toEqual({ ready: true });
    expect(await host.print(orderOf(printer, 'job-1.1'))).toEqual({ outcome: 'confirmed' });
    expect(printer.labels).toHaveLength(1);
  });

  it('draws a label in a process of its own, and says which can never be drawn', async () => {
    const pids: number[] = [];
    const host = link(() => hostProcess(pids));
    await until(() => host.state() === 'running');
    const label = labelFor(1);
    const printing = { attempt: 1, echoToken: 'job-1.1' };
    const composed = await host.compose(label, defaultPrinterProfile, printing);
    expect(composed).toEqual(composer.label(label, defaultPrinterProfile, printing));
    await host.close();
    expect(await host.compose(label, defaultPrinterProfile, printing)).toBeNull();
    const refusing = link(() => {
      const [main, side] = linkedPorts();
      const refuse = () => {
        throw new Error('no room');
      };
      runDeviceHost(side, { label: refuse, picture: refuse, slip: refuse });
      return main;
    });
    await expect(refusing.compose(label, defaultPrinterProfile, printing)).rejects.toThrow('cannot be drawn');
  });

  it('answers what it does not understand, and does nothing', async () => {
    const [main, host] = linkedPorts();
    const heard: unknown[] = [];
    main.onMessage((message) => heard.push(message));
    runDeviceHost(host, composer);
    main.post({ kind: 'ask', askId: 7, ask: { what: 'printer-print', order: { zpl: '^XA^XZ' } } });
    main.post('nonsense');
    await until(() => heard.length >= 2);
    expect(heard.map((message) => fromHostSchema.parse(message).kind)).toEqual(['ready', 'answer']);
    expect(heard[1]).toMatchObject({ askId: 7, answer: { what: 'not-understood' } });
    main.post({ kind: 'stop' });
  });

  it('makes a label unknown when it is killed after the first byte, and is started again', async () => {
    const pids: number[] = [];
    const printer = await startPrinter({ condition: 'paper-out' });
    const states: HostState[] = [];
    const host = link(
      () => hostProcess(pids),
      (state) => states.push(state),
    );
    await until(() => host.state() === 'running');
    const outcome = host.print(orderOf(printer, 'job-1.1'));
    await until(() => printer.held() === 1);
    process.kill(pids[0] as number, 'SIGKILL');
    expect(await outcome).toEqual({ outcome: 'unknown', reason: 'device-host-stopped' });
    await until(() => host.state() === 'running' && pids.length === 2);
    expect(states).toEqual(['running', 'restarting', 'starting', 'running']);
    printer.become('ok');
    await until(() => printer.labels.length === 1);
    expect(await host.print(orderOf(printer, 'job-2.1'))).toEqual({ outcome: 'confirmed' });
  }, 30_000);

  it('says that nothing was started when there is no host, and gives up for a while after many deaths', async () => {
    const printer = await startPrinter();
    const delays: number[] = [];
    let work: (() => void) | null = null;
    let nowMs = 0;
    const host = linkDeviceHost({
      fork: () => {
        throw new Error('no such program');
      },
      now: () => nowMs,
      schedule: (ms, next) => {
        delays.push(ms);
        work = next;
        return () => undefined;
      },
    });
    expect(await host.print(orderOf(printer, 'job-1.1'))).toEqual({
      outcome: 'not-started',
      waitingFor: 'device-host-down',
    });
    expect(await host.preflight(endpointOf(printer))).toEqual({
      ready: false,
      waitingFor: 'device-host-down',
    });
    for (let death = 0; death < 5; death += 1) {
      nowMs += 1_000;
      (work as (() => void) | null)?.();
    }
    expect(delays).toEqual([200, 400, 800, 1_600, 3_200, 60_000]);
    expect(host.state()).toBe('off');
    nowMs += 60_000;
    (work as (() => void) | null)?.();
    expect(delays.at(-1)).toBe(200);
    await host.close();
    expect(host.state()).toBe('closed');
  });

  it('passes a late echo on', async () => {
    const printer = await startPrinter({ condition: 'paper-out' });
    const host = link(hostInMemory);
    const late: string[] = [];
    host.onLateEcho((token) => late.push(token));
    expect(await host.print(orderOf(printer, 'job-1.1'))).toEqual({
      outcome: 'unknown',
      reason: 'held-in-printer',
    });
    printer.become('ok');
    await until(() => late.length > 0);
    expect(late).toEqual(['job-1.1']);
  }, 20_000);
});
