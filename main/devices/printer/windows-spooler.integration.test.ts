// What is asked of Windows' spooler and what is made of its answers, over real processes and a real socket. The functions behind
// PowerShell cannot be run here.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSpooler, type Spooler } from '../../../e2e/rigs/spooler/spooler';
import { type BarePrinter, startBarePrinter } from '../../../e2e/rigs/virtual-printer/printer';
import { openQueuePipe } from './queue-pipe';
import type { PrinterPipe } from './printer-pipe';
import { windowsSpooler } from './windows-spooler';

let printer: BarePrinter;
let spooler: Spooler;
const path = process.env['PATH'] ?? '';
const label = (name: string): string => `^XA^FX${name}^FS^XZ`;

beforeEach(async () => {
  printer = await startBarePrinter({ printMs: 5 });
  spooler = startSpooler("Zebra & 'Bench 3'", printer.port);
  process.env['PATH'] = `${spooler.folder}:${path}`;
});
afterEach(async () => {
  process.env['PATH'] = path;
  spooler.close();
  await printer.close();
});

const open = (queue = "Zebra & 'Bench 3'") => openQueuePipe(queue, 10_000, windowsSpooler);
async function job(): Promise<PrinterPipe> {
  const pipe = await open();
  if (typeof pipe === 'string') throw new Error(pipe);
  return pipe;
}
const closed = (pipe: PrinterPipe): Promise<boolean> => new Promise((resolve) => pipe.onClosed(resolve));
const write = (pipe: PrinterPipe, text: string): Promise<boolean> =>
  new Promise((resolve) => pipe.write(Buffer.from(text), resolve));

describe("a queue of Windows' spooler", { timeout: 60_000 }, () => {
  it('gets the bytes as they are, once, and says that it has them', async () => {
    for (const name of ['t1', 't2']) {
      const pipe = await job();
      const end = closed(pipe);
      expect(await write(pipe, label(name))).toBe(false);
      pipe.end();
      expect(await end).toBe(false);
    }
    await expect
      .poll(() => printer.labels.map(({ zpl }) => zpl), { timeout: 5_000 })
      .toEqual([label('t1'), label('t2')]);
  });

  it.each([
    [0, null],
    [0x80, 'printer-unreachable'],
    [0x40_0000, 'head-open'],
    [0x8, 'paper-jammed'],
    [0x10, 'paper-out'],
    [0x1, 'paused'],
    [0x2, 'printer-failed'],
    [0x40_0010, 'head-open'],
    [0x400, null],
  ] as const)('with the status %i is waited for: %s', async (bits, reason) => {
    spooler.windowsStatus(bits);
    const opened = await open();
    expect(typeof opened === 'string' ? opened : null).toBe(reason);
    expect(printer.labels).toEqual([]);
  });

  it('that is not there, or on a computer without PowerShell, is unreachable', async () => {
    expect(await open('OTHER')).toBe('printer-unreachable');
    process.env['PATH'] = '/nowhere';
    expect(await open()).toBe('printer-unreachable');
  });

  it('that refuses the job loses it, and one that was broken off prints nothing', async () => {
    spooler.accept(false);
    const refused = await job();
    const end = closed(refused);
    await write(refused, label('t1'));
    refused.end();
    expect(await end).toBe(true);
    spooler.accept(true);
    const broken = await job();
    await write(broken, label('t2'));
    broken.destroy();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(printer.labels).toEqual([]);
  });
});
