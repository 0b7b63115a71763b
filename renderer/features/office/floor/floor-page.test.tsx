import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FloorMapPage } from '../../../../shared/contract/floor-map';
import { rackOfBins } from '../../../../shared/domain/floor/bin-pattern';
import {
  changeFloor,
  floorChangeSchema,
  type FloorChange,
} from '../../../../shared/domain/floor/floor-change';
import { emptyFloor, type FloorPlan } from '../../../../shared/domain/floor/floor-plan';
import { show } from '../../../ui/screen.test-kit';
import { type FloorApi, FloorPage } from './floor-page';
import { LabelPrinterPlace, type LabelPrinter } from './label-printer';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const warehouseId = 'W1' as FloorMapPage['warehouseId'];
const rack = rackOfBins({
  names: 'A-01..A-04',
  levels: 2,
  levelNames: 'numbers',
  side: 'both',
  rack: 'A',
  aisle: 'A',
  fromMm: 0,
  bayMm: 1000,
  purpose: 'pick',
  zone: null,
  size: null,
  maxGrams: null,
});
const after = (plan: FloorPlan, change: FloorChange): FloorPlan => {
  const decided = changeFloor(plan, change, () => []);
  if (!decided.ok) throw new Error(decided.refusal.code);
  return decided.plan;
};
const drawn = after(
  emptyFloor,
  floorChangeSchema.parse({
    put: {
      aisles: [{ code: 'A', atMm: 2000 }],
      crossings: [
        { code: 'X1', atMm: 0 },
        { code: 'X2', atMm: 6000 },
      ],
      ...(rack.ok ? { racks: rack.racks, bins: rack.bins } : {}),
    },
  }),
);

/** A head office that keeps the floor by the same rules. */
function door(plan: FloorPlan = drawn) {
  const asked: unknown[][] = [];
  let now: FloorMapPage = { warehouseId, version: 1, plan, undo: '2026-11-29T10:00:00.000Z' };
  const give = <T,>(name: string, value: (...args: never[]) => T) =>
    ((...args: unknown[]) => {
      asked.push([name, ...args]);
      return Promise.resolve({ ok: true as const, value: value(...(args as never[])) });
    }) as (...args: never[]) => Promise<{ ok: true; value: T }>;
  const preview = { version: 1, rows: 3, added: 1, changed: 1, same: 0, wrong: 1 };
  const problem = {
    line: 4,
    text: 'bin,Z,many',
    refusal: { code: 'floor-field-wrong' as const, values: { column: 'at_mm', value: 'many' } },
  };
  const api = {
    floors: give('floors', () => ({ warehouses: [{ warehouseId, name: 'Leeds' }] })),
    floorMap: give('map', () => now),
    editFloor: (_: string, edit: { version: number; change: FloorChange }) => {
      asked.push(['edit', edit.change]);
      const decided = changeFloor(now.plan, edit.change, () => []);
      if (!decided.ok)
        return Promise.resolve({
          ok: false as const,
          failure: { code: decided.refusal.code, message: '', values: decided.refusal.values },
        });
      now = { ...now, version: now.version + 1, plan: decided.plan };
      return Promise.resolve({ ok: true as const, value: now });
    },
    undoFloor: give('undo', () => now),
    floorFile: give('file', () => ({ fileName: 'floor.csv', text: 'part,code' })),
    checkFloorFile: give('check', () => ({ ...preview, problems: [problem] })),
    takeFloorFile: give('take', () => ({ ...preview, version: 2, problems: [problem] })),
    binLabels: give('labels', () => ({ zpl: '^XA^XZ', labels: 1 })),
  } as unknown as FloorApi;
  return { api, asked };
}

const page = (locale: 'en' | 'tr', { plan, printer }: { plan?: FloorPlan; printer?: LabelPrinter } = {}) => {
  const { api, asked } = door(plan);
  const shown = show(
    <LabelPrinterPlace value={printer ?? null}>
      <FloorPage api={api} />
    </LabelPrinterPlace>,
    { locale },
  );
  return { ...shown, asked };
};
const listbox = () => screen.findByRole('listbox');
const here = (map: HTMLElement) => map.getAttribute('aria-activedescendant');
const edits = (asked: unknown[][]) => asked.filter(([name]) => name === 'edit').map(([, change]) => change);

describe('the floor map', () => {
  it('goes from bin to bin by arrow keys, from level to level, and edits the one it stands on', async () => {
    const { asked, missing } = page('en');
    const map = await listbox();
    expect(within(map).getAllByRole('option').length).toBe(4);
    const keys: [string, string][] = [
      ['ArrowUp', 'bin_A-03-1'],
      ['ArrowRight', 'bin_A-04-1'],
      ['PageUp', 'bin_A-04-2'],
      ['ArrowDown', 'bin_A-02-2'],
    ];
    for (const [key, at] of keys) {
      fireEvent.keyDown(map, { key });
      expect(here(map)).toBe(at);
    }
    fireEvent.keyDown(map, { key: 'Enter' });
    const form = await screen.findByRole('form', { name: 'Bin A-02-2' });
    fireEvent.change(within(form).getByLabelText('Purpose'), { target: { value: 'damaged' } });
    fireEvent.change(within(form).getByLabelText('Bears, g'), { target: { value: '25000' } });
    fireEvent.submit(form);
    await waitFor(() => expect(screen.queryByRole('form', { name: 'Bin A-02-2' })).toBeNull());
    expect(edits(asked)).toMatchObject([
      { put: { bins: [{ locationId: 'A-02-2', purpose: 'damaged', maxGrams: 25_000, spot: { level: 2 } }] } },
    ]);
    expect(missing).toEqual([]);
  });

  it('pushes a bin with Alt and an arrow, removes it with Delete, and undoes with Ctrl+Z', async () => {
    const { asked, missing } = page('tr');
    const map = await listbox();
    fireEvent.keyDown(map, { key: 'End' });
    expect(here(map)).toBe('bin_A-03-1');
    fireEvent.keyDown(map, { key: 'ArrowUp', altKey: true });
    await waitFor(() =>
      expect(edits(asked)).toMatchObject([
        { put: { bins: [{ locationId: 'A-03-1', spot: { alongMm: 2500 } }] } },
      ]),
    );
    fireEvent.keyDown(map, { key: 'Delete' });
    await waitFor(() => expect(edits(asked)[1]).toMatchObject({ remove: { bins: ['A-03-1'] } }));
    fireEvent.keyDown(map, { key: 'z', ctrlKey: true });
    await waitFor(() => expect(asked.map(([name]) => name)).toContain('undo'));
    expect(missing).toEqual([]);
  });

  it('says what stands in the way, and what to do', async () => {
    const { missing } = page('en');
    const map = await listbox();
    fireEvent.keyDown(map, { key: 'ArrowUp', altKey: true });
    expect((await screen.findByRole('alert')).textContent).toBe(
      'A-03-1 lies where A-01-1 lies. Give one of the two another place.',
    );
    expect(missing).toEqual([]);
  });

  it('adds a rack by a pattern to a floor with nothing on it, with its aisle and cross aisles', async () => {
    const { asked, missing } = page('en', { plan: emptyFloor });
    await screen.findByText(/Nothing is drawn yet/);
    fireEvent.click(screen.getByRole('button', { name: 'Add a rack of bins' }));
    const form = screen.getByRole('form', { name: 'Add a rack of bins' });
    fireEvent.change(within(form).getByLabelText('Bins from..to'), { target: { value: 'K-01..K-20' } });
    fireEvent.change(within(form).getByLabelText('Levels'), { target: { value: '4' } });
    fireEvent.change(within(form).getByLabelText('Aisle'), { target: { value: 'K' } });
    fireEvent.change(within(form).getByLabelText('Zone'), { target: { value: 'F' } });
    expect(within(form).getByRole('status').textContent).toBe('80 bins: K-01-1 to K-20-4');
    fireEvent.submit(form);
    const map = await listbox();
    expect(within(map).getAllByRole('option').length).toBe(20);
    expect(edits(asked)).toMatchObject([
      {
        put: {
          zones: [{ code: 'F' }],
          aisles: [{ code: 'K', atMm: 0 }],
          crossings: [{ atMm: 0 }, { atMm: 12_000 }],
          racks: [{ code: 'K-01-L' }, { code: 'K-01-R' }],
        },
      },
    ]);
    expect(missing).toEqual([]);
  });

  it('shows what would become of a file row by row before it is taken', async () => {
    const { asked, missing } = page('en');
    await listbox();
    const file = new File(['part,code\nbin,Z'], 'map.csv', { type: 'text/csv' });
    fireEvent.change(screen.getByLabelText('Take a CSV file'), { target: { files: [file] } });
    await screen.findByText(/New 1, changed 1, as before 0, not right 1/);
    expect(screen.getByText('at_mm is wrong: many')).toBeTruthy();
    expect(asked.some(([name]) => name === 'take')).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Take 2 rows' }));
    await screen.findByText(/Not taken: 1/);
    expect(asked.find(([name]) => name === 'take')).toEqual(['take', 'W1', 1, 'part,code\nbin,Z']);
    expect(missing).toEqual([]);
  });

  it('shows a picture of every label that was marked, and prints them where there is a printer', async () => {
    const printed: unknown[] = [];
    const printer: LabelPrinter = {
      isThere: () => Promise.resolve(true),
      print: (labels) => {
        printed.push(...labels);
        return Promise.resolve(labels.length);
      },
    };
    const { missing } = page('en', { printer });
    const map = await listbox();
    fireEvent.keyDown(map, { key: ' ' });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Mark A-04-2' }));
    expect(screen.getAllByRole('img').map((picture) => picture.getAttribute('alt'))).toEqual([
      expect.stringMatching(/^WBLAZ001Z01/),
      expect.stringMatching(/^WBLAZ004Z02/),
    ]);
    fireEvent.click(await screen.findByRole('button', { name: 'Print on this label printer' }));
    await screen.findByText('2 labels are on the way to the printer.');
    expect(printed).toMatchObject([
      { kind: 'bin', code: 'A-01-1', place: 'A / A-L / L1' },
      { kind: 'bin', code: 'A-04-2' },
    ]);
    expect(missing).toEqual([]);
  });
});
