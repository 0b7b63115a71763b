import { cleanup } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { LocationId, Sku } from '../../../shared/domain/ids';
import { opIdOf, receivingIdOf, skuOf, taskIdOf } from '../../../shared/domain/ids.test-kit';
import { type Purchase, receivedTo } from '../../../shared/domain/purchasing/purchase';
import { purchaseIn } from '../../../shared/domain/purchasing/purchase-table.test-kit';
import { awaitedOf, type Receiving } from '../../../shared/domain/purchasing/receiving';
import { type Moving, startedMoving } from '../../../shared/domain/putaway/moving';
import { putAwayReasons } from '../../../shared/domain/putaway/propose';
import type { LoadBin } from '../../../shared/domain/transfer/loading';
import type { Transfer } from '../../../shared/domain/transfer/transfer';
import { lamp, mug, transferIn } from '../../../shared/domain/transfer/transfer-table.test-kit';
import { show } from '../../ui/screen.test-kit';
import { ReceivingPanel } from '../receiving/receiving-panel';
import { MovePanel } from './move-panel';

afterEach(cleanup);

const takes: Receiving['takes'] = receivedTo.map((to, at) => ({
  opId: opIdOf(at + 1),
  sku: skuOf(at === 0 ? 'MUG' : 'CUP'),
  name: at === 0 ? 'White mug' : 'Blue cup',
  quantity: at + 2,
  condition: 'good',
  to,
  serial: null,
}));
const receiving = (purchaseId: Receiving['purchaseId']): Receiving => ({
  receivingId: receivingIdOf(1),
  purchaseId,
  takes,
  asking: null,
});
const order: Purchase = {
  ...(purchaseIn('partly received') as Purchase),
  extras: [{ sku: skuOf('CUP'), name: 'CUP', received: 3, damaged: 0 }],
};
const inHand: Moving['inHand'] = {
  sku: skuOf('MUG'),
  name: 'White mug',
  quantity: 5,
  code: '',
  scanId: '',
  measures: null,
};

describe.each(['en', 'tr'] as const)('the panels of goods in %s', (locale) => {
  it('say what came of the order, what is to come, and what nobody ordered by its name', () => {
    const screen = show(
      <ReceivingPanel receiving={receiving(order.purchaseId)} awaited={awaitedOf(order)} />,
      {
        locale,
      },
    );
    const rows = [...screen.container.querySelectorAll('tbody tr')].map(({ textContent }) => textContent);
    expect(rows[0]).toBe('White mug0 / 1010');
    expect(rows.at(-1)).toMatch(/^Blue cup3\D+$/);
    expect(screen.container.textContent).toContain('PO-1001');
    expect(screen.missing).toEqual([]);
  });

  it.each([
    ['without an order', null],
    ['whose order is over', order.purchaseId],
  ])('say what was counted %s', (_what, purchaseId) => {
    const screen = show(<ReceivingPanel receiving={receiving(purchaseId)} awaited={null} />, { locale });
    expect(screen.container.querySelector('table')).toBeNull();
    expect(screen.container.textContent).toContain('Blue cup');
    expect(screen.missing).toEqual([]);
  });

  it.each(putAwayReasons)('say where units go, and why: %s', (reason) => {
    const to = reason === 'none' ? null : ('A-07' as never);
    const propose = () => ({ to, quantity: 4, reason, order: '1042' });
    const screen = show(
      <MovePanel moving={{ ...startedMoving(), inHand }} propose={propose} replenishments={[]} />,
      { locale },
    );
    expect(screen.container.textContent).toContain(to ?? '?');
    expect(screen.container.textContent).toContain('White mug');
    if (reason === 'cross-dock') expect(screen.container.textContent).toContain('1042');
    expect(screen.missing).toEqual([]);
  });

  it('list the faces to be filled up, until one is begun', () => {
    const task = {
      taskId: taskIdOf(1),
      sku: skuOf('MUG'),
      name: 'White mug',
      quantity: 6,
      from: 'B-01' as never,
      to: 'A-01' as never,
    };
    const propose = () => ({ to: null, quantity: 1, reason: 'none', order: '' }) as const;
    const idle = show(<MovePanel moving={startedMoving()} propose={propose} replenishments={[task]} />, {
      locale,
    });
    expect(idle.container.querySelector('li')?.textContent).toBe('B-01 → A-01 6 × White mug');
    cleanup();
    const begun = show(
      <MovePanel moving={{ ...startedMoving(), task }} propose={propose} replenishments={[task]} />,
      { locale },
    );
    expect(begun.container.querySelector('li')).toBeNull();
    expect(begun.container.textContent).toContain('A-01');
    expect([...idle.missing, ...begun.missing]).toEqual([]);
  });

  it('say which bins what goes to another site is fetched from, the next one first, and what no bin has', () => {
    const loading = transferIn('released') as Transfer;
    const lies = (locationId: string, walkOrder: number, sku: Sku, units: number): LoadBin => ({
      locationId: locationId as LocationId,
      walkOrder,
      isBulk: false,
      sku,
      units,
    });
    const bins = [lies('B-04', 4, mug, 2), lies('A-01', 1, mug, 8), lies('A-02', 2, lamp, 3)];
    const propose = () => ({ to: null, quantity: 1, reason: 'none', order: '' }) as const;
    const moving = { ...startedMoving(), transferId: loading.transferId, from: 'A-01' as LocationId };
    const panel = (of: Moving) =>
      show(
        <MovePanel moving={of} loading={loading} loadBins={bins} propose={propose} replenishments={[]} />,
        { locale },
      );
    const screen = panel(moving);
    const next = screen.container.querySelector('[data-next-bin]');
    expect(next?.textContent).toBe('A-018White mug');
    expect([...screen.container.querySelectorAll('ol li')].map(({ textContent }) => textContent)).toEqual([
      'A-02 3 × Lamp',
      'B-04 2 × White mug',
    ]);
    expect(screen.container.querySelector('[data-nowhere="LAMP"]')?.textContent).toMatch(/^1 × Lamp/);
    expect(screen.missing).toEqual([]);
    cleanup();
    // With units in hand the bin they came out of is behind.
    const carrying = panel({ ...moving, inHand });
    expect(carrying.container.querySelector('[data-next-bin]')?.textContent).toBe('A-023Lamp');
  });
});
