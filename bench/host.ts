// The device host that dies: killed every two seconds in a real station while a scanner types, how soon a new one answers, and how
// soon a label that is asked for is on its way to the printer. Beside each time stands what the computer itself needs for it.
import { setTimeout as wait } from 'node:timers/promises';
import { startWorkday } from '../e2e/rigs/workday';
import { setUp } from '../scripts/setup.mjs';
import {
  atLeast,
  atMost,
  type Bench,
  type BenchContext,
  type BenchFindings,
  exactly,
  percentile,
  spread,
} from './bench';
import { firstBytes } from './host/first-byte';
import { respawns } from './host/respawn';

const killEveryMs = 2_000;
/** So many in a minute, and the station leaves the device host off for a while: more cannot be killed. */
const killsUntilOff = 6;
/** Its back-off included. */
const secondsUntilOff = 30;
const patienceMs = 10_000;
const restarts = 12;
const labels = 100;

export const bench: Bench = {
  name: 'host',
  about:
    'The device host of a real station killed every 2 s for --seconds while --n scans are typed by X11 keys (lost, doubled); milliseconds from a kill to a new one that answers, beside a bare Node process; from asking for a label to its first byte at the printer, beside a bare socket.',
  defaultN: 200,
  defaultSeconds: 60,
  run,
};

async function run({ options, note }: BenchContext): Promise<BenchFindings> {
  setUp('demo');
  note(`${restarts} restarts`);
  const restarted = await respawns(restarts);
  note(`${labels} labels`);
  const begun = await firstBytes(labels);
  note(`${options.n} scans in ${options.seconds} s`);
  const typed = await typeWhileItDies(options.n, options.seconds);
  const p95 = (ms: readonly number[]): number => percentile(ms, 0.95);
  return {
    data: 'generated codes',
    n: options.n,
    figures: {
      ...typed,
      ...spread('respawn', restarted.hostMs),
      ...spread('firstByte', begun.outboxMs),
      respawnTimesBareProcess: p95(restarted.hostMs) / p95(restarted.bareMs),
      firstByteTimesBareSocket: p95(begun.outboxMs) / p95(begun.bareMs),
    },
    peers: {
      'bare Node process': spread('respawn', restarted.bareMs),
      'bare socket': spread('firstByte', begun.bareMs),
    },
    bars: {
      lost: exactly(typed.lost, 0),
      doubled: exactly(typed.doubled, 0),
      kills: atLeast(typed.kills, options.seconds >= secondsUntilOff ? killsUntilOff : 1),
      respawnMaxMs: atMost(Math.max(...restarted.hostMs), 1_000),
      firstByteP95Ms: atMost(p95(begun.outboxMs), 100),
    },
  };
}

async function typeWhileItDies(count: number, seconds: number) {
  const day = await startWorkday({ orders: async () => [] });
  try {
    const { page, app } = day.station();
    // Scans count nowhere there.
    await day.display.pressKey('shift+F7');
    await page.locator('[data-device="keyboard"]').waitFor();
    await page.evaluate(() => {
      const here = globalThis as never as {
        heardTexts: string[];
        waybill: { on: (name: 'scan', listener: (scan: { text: string }) => void) => void };
      };
      here.heardTexts = [];
      here.waybill.on('scan', ({ text }) => here.heardTexts.push(text));
    });
    const heard = (): Promise<string[]> =>
      page.evaluate(() => [...(globalThis as never as { heardTexts: string[] }).heardTexts]);
    const hosts = (): Promise<number[]> =>
      app.evaluate(({ app: station }) =>
        station
          .getAppMetrics()
          .filter(({ name }) => name?.includes('device host'))
          .map(({ pid }) => pid),
      );
    const figures = { kills: 0, hostsMissed: 0 };
    let isOver = false;
    const killing = (async () => {
      while (!isOver) {
        const [pid] = await hosts();
        // Off for a while after so many deaths: that is how it is meant.
        if (pid === undefined) figures.hostsMissed += 1;
        else if (isKilled(pid)) figures.kills += 1;
        await wait(killEveryMs);
      }
    })();
    const texts = Array.from({ length: count }, (_, number) => `HOST-${String(number).padStart(5, '0')}`);
    const everyMs = (seconds * 1_000) / count;
    const startedMs = performance.now();
    for (const [number, text] of texts.entries()) {
      await wait(Math.max(0, startedMs + number * everyMs - performance.now()));
      await day.display.typeScan(text, { gapMs: 2 });
    }
    isOver = true;
    await killing;
    const endMs = performance.now() + patienceMs;
    while ((await heard()).length < count && performance.now() < endMs) await wait(50);
    const all = await heard();
    const known = new Set(all);
    return {
      ...figures,
      lost: texts.filter((text) => !known.has(text)).length,
      doubled: all.length - known.size,
    };
  } finally {
    await day.end();
  }
}

function isKilled(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
