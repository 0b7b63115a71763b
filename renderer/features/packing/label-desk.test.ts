import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceStatus } from '../../../shared/contract/window';
import { usualBenchRules } from '../../../shared/domain/packing/bench-rules';
import { newDisk, until } from '../../data/station.test-kit';
import {
  codes,
  companyOf,
  createFakeOutbox,
  leeds,
  newOffice,
  openTestBench,
  small,
  type TestBench,
} from './bench.test-kit';

let open: TestBench[] = [];

async function sealedBench(outbox = createFakeOutbox()) {
  const disk = newDisk();
  const office = newOffice();
  companyOf(office, small);
  const bench = await openTestBench(disk, office, outbox);
  open.push(bench);
  await until(() => bench.station.book.held().length > 0);
  await bench.scan(
    codes.badge,
    codes.order,
    codes.mug,
    codes.mug,
    codes.lamp,
    codes.box,
    codes.command('seal'),
  );
  await until(() => outbox.requests.length > 0);
  return { bench, office, outbox, disk, jobId: String(bench.state().lastSealed?.sealedBy) };
}

/** As a scanner sends our own label. */
const codeOfLabel = (bench: TestBench): string => `00${bench.state().lastSealed?.sscc}`;
const labelOf = (bench: TestBench) => bench.station.book.get(small.parcelId)?.label ?? null;

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

describe('labels of sealed boxes', { timeout: 60_000 }, () => {
  it('are recorded when they were sent, and again when the printer confirmed them', async () => {
    const { bench, outbox, jobId } = await sealedBench();
    outbox.move(jobId, { step: 'sent', evidence: 'written' });
    await until(() => labelOf(bench)?.outcome === 'sent');
    expect(labelOf(bench)).toEqual({ jobId, attempt: 1, outcome: 'sent' });
    outbox.move(jobId, { step: 'confirmed' });
    await until(() => labelOf(bench)?.outcome === 'confirmed');
    expect(labelOf(bench)).toEqual({ jobId, attempt: 1, outcome: 'confirmed' });
    outbox.move(jobId, { step: 'confirmed' });
    await bench.session.settled();
    const recorded = bench.station.opLog.unsettled().filter((op) => op.type === 'parcel.record-label');
    expect(recorded.length).toBeLessThanOrEqual(2);
  });

  it('are asked for again after a restart, under the same id, when the outbox never got them', async () => {
    const refusing = createFakeOutbox();
    refusing.onSubmit = 'refuse';
    const { bench, office, disk, jobId } = await sealedBench(refusing);
    expect(bench.labels.store.getState().trouble).toBe('outbox');
    open = open.filter((each) => each !== bench);
    await bench.close();

    const outbox = createFakeOutbox();
    const again = await openTestBench(disk, office, outbox);
    open.push(again);
    await until(() => outbox.requests.length > 0);
    expect(outbox.requests.map((request) => request.jobId)).toEqual([jobId]);
    outbox.move(jobId, { step: 'confirmed' });
    await until(() => labelOf(again) !== null);
    expect(outbox.requests.length).toBe(1);
  });

  it('whose fate nobody knows are asked about; OK says it came out', async () => {
    const { bench, outbox, jobId } = await sealedBench();
    outbox.move(jobId, { step: 'unknown', reason: 'connection-lost' });
    await until(() => bench.labels.question() !== null);
    await bench.scan(codes.mug);
    expect(bench.said()).toBe('stop scan-held-by-stop');
    await bench.scan(codes.command('ok'));
    expect(bench.said()).toBe('go stop-cleared');
    expect(outbox.answers).toEqual([{ answer: 'printed', jobId, by: 'ayse' }]);
    await until(() => labelOf(bench) !== null);
    expect(labelOf(bench)?.outcome).toBe('operator-confirmed');
    expect(bench.labels.question()).toBeNull();
  });

  it('whose fate nobody knows are printed again only when a person says so', async () => {
    const { bench, outbox, jobId } = await sealedBench();
    outbox.move(jobId, { step: 'unknown', reason: 'printer-stalled' });
    await until(() => bench.labels.question() !== null);
    expect(outbox.answers).toEqual([]);
    await bench.scan(codes.command('reprint'));
    await until(() => outbox.answers.length > 0);
    expect(outbox.answers).toMatchObject([{ answer: 'reprint', jobId, by: 'ayse' }]);
    outbox.move(jobId, { step: 'confirmed' });
    await until(() => labelOf(bench)?.attempt === 2);
    expect(labelOf(bench)).toEqual({ jobId, attempt: 2, outcome: 'confirmed' });
  });

  it('may be put off with CANCEL: packing goes on, and the question comes back with the next box', async () => {
    const { bench, outbox, jobId } = await sealedBench();
    outbox.move(jobId, { step: 'unknown', reason: 'connection-lost' });
    await until(() => bench.labels.question() !== null);
    await bench.scan(codes.command('cancel'));
    expect(bench.labels.question()).toBeNull();
    bench.labels.look();
    expect(bench.labels.question()?.jobId).toBe(jobId);
  });

  it('can be printed once more with REPRINT, which the outbox counts as the next attempt', async () => {
    const { bench, outbox, jobId } = await sealedBench();
    outbox.move(jobId, { step: 'confirmed' });
    await until(() => labelOf(bench) !== null);
    await bench.scan(codes.command('reprint'));
    expect(bench.said()).toBe('look label-asked');
    await until(() => outbox.answers.length > 0);
    expect(outbox.answers).toMatchObject([{ answer: 'reprint', jobId }]);
    expect(outbox.requests.length).toBe(1);
  });

  it('move to the other printer with one command, those that wait and those that come, and back', async () => {
    const { bench, outbox, jobId } = await sealedBench();
    outbox.labelPrinters.push({ ...(outbox.labelPrinters[0] as DeviceStatus), id: 'p2', name: 'Spare' });
    outbox.tell('devices:changed', outbox.labelPrinters);
    const printerOf = () => bench.labels.store.getState().jobs.get(jobId)?.printerId;
    expect(printerOf()).toBe('p1');
    await bench.scan(codes.command('other-printer'));
    expect(bench.said()).toBe('look printer-changed');
    await until(() => printerOf() === 'p2');
    // What may have come out is asked about; a reprint comes out of the printer that is used now.
    await bench.scan(codes.command('other-printer'));
    await until(() => printerOf() === 'p1');
    outbox.move(jobId, { step: 'unknown', reason: 'printer-stalled' });
    await until(() => bench.labels.question() !== null);
    await bench.scan(codes.command('other-printer'));
    expect(bench.said()).toBe('look printer-changed');
    expect(printerOf()).toBe('p1');
    await bench.scan(codes.command('reprint'));
    await until(() => printerOf() === 'p2');
    expect(outbox.answers).toMatchObject([{ answer: 'reprint', jobId, printerId: 'p2' }]);
  });

  it('are taken as printed once their code is read, whatever the printer said', async () => {
    const { bench, outbox, jobId } = await sealedBench();
    outbox.move(jobId, { step: 'unknown', reason: 'connection-lost' });
    await until(() => bench.labels.question() !== null);
    await bench.scan(codeOfLabel(bench));
    expect(outbox.answers).toEqual([{ answer: 'printed', jobId, by: 'ayse' }]);
    await until(() => labelOf(bench)?.outcome === 'operator-confirmed');
  });

  it('print once more after a jam, with the reason, when OK says so', async () => {
    const { bench, outbox, jobId } = await sealedBench();
    await bench.scan(codes.command('paper-jam'));
    expect(bench.said()).toBe('look jam-nothing');
    outbox.move(jobId, { step: 'confirmed' });
    await until(() => labelOf(bench) !== null);
    await bench.scan(codes.command('paper-jam'));
    expect(bench.said()).toBe('look jam-which');
    expect(outbox.answers).toEqual([]);
    await bench.scan(codes.command('ok'));
    await until(() => outbox.answers.length > 0);
    expect(outbox.answers).toEqual([{ answer: 'reprint', jobId, by: 'ayse', reason: 'paper jam' }]);
    outbox.move(jobId, { step: 'confirmed' });
    await until(() => labelOf(bench)?.attempt === 2);
    expect(outbox.requests.length).toBe(1);
  });

  it('scanned on their box are recorded as that, and stay so whatever the printer says later', async () => {
    const { bench, outbox, office, jobId } = await sealedBench();
    office.put('directory', {
      kind: 'bench-rules',
      entryId: `bench-rules ${leeds}`,
      rules: { ...usualBenchRules(leeds), scansLabels: true },
    });
    await until(() => bench.directory.benchRules(leeds).scansLabels === true);
    await bench.scan(codes.mug);
    expect(bench.said()).toBe('look label-first');
    await bench.scan(codeOfLabel(bench));
    expect(bench.said()).toBe('go label-on-box');
    await until(() => labelOf(bench)?.outcome === 'scanned');
    outbox.move(jobId, { step: 'confirmed' });
    await bench.session.settled();
    expect(labelOf(bench)).toEqual({ jobId, attempt: 1, outcome: 'scanned' });
  });

  it('stay where they are at a bench with one printer', async () => {
    const { bench } = await sealedBench();
    await bench.scan(codes.command('other-printer'));
    expect(bench.said()).toBe('look printer-no-other');
  });
});
