import { describe, expect, it } from 'vitest';
import { openPrintSteps, printJobSchema, printSteps } from '../../shared/label/print-job';
import {
  jobAfter,
  mayMove,
  type PrintEntry,
  printMoves,
  publicJob,
  readToken,
  tokenOf,
} from './print-outbox-job';
import { requestFor } from './print-outbox.test-kit';

const at = '2026-03-01T08:00:00.000Z';
const submitted: PrintEntry = { entry: 'submitted', at, ...requestFor(1) };

describe('moves of a print job', () => {
  it('reaches every step from a fresh job', () => {
    const reached = new Set(['queued']);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const move of printMoves) if (reached.has(move.from)) reached.add(move.to);
    }
    expect([...reached].sort()).toEqual([...printSteps].sort());
  });

  it('leads out of `sending`, `sent` and `unknown` to another print only by a person, or when no byte had left', () => {
    const back = printMoves.filter(
      (move) =>
        ['sending', 'sent', 'unknown', 'confirmed', 'printed'].includes(move.from) && move.to === 'queued',
    );
    expect(back.filter((move) => move.cause !== 'operator')).toEqual([
      { from: 'sending', to: 'queued', cause: 'outbox' },
    ]);
    expect(printMoves.filter((move) => move.to === 'sending').map((move) => move.from)).toEqual([
      'preflight',
    ]);
    expect(mayMove('sending', 'queued', 'restart')).toBe(false);
  });

  it('leaves no step a dead end but the one that is over for good', () => {
    const ends = printSteps.filter((step) => !printMoves.some((move) => move.from === step));
    expect(ends).toEqual(['rejected']);
    expect(openPrintSteps.filter((step) => !printMoves.some((move) => move.from === step))).toEqual([]);
  });
});

describe('entries', () => {
  it('build a job and keep who wanted a reprint', () => {
    const job = jobAfter(new Map(), submitted);
    expect(job).toMatchObject({ attempt: 1, state: { step: 'queued', waitingFor: null }, reprints: [] });
    if (job === null) return;
    const wanted = jobAfter(new Map([[job.jobId, job]]), {
      entry: 'reprint-wanted',
      at,
      jobId: job.jobId,
      attempt: 2,
      by: 'Deniz',
      reason: 'torn',
    });
    expect(wanted?.reprints).toEqual([{ attempt: 2, at, by: 'Deniz', reason: 'torn' }]);
    expect(printJobSchema.safeParse(publicJob(job)).success).toBe(true);
  });

  it('say nothing about jobs nobody submitted', () => {
    const { jobId } = requestFor(1);
    expect(
      jobAfter(new Map(), { entry: 'moved', at, jobId, attempt: 1, state: { step: 'sending' } }),
    ).toBeNull();
  });

  it('tell tokens of different jobs and attempts apart', () => {
    expect(readToken(tokenOf('job-1', 12))).toEqual({ jobId: 'job-1', attempt: 12 });
    expect(tokenOf('0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000', 999)).toHaveLength(40);
    expect(['', 'job-1', 'job-1.0', 'job-1.', '.1', 'a b.1'].map(readToken)).toEqual(Array(6).fill(null));
  });
});
