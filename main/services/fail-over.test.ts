// Two label printers on real sockets: labels that have not begun go over by themselves and come back when the first is well;
// what may be on paper stays a question; and whatever happens, no label comes out twice by itself and none is lost.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type BarePrinter, startBarePrinter } from '../../e2e/rigs/virtual-printer/printer';
import type { FailOverSettings, FailOverState } from '../../shared/label/fail-over';
import { printerIdSchema } from '../../shared/label/print-job';
import { createPrinterLines } from '../devices/printer/printer-lines';
import { type FailOver, readFailOver, startFailOver, writeFailOver } from './fail-over';
import { openPrintOutbox, type PrintOutbox } from './print-outbox';
import {
  composeSmall,
  printed,
  quickTimings,
  requestFor,
  schedule,
  setupFor,
  until,
} from './print-outbox.test-kit';
import type { LabelPrinterSetup } from './print-outbox-worker';

const firstId = printerIdSchema.parse('first');
const secondId = printerIdSchema.parse('second');

type Rig = {
  first: BarePrinter;
  second: BarePrinter;
  outbox: PrintOutbox;
  failOver: FailOver;
  told: FailOverState[];
  failures: unknown[];
  submit: (serial: number, printerId?: typeof firstId) => Promise<void>;
  /** Where the job waits or went. */
  at: (serial: number) => string;
  step: (serial: number) => string;
  /** Ends the station as a kill does for its memory, and opens it again on the same folder. */
  restart: () => Promise<void>;
  close: () => Promise<void>;
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function startRig(
  settings: FailOverSettings = { on: true, afterSeconds: 1 },
  change: { stock?: LabelPrinterSetup['profile']['stock'] } = {},
): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-fail-over-'));
  const first = await startBarePrinter({ printMs: 5 });
  const second = await startBarePrinter({ printMs: 5 });
  const named = (id: typeof firstId, name: string, port: number): LabelPrinterSetup => {
    const setup = setupFor(port, { printerId: id });
    return { ...setup, printerId: id, name };
  };
  const one = named(firstId, 'First', first.port);
  const two = named(secondId, 'Second', second.port);
  const printers = [one, { ...two, profile: { ...two.profile, stock: change.stock ?? two.profile.stock } }];
  // Seconds of the settings are tenths of them here.
  const monotonicMs = (): number => performance.now() * 10;
  const told: FailOverState[] = [];
  const failures: unknown[] = [];
  let end: () => Promise<void> = async () => undefined;
  const open = async (): Promise<void> => {
    const lines = createPrinterLines(quickTimings);
    const outbox = await openPrintOutbox({
      folder,
      printers: () => printers,
      port: lines,
      compose: composeSmall,
      now: () => new Date().toISOString(),
      schedule,
      retryMs: 20,
    });
    const failOver = startFailOver({
      printers,
      outbox,
      port: lines,
      settings: await readFailOver(folder, (cause) => failures.push(cause)),
      keep: (kept) => writeFailOver(folder, kept),
      monotonicMs,
      schedule,
      onChange: (state) => told.push(state),
      onFailure: (cause) => failures.push(cause),
      lookEveryMs: 10,
      askEveryMs: 300,
    });
    Object.assign(rig, { outbox, failOver });
    end = async () => {
      await failOver.stop();
      await outbox.close();
      lines.close();
    };
  };
  const jobOf = (serial: number) => rig.outbox.jobs().find(({ jobId }) => jobId === `job-${serial}`);
  const rig: Rig = {
    first,
    second,
    told,
    failures,
    outbox: undefined as never,
    failOver: undefined as never,
    submit: async (serial, printerId = firstId) => {
      await rig.outbox.submit({ ...requestFor(serial), printerId });
    },
    at: (serial) => jobOf(serial)?.printerId ?? 'nowhere',
    step: (serial) => jobOf(serial)?.state.step ?? 'absent',
    restart: async () => {
      await end();
      await open();
    },
    close: async () => {
      await end();
      await first.close();
      await second.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await writeFailOver(folder, settings);
  await open();
  closing.push(rig.close);
  return rig;
}

const labelOf = (serial: number): string => `A-${serial} 1`;

describe('a label printer that stands in for another', { timeout: 30_000 }, () => {
  it.each(['paper-out', 'head-open', 'paused', 'faulty-silent'] as const)(
    'prints what waits when the first is %s, says so, and stops when it is well',
    async (condition) => {
      const rig = await startRig();
      rig.first.become(condition);
      await rig.submit(1);
      await until(() => rig.step(1) === 'confirmed', 'the first label');
      expect(printed(rig.second)).toEqual([labelOf(1)]);
      expect(rig.at(1)).toBe(secondId);
      expect(rig.failOver.state().diversions).toMatchObject([
        { from: firstId, fromName: 'First', to: secondId, toName: 'Second' },
      ]);
      // What is asked of the first one now waits for nothing.
      await rig.submit(2);
      await until(() => rig.step(2) === 'confirmed', 'the second label');
      expect(printed(rig.second)).toEqual([labelOf(1), labelOf(2)]);
      rig.first.become('ok');
      await until(() => rig.failOver.state().diversions.length === 0, 'the way back');
      await rig.submit(3);
      await until(() => rig.step(3) === 'confirmed', 'the third label');
      expect(printed(rig.first)).toEqual([labelOf(3)]);
      expect(rig.told.map(({ diversions }) => diversions.length)).toEqual([1, 0]);
      expect(rig.failures).toEqual([]);
    },
  );

  it('prints for one that cannot be reached', async () => {
    const rig = await startRig();
    await rig.first.close();
    await rig.submit(1);
    await until(() => rig.step(1) === 'confirmed', 'the label');
    expect(printed(rig.second)).toEqual([labelOf(1)]);
    expect(rig.failOver.state().diversions).toMatchObject([{ why: 'printer-unreachable' }]);
  });

  it('does nothing before its time, nor while it is off, nor for other paper', async () => {
    const short = await startRig({ on: true, afterSeconds: 600 });
    const off = await startRig({ on: false, afterSeconds: 1 });
    const other = await startRig({ on: true, afterSeconds: 1 }, { stock: '100x150mm' });
    for (const rig of [short, off, other]) {
      rig.first.become('paper-out');
      await rig.submit(1);
    }
    await new Promise((resolve) => setTimeout(resolve, 600));
    for (const rig of [short, off, other]) {
      expect([rig.step(1), rig.at(1)]).toEqual(['queued', firstId]);
      expect(rig.second.labels).toEqual([]);
    }
    expect([short, off, other].map((rig) => rig.failOver.state().isPossible)).toEqual([true, true, false]);
    await off.failOver.change({ on: true, afterSeconds: 1 });
    await until(() => off.step(1) === 'confirmed', 'the label, once it is on');
    expect(printed(off.second)).toEqual([labelOf(1)]);
    for (const rig of [short, other]) {
      rig.first.become('ok');
      await until(() => rig.step(1) === 'confirmed', 'the label of the first');
      expect(printed(rig.first)).toEqual([labelOf(1)]);
    }
  });

  it('law 2: a label whose first byte is out stays a question at its printer', async () => {
    const rig = await startRig();
    rig.first.resetAfter(10);
    await rig.submit(1);
    await until(() => rig.step(1) === 'unknown', 'the question');
    rig.first.resetAfter(null);
    rig.first.become('paper-out');
    await rig.submit(2);
    await until(() => rig.step(2) === 'confirmed', 'the one behind it');
    expect(printed(rig.second)).toEqual([labelOf(2)]);
    expect([rig.step(1), rig.at(1)]).toEqual(['unknown', firstId]);
  });

  it('both unwell: labels wait where they are, and go to whichever is well first', async () => {
    const rig = await startRig();
    rig.first.become('paper-out');
    rig.second.become('head-open');
    await rig.submit(1);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect([rig.step(1), rig.at(1)]).toEqual(['queued', firstId]);
    rig.second.become('ok');
    await until(() => rig.step(1) === 'confirmed', 'the label');
    expect(printed(rig.second)).toEqual([labelOf(1)]);
    // And back the other way: the second one is unwell, the first has paper again.
    rig.second.become('paused');
    await rig.submit(2);
    await until(() => rig.at(2) === secondId, 'the way over');
    rig.first.become('ok');
    await until(() => rig.step(2) === 'confirmed', 'the way back');
    expect(printed(rig.first)).toEqual([labelOf(2)]);
  });

  it('keeps what was chosen over a restart, and is off where that cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'waybill-fail-over-kept-'));
    const heard: unknown[] = [];
    const read = (): Promise<FailOverSettings> => readFailOver(folder, (cause) => heard.push(cause));
    expect(await read()).toEqual({ on: false, afterSeconds: 10 });
    await writeFailOver(folder, { on: true, afterSeconds: 30 });
    expect(await read()).toEqual({ on: true, afterSeconds: 30 });
    await writeFile(join(folder, 'fail-over.json'), '{"on": "perhaps"}');
    expect(await read()).toEqual({ on: false, afterSeconds: 10 });
    expect(heard).toHaveLength(1);
    expect(await readFile(join(folder, 'fail-over.json.unreadable'), 'utf8')).toContain('perhaps');
    await rm(folder, { recursive: true });
  });

  it('whatever both printers do, and however often the station ends: no label twice, none lost', async () => {
    const conditions = ['ok', 'paper-out', 'head-open', 'paused', 'faulty-silent', 'reset', 'cycle'] as const;
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.constant('submit' as const) },
      { weight: 1, arbitrary: fc.constant('restart' as const) },
      {
        weight: 3,
        arbitrary: fc.record({ isFirst: fc.boolean(), condition: fc.constantFrom(...conditions) }),
      },
      { weight: 2, arbitrary: fc.record({ waitMs: fc.integer({ min: 1, max: 60 }) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
        const rig = await startRig({ on: true, afterSeconds: 1 }, {});
        let serial = 0;
        for (const each of steps) {
          if (each === 'submit') await rig.submit((serial += 1));
          else if (each === 'restart') await rig.restart();
          else if ('waitMs' in each) await new Promise((resolve) => setTimeout(resolve, each.waitMs));
          else {
            const printer = each.isFirst ? rig.first : rig.second;
            if (each.condition === 'reset') printer.resetAfter(20);
            else if (each.condition === 'cycle') printer.powerCycle();
            else printer.become(each.condition);
          }
        }
        for (const printer of [rig.first, rig.second]) {
          printer.resetAfter(null);
          printer.become('ok');
        }
        const open = (): boolean => rig.outbox.openJobs().some((job) => job.state.step !== 'unknown');
        await until(() => !open(), 'the end of every job');
        const paper = [...printed(rig.first), ...printed(rig.second)];
        for (let number = 1; number <= serial; number += 1) {
          const labels = paper.filter((label) => label.startsWith(`A-${number} `)).length;
          const told = rig.step(number);
          const facts = { number, labels, told };
          expect({ ...facts, isOnce: labels <= 1 }).toEqual({ ...facts, isOnce: true });
          const isHonest = told === 'unknown' || ((told === 'confirmed' || told === 'sent') && labels === 1);
          expect({ ...facts, isHonest }).toEqual({ ...facts, isHonest: true });
        }
        expect(rig.failures).toEqual([]);
        closing.splice(closing.indexOf(rig.close), 1);
        await rig.close();
      }),
      { numRuns: 25, seed: 20_261_130 },
    );
  });
});
