// Kills the station with SIGKILL at every step of printing, starts it again, and counts labels on paper.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrinterOptions, startBarePrinter } from '../../e2e/rigs/virtual-printer/printer';
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

const run = async (
  folder: string,
  port: number,
  jobCount: number,
  dieAt: number,
  onStart: (child: ChildProcess) => void = () => undefined,
): Promise<Run> => {
  const child = spawn(process.execPath, [runner, folder, String(port), String(jobCount), String(dieAt)], {
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

const jobCount = 2;

type Killing = {
  dieAt: number;
  printer?: Omit<PrinterOptions, 'onBytes' | 'onPrinted'>;
  onBytes?: (bytes: Buffer, kill: () => void) => void;
  onPrinted?: (kill: () => void) => void;
};

/** One station killed once and started again; says what came of it in words a failure can be read from. */
const killOnce = async (killing: Killing): Promise<{ hook: string; wasKilled: boolean }> => {
  const folder = await mkdtemp(join(work, 'station-'));
  let child: ChildProcess | null = null;
  const kill = (): void => {
    child?.kill('SIGKILL');
  };
  const printer = await startBarePrinter({
    printMs: 10,
    ...killing.printer,
    onBytes: (bytes) => killing.onBytes?.(bytes, kill),
    onPrinted: () => killing.onPrinted?.(kill),
  });
  try {
    const first = await run(folder, printer.port, jobCount, killing.dieAt, (started) => {
      child = started;
    });
    child = null;
    printer.become('ok');
    const hook = first.hooks.at(-1) ?? 'start';
    if (!first.wasKilled) return { hook, wasKilled: false };
    const second = await run(folder, printer.port, 0, 0);
    const paper = printed(printer);
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
  }
};

describe('station killed with SIGKILL', () => {
  it('at every step prints no label twice by itself and loses none silently', async () => {
    const places: string[] = [];
    for (let dieAt = 1; ; dieAt += 1) {
      const { hook, wasKilled } = await killOnce({ dieAt });
      if (!wasKilled) break;
      places.push(hook.replace(/^\d+ /, ''));
    }
    const wanted = ['submitted', 'preflight', 'sending', 'confirmed'].flatMap((step) => [
      `before writing ${step}`,
      `half way through writing ${step}`,
      `after writing ${step}`,
    ]);
    const calls = [
      'before asking the printer',
      'after asking the printer',
      'before the first byte',
      'after the printer answered',
    ];
    expect(new Set(places)).toEqual(new Set(['before rewriting', 'after rewriting', ...wanted, ...calls]));
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

  it('at random moments', async () => {
    for (let round = 0; round < 12; round += 1) {
      let timer: NodeJS.Timeout | null = null;
      await killOnce({
        dieAt: 0,
        printer: { printMs: 1 + round * 3 },
        onBytes: (_bytes, kill) => {
          timer ??= setTimeout(kill, round * 4);
        },
      });
      if (timer !== null) clearTimeout(timer);
    }
  });
});
