// Kills the station with SIGKILL at every step of printing, starts it again, and counts labels on paper: with a ZPL printer, with a
// TSPL printer, and with two printers of which the second stands in for the first.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type BarePrinter,
  type PrinterOptions,
  startBarePrinter,
} from '../../e2e/rigs/virtual-printer/printer';
import type { PrintJob } from '../../shared/label/print-job';
import { printed } from './print-outbox.test-kit';

let work = '';
let runner = '';
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'waybill-kill-'));
  runner = join(work, 'runner.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./print-outbox-runner.test-kit.ts', import.meta.url))],
    outfile: runner,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
});
afterAll(() => rm(work, { recursive: true, force: true }));

type Run = { hooks: string[]; acked: number[]; jobs: PrintJob[] | null; wasKilled: boolean };

type Printers = { first: BarePrinter; language: 'zpl' | 'tspl'; second: BarePrinter | null };

const run = async (
  folder: string,
  { first, language, second }: Printers,
  jobCount: number,
  dieAt: number,
  onStart: (child: ChildProcess) => void = () => undefined,
): Promise<Run> => {
  const numbers = [first.port, jobCount, dieAt].map(String);
  const child = spawn(process.execPath, [runner, folder, ...numbers, language, String(second?.port ?? 0)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onStart(child);
  let text = '';
  child.stdout.on('data', (piece: Buffer) => {
    text += piece.toString();
  });
  const signal = await new Promise<string | null>((resolve) => {
    child.on('close', (_code, ended) => resolve(ended));
  });
  const lines = text.split('\n');
  const rest = (word: string): string[] =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  expect(rest('failed')).toEqual([]);
  return {
    hooks: rest('hook'),
    acked: rest('acked').map(Number),
    jobs: rest('jobs').map((json) => JSON.parse(json) as PrintJob[])[0] ?? null,
    wasKilled: signal === 'SIGKILL',
  };
};

type Killing = {
  dieAt: number;
  printer?: Omit<PrinterOptions, 'onBytes' | 'onPrinted'>;
  /** The first printer has no paper from beginning to end, and a second one stands in for it. */
  standsIn?: boolean;
  onBytes?: (bytes: Buffer, kill: () => void) => void;
  onPrinted?: (kill: () => void) => void;
};

/** One station killed once and started again; says what came of it in words a failure can be read from. */
const killOnce = async (killing: Killing): Promise<{ hook: string; wasKilled: boolean }> => {
  // Two at one printer follow each other; the way to another one is long enough for one.
  const jobCount = killing.standsIn ? 1 : 2;
  const folder = await mkdtemp(join(work, 'station-'));
  let child: ChildProcess | null = null;
  const kill = (): void => {
    child?.kill('SIGKILL');
  };
  const heard = {
    onBytes: (bytes: Buffer) => killing.onBytes?.(bytes, kill),
    onPrinted: () => killing.onPrinted?.(kill),
  };
  const printer = await startBarePrinter({ printMs: 10, ...killing.printer, ...heard });
  const other = killing.standsIn ? await startBarePrinter({ printMs: 10, ...heard }) : null;
  if (other) printer.become('paper-out');
  const printers: Printers = { first: printer, second: other, language: killing.printer?.language ?? 'zpl' };
  try {
    const first = await run(folder, printers, jobCount, killing.dieAt, (started) => {
      child = started;
    });
    child = null;
    if (!other) printer.become('ok');
    const hook = first.hooks.at(-1) ?? 'start';
    if (!first.wasKilled) return { hook, wasKilled: false };
    const second = await run(folder, printers, 0, 0);
    // What the first one held, if it held anything, comes out now.
    printer.become('ok');
    if (other) await new Promise((resolve) => setTimeout(resolve, 50));
    const paper = [printer, ...(other ? [other] : [])].flatMap(printed);
    for (let serial = 1; serial <= jobCount; serial += 1) {
      const labels = paper.filter((label) => label.startsWith(`A-${serial} `)).length;
      const step = second.jobs?.find((job) => job.orderNumber === `A-${serial}`)?.state.step ?? 'absent';
      const facts = { hook, serial, labels, step };
      expect({ ...facts, twice: labels > 1 }).toEqual({ ...facts, twice: false });
      // Done means on paper; unknown means a person is asked; absent is only for what was never acknowledged.
      const isHonest =
        step === 'unknown' ||
        ((step === 'confirmed' || step === 'sent') && labels === 1) ||
        (step === 'absent' && labels === 0 && !first.acked.includes(serial));
      expect({ ...facts, isHonest }).toEqual({ ...facts, isHonest: true });
    }
    return { hook, wasKilled: true };
  } finally {
    await printer.close();
    await other?.close();
  }
};

const stepsWritten = (...steps: string[]): string[] =>
  steps.flatMap((step) => [
    `before writing ${step}`,
    `half way through writing ${step}`,
    `after writing ${step}`,
  ]);
const always = [
  'before rewriting',
  'after rewriting',
  'before asking the printer',
  'after asking the printer',
  'before the first byte',
  'after the printer answered',
];

/** Dies at every hook there is, one life a hook. @returns their names */
const killAtEveryHook = async (killing: Omit<Killing, 'dieAt'>): Promise<Set<string>> => {
  const places = new Set<string>();
  for (let dieAt = 1; ; dieAt += 1) {
    const { hook, wasKilled } = await killOnce({ ...killing, dieAt });
    if (!wasKilled) return places;
    places.add(hook.replace(/^\d+ /, ''));
  }
};

describe('station killed with SIGKILL', { timeout: 300_000 }, () => {
  it('at every step prints no label twice by itself and loses none silently', async () => {
    expect(await killAtEveryHook({})).toEqual(
      new Set([...always, ...stepsWritten('submitted', 'preflight', 'sending', 'confirmed')]),
    );
  });

  it('at every step with a TSPL printer, which sends no names back', async () => {
    expect(await killAtEveryHook({ printer: { language: 'tspl' } })).toEqual(
      new Set([...always, ...stepsWritten('submitted', 'preflight', 'sending', 'sent')]),
    );
  });

  it('at every step of a label that goes to the printer that stands in', async () => {
    expect(await killAtEveryHook({ standsIn: true })).toEqual(
      new Set([
        ...always,
        ...stepsWritten('submitted', 'preflight', 'queued', 'handed-over', 'sending', 'confirmed'),
      ]),
    );
  });

  it('when the printer has the first byte', async () => {
    const { wasKilled } = await killOnce({
      dieAt: 0,
      onBytes: (bytes, kill) => {
        if (bytes.includes('^XA')) kill();
      },
    });
    expect(wasKilled).toBe(true);
  });

  it('when the label is out and its echo is on the way', async () => {
    const { wasKilled } = await killOnce({ dieAt: 0, onPrinted: (kill) => kill() });
    expect(wasKilled).toBe(true);
  });

  it.each<Omit<Killing, 'dieAt'>>([
    { printer: { language: 'zpl' } },
    { printer: { language: 'tspl' } },
    { printer: { language: 'zpl' }, standsIn: true },
  ])('at random moments: $printer.language, stands in: $standsIn', async (killing) => {
    for (let round = 0; round < 12; round += killing.standsIn ? 2 : 1) {
      let timer: NodeJS.Timeout | null = null;
      await killOnce({
        ...killing,
        dieAt: 0,
        printer: { ...killing.printer, printMs: 1 + round * 3 },
        onBytes: (_bytes, kill) => {
          // Another printer is asked first where one stands in.
          timer ??= setTimeout(kill, round * (killing.standsIn ? 20 : 4));
        },
      });
      if (timer !== null) clearTimeout(timer);
    }
  });
});
