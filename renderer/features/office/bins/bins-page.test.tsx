import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Bins } from '../../../../shared/contract/shelves';
import { show } from '../../../ui/screen.test-kit';
import { type BinsApi, BinsPage } from './bins-page';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const warehouseId = 'W1' as never;
const bins: Bins['bins'] = [
  {
    locationId: 'A-01' as never,
    walkOrder: 1,
    shelf: {
      locationId: 'A-01' as never,
      warehouseId,
      kind: 'pick',
      walkOrder: 1,
      size: { lengthMm: 400, widthMm: 300, heightMm: 200 },
      maxGrams: 12_500,
      faces: [{ sku: 'MUG' as never, min: 5, max: 20 }],
      holds: [{ sku: 'MUG' as never, units: 7 }],
      asOf: 3,
      seq: 4,
    },
  },
  { locationId: 'B-01' as never, walkOrder: 2, shelf: null },
];

function door() {
  const asked: unknown[][] = [];
  const give =
    <T,>(name: string, value: T) =>
    (...args: unknown[]): Promise<{ ok: true; value: T }> => {
      asked.push([name, ...args]);
      return Promise.resolve({ ok: true, value });
    };
  const api = {
    floors: give('floors', { warehouses: [{ warehouseId, name: 'Leeds' }] }),
    bins: give('bins', { bins }),
    describeBins: give('describe', { bins: 2 }),
    saveFace: give('face', { shelf: bins[0]?.shelf as never }),
  } satisfies BinsApi;
  return { api, of: (name: string) => asked.filter(([each]) => each === name) };
}
const type = (label: string, value: string, among = screen.getByRole('main', { hidden: true })): void => {
  fireEvent.change(within(among).getByLabelText(label), { target: { value } });
};

describe.each(['en', 'tr'] as const)('bins in %s', (locale) => {
  it('say what they are for, what goes into them and what lies in them', async () => {
    const { api } = door();
    const { missing } = show(
      <main>
        <BinsPage api={api} />
      </main>,
      { locale },
    );
    await screen.findByText('A-01');
    const [row, other] = screen.getAllByRole('row').slice(1);
    expect(row?.textContent).toMatch(/A-01.*400 × 300 × 200.*12[.,]5.*7 × MUG.*MUG 5–20/);
    expect(other?.textContent).toMatch(/^B-01–+$/);
    expect(missing).toEqual([]);
  });
});

describe('bins', () => {
  it('are described many at once, and the face of a product is kept or given up', async () => {
    const { api, of } = door();
    show(
      <main>
        <BinsPage api={api} />
      </main>,
    );
    await screen.findByText('A-01');
    const form = screen.getByRole('form', { name: 'What bins are for' });
    type('Name begins with', 'A-', form);
    fireEvent.change(within(form).getByRole('combobox'), { target: { value: 'bulk' } });
    type('Length, mm', '400', form);
    type('Width, mm', '300', form);
    type('Height, mm', '200', form);
    type('Bears, kg', '12.5', form);
    fireEvent.submit(form);
    await waitFor(() => expect(of('describe')).toHaveLength(1));
    expect(of('describe')[0]?.slice(1)).toEqual([
      'W1',
      {
        begins: 'A-',
        isNew: false,
        kind: 'bulk',
        size: { lengthMm: 400, widthMm: 300, heightMm: 200 },
        maxGrams: 12_500,
      },
    ]);
    expect((await screen.findByRole('status')).textContent).toContain('2');
    const face = screen.getByRole('form', { name: 'Face of a product' });
    type('Bin', 'A-01', face);
    type('Product', 'MUG', face);
    type('At least', '5', face);
    type('Filled up to', '20', face);
    fireEvent.submit(face);
    await waitFor(() => expect(of('face')).toHaveLength(1));
    type('Filled up to', '', face);
    fireEvent.submit(face);
    await waitFor(() => expect(of('face')).toHaveLength(2));
    expect(of('face').map(([, , asked]) => asked)).toMatchObject([
      { locationId: 'A-01', sku: 'MUG', min: 5, max: 20 },
      { max: null },
    ]);
  });
});
