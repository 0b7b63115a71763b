import { describe, expect, it } from 'vitest';
import { opIdOf } from '../ids.test-kit';
import { labelProofOf, type LabelScan } from './label-proof';
import type { Parcel } from './parcel';

const sealedBy = opIdOf(7);
const labelled = (outcome: 'sent' | 'confirmed' | 'operator-confirmed' | 'scanned', attempt = 1) =>
  ({ sealedBy, label: { jobId: sealedBy, attempt, outcome } }) as Pick<Parcel, 'label' | 'sealedBy'>;
const scan = (change: Partial<LabelScan> = {}): LabelScan => ({
  jobId: sealedBy,
  attempt: 1,
  at: '2026-01-05T10:00:00.000Z',
  by: 'Ayşe',
  ...change,
});

describe('what is known of a label', () => {
  it('nothing before it is out', () => {
    expect(labelProofOf({ sealedBy, label: null }, [scan()])).toEqual({ state: 'none' });
  });

  it.each(['sent', 'confirmed', 'operator-confirmed'] as const)('%s is no scan', (outcome) => {
    expect(labelProofOf(labelled(outcome), [scan()])).toEqual({ state: 'never-scanned' });
  });

  it('the first scan of the newest print says when and who', () => {
    const scans = [
      scan({ at: '2026-01-05T11:00:00.000Z', by: 'Tom' }),
      scan(),
      scan({ jobId: opIdOf(6), at: '2026-01-04T10:00:00.000Z', by: 'Sibel' }),
      scan({ attempt: 2, at: '2026-01-03T10:00:00.000Z' }),
    ];
    expect(labelProofOf(labelled('scanned'), scans)).toEqual({
      state: 'scanned',
      at: '2026-01-05T10:00:00.000Z',
      by: 'Ayşe',
    });
    expect(labelProofOf(labelled('scanned', 3), scans)).toEqual({ state: 'scanned', at: null, by: null });
  });
});
