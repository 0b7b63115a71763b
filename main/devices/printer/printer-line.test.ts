import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type BarePrinter,
  type PrinterOptions,
  startBarePrinter,
} from '../../../e2e/rigs/virtual-printer/printer';
import { printerIdSchema } from '../../../shared/label/print-job';
import { createPrinterLines, type PrinterLines } from './printer-lines';
import type { PrinterEndpoint, PrintOrder } from './printer-port';
import type { PrinterTimings } from './printer-connection';

/** Short waits: the printer of these tests is on the same computer. */
const timings: PrinterTimings = {
  connectMs: 1_000,
  stallMs: 800,
  statusMs: 800,
  pollMs: 20,
  finishMs: 2_000,
  heldMs: 200,
  echoGraceMs: 400,
  abandonedMs: 300,
  idleMs: 500,
  lateEchoMs: 5_000,
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const start = async (
  options: PrinterOptions = {},
): Promise<{ printer: BarePrinter; lines: PrinterLines }> => {
  const printer = await startBarePrinter({ printMs: 10, ...options });
  const lines = createPrinterLines(timings);
  closing.push(printer.close, lines.close);
  return { printer, lines };
};

const endpointOf = (printer: BarePrinter, change: Partial<PrinterEndpoint> = {}): PrinterEndpoint => ({
  printerId: printerIdSchema.parse('bench-1'),
  host: '127.0.0.1',
  port: printer.port,
  statusQuery: 'hs',
  echo: 'hv',
  ...change,
});

const orderOf = (endpoint: PrinterEndpoint, token: string, paddingBytes = 0): PrintOrder => ({
  endpoint,
  token,
  zpl: `^XA^FX${'x'.repeat(paddingBytes)}^FS^FO9,9^A0N,15^FN1^FH_^FD${token}^FS^HV1,40,ACK:,;,L^FS^XZ\n`,
});

const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 400) throw new Error('it never came to pass');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

describe('preflight', () => {
  it('finds a good printer ready', async () => {
    const { printer, lines } = await start();
    expect(await lines.preflight(endpointOf(printer))).toEqual({ ready: true });
    expect(printer.labels).toHaveLength(0);
  });

  it.each(['paper-out', 'head-open', 'paused'] as const)('waits while it is %s', async (condition) => {
    const { printer, lines } = await start({ condition });
    expect(await lines.preflight(endpointOf(printer))).toEqual({ ready: false, waitingFor: condition });
    printer.become('ok');
    expect(await lines.preflight(endpointOf(printer))).toEqual({ ready: true });
  });

  it.each(['silent', 'faulty-silent', 'stall'] as const)(
    'takes silence (%s) for a need of attention',
    async (condition) => {
      const { printer, lines } = await start({ condition });
      expect(await lines.preflight(endpointOf(printer))).toEqual({
        ready: false,
        waitingFor: 'printer-silent',
      });
    },
  );

  it('says that nobody listens', async () => {
    const { printer, lines } = await start();
    const endpoint = endpointOf(printer);
    await printer.close();
    expect(await lines.preflight(endpoint)).toEqual({ ready: false, waitingFor: 'printer-unreachable' });
    expect(await lines.print(orderOf(endpoint, 'a.1'))).toEqual({
      outcome: 'not-started',
      waitingFor: 'printer-unreachable',
    });
  });

  it('does not ask a printer that never answers', async () => {
    const { printer, lines } = await start({ condition: 'silent' });
    expect(await lines.preflight(endpointOf(printer, { statusQuery: 'none' }))).toEqual({ ready: true });
  });
});

describe('printing', () => {
  it('is confirmed by the echo of its own token', async () => {
    const { printer, lines } = await start();
    expect(await lines.print(orderOf(endpointOf(printer), 'job-1.1'))).toEqual({ outcome: 'confirmed' });
    expect(printer.labels.map((label) => label.echoed)).toEqual(['ACK:job-1.1;']);
  });

  it('uses one connection a printer, however many labels are wanted at once', async () => {
    const { printer, lines } = await start();
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, printer.connections());
    }, 1);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) => lines.print(orderOf(endpointOf(printer), `job-${n}.1`, 20_000))),
    );
    clearInterval(watch);
    expect(outcomes.every((outcome) => outcome.outcome === 'confirmed')).toBe(true);
    expect(printer.labels).toHaveLength(8);
    expect(most).toBe(1);
  });

  it('is only sent when the printer sends nothing back but is done and well', async () => {
    const { printer, lines } = await start();
    const order = orderOf(endpointOf(printer, { echo: 'none' }), 'job-1.1');
    const mute = { ...order, zpl: '^XA^FDno echo^FS^XZ' };
    printer.tellsOdometer(false);
    expect(await lines.print(mute)).toEqual({ outcome: 'sent', evidence: 'drained' });
    expect(await lines.print({ ...mute, endpoint: endpointOf(printer) })).toEqual({
      outcome: 'sent',
      evidence: 'drained',
    });
    expect(printer.labels).toHaveLength(2);
  });

  it('is only written when the printer answers no questions at all', async () => {
    const { printer, lines } = await start({ condition: 'silent' });
    const order = orderOf(endpointOf(printer, { statusQuery: 'none', echo: 'none' }), 'job-1.1', 60_000);
    expect(await lines.print(order)).toEqual({ outcome: 'sent', evidence: 'written' });
    await until(() => printer.labels.length === 1);
  });

  it('is unknown when the printer takes no bytes', async () => {
    const { printer, lines } = await start({ condition: 'stall' });
    const order = orderOf(endpointOf(printer, { statusQuery: 'none' }), 'job-1.1', 7_000_000);
    expect(await lines.print(order)).toEqual({ outcome: 'unknown', reason: 'printer-stalled' });
  });

  it('is unknown when the printer stalls without reading what the system took', async () => {
    const { printer, lines } = await start({ condition: 'stall' });
    const order = orderOf(endpointOf(printer, { statusQuery: 'none', echo: 'none' }), 'job-1.1');
    expect(await lines.print(order)).toEqual({ outcome: 'unknown', reason: 'no-answer-after-sending' });
  });

  it('is unknown when the connection breaks after the first byte', async () => {
    const { printer, lines } = await start({ resetAfterBytes: 1_000 });
    const order = orderOf(endpointOf(printer), 'job-1.1', 200_000);
    expect(await lines.print(order)).toEqual({ outcome: 'unknown', reason: 'connection-lost' });
    expect(printer.labels).toHaveLength(0);
  });

  it('never lets the next label be printed on top of one that broke off', async () => {
    const { printer, lines } = await start({ resetAfterBytes: 1_000 });
    const endpoint = endpointOf(printer);
    expect(await lines.print(orderOf(endpoint, 'job-1.1', 200_000))).toMatchObject({ outcome: 'unknown' });
    printer.resetAfter(null);
    expect(await lines.preflight(endpoint)).toEqual({ ready: false, waitingFor: 'printer-busy' });
    expect(await lines.preflight(endpoint)).toEqual({ ready: true });
    expect(await lines.print(orderOf(endpoint, 'job-2.1'))).toEqual({ outcome: 'confirmed' });
    expect(printer.labels.map((label) => label.zpl)).toEqual([orderOf(endpoint, 'job-2.1').zpl.trim()]);
  });

  it('leaves a half label alone that somebody else is sending', async () => {
    const { printer, lines } = await start();
    const other = connect({ port: printer.port, host: '127.0.0.1' });
    closing.push(() => other.destroy());
    other.write('^XA^FDtheirs');
    await until(() => printer.isInFormat());
    expect(await lines.preflight(endpointOf(printer))).toEqual({ ready: false, waitingFor: 'printer-busy' });
    other.write('^FS^XZ');
    await until(() => printer.labels.length === 1);
    expect(printer.labels[0]?.zpl).toMatch(/^\^XA\^FDtheirs\s*\^FS\^XZ$/);
    expect(await lines.preflight(endpointOf(printer))).toEqual({ ready: true });
  });

  it('throws half a label away over which a station has died, when it has lain a while', async () => {
    const { printer, lines } = await start();
    const dead = connect({ port: printer.port, host: '127.0.0.1' });
    dead.write('^XA^FDhalf of a label');
    await until(() => printer.isInFormat());
    dead.destroy();
    const endpoint = endpointOf(printer);
    expect(await lines.preflight(endpoint)).toEqual({ ready: false, waitingFor: 'printer-busy' });
    await new Promise((resolve) => setTimeout(resolve, timings.abandonedMs + 50));
    expect(await lines.preflight(endpoint)).toEqual({ ready: false, waitingFor: 'printer-busy' });
    expect(await lines.preflight(endpoint)).toEqual({ ready: true });
    expect(await lines.print(orderOf(endpoint, 'job-2.1'))).toEqual({ outcome: 'confirmed' });
    expect(printer.labels.map((label) => label.zpl)).toEqual([orderOf(endpoint, 'job-2.1').zpl.trim()]);
  });

  it('is unknown when the printer falls silent with the label', async () => {
    const { printer, lines } = await start({ condition: 'faulty-silent' });
    expect(await lines.print(orderOf(endpointOf(printer), 'job-1.1'))).toEqual({
      outcome: 'unknown',
      reason: 'no-answer-after-sending',
    });
  });

  it('is unknown while the printer holds the label, and the late echo is heard', async () => {
    const { printer, lines } = await start({ condition: 'paper-out' });
    const late: string[] = [];
    lines.onLateEcho((token) => late.push(token));
    const endpoint = endpointOf(printer);
    expect(await lines.print(orderOf(endpoint, 'job-1.1'))).toEqual({
      outcome: 'unknown',
      reason: 'held-in-printer',
    });
    expect(await lines.preflight(endpoint)).toEqual({ ready: false, waitingFor: 'paper-out' });
    expect(late).toEqual([]);
    printer.become('ok');
    await until(() => late.length > 0);
    expect(late).toEqual(['job-1.1']);
    expect(printer.labels).toHaveLength(1);
  });

  it('does not take the echo of another attempt for its own', async () => {
    const { printer, lines } = await start();
    const order = orderOf(endpointOf(printer), 'job-1.1');
    const late: string[] = [];
    lines.onLateEcho((token) => late.push(token));
    const outcome = await lines.print({ ...order, token: 'job-1.12' });
    expect(outcome).toEqual({ outcome: 'sent', evidence: 'drained' });
    expect(late).toEqual(['job-1.1']);
  });
});
