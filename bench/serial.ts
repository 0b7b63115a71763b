// Scanners with a line of their own, on real pseudo-terminals through the real binding: scans as fast as no scanner reads, and
// a cable that is pulled out and put in again and again, also in the middle of a scan.
import { setTimeout as wait } from 'node:timers/promises';
import { openSerialLine, type SerialLine } from '../e2e/rigs/serial/serial-line';
import { createScannerLines } from '../main/devices/scanner/scanner-lines';
import { type Bench, type BenchContext, type BenchFindings, BenchCannotRun, exactly, spread } from './bench';

const gapMs = 2;
const replugs = 100;
const longestWaitMs = 30_000;

export const bench: Bench = {
  name: 'serial',
  about:
    'Scans 2 ms apart on a pseudo-terminal (lost, doubled, milliseconds from the write to the scan), and a cable pulled out in the middle of a scan and put in again 100 times (stale: bytes of before within a later scan).',
  defaultN: 500,
  run,
};

type Heard = { text: string; atMs: number; complete: boolean };

async function run({ options, note }: BenchContext): Promise<BenchFindings> {
  const line = await openSerialLine().catch((cause: unknown) => {
    throw new BenchCannotRun(`no pseudo-terminals: is socat installed? (${String(cause)})`);
  });
  const heard: Heard[] = [];
  let trouble: string | null | undefined;
  const lines = createScannerLines({
    scan: ({ bytes, complete }) =>
      heard.push({ text: Buffer.from(bytes).toString('latin1'), atMs: performance.now(), complete }),
    state: (state) => {
      trouble = state.trouble;
    },
  });
  try {
    lines.listenTo([{ scannerId: 'bench', path: line.path, baudRate: 115_200, quietMs: 60 }]);
    await until(() => trouble === null, 'the line is open');
    note(`${options.n} scans`);
    const fast = await scanFast(line, heard, options.n);
    note(`${replugs} times out and in`);
    const pulled = await pullOut(line, heard, () => trouble);
    return {
      data: 'generated codes',
      n: options.n,
      figures: { ...fast.figures, ...pulled, ...spread('heard', fast.tookMs) },
      bars: {
        lost: exactly(fast.figures.lost, 0),
        doubled: exactly(fast.figures.doubled, 0),
        lostBehindReplug: exactly(pulled.lostBehindReplug, 0),
        stale: exactly(pulled.stale, 0),
      },
    };
  } finally {
    await lines.close();
    await line.close();
  }
}

async function scanFast(line: SerialLine, heard: Heard[], count: number) {
  const saidMs = new Map<string, number>();
  for (let number = 0; number < count; number += 1) {
    const text = `]C0BENCH-${String(number).padStart(6, '0')}`;
    saidMs.set(text, performance.now());
    await line.say(`${text}\r`);
    await wait(gapMs);
  }
  await until(() => heard.length >= count, 'all scans are heard').catch(() => undefined);
  const texts = heard.map(({ text }) => text);
  const tookMs = heard.flatMap(({ text, atMs }) => {
    const from = saidMs.get(text);
    return from === undefined ? [] : [atMs - from];
  });
  return {
    tookMs,
    figures: {
      lost: [...saidMs.keys()].filter((text) => !texts.includes(text)).length,
      doubled: texts.length - new Set(texts).size,
    },
  };
}

async function pullOut(line: SerialLine, heard: Heard[], trouble: () => string | null | undefined) {
  const figures = { lostBehindReplug: 0, stale: 0 };
  for (let turn = 0; turn < replugs; turn += 1) {
    await line.say(`HALF-${turn}-`);
    await line.unplug();
    await until(() => trouble() === 'scanner-not-there', 'the cable is missed');
    heard.length = 0;
    await line.plugIn();
    await until(() => trouble() === null, 'the line is open again');
    const whole = `WHOLE-${turn}`;
    await line.say(`${whole}\r`);
    await until(() => heard.length > 0, 'the scan is heard').catch(() => undefined);
    if (!heard.some(({ text }) => text === whole)) figures.lostBehindReplug += 1;
    figures.stale += heard.filter(({ text }) => text !== whole).length;
  }
  return figures;
}

async function until(holds: () => boolean, what: string): Promise<void> {
  const endMs = performance.now() + longestWaitMs;
  while (!holds()) {
    if (performance.now() > endMs) throw new BenchCannotRun(`waited in vain: ${what}`);
    await wait(5);
  }
}
