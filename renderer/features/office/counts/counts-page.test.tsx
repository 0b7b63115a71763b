import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CountsPage as Page } from '../../../../shared/contract/counts';
import { usualPolicy } from '../../../../shared/domain/stock/count-policy';
import { show } from '../../../ui/screen.test-kit';
import { type CountsApi, CountsPage } from './counts-page';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const warehouseId = 'W1' as Page['warehouseId'];
const countId = '01980000-0000-7000-8000-000000000001';
const full: Page = {
  warehouseId,
  policy: usualPolicy,
  classes: [
    { class: 'A', places: 12, due: 3, never: 1 },
    { class: 'B', places: 30, due: 2, never: 0 },
    { class: 'C', places: 100, due: 0, never: 0 },
  ],
  open: [
    {
      taskId: 't1',
      kind: 'count-cycle',
      reason: 'empty',
      locationId: 'A-04-2',
      sku: 'MUG',
      name: 'White mug',
      at: '2026-11-29T08:00:00.000Z',
    },
  ],
  openTotal: 1,
  differences: [
    {
      countId,
      locationId: 'A-01-1',
      sku: 'LAMP',
      name: 'Lamp',
      class: 'A',
      expected: 40,
      difference: -4,
      value: { amountMinor: -1000, currency: 'GBP' },
      looks: [
        {
          at: '2026-11-29T09:30:00.000Z',
          by: 'Selim',
          station: 'Bench 2',
          counted: 35,
          inBoxes: 1,
          difference: -4,
          state: 'approval',
        },
        {
          at: '2026-11-29T09:00:00.000Z',
          by: 'Ayşe',
          station: 'Bench 1',
          counted: 36,
          inBoxes: 0,
          difference: -4,
          state: 'waiting',
        },
      ],
    },
  ],
  accuracy: [
    { week: '2026-11-16', counts: 10, exact: 8, within: 9, units: 5 },
    { week: '2026-11-23', counts: 30, exact: 28, within: 30, units: 2 },
  ],
};
const empty: Page = { ...full, policy: null, open: [], openTotal: 0, differences: [], accuracy: [] };

function page(locale: 'en' | 'tr', state: Page = full) {
  const asked: unknown[][] = [];
  const give =
    <T,>(name: string, value: T) =>
    (...args: unknown[]): Promise<{ ok: true; value: T }> => {
      asked.push([name, ...args]);
      return Promise.resolve({ ok: true, value });
    };
  const api = {
    floors: give('floors', { warehouses: [{ warehouseId, name: 'Leeds' }] }),
    counts: give('counts', state),
    saveCountPolicy: give('save', state),
    handOutCounts: give('hand-out', { counts: 5 }),
    decideCount: give('decide', { ...state, differences: [] }),
  } satisfies CountsApi;
  return { ...show(<CountsPage api={api} />, { locale }), asked };
}

const answerAs = (name: string): void => {
  const form = screen.getByRole('form', { name });
  const [badge, pin] = [...form.querySelectorAll('input')];
  if (!badge || !pin) throw new Error('no fields');
  fireEvent.change(badge, { target: { value: 'M1' } });
  fireEvent.change(pin, { target: { value: '46824' } });
  fireEvent.submit(form);
};
const by = { badge: 'M1', pin: '46824' };

describe('counting at the office', () => {
  it('shows what is due by class, and hands it out', async () => {
    const { asked, missing } = page('en');
    await screen.findByRole('heading', { name: '5 counts are due' });
    const rows = within(screen.getByRole('region', { name: '5 counts are due' })).getAllByRole('row');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'ClassBins to countDueNever countedCounted',
      'A1231every 30 days',
      'B3020every 90 days',
      'C10000every 180 days',
    ]);
    expect(screen.getByText('the books say that the bin is empty')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Hand out what is due' }));
    await screen.findByText('5 counts are handed out. Counters take them with COUNT.');
    expect(asked).toContainEqual(['hand-out', 'W1']);
    expect(missing).toEqual([]);
  });

  it('shows a difference with what it is worth and who found it, and a manager books it with badge and PIN', async () => {
    const { asked, missing } = page('en');
    const difference = await screen.findByRole('article', { name: 'Difference at A-01-1: Lamp' });
    expect(difference.textContent).toContain('Books 40, found 36: -4');
    expect(difference.textContent).toContain('-£10.00');
    expect(
      within(difference)
        .getAllByRole('row')
        .slice(1)
        .map(({ textContent }) => textContent?.replace(/^.*?(?=Selim|Ayşe)/, '')),
    ).toEqual(['SelimBench 236-4waits for a manager', 'AyşeBench 136-4waited for a second count']);
    fireEvent.click(within(difference).getByRole('button', { name: 'Book the difference' }));
    answerAs('Book the difference');
    await waitFor(() => expect(asked).toContainEqual(['decide', 'W1', countId, { decision: 'book', by }]));
    expect(missing).toEqual([]);
  });

  it('has it counted again instead', async () => {
    const { asked, missing } = page('tr');
    fireEvent.click(await screen.findByRole('button', { name: 'Yeniden saydır' }));
    answerAs('Yeniden saydır');
    await waitFor(() => expect(asked).toContainEqual(['decide', 'W1', countId, { decision: 'again', by }]));
    expect(missing).toEqual([]);
  });

  it('shows how right the books were as a picture and as a table', async () => {
    const { missing } = page('en');
    await screen.findByRole('img', { name: '90% of 40 counts found exactly what the books say' });
    const rows = within(screen.getByRole('region', { name: 'How right the books were' })).getAllByRole('row');
    expect(rows.map(({ textContent }) => textContent).slice(1)).toEqual([
      '16 Nov 20261080%90%5',
      '23 Nov 20263093.3%100%2',
    ]);
    expect(missing).toEqual([]);
  });

  it('sets rules, and says what is wrong with them', async () => {
    const { asked, missing } = page('en', empty);
    await screen.findByText(/No rules are set/);
    expect(screen.getByRole('button', { name: 'Hand out what is due' })).toHaveProperty('disabled', true);
    const a = screen.getByLabelText('A: so much of the value moved, %');
    fireEvent.change(a, { target: { value: '96' } });
    fireEvent.submit(screen.getByRole('form', { name: 'Rules of counting' }));
    expect((await screen.findByRole('alert')).textContent).toContain('B cannot end before A');
    fireEvent.change(a, { target: { value: '70' } });
    fireEvent.change(screen.getByLabelText('C: Small up to units'), { target: { value: '3' } });
    fireEvent.click(screen.getByLabelText('A manager decides on large differences'));
    fireEvent.submit(screen.getByRole('form', { name: 'Rules of counting' }));
    await screen.findByRole('form', { name: 'Save the rules' });
    answerAs('Save the rules');
    await waitFor(() =>
      expect(asked.find(([name]) => name === 'save')).toEqual([
        'save',
        'W1',
        {
          ...usualPolicy,
          aPercent: 70,
          needsApproval: false,
          classes: { ...usualPolicy.classes, C: { ...usualPolicy.classes.C, toleranceUnits: 3 } },
        },
        by,
      ]),
    );
    expect(missing).toEqual([]);
  });

  it('says what there is to do where nothing was counted yet', async () => {
    const { missing } = page('tr', empty);
    await screen.findByText('Kimseden sayım istenmiyor.');
    await screen.findByText(/Henüz sayım yok/);
    expect(missing).toEqual([]);
  });
});
