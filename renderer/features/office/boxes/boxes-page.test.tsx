// The page of boxes: what there is and what was learned, what packers chose and why, and how products want to be packed.
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BoxesPageAnswer, BoxProposal, HandlingRow } from '../../../../shared/contract/boxes';
import { handlingOf } from '../../../../shared/domain/catalogue/handling';
import { paper, small } from '../../../../shared/domain/boxing/plan.test-kit';
import { show } from '../../../ui/screen.test-kit';
import { type BoxesApi, BoxesPage } from './boxes-page';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const warehouseId = 'W1' as BoxesPageAnswer['warehouseId'];
const { box } = small;
const outcome = { cartons: 100, outerLitres: 2000, costMinor: 50_000, left: 0 };
const proposalIn = (change: Partial<BoxProposal> = {}): BoxProposal => ({
  proposalId: '01980000-0000-7000-8000-000000000009',
  warehouseId,
  state: 'ready',
  progress: 1,
  days: 31,
  study: {
    orders: 100,
    currency: 'GBP',
    today: outcome,
    offers: [
      { count: 3, boxes: [box], then: { cartons: 98, outerLitres: 1500, costMinor: 43_000, left: 2 } },
    ],
  },
  startedAt: '2026-11-29T10:00:00.000Z',
  endedAt: '2026-11-29T10:01:00.000Z',
  ...change,
});
const boxes: BoxesPageAnswer = {
  warehouseId,
  paddings: [{ padding: paper, onHand: 40, lowAt: 50, used: 120 }],
  meanMaterialMinor: 61,
  proposal: null,
  boxes: [
    {
      box,
      site: {
        warehouseId,
        boxId: box.boxId,
        onHand: 12,
        lowAt: null,
        fillPermille: 640,
        misfits: ['LAMP' as never],
      },
      used: 31,
      meanFillPermille: 455,
      overridden: 3,
    },
  ],
  overrides: [
    {
      orderId: '01980000-0000-7000-8000-000000000001' as never,
      orderNumber: '1042',
      planned: box.boxId,
      taken: 'M' as never,
      reason: 'item-does-not-fit',
      sku: 'LAMP' as never,
      name: 'Metal lantern',
      fillPermille: 612,
      at: '2026-11-29T10:00:00.000Z',
      packer: 'Ayşe',
      forgotten: false,
    },
  ],
};
const mug: HandlingRow = {
  sku: 'MUG' as never,
  name: 'White mug',
  size: { lengthMm: 100, widthMm: 90, heightMm: 80 },
  weightGrams: 300,
  isSaid: false,
  handling: handlingOf({ fragile: false }),
};

function page(locale: 'en' | 'tr', change: Partial<BoxesPageAnswer> = {}) {
  const asked: unknown[][] = [];
  const opened: unknown[][] = [];
  const give =
    <T,>(name: string, value: T) =>
    (...args: unknown[]): Promise<{ ok: true; value: T }> => {
      asked.push([name, ...args]);
      return Promise.resolve({ ok: true, value });
    };
  const api = {
    boxWarehouses: give('warehouses', { warehouses: [{ warehouseId, name: 'Leeds' }] }),
    boxes: give('boxes', { ...boxes, ...change }),
    changeSupply: give('supply', boxes),
    beginBoxSizes: give('begin', proposalIn({ state: 'looking', progress: 0.2, study: null, endedAt: null })),
    boxSizes: give('look', proposalIn()),
    stopBoxSizes: give('stop', proposalIn()),
    acceptBoxSizes: give('accept', proposalIn({ state: 'accepted' })),
    forgetLessons: give('forget', boxes),
    productHandling: give('products', { rows: [mug], total: 1 }),
    saveHandling: give('save', { saved: 1, unknown: ['NONE'] }),
  } satisfies BoxesApi;
  const shown = show(<BoxesPage api={api} open={(...args) => void opened.push(args)} />, { locale });
  return { ...shown, asked, opened };
}

describe('boxes at the office', () => {
  it('shows what there is, what was chosen instead and what was learned, and takes it back', async () => {
    const { asked, opened, missing } = page('en');
    const table = await screen.findByRole('table', { name: 'Boxes of this warehouse' });
    const row = within(table).getAllByRole('row')[1];
    expect(row?.textContent).toContain('24 × 16 × 8 cm');
    expect(row?.textContent).toContain('filled up to 64% · does not take LAMP');
    expect(row?.textContent).toContain('46%');
    const others = screen.getByRole('table', { name: 'Other boxes than planned' });
    expect(within(others).getByText('An item does not fit: Metal lantern')).toBeTruthy();
    fireEvent.click(within(others).getByRole('button', { name: '1042' }));
    expect(opened).toEqual([['orders', boxes.overrides[0]?.orderId]]);
    fireEvent.click(within(others).getByRole('button', { name: 'Forget lessons about S' }));
    await waitFor(() => expect(asked).toContainEqual(['forget', 'W1', 'S', true]));
    expect(missing).toEqual([]);
  });

  it('shows the shelf with what runs out, and takes counts and deliveries', async () => {
    const { asked, missing } = page('en');
    const shelf = await screen.findByRole('table', { name: 'Shelf of boxes and padding' });
    expect(within(shelf).getByText('runs out').closest('tr')?.textContent).toContain('Paper (m)');
    expect(screen.getByText(/cost £0.61 on average/)).toBeTruthy();
    const form = screen.getByRole('form', { name: 'Shelf of boxes and padding' });
    fireEvent.change(within(form).getByLabelText('Box or padding'), { target: { value: 'padding paper' } });
    fireEvent.change(within(form).getByLabelText('How many'), { target: { value: '200' } });
    fireEvent.click(within(form).getByRole('button', { name: 'Save' }));
    fireEvent.change(within(form).getByLabelText('What happened'), { target: { value: 'low' } });
    fireEvent.click(within(form).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(asked.filter(([name]) => name === 'supply')).toEqual([
        ['supply', 'W1', { act: 'receive', supply: 'padding paper', received: 200 }],
        ['supply', 'W1', { act: 'low', supply: 'padding paper', lowAt: null }],
      ]),
    );
    expect(missing).toEqual([]);
  });

  it('looks for better sizes, shows what they save beside today, and accepts one offer', async () => {
    const { asked, missing } = page('en');
    await screen.findByText(/Once a month head office looks/);
    fireEvent.click(screen.getByRole('button', { name: 'Look for better sizes' }));
    await screen.findByRole('progressbar', { name: 'Orders are packed again' });
    fireEvent.click(screen.getByRole('button', { name: 'Take what there is' }));
    const offers = await screen.findByRole('table', { name: 'Other standard sizes' });
    const rows = within(offers)
      .getAllByRole('row')
      .map(({ textContent }) => textContent);
    expect(rows[1]).toContain('1002 m³£500.00');
    expect(rows[2]).toContain('981.5 m³£430.00£70.00 · 25%');
    expect(rows[2]).toContain('2 orders keep today’s boxes');
    fireEvent.click(within(offers).getByRole('button', { name: 'Make these 1 boxes' }));
    await screen.findByText(/Accepted: the boxes are in the list/);
    expect(asked.filter(([name]) => name === 'begin' || name === 'accept')).toEqual([
      ['begin', 'W1'],
      ['accept', proposalIn().proposalId, 3],
    ]);
    expect(missing).toEqual([]);
  });

  it.each(['nothing', 'failed'] as const)('says what to do when the search ended with %s', async (state) => {
    const { missing } = page('tr', { proposal: proposalIn({ state, study: null }) });
    await screen.findByText(state === 'nothing' ? /Önerilecek bir şey yok/ : /Arama sona erdi/);
    expect(missing).toEqual([]);
  });

  it('changes how a product wants to be packed', async () => {
    const { asked, missing } = page('en');
    fireEvent.click(await screen.findByRole('button', { name: 'White mug' }));
    const form = screen.getByRole('form', { name: 'White mug (MUG)' });
    fireEvent.change(within(form).getByLabelText('Protection'), { target: { value: 'fragile' } });
    fireEvent.click(within(form).getByRole('checkbox', { name: 'this side up' }));
    fireEvent.change(within(form).getByLabelText('Instruction, English'), { target: { value: 'Wrap it' } });
    fireEvent.change(within(form).getByLabelText('Height, mm'), { target: { value: '85' } });
    fireEvent.click(within(form).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(asked.find(([name]) => name === 'save')).toEqual([
        'save',
        {
          products: [
            {
              sku: 'MUG',
              size: { lengthMm: 100, widthMm: 90, heightMm: 85 },
              weightGrams: 300,
              handling: {
                ...mug.handling,
                protection: 'fragile',
                thisSideUp: true,
                instructions: [{ en: 'Wrap it', tr: 'Wrap it' }],
              },
            },
          ],
        },
      ]),
    );
    await screen.findByText(/1 product saved/);
    expect(screen.getByText(/Not in the catalogue: NONE/)).toBeTruthy();
    expect(missing).toEqual([]);
  });

  it('takes a table of products and names the lines that cannot be', async () => {
    const { asked, missing } = page('tr');
    const field = await screen.findByLabelText('Tablodan (CSV)');
    const file = new File(['sku,liquid,hazard\nMUG,yes,\nLAMP,,lava\n'], 'p.csv');
    fireEvent.change(field, { target: { files: [file] } });
    await screen.findByText(/3. satır: hazard olamaz/);
    expect(asked.filter(([name]) => name === 'save')).toMatchObject([
      ['save', { products: [{ sku: 'MUG', handling: { liquid: true } }] }],
    ]);
    expect(missing).toEqual([]);
  });
});
