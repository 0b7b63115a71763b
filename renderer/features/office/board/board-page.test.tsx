import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Board } from '../../../../shared/contract/floor-board';
import { boardSteps } from '../../../../shared/contract/floor-board';
import { tourIn } from '../../../../shared/domain/tour/tour-table.test-kit';
import type { Tour } from '../../../../shared/domain/tour/tour';
import { stationIdOf } from '../../../../shared/domain/ids.test-kit';
import { show } from '../../../ui/screen.test-kit';
import { type BoardApi, BoardPage } from './board-page';

afterEach(cleanup);
// A busy machine is no reason to fail.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const warehouseId = 'W1' as Board['warehouseId'];
const tour = tourIn('picking') as Tour;
const at = '2026-11-29T10:00:00.000Z';
const board: Board = {
  warehouseId,
  at,
  steps: boardSteps.map((step, index) => ({ step, boxes: index * 2 })),
  boxesPerHour: 12,
  cutOffs: [
    { dueAt: '2026-11-29T12:00:00.000Z', boxes: 30, possible: 24, late: 6 },
    { dueAt: null, boxes: 4, possible: null, late: 0 },
  ],
  zones: [{ zone: 'A', waiting: 10, onTours: 5, pickers: 1 }],
  people: [
    {
      personId: 'P1',
      name: 'Ayşe',
      station: 'Hand-held 1',
      tour: { tourId: tour.tourId, number: 7 },
      packing: null,
      lastAt: at,
      picked: { hour: 40, today: 130 },
      packed: { hour: 0, today: 2 },
      metres: 812.4,
    },
  ],
  tours: [
    {
      tourId: tour.tourId,
      number: 7,
      method: 'batch',
      zone: null,
      waveId: null,
      state: 'picking',
      boxes: 2,
      picked: 3,
      units: 9,
      metres: 84,
      naiveMetres: 150,
      picker: 'Ayşe',
      station: 'Hand-held 1',
      dueAt: '2026-11-29T09:00:00.000Z',
      leaseUntil: null,
    },
  ],
  stations: [
    { stationId: stationIdOf(1), name: 'Hand-held 1', lastSeenAt: at, isSilent: false, unsent: 0 },
    { stationId: stationIdOf(2), name: 'Bench 2', lastSeenAt: at, isSilent: true, unsent: 3 },
  ],
  tasks: [{ kind: 'count-bin', open: 2 }],
};

function shown(change: Partial<Board> = {}) {
  const asked: unknown[][] = [];
  const opened: unknown[][] = [];
  const refused = { ok: false, failure: { code: 'tour-not-now', message: '', values: {} } } as const;
  const api = {
    floors: async () => ({ ok: true, value: { warehouses: [{ warehouseId, name: 'Leeds' }] } }),
    board: async () => ({ ok: true, value: { ...board, ...change } }),
    giveTour: async (...values: unknown[]) => {
      asked.push(['give', ...values]);
      return refused;
    },
    endTour: async (...values: unknown[]) => {
      asked.push(['end', ...values]);
      return refused;
    },
  } as unknown as BoardApi;
  show(<BoardPage api={api} open={(...values) => void opened.push(values)} />);
  return { asked, opened };
}

describe('the board', () => {
  it('shows where boxes stand, what stays behind, and who does what', async () => {
    const { opened } = shown();
    expect((await screen.findByText('gone today')).closest('li')?.textContent).toContain('12');
    expect(screen.getByText(/24 of 30 will be ready/).textContent).toContain('6 stay behind');
    expect(screen.getByText('4 boxes promised')).toBeTruthy();
    const people = screen.getByRole('table', { name: '1 person today' });
    expect(within(people).getByText('40 this hour · 130 today')).toBeTruthy();
    expect(within(people).getByText('812')).toBeTruthy();
    fireEvent.click(within(people).getByRole('button', { name: 'Tour 7' }));
    expect(opened).toEqual([['picking', tour.tourId]]);
  });

  it('names what needs a person', async () => {
    const { opened } = shown();
    expect((await screen.findByText('count a bin')).closest('li')?.textContent).toContain('2');
    expect(screen.getByText(/says nothing since/).textContent).toContain('3 scans are not here yet');
    fireEvent.click(screen.getByRole('button', { name: 'To the tasks' }));
    expect(opened).toEqual([['tasks']]);
  });

  it('gives a tour to another station, or takes it back, and says why not', async () => {
    const { asked } = shown();
    const to = await screen.findByRole('combobox', { name: 'Give tour 7 to' });
    expect(within(to).queryByRole('option', { name: 'Hand-held 1' })).toBeNull();
    const give = screen.getByRole('button', { name: 'Give' });
    expect(give).toHaveProperty('disabled', true);
    fireEvent.change(to, { target: { value: stationIdOf(2) } });
    fireEvent.click(give);
    fireEvent.click(screen.getByRole('button', { name: 'Take it back' }));
    expect(asked).toEqual([
      ['give', tour.tourId, stationIdOf(2)],
      ['end', tour.tourId, 'take-back'],
    ]);
    await waitFor(() => expect(screen.getByRole('alert')).toBeTruthy());
  });

  it('is empty where nothing is to be done', async () => {
    shown({ cutOffs: [], zones: [], people: [], tours: [], tasks: [], stations: [], boxesPerHour: 0 });
    expect(await screen.findByText('Everything that may leave is sealed.')).toBeTruthy();
    expect(screen.getByText('Nothing does.')).toBeTruthy();
    expect(screen.getByText(/there is no forecast/)).toBeTruthy();
  });
});
