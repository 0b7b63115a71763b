// One contract for every way to a printer: a label comes out once, what is away waits with not one byte sent, and what breaks off
// in the middle is never sent again by itself. Real pseudo-terminals, sockets and processes; no CUPS, but commands that answer as its do.
import { chmodSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSerialPrinter, type SerialPrinter } from '../../../e2e/rigs/virtual-printer/serial-printer';
import type { Paper } from '../../../e2e/rigs/virtual-printer/tspl-stream';
import { type Bitmap, blacken, emptyBitmap, isBlack } from '../../../shared/label/bitmap';
import type { LabelDrawing } from '../../../shared/label/label-marks';
import { pictureOf } from '../../../shared/label/marks-dots';
import { tsplOf } from '../../../shared/label/marks-tspl';
import { defaultPrinterProfile, paperOf } from '../../../shared/label/printer-profile';
import {
  type BarePrinter,
  type PrinterOptions,
  startBarePrinter,
} from '../../../e2e/rigs/virtual-printer/printer';
import { type Spooler, startSpooler } from '../../../e2e/rigs/spooler/spooler';
import { printerIdSchema } from '../../../shared/label/print-job';
import { defaultTimings } from './printer-connection';
import { createPrinterLines, type PrinterLines } from './printer-lines';
import type { PrinterEndpoint } from './printer-port';

const printerId = printerIdSchema.parse('p1');
const label = (token: string, more = ''): string =>
  `^XA^FX${token}^FS${more}^FO9,9^A0N,15^FN1^FH_^FD${token}^FS^HV1,40,ACK:,;,L^FS^XZ`;
const mute = (name: string): string => `^XA^FX${name}^FS^FDno echo^FS^XZ`;
const large = `^FX${'x'.repeat(200_000)}^FS`;

/** A frame, a code and a picture whose dots follow from the name. */
function drawingOf(name: string): LabelDrawing {
  const paper = paperOf({ ...defaultPrinterProfile, language: 'tspl' });
  const bitmap = emptyBitmap(200, 300);
  for (let y = 0; y < 300; y += 1)
    for (let x = 0; x < 200; x += 1) if ((x * y + name.charCodeAt(1)) % 3 === 0) blacken(bitmap, x, y);
  return {
    paper,
    echo: null,
    marks: [
      { mark: 'rule', place: { x: 8, y: 8 }, widthDots: 700, heightDots: 6 },
      { mark: 'picture', place: { x: 16, y: 40 }, bitmap },
      { mark: 'code128', place: { x: 120, y: 500 }, moduleDots: 2, heightDots: 90, text: name },
      { mark: 'datamatrix', place: { x: 500, y: 700 }, moduleDots: 4, text: name },
    ],
  };
}
const inkOfBitmap = (bitmap: Bitmap): string => {
  const dots: string[] = [];
  for (let y = 0; y < bitmap.heightDots; y += 1)
    for (let x = 0; x < bitmap.widthDots; x += 1) if (isBlack(bitmap, x, y)) dots.push(`${x},${y}`);
  return dots.join(' ');
};
const inkOfPaper = (paper: Paper | null): string => {
  const dots: string[] = [];
  paper?.bits.forEach((bit, at) => {
    if (bit === 1) dots.push(`${at % paper.widthDots},${Math.floor(at / paper.widthDots)}`);
  });
  return dots.join(' ');
};

const closing: (() => Promise<void>)[] = [];
let printer: BarePrinter;
let serial: SerialPrinter;
let spooler: Spooler;
let lines: PrinterLines;
const path = process.env['PATH'] ?? '';

beforeEach(async () => {
  printer = await startBarePrinter({ printMs: 5 });
  serial = await openSerialPrinter(printer.port);
  spooler = startSpooler('ZD421', printer.port);
  process.env['PATH'] = `${spooler.folder}:${path}`;
  lines = createPrinterLines({
    ...defaultTimings,
    pollMs: 20,
    finishMs: 3_000,
    heldMs: 200,
    echoGraceMs: 300,
    statusMs: 500,
    stallMs: 1_500,
    idleMs: 100,
  });
});
afterEach(async () => {
  process.env['PATH'] = path;
  lines.close();
  await serial.close();
  spooler.close();
  await printer.close();
  for (const close of closing.splice(0)) await close();
});

const asks = { printerId, statusQuery: 'hs', echo: 'hv' } as const;
const places: Readonly<Record<string, () => PrinterEndpoint>> = {
  'a network address': () => ({ ...asks, host: '127.0.0.1', port: printer.port }),
  'a serial line': () => ({ ...asks, serial: serial.line.path, baudRate: 115_200 }),
  'a file of the system': () => ({ ...asks, file: serial.line.path }),
  'a queue of the spooler': () => ({ printerId, statusQuery: 'none', echo: 'none', queue: 'ZD421' }),
};
const answering = ['a network address', 'a serial line', 'a file of the system'];
const names = Object.keys(places);
const at = (name: string): PrinterEndpoint => {
  const place = places[name];
  if (!place) throw new Error(name);
  return place();
};
const unplug = async (name: string): Promise<void> => {
  if (name === 'a network address') await printer.close();
  else if (name === 'a queue of the spooler') spooler.accept(false);
  else await serial.line.unplug();
};
const outOf = (): string[] => printer.labels.map(({ zpl }) => /\^FX(t\d)/.exec(zpl)?.[1] ?? '');

describe.each(names)('a printer at %s', (name) => {
  it('prints three labels, each once, in order, and says what it knows of them', async () => {
    const endpoint = at(name);
    expect(await lines.preflight(endpoint)).toEqual({ ready: true });
    for (const token of ['t1', 't2', 't3']) {
      const outcome = await lines.print({ endpoint, token, zpl: label(token) });
      expect(outcome).toEqual(
        answering.includes(name) ? { outcome: 'confirmed' } : { outcome: 'sent', evidence: 'written' },
      );
    }
    await expect.poll(outOf, { timeout: 5_000 }).toEqual(['t1', 't2', 't3']);
  });

  it('says what it can answer, and prints nothing for it', async () => {
    const can = answering.includes(name);
    expect(await lines.probe(at(name))).toEqual({ trouble: null, status: can, odometer: can });
    expect(printer.labels).toEqual([]);
    expect(await lines.preflight(at(name))).toEqual({ ready: true });
  });

  it('takes a label of 200 kB whole', async () => {
    const endpoint = at(name);
    const outcome = await lines.print({ endpoint, token: 't1', zpl: label('t1', large) });
    expect(['confirmed', 'sent']).toContain(outcome.outcome);
    await expect.poll(() => printer.labels[0]?.zpl.length, { timeout: 5_000 }).toBeGreaterThan(200_000);
  });

  it('is waited for when it is away, and not one byte is sent', async () => {
    const endpoint = at(name);
    await unplug(name);
    expect(await lines.preflight(endpoint)).toEqual({ ready: false, waitingFor: 'printer-unreachable' });
    expect(await lines.print({ endpoint, token: 't1', zpl: label('t1') })).toEqual({
      outcome: 'not-started',
      waitingFor: 'printer-unreachable',
    });
    expect(printer.labels).toEqual([]);
  });
});

describe.each(['a serial line', 'a file of the system'])('a printer at %s', (name) => {
  it('that is unplugged in the middle gets nothing of that label when it is back', async () => {
    const endpoint = at(name);
    const bytes: number[] = [];
    serial.line.onHeard((chunk) => bytes.push(chunk.length));
    printer.become('stall');
    const printing = lines.print({ endpoint, token: 't1', zpl: label('t1', large) });
    await expect.poll(() => bytes.length, { timeout: 5_000 }).toBeGreaterThan(0);
    await serial.line.unplug();
    expect(await printing).toMatchObject({ outcome: 'unknown' });
    printer.become('ok');
    printer.powerCycle();
    await serial.line.plugIn();
    await expect.poll(() => lines.preflight(endpoint), { timeout: 10_000 }).toEqual({ ready: true });
    expect(await lines.print({ endpoint, token: 't2', zpl: label('t2') })).toEqual({ outcome: 'confirmed' });
    expect(outOf()).toEqual(['t2']);
  });

  it('that sends nothing back proves a label by its odometer, and says less where it has none', async () => {
    const endpoint = { ...at(name), echo: 'none' } as PrinterEndpoint;
    expect(await lines.print({ endpoint, token: 't1', zpl: mute('t1') })).toEqual({
      outcome: 'sent',
      evidence: 'odometer',
    });
    printer.tellsOdometer(false);
    expect(await lines.print({ endpoint, token: 't2', zpl: mute('t2') })).toEqual({
      outcome: 'sent',
      evidence: 'drained',
    });
    expect(await lines.probe(endpoint)).toEqual({ trouble: null, status: true, odometer: false });
    expect(outOf()).toEqual(['t1', 't2']);
  });

  it('says that it is out of paper, and prints when there is some', async () => {
    const endpoint = at(name);
    printer.become('paper-out');
    expect(await lines.preflight(endpoint)).toEqual({ ready: false, waitingFor: 'paper-out' });
    printer.become('ok');
    expect(await lines.preflight(endpoint)).toEqual({ ready: true });
  });
});

describe('a printer that somebody else holds', () => {
  it('on a serial line is said to be taken', async () => {
    const { SerialPort } = await import('serialport');
    const other = new SerialPort({ path: serial.line.path, baudRate: 9_600, autoOpen: false });
    await new Promise<void>((resolve, reject) => other.open((cause) => (cause ? reject(cause) : resolve())));
    expect(await lines.preflight(at('a serial line'))).toEqual({ ready: false, waitingFor: 'printer-taken' });
    await new Promise((resolve) => other.close(resolve));
    await expect.poll(() => lines.preflight(at('a serial line'))).toEqual({ ready: true });
  });
});

describe('a TSPL printer', () => {
  const label203 = (name: string): string => tsplOf(drawingOf(name));
  const tspl = async (options: PrinterOptions = {}): Promise<[BarePrinter, PrinterEndpoint]> => {
    const started = await startBarePrinter({ printMs: 5, language: 'tspl', ...options });
    closing.push(started.close);
    return [
      started,
      {
        printerId,
        statusQuery: 'esc',
        echo: 'none',
        language: 'tspl',
        host: '127.0.0.1',
        port: started.port,
      },
    ];
  };
  const papers = ({ labels }: BarePrinter): string[] => labels.map(({ paper }) => inkOfPaper(paper));
  const wanted = (name: string): string => inkOfBitmap(pictureOf(drawingOf(name)));

  it('prints what was drawn, dot by dot, and says that it has nothing left', async () => {
    const [started, endpoint] = await tspl();
    expect(await lines.probe(endpoint)).toEqual({ trouble: null, status: true, odometer: false });
    expect(await lines.preflight(endpoint)).toEqual({ ready: true });
    for (const token of ['t1', 't2'])
      expect(await lines.print({ endpoint, token, zpl: label203(token) })).toEqual({
        outcome: 'sent',
        evidence: 'drained',
      });
    expect(papers(started)).toEqual([wanted('t1'), wanted('t2')]);
  });

  it.each(['paper-out', 'head-open', 'paused'] as const)('%s is waited for', async (condition) => {
    const [started, endpoint] = await tspl({ condition });
    expect(await lines.preflight(endpoint)).toEqual({ ready: false, waitingFor: condition });
    started.become('ok');
    expect(await lines.preflight(endpoint)).toEqual({ ready: true });
  });

  it.each([400, 900, 2_300, 3_500])(
    'cut off after %i bytes prints nothing of it, and the next one whole',
    async (bytes) => {
      const [started, endpoint] = await tspl({ resetAfterBytes: bytes });
      expect(await lines.preflight(endpoint)).toEqual({ ready: true });
      const first = await lines.print({ endpoint, token: 't1', zpl: label203('t1') });
      expect(first).toEqual({ outcome: 'unknown', reason: 'connection-lost' });
      started.resetAfter(null);
      await expect.poll(() => lines.preflight(endpoint), { timeout: 5_000 }).toEqual({ ready: true });
      expect(await lines.print({ endpoint, token: 't2', zpl: label203('t2') })).toMatchObject({
        outcome: 'sent',
      });
      expect(papers(started)).toEqual([wanted('t2')]);
    },
  );

  it('half a job of a station that died is filled up and wiped by the next one', async () => {
    const [started, endpoint] = await tspl({ resetAfterBytes: 1_500 });
    const dying = createPrinterLines(defaultTimings);
    await dying.preflight(endpoint);
    await dying.print({ endpoint, token: 't1', zpl: label203('t1') });
    dying.close();
    expect(started.isInFormat()).toBe(true);
    started.resetAfter(null);
    expect(await lines.preflight(endpoint)).toEqual({ ready: true });
    expect(await lines.print({ endpoint, token: 't2', zpl: label203('t2') })).toMatchObject({
      outcome: 'sent',
    });
    expect(papers(started)).toEqual([wanted('t2')]);
  });

  it('out of paper with a label in it is asked about, not sent again', async () => {
    const [started, endpoint] = await tspl({ printMs: 50 });
    const printing = lines.print({ endpoint, token: 't1', zpl: label203('t1') });
    await expect.poll(() => started.held(), { timeout: 5_000 }).toBe(1);
    started.become('paper-out');
    expect(await printing).toEqual({ outcome: 'unknown', reason: 'held-in-printer' });
    started.become('ok');
    await expect.poll(() => papers(started)).toEqual([wanted('t1')]);
  });
});

describe('a queue', () => {
  it('that does not exist is unreachable', async () => {
    const endpoint = { ...at('a queue of the spooler'), queue: 'OTHER' } as PrinterEndpoint;
    expect(await lines.preflight(endpoint)).toEqual({ ready: false, waitingFor: 'printer-unreachable' });
  });

  it('on a computer without a spooler is unreachable, and so is one that refuses the job itself', async () => {
    const endpoint = at('a queue of the spooler');
    chmodSync(`${spooler.folder}/lp`, 0o644);
    expect(await lines.print({ endpoint, token: 't1', zpl: label('t1') })).toMatchObject({
      outcome: 'unknown',
    });
    process.env['PATH'] = '/nowhere';
    expect(await lines.preflight(endpoint)).toEqual({ ready: false, waitingFor: 'printer-unreachable' });
    expect(printer.labels).toEqual([]);
  });
});
