import { describe, expect, it } from 'vitest';
import type { Parcel } from '../parcel/parcel';
import { answerScan } from './bench';
import type { PrintedLabel } from './bench-jam';
import { benchOf, factsOf, itemOf, lastParcel, otherParcel, told } from './bench.test-kit';
import type { Bench, BenchInput, BenchOutcome } from './session';

const box = (n: number): Parcel =>
  otherParcel({
    parcelId: `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000` as Parcel['parcelId'],
    orderNumber: String(n),
  });
const printed = (n: number): PrintedLabel => ({
  jobId: `job-${n}`,
  parcelId: box(n).parcelId,
  number: String(n),
  attempt: 1,
});
/** Newest first. */
const lately = [printed(4), printed(3), { ...printed(2), parcelId: null }, printed(1)];
const label = (parcel: Parcel): BenchInput => ({
  kind: 'parcels',
  parcels: [parcel],
  by: 'label',
  text: 'SSCC',
});
const say = (command: Extract<BenchInput, { kind: 'command' }>['command']): BenchInput => ({
  kind: 'command',
  command,
});

function day(given: BenchInput[], labels: PrintedLabel[] = lately): BenchOutcome[] {
  let bench: Bench = benchOf();
  return given.map((input) => {
    const result = answerScan(
      bench,
      input,
      factsOf({ lastSealed: lastParcel, online: false, printedLately: () => labels }),
    );
    bench = result.bench;
    return result;
  });
}
const last = (outcomes: BenchOutcome[]): BenchOutcome => outcomes.at(-1) as BenchOutcome;

describe('paper jammed', () => {
  it('prints what came behind the last good label once more, oldest first, and only with OK', () => {
    const scanned = day([say('paper-jam'), label(box(1))]);
    expect(scanned.map(told)).toEqual(['jam-which', 'jam-which']);
    expect(scanned.flatMap(({ printAgain }) => printAgain ?? [])).toEqual([]);
    expect(last(scanned).verdict.values).toEqual({ count: 3 });
    const done = last(day([say('paper-jam'), label(box(1)), say('ok')]));
    expect(told(done)).toBe('jam-prints');
    expect(done.printAgain).toEqual(['job-2', 'job-3', 'job-4']);
    expect(done.bench.jam).toBeNull();
    expect(done.ops).toEqual([]);
  });

  it('is stepped through where the label cannot be scanned', () => {
    expect(last(day([say('paper-jam'), say('ok')])).printAgain).toEqual(['job-4']);
    expect(last(day([say('paper-jam'), say('skip'), say('paper-jam'), say('ok')])).printAgain).toEqual([
      'job-2',
      'job-3',
      'job-4',
    ]);
    expect(
      last(day([say('paper-jam'), say('skip'), say('undo'), say('undo'), say('ok')])).printAgain,
    ).toEqual(['job-4']);
    const all = day([...Array.from({ length: 9 }, () => say('paper-jam')), say('ok')]);
    expect(last(all).printAgain).toHaveLength(lately.length);
  });

  it('prints none where the newest is good, or with CANCEL', () => {
    for (const end of [label(box(4)), say('cancel')]) {
      const done = last(day([say('paper-jam'), end]));
      expect(done.bench.jam).toBeNull();
      expect(done.printAgain).toBeUndefined();
    }
  });

  it('is not left by a scan of something else, which counts nowhere', () => {
    const outcomes = day([say('paper-jam'), itemOf('MUG'), label(box(9)), say('seal'), say('ok')]);
    expect(outcomes.map(told)).toEqual([
      'jam-which',
      '!jam-open',
      '!jam-label-unknown',
      '!jam-open',
      'jam-prints',
    ]);
    expect(outcomes.flatMap(({ ops }) => ops.map(({ type }) => type))).not.toContain('parcel.pack-item');
  });

  it('has nothing to ask where no label came out', () => {
    expect(day([say('paper-jam')], []).map(told)).toEqual(['!jam-nothing']);
  });
});
