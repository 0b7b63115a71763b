// What a packer sees of a box that was picked in two zones at once: each tote with the lots in it, in both languages.
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { binOf, opIdOf } from '../../../shared/domain/ids.test-kit';
import { lineOf, packedOf, parcelAfter, planOf } from '../../../shared/domain/parcel/parcel.test-kit';
import { show } from '../../ui/screen.test-kit';
import { TotesPanel } from './totes-panel';

afterEach(cleanup);

const early = { lot: 'L1', bestBefore: '2026-06-01' };
const late = { lot: 'L2', bestBefore: '2027-06-01' };
const pick = (n: number, bin: string, zone: string, tote: string, lot: typeof early) => ({
  type: 'UnitsPicked' as const,
  opId: opIdOf(n),
  lineNo: 1,
  quantity: 1,
  from: binOf(bin),
  tote,
  lot,
  zone,
});
const plan = planOf([
  lineOf({
    expected: 2,
    sources: [
      { locationId: binOf('A-01-1'), quantity: 1, lot: early },
      { locationId: binOf('B-01-1'), quantity: 1, lot: late },
    ],
  }),
]);
const box = parcelAfter(plan, pick(1, 'A-01-1', 'A', 'T1', early), pick(2, 'B-01-1', 'B', 'T2', late));

describe('totes of several zones', () => {
  it.each([
    ['en', 'In totes of the zones', 'Zone B', 'lot L2', /best before 1 Jun 2027/],
    ['tr', 'Bölge kasalarında', 'Bölge B', 'parti L2', /son kullanma 1 Haz 2027/],
  ] as const)('say which lot lies in which, and which is in hand: %s', (locale, title, zone, lot, day) => {
    const bench = { fromTote: { parcelId: box.parcelId, tote: 'T2' } };
    const { missing } = show(<TotesPanel bench={bench} open={box} />, { locale });
    const rows = within(screen.getByRole('region', { name: title })).getAllByRole('listitem');
    expect(rows).toHaveLength(2);
    const second = rows[1] as HTMLElement;
    expect(second.dataset['taken']).toBe('yes');
    expect(rows[0]?.dataset['taken']).toBeUndefined();
    expect(second.textContent).toContain(zone);
    expect(within(second).getByText(lot)).toBeTruthy();
    expect(within(second).getByText(day)).toBeTruthy();
    expect(missing).toEqual([]);
  });

  it('are shown as long as something lies in them, and never where nobody picked zones apart', () => {
    const none = { fromTote: null };
    const done = parcelAfter(
      plan,
      pick(1, 'A-01-1', 'A', 'T1', early),
      pick(2, 'B-01-1', 'B', 'T2', late),
      packedOf(3, 1, 2),
    );
    show(<TotesPanel bench={none} open={done} />);
    show(<TotesPanel bench={none} open={parcelAfter(plan)} />);
    expect(screen.queryByRole('region')).toBeNull();
  });
});
