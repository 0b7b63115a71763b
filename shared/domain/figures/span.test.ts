import { describe, expect, it } from 'vitest';
import { comparedWith, isSpan, spanOf, spanOfBucket } from './span';

describe('days that figures are looked at for', () => {
  it('end today', () => {
    expect(spanOf('week', '2026-03-03')).toEqual({ from: '2026-02-25', to: '2026-03-03' });
  });

  it('are compared with as many just before', () => {
    const span = spanOf('month', '2026-03-03');
    expect(comparedWith(span, 'before')).toEqual({ from: '2026-01-03', to: '2026-02-01' });
    expect(span.from).toBe('2026-02-02');
  });

  it('are compared with the same of a year ago, also a 29th of February', () => {
    expect(comparedWith({ from: '2024-02-29', to: '2024-03-01' }, 'year-ago')).toEqual({
      from: '2023-02-28',
      to: '2023-03-01',
    });
    expect(comparedWith({ from: '2024-02-29', to: '2024-03-01' }, 'none')).toBeNull();
  });

  it('of a bar stay within the span', () => {
    const span = { from: '2026-11-04', to: '2026-12-10' };
    expect(spanOfBucket('2026-11-02', 'week', span)).toEqual({ from: '2026-11-04', to: '2026-11-08' });
    expect(spanOfBucket('2026-12-01', 'month', span)).toEqual({ from: '2026-12-01', to: '2026-12-10' });
    expect(spanOfBucket('2026-11-05', 'day', span)).toEqual({ from: '2026-11-05', to: '2026-11-05' });
  });

  it('are not days the wrong way round, nor half written', () => {
    expect(isSpan({ from: '2026-11-04', to: '2026-11-03' })).toBe(false);
    expect(isSpan({ from: '', to: '2026-11-03' })).toBe(false);
    expect(isSpan({ from: '2026-11-03', to: '2026-11-03' })).toBe(true);
  });
});
