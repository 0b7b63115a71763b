import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Floor, Release, TourPage, TourRow } from '../../../../shared/contract/floor';
import { tourIn } from '../../../../shared/domain/tour/tour-table.test-kit';
import type { Tour } from '../../../../shared/domain/tour/tour';
import { show } from '../../../ui/screen.test-kit';
import { type PickingApi, PickingPage } from './picking-page';

afterEach(cleanup);
// A busy machine is no reason to fail.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const warehouseId = 'W1' as Floor['warehouseId'];
const planId = '01980000-0000-7000-8000-000000000001';
const tour = tourIn('picking') as Tour;
const row: TourRow = {
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
  dueAt: '2026-11-29T16:00:00.000Z',
  leaseUntil: null,
};
const wish: Release['wish'] = {
  method: 'batch',
  places: 8,
  units: 120,
  most: 200,
  leastUnits: 0,
  zones: [],
  dueBy: null,
  inTurn: false,
  pickers: 2,
};
const releaseIn = (change: Partial<Release> = {}): Release => ({
  planId,
  warehouseId,
  state: 'ready',
  progress: 1,
  wish,
  tours: null,
  startedAt: '2026-11-29T10:00:00.000Z',
  endedAt: null,
  plan: {
    groups: [
      {
        parcelIds: tour.places.map(({ parcelId }) => parcelId),
        zone: null,
        after: null,
        units: 9,
        stops: 3,
        metres: 84,
        sShapeMetres: 96,
        seconds: 170,
        dueAt: '2026-11-29T10:01:00.000Z',
        finishesAt: '2026-11-29T10:02:50.000Z',
        isLate: true,
      },
    ],
    boxes: 2,
    units: 9,
    metres: 84,
    seconds: 170,
    discreteMetres: 150,
    arrivalMetres: 110,
    late: 1,
    turns: 40,
  },
  ...change,
});
const floor: Floor = {
  warehouseId,
  waiting: { boxes: 3, units: 12, due: [{ dueAt: '2026-11-29T16:00:00.000Z', boxes: 3, units: 12 }] },
  zones: ['A', 'B'],
  tours: [row],
  release: null,
};
const tourPage: TourPage = {
  tour,
  row,
  stops: [
    {
      locationId: 'A-01',
      sku: 'MUG',
      name: 'Mug',
      quantity: 3,
      lot: null,
      places: [
        { position: 1, quantity: 2 },
        { position: 2, quantity: 1 },
      ],
      isSkipped: false,
      at: { aisle: 0, height: 4 },
    },
  ],
  area: { aislesAt: [0, 3], crossingsAt: [0, 12], depot: { aisle: 0, crossing: 0 } },
};

function door(change: Partial<Floor> = {}) {
  const asked: unknown[][] = [];
  const give =
    <T,>(name: string, value: T) =>
    (...args: unknown[]): Promise<{ ok: true; value: T }> => {
      asked.push([name, ...args]);
      return Promise.resolve({ ok: true, value });
    };
  const api = {
    floors: give('floors', { warehouses: [{ warehouseId, name: 'Leeds' }] }),
    floor: give('floor', { ...floor, ...change }),
    planRelease: give('plan', releaseIn()),
    release: give('release', releaseIn()),
    stopRelease: give('stop', releaseIn()),
    makeTours: give('make', releaseIn({ state: 'released', tours: 1 })),
    tour: give('tour', tourPage),
    endTour: give('end', tourPage),
    waveTemplates: give('waves', { templates: [] }),
    saveWaveTemplate: give('save-wave', { templates: [] }),
    removeWaveTemplate: give('remove-wave', { templates: [] }),
    recoverWave: give('recover', { tours: 2 }),
    tourPaper: give('paper', { html: '<h1>Pick list 7</h1>', number: '7', missing: [] }),
  } satisfies PickingApi;
  return { api, asked };
}

const page = (
  locale: 'en' | 'tr',
  { id = null, change = {} }: { id?: string | null; change?: Partial<Floor> } = {},
) => {
  const { api, asked } = door(change);
  const opened: unknown[][] = [];
  const shown = show(<PickingPage api={api} id={id} open={(...args) => void opened.push(args)} />, {
    locale,
  });
  return { ...shown, asked, opened };
};

describe('picking at the office', () => {
  it('plans what is picked together, says what it saves and what is late, and releases it once', async () => {
    const { asked, missing } = page('en');
    await screen.findByText('3 boxes wait to be picked (12 units)');
    fireEvent.click(screen.getByRole('radio', { name: /Wave/ }));
    fireEvent.change(screen.getByLabelText('Units at least'), { target: { value: '40' } });
    fireEvent.click(screen.getByRole('checkbox', { name: 'B' }));
    fireEvent.change(screen.getByLabelText('Carriers leave by'), { target: { value: '16:00' } });
    fireEvent.click(screen.getByRole('button', { name: 'Plan' }));
    await screen.findByText('1 walk for 2 boxes, 9 units');
    expect(asked.find(([name]) => name === 'plan')).toEqual([
      'plan',
      'W1',
      { wish: { ...wish, method: 'wave', leastUnits: 40, zones: ['B'], dueBy: '16:00' }, milliseconds: 3000 },
    ]);
    expect(screen.getByRole('status').textContent).toContain('1 walk ends after the carrier has left');
    const ways = screen.getByRole('table', { name: 'Metres to walk' });
    expect(
      within(ways)
        .getAllByRole('row')
        .map(({ textContent }) => textContent?.trim()),
    ).toEqual([
      'This plan84 m',
      'The same, aisle by aisle96 m',
      'Trolleys in order of arrival110 m',
      'Order by order150 m',
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Release 1 tour' }));
    await screen.findByText(/1 tour is released/);
    expect(screen.queryByRole('button', { name: 'Release 1 tour' })).toBeNull();
    expect(missing).toEqual([]);
  });

  it('shows tours with who walks them, and opens one', async () => {
    const { opened, missing } = page('tr');
    await screen.findByText('Ayşe · Hand-held 1');
    expect(screen.getByText('3 / 9', { exact: false })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '7' }));
    expect(opened).toEqual([['picking', tour.tourId]]);
    expect(missing).toEqual([]);
  });

  it('shows the way of a tour and its stops, takes it back and ends it', async () => {
    const { asked, missing, opened } = page('en', { id: tour.tourId });
    await screen.findByRole('img', { name: 'The way of the tour past 1 stop' });
    expect(screen.getByText('1: 2, 2: 1')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Take it back' }));
    await waitFor(() => expect(asked).toContainEqual(['end', tour.tourId, 'take-back']));
    fireEvent.click(screen.getByRole('button', { name: 'End the tour' }));
    await waitFor(() => expect(asked).toContainEqual(['end', tour.tourId, 'cancel']));
    fireEvent.click(screen.getByRole('button', { name: 'Picking' }));
    expect(opened).toEqual([['picking']]);
    expect(missing).toEqual([]);
  });

  it('goes on with a plan that is under way, and takes what it has when asked', async () => {
    const { asked, missing } = page('en', {
      change: { release: releaseIn({ state: 'planning', progress: 0.4 }) },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Take what there is' }));
    await waitFor(() => expect(asked).toContainEqual(['stop', planId]));
    expect(missing).toEqual([]);
  });

  it('says what to do when nothing waits', async () => {
    const { missing } = page('tr', { change: { waiting: { boxes: 0, units: 0, due: [] }, tours: [] } });
    await screen.findByText(/Bekleyen yok/);
    await screen.findByText(/Şu anda kimse toplamıyor/);
    expect(missing).toEqual([]);
  });
});
