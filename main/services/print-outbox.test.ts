import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type PrinterOptions, startBarePrinter } from '../../e2e/rigs/virtual-printer/printer';
import { nameOnLabel } from '../../shared/label/model';
import { printerIdSchema, type PrintJob, type PrintStep } from '../../shared/label/print-job';
import { printMoves } from './print-outbox-job';
import type { PrintOutbox } from './print-outbox';
import {
  composeSmall,
  failingDisk,
  printed,
  requestFor,
  setupFor,
  startStation,
  type TestStation,
  until,
} from './print-outbox.test-kit';
import type { LabelPrinterSetup } from './print-outbox-worker';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Bench = TestStation & { outbox: PrintOutbox; seen: PrintJob[] };

const start = async (
  options: PrinterOptions = {},
  endpoint: Partial<LabelPrinterSetup['endpoint']> = {},
  change: Parameters<TestStation['open']>[0] = {},
): Promise<Bench> => {
  const station = await startStation(options, endpoint);
  closing.push(station.close);
  const outbox = await station.open(change);
  closing.push(outbox.close);
  const seen: PrintJob[] = [];
  outbox.onChange((job) => seen.push(job));
  return { ...station, outbox, seen };
};

const stepOf = (outbox: PrintOutbox, serial: number): PrintStep | undefined =>
  outbox.jobs().find((job) => job.jobId === requestFor(serial).jobId)?.state.step;
const jobOf = (outbox: PrintOutbox, serial: number): PrintJob => {
  const job = outbox.jobs().find((one) => one.jobId === requestFor(serial).jobId);
  if (job === undefined) throw new Error('no such job');
  return job;
};
const settled = (outbox: PrintOutbox, serial: number, step: PrintStep): Promise<void> =>
  until(() => stepOf(outbox, serial) === step, `job ${serial} ${step}`);
const answerTo = (serial: number) => ({ jobId: requestFor(serial).jobId, by: 'Deniz' });

describe('print outbox', () => {
  it('prints a label and says every step', async () => {
    const { outbox, printer, seen } = await start();
    const job = await outbox.submit(requestFor(1));
    expect(job).toMatchObject({
      orderNumber: 'A-1',
      attempt: 1,
      state: { step: 'queued', waitingFor: null },
    });
    await settled(outbox, 1, 'confirmed');
    expect(seen.map((one) => one.state.step)).toEqual(['queued', 'preflight', 'sending', 'confirmed']);
    expect(printed(printer)).toEqual(['A-1 1']);
    expect(outbox.openJobs()).toEqual([]);
    const moves = seen.slice(1).map((one, index) => [seen[index]?.state.step, one.state.step]);
    for (const [from, to] of moves) {
      expect(printMoves.some((move) => move.from === from && move.to === to)).toBe(true);
    }
  });

  it('takes the same id twice as one job, and refuses another label under it', async () => {
    const { outbox, printer } = await start();
    await Promise.all([
      outbox.submit(requestFor(1)),
      outbox.submit(requestFor(1)),
      outbox.submit(requestFor(1)),
    ]);
    await settled(outbox, 1, 'confirmed');
    expect((await outbox.submit(requestFor(1))).state.step).toBe('confirmed');
    await expect(outbox.submit({ ...requestFor(2), jobId: requestFor(1).jobId })).rejects.toMatchObject({
      code: 'print.job-id-reused',
    });
    expect(printed(printer)).toEqual(['A-1 1']);
  });

  it('refuses a printer it does not know', async () => {
    const { outbox } = await start();
    const request = { ...requestFor(1), printerId: 'elsewhere' as LabelPrinterSetup['printerId'] };
    await expect(outbox.submit(request)).rejects.toMatchObject({ code: 'print.printer-unknown' });
    expect(outbox.jobs()).toEqual([]);
  });

  it('keeps jobs queued for a printer that is not ready, and prints them by themselves, in order', async () => {
    const { outbox, printer, seen } = await start({ condition: 'paper-out' });
    for (const serial of [1, 2, 3]) await outbox.submit(requestFor(serial));
    await until(() =>
      seen.some((job) => job.state.step === 'queued' && job.state.waitingFor === 'paper-out'),
    );
    expect(printer.held()).toBe(0);
    printer.become('head-open');
    await until(() =>
      seen.some((job) => job.state.step === 'queued' && job.state.waitingFor === 'head-open'),
    );
    printer.become('ok');
    await settled(outbox, 3, 'confirmed');
    expect(printed(printer)).toEqual(['A-1 1', 'A-2 1', 'A-3 1']);
    // Waiting is told once for each reason, not at every try.
    expect(
      seen.filter((job) => job.state.step === 'queued' && job.state.waitingFor === 'paper-out'),
    ).toHaveLength(1);
  });

  it('waits for a printer that is not there', async () => {
    const { outbox, printer, seen } = await start();
    await printer.close();
    await outbox.submit(requestFor(1));
    await until(() =>
      seen.some((job) => job.state.step === 'queued' && job.state.waitingFor === 'printer-unreachable'),
    );
    const back = await startBarePrinter({ port: printer.port, printMs: 5 });
    closing.push(back.close);
    await settled(outbox, 1, 'confirmed');
    expect(printed(back)).toEqual(['A-1 1']);
  });

  it('asks the operator when nobody knows, and takes yes for an answer', async () => {
    const { outbox, printer } = await start({ resetAfterBytes: 60 });
    await outbox.submit(requestFor(1));
    await settled(outbox, 1, 'unknown');
    expect(outbox.openJobs()).toHaveLength(1);
    expect(outbox.labelOf(requestFor(1).jobId)).toMatchObject({ orderNumber: 'A-1' });
    printer.resetAfter(null);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(printed(printer)).toEqual([]);
    expect(stepOf(outbox, 1)).toBe('unknown');
    const answered = await outbox.answer({ answer: 'printed', ...answerTo(1) });
    expect(answered.state).toEqual({ step: 'printed', by: 'Deniz' });
    expect(printed(printer)).toEqual([]);
  });

  it('reprints when the operator says no, with the same SSCC and the next attempt', async () => {
    const { outbox, printer } = await start({ resetAfterBytes: 60 });
    await outbox.submit(requestFor(1));
    await settled(outbox, 1, 'unknown');
    printer.resetAfter(null);
    const before = jobOf(outbox, 1);
    const again = await outbox.answer({ answer: 'reprint', reason: 'nothing came out', ...answerTo(1) });
    expect([again.attempt, again.sscc]).toEqual([2, before.sscc]);
    await settled(outbox, 1, 'confirmed');
    expect(printed(printer)).toEqual(['A-1 2']);
  });

  it('reprints a confirmed label on request', async () => {
    const { outbox, printer } = await start();
    await outbox.submit(requestFor(1));
    await settled(outbox, 1, 'confirmed');
    await outbox.answer({ answer: 'reprint', reason: 'smudged', ...answerTo(1) });
    await until(() => jobOf(outbox, 1).attempt === 2 && stepOf(outbox, 1) === 'confirmed');
    expect(printed(printer)).toEqual(['A-1 1', 'A-1 2']);
  });

  it('answers only where there is a question', async () => {
    const { outbox, printer } = await start({ condition: 'paper-out' });
    await outbox.submit(requestFor(1));
    await expect(outbox.answer({ answer: 'printed', ...answerTo(1) })).rejects.toMatchObject({
      code: 'print.answer-not-possible',
    });
    await expect(outbox.answer({ answer: 'printed', ...answerTo(7) })).rejects.toMatchObject({
      code: 'print.job-unknown',
    });
    await until(() => jobOf(outbox, 1).state.step === 'queued');
    const withdrawn = await outbox.answer({ answer: 'withdraw', ...answerTo(1) });
    expect(withdrawn.state).toEqual({ step: 'rejected', reason: 'withdrawn' });
    printer.become('ok');
    await outbox.submit(requestFor(2));
    await settled(outbox, 2, 'confirmed');
    expect(printed(printer)).toEqual(['A-2 1']);
  });

  it('lets a late label confirm the job and calls off the reprint that had not begun', async () => {
    const { outbox, printer, seen } = await start();
    await outbox.submit(requestFor(1));
    await settled(outbox, 1, 'confirmed');
    printer.become('paper-out');
    // The paper runs out after preflight said yes: the printer holds the label.
    const { send } = await holdInPrinter(outbox, printer, 2);
    await send;
    await settled(outbox, 2, 'unknown');
    expect(jobOf(outbox, 2).state).toEqual({ step: 'unknown', reason: 'held-in-printer' });
    await outbox.answer({ answer: 'reprint', reason: 'nothing came out', ...answerTo(2) });
    await until(() =>
      seen.some(
        (job) => job.attempt === 2 && job.state.step === 'queued' && job.state.waitingFor === 'paper-out',
      ),
    );
    printer.become('ok');
    await settled(outbox, 2, 'confirmed');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(printed(printer)).toEqual(['A-1 1', 'A-2 1']);
    expect(jobOf(outbox, 2)).toMatchObject({ attempt: 1, state: { step: 'confirmed' } });
  });

  it('says that one label too many is about when an old attempt comes out after a new one has begun', async () => {
    const { outbox, printer } = await start({ condition: 'paper-out' }, { statusQuery: 'none' });
    await outbox.submit(requestFor(1));
    await settled(outbox, 1, 'sent');
    await outbox.answer({ answer: 'reprint', reason: 'nothing came out', ...answerTo(1) });
    await until(() => jobOf(outbox, 1).attempt === 2 && stepOf(outbox, 1) === 'sending');
    printer.become('ok');
    await until(() => stepOf(outbox, 1) === 'confirmed');
    expect(printed(printer)).toEqual(['A-1 1', 'A-1 2']);
    expect(jobOf(outbox, 1)).toMatchObject({ attempt: 2, surplusAttempts: [1] });
  });

  it('waits while nobody can draw the label, and prints it when somebody can', async () => {
    const station = await startStation();
    closing.push(station.close);
    let isThere = false;
    const outbox = await station.open({
      compose: (...asked) => (isThere ? composeSmall(...asked) : Promise.resolve(null)),
    });
    closing.push(outbox.close);
    await outbox.submit(requestFor(1));
    await until(() => {
      const { state } = jobOf(outbox, 1);
      return state.step === 'queued' && state.waitingFor === 'device-host-down';
    });
    isThere = true;
    await until(() => stepOf(outbox, 1) === 'confirmed');
    expect(printed(station.printer)).toEqual(['A-1 1']);
  });

  it('rejects a label that cannot be composed and a printer that is gone, and goes on with the next', async () => {
    let setups: LabelPrinterSetup[] = [];
    const station = await startStation();
    closing.push(station.close);
    setups = [station.setup];
    const outbox = await station.open({
      printers: () => setups,
      compose: async (label) => {
        if (nameOnLabel(label) === 'A-1') throw new Error('cannot');
        return { zpl: '^XA^FXA-2 attempt 1^FS^XZ', missingGlyphs: 4 };
      },
    });
    closing.push(outbox.close);
    await outbox.submit(requestFor(1));
    await outbox.submit(requestFor(2));
    await settled(outbox, 2, 'sent');
    expect(jobOf(outbox, 1).state).toEqual({ step: 'rejected', reason: 'label-refused' });
    expect(jobOf(outbox, 2)).toMatchObject({
      missingGlyphs: 4,
      state: { step: 'sent', evidence: 'drained' },
    });
    station.printer.become('paper-out');
    await outbox.submit(requestFor(3));
    setups = [];
    outbox.nudge();
    await settled(outbox, 3, 'rejected');
    expect(jobOf(outbox, 3).state).toEqual({ step: 'rejected', reason: 'printer-not-configured' });
  });
});

/** Lets preflight pass and takes the paper away before the label is sent. */
const holdInPrinter = async (
  outbox: PrintOutbox,
  printer: Bench['printer'],
  serial: number,
): Promise<{ send: Promise<unknown> }> => {
  printer.become('ok');
  const stop = outbox.onChange((job) => {
    if (job.state.step !== 'sending') return;
    printer.become('paper-out');
    stop();
  });
  return { send: outbox.submit(requestFor(serial)) };
};

describe('print outbox and its disk', () => {
  it('has `sending` on disk before the first byte', async () => {
    const onDisk: string[] = [];
    let path = '';
    const station = await startStation({
      onBytes: (bytes) => {
        if (bytes.includes('^XA')) onDisk.push(readFileSync(path, 'utf8'));
      },
    });
    closing.push(station.close);
    path = join(station.folder, 'print-outbox.jsonl');
    const outbox = await station.open();
    closing.push(outbox.close);
    await outbox.submit(requestFor(1));
    await settled(outbox, 1, 'confirmed');
    expect(onDisk).toHaveLength(1);
    const steps = [...(onDisk[0] ?? '').matchAll(/"step":"(\w+)"/g)].map((match) => match[1]);
    expect(steps).toEqual(['preflight', 'sending']);
  });

  it('says that the disk is full, keeps nothing half, and prints once when there is room', async () => {
    const station = await startStation();
    closing.push(station.close);
    let isFull = false;
    const disk = failingDisk(() => (isFull ? 'ENOSPC' : null));
    const failures: string[] = [];
    const outbox = await station.open({
      files: disk.files,
      onFailure: (failure) => failures.push(failure.code),
    });
    closing.push(outbox.close);
    isFull = true;
    await expect(outbox.submit(requestFor(1))).rejects.toMatchObject({ code: 'disk.full' });
    expect(outbox.jobs()).toEqual([]);
    isFull = false;
    await outbox.submit(requestFor(1));
    await settled(outbox, 1, 'confirmed');
    expect(printed(station.printer)).toEqual(['A-1 1']);
  });

  it.each([0, 1, 2, 3, 4])('prints once when write %i after the start fails', async (failing) => {
    const station = await startStation();
    closing.push(station.close);
    let first = Number.POSITIVE_INFINITY;
    const disk = failingDisk((write) => (write === first + failing ? 'ENOSPC' : null));
    const outbox = await station.open({ files: disk.files });
    first = disk.writes;
    await outbox.submit(requestFor(1)).catch(() => outbox.submit(requestFor(1)));
    await settled(outbox, 1, 'confirmed');
    await outbox.close();
    expect(printed(station.printer)).toEqual(['A-1 1']);
    const again = await station.open();
    closing.push(again.close);
    expect(stepOf(again, 1)).toBe('confirmed');
    expect(printed(station.printer)).toEqual(['A-1 1']);
  });

  it('tells the truth about a label that came out while the disk was full', async () => {
    const station = await startStation();
    closing.push(station.close);
    let isFull = false;
    const disk = failingDisk(() => (isFull ? 'ENOSPC' : null));
    const failures: string[] = [];
    const outbox = await station.open({
      files: disk.files,
      onFailure: (failure) => failures.push(failure.code),
    });
    const stop = outbox.onChange((job) => {
      if (job.state.step === 'sending') isFull = true;
    });
    await outbox.submit(requestFor(1));
    await settled(outbox, 1, 'confirmed');
    await until(() => failures.includes('disk.full'));
    // Nothing new is begun while an outcome is not on disk.
    await expect(outbox.submit(requestFor(2))).rejects.toMatchObject({ code: 'disk.full' });
    stop();
    isFull = false;
    await outbox.submit(requestFor(2));
    await settled(outbox, 2, 'confirmed');
    await outbox.close();
    const again = await station.open();
    closing.push(again.close);
    expect([stepOf(again, 1), stepOf(again, 2)]).toEqual(['confirmed', 'confirmed']);
    expect(printed(station.printer)).toEqual(['A-1 1', 'A-2 1']);
  });

  it('asks about every untouched-looking job when a line of the journal was damaged', async () => {
    const station = await startStation({ condition: 'paper-out' });
    closing.push(station.close);
    const outbox = await station.open();
    await outbox.submit(requestFor(1));
    await outbox.submit(requestFor(2));
    await outbox.close();
    const path = join(station.folder, 'print-outbox.jsonl');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"step":"preflight"', '"step":"preflighT"'));
    station.printer.become('ok');
    const again = await station.open();
    closing.push(again.close);
    expect(again.damagedLines).toBe(1);
    expect(again.openJobs().map((job) => job.state)).toEqual([
      { step: 'unknown', reason: 'journal-damaged' },
      { step: 'unknown', reason: 'journal-damaged' },
    ]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(printed(station.printer)).toEqual([]);
  });

  it('forgets closed jobs after their time and never open ones', async () => {
    const station = await startStation();
    closing.push(station.close);
    const outbox = await station.open();
    await outbox.submit(requestFor(1));
    await settled(outbox, 1, 'confirmed');
    station.printer.resetAfter(60);
    await outbox.submit(requestFor(2));
    await settled(outbox, 2, 'unknown');
    await outbox.close();
    const later = await station.open({ now: () => '2026-04-01T08:00:00.000Z' });
    closing.push(later.close);
    expect(later.jobs().map((job) => [job.orderNumber, job.state.step])).toEqual([['A-2', 'unknown']]);
  });
});

describe('a second printer', () => {
  const startTwo = async (condition: PrinterOptions['condition'] = 'paper-out') => {
    const second = await startBarePrinter({ printMs: 5 });
    closing.push(second.close);
    const other = { ...setupFor(second.port), printerId: printerIdSchema.parse('p2'), name: 'Bench 2' };
    const station = await startStation(condition ? { condition } : {});
    closing.push(station.close);
    const outbox = await station.open({ printers: () => [station.setup, other] });
    closing.push(outbox.close);
    return { ...station, outbox, second, other };
  };
  const waiting = (outbox: PrintOutbox): Promise<void> =>
    until(() => {
      const [first] = outbox.jobs();
      return first?.state.step === 'queued' && first.state.waitingFor === 'paper-out';
    });

  it('takes over what waits at the first, in order, each once; the first prints nothing when it is well again', async () => {
    const { outbox, printer, second, setup, other } = await startTwo();
    for (const serial of [1, 2, 3]) await outbox.submit(requestFor(serial));
    await waiting(outbox);
    expect(await outbox.handOver(setup.printerId, other.printerId)).toBe(3);
    await settled(outbox, 3, 'confirmed');
    expect(printed(second)).toEqual(['A-1 1', 'A-2 1', 'A-3 1']);
    printer.become('ok');
    await outbox.submit(requestFor(4));
    await settled(outbox, 4, 'confirmed');
    expect(printed(printer)).toEqual(['A-4 1']);
    // The same job asked for again, as a station does after a start, is the one that was handed over.
    expect((await outbox.submit(requestFor(1))).state.step).toBe('confirmed');
    expect(printed(second)).toHaveLength(3);
  });

  it('has it over a restart, and gives it back', async () => {
    const { outbox, open, second, setup, other } = await startTwo();
    await outbox.submit(requestFor(1));
    await waiting(outbox);
    second.become('paper-out');
    expect(await outbox.handOver(setup.printerId, other.printerId)).toBe(1);
    await outbox.close();
    const again = await open({ printers: () => [setup, other] });
    closing.push(again.close);
    expect(again.jobs()[0]?.printerId).toBe(other.printerId);
    expect(await again.handOver(other.printerId, setup.printerId)).toBe(1);
    expect(again.jobs()[0]?.printerId).toBe(setup.printerId);
  });

  it('takes nothing that may have come out; a reprint may go to it', async () => {
    const { outbox, printer, second, setup, other } = await startTwo('ok');
    printer.resetAfter(60);
    await outbox.submit(requestFor(1));
    await settled(outbox, 1, 'unknown');
    expect(await outbox.handOver(setup.printerId, other.printerId)).toBe(0);
    expect(jobOf(outbox, 1)).toMatchObject({ printerId: setup.printerId, state: { step: 'unknown' } });
    await outbox.answer({
      ...answerTo(1),
      answer: 'reprint',
      reason: 'jam',
      printerId: other.printerId,
    });
    await settled(outbox, 1, 'confirmed');
    expect(printed(second)).toEqual(['A-1 2']);
  });

  it('must be one of this station', async () => {
    const { outbox, setup } = await startTwo();
    await expect(outbox.handOver(setup.printerId, printerIdSchema.parse('elsewhere'))).rejects.toMatchObject({
      code: 'print.printer-unknown',
    });
  });
});
