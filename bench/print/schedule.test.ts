// Schedules of each kind as the bench draws them; it runs thousands of them.
import { describe, expect, it } from 'vitest';
import { kindOfSeed, type PrintKind, runSchedule } from './schedule';

const clean = { silentDuplicates: 0, silentLosses: 0, unsettled: 0 };

describe('fault schedules of printers and of a station that is killed', () => {
  it('are spread over the seeds', () => {
    const kinds = Array.from({ length: 100 }, (_, seed) => kindOfSeed(seed));
    const countOf = (kind: PrintKind): number => kinds.filter((each) => each === kind).length;
    expect([countOf('zpl'), countOf('tspl'), countOf('failOver')]).toEqual([60, 20, 20]);
  });

  it.each<{ kind: PrintKind; seeds: number[] }>([
    { kind: 'zpl', seeds: [1, 2, 3, 4] },
    { kind: 'tspl', seeds: [5, 6, 7, 8] },
    { kind: 'failOver', seeds: [9, 10, 11, 12, 13, 14] },
  ])('print no label twice in silence and lose none: $kind', async ({ kind, seeds }) => {
    const ends = await Promise.all(seeds.map((seed) => runSchedule(seed, kind)));
    expect(ends.flatMap(({ words }) => words)).toEqual([]);
    for (const { account } of ends) expect(account).toMatchObject(clean);
    const sum = (what: 'kills' | 'stoodIn'): number => ends.reduce((all, end) => all + end[what], 0);
    expect(sum('kills'), 'a station that was never killed proves little').toBeGreaterThan(0);
    if (kind === 'zpl' || kind === 'tspl') expect(sum('stoodIn')).toBe(0);
  });
});
