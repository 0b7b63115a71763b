// The pages that say how things stand, over a whole bench: what works, what is unsent, what is so of each parcel, and what
// has to be put right.
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import { opIdOf, stationIdOf, taskIdOf } from '../../shared/domain/ids.test-kit';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import { until } from '../data/station.test-kit';
import { codes, here, small } from '../features/packing/bench.test-kit';
import { screenOf } from './station-screen.test-kit';

const main = (): string => screen.getByRole('main').textContent ?? '';
const verdictOf = (action: string): string | undefined =>
  document.querySelector<HTMLElement>(`[data-action="${action}"]`)?.dataset['verdict'];
const partState = (name: string): string | undefined =>
  document.querySelector<HTMLElement>(`[data-part="${name}"]`)?.dataset['state'];
const facts = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('main [data-fact]')].map((each) => each.dataset['state'] ?? '');

type Shown = Awaited<ReturnType<typeof screenOf>>;
const cut = ({ office, bench }: Shown): Promise<void> =>
  act(async () => {
    office.cut();
    await until(() => bench.station.network.store.getState().headOffice === 'down');
  });
const mend = ({ office, bench }: Shown): Promise<void> =>
  act(async () => {
    office.mend();
    await until(() => bench.station.opLog.expect() > bench.station.opLog.maxStationSeq());
    await until(() => bench.station.opLog.unsettled().length === 0);
  });
const seal = async ({ scan, outbox, bench }: Shown): Promise<void> => {
  await scan(codes.badge, codes.order, codes.mug, codes.mug, codes.lamp, codes.box, codes.command('seal'));
  await waitFor(() => expect(outbox.requests.length).toBe(1));
  await act(async () => {
    outbox.move(String(outbox.requests[0]?.jobId), { step: 'confirmed', by: 'printer' } as never);
    await until(() => bench.state().lastSealed?.state === 'labelled');
  });
};

describe('the pages of a bench', { timeout: 60_000 }, () => {
  it('says what is up and down, and what follows for every action', async () => {
    const shown = await screenOf([small]);
    await shown.scan(codes.badge);
    await waitFor(() => expect(shown.bench.station.network.store.getState().headOffice).toBe('up'));
    shown.open('what-works');
    await waitFor(() => expect(partState('head-office')).toBe('up'));
    expect(partState('scale')).toBe('none');
    expect(main()).toContain('100 label numbers left here');
    expect(verdictOf('seal')).toBe('works');
    await cut(shown);
    await waitFor(() => expect(partState('head-office')).toBe('down'));
    expect(main()).toMatch(/Head officedown since \d\d:\d\d/);
    expect(['pack-item', 'seal', 'claim-order', 'look-up-stock'].map(verdictOf)).toEqual([
      'works',
      'later',
      'blocked',
      'blocked',
    ]);
    act(() => shown.devices.setState({ devices: [], focused: false }));
    await waitFor(() => expect(verdictOf('pack-item')).toBe('blocked'));
    expect(verdictOf('print-label')).toBe('later');
    expect(shown.missing).toEqual([]);
  });

  it('says on the screens that offer an action what stands in its way', async () => {
    const free = { ...small, parcelId: '00000002-0000-7000-8000-000000000009', orderNumber: '3000' };
    const shown = await screenOf([small]);
    act(() => shown.office.put('parcels', { ...free, state: 'released', holder: null } as Parcel));
    await shown.scan(codes.badge);
    await waitFor(() => expect(main()).toContain('Scan one to take it'));
    await cut(shown);
    await waitFor(() =>
      expect(document.querySelector('[data-note="claim-order"]')?.textContent).toMatch(
        /^Blocked: Head office gives it/,
      ),
    );
    await shown.scan(codes.order, codes.mug, codes.mug, codes.lamp);
    expect(document.querySelector('[data-note="seal"]')?.textContent).toMatch(/^Works, finishes later/);
  });

  it('lists what is unsent with its reason, live, and leads back by CANCEL or a scan', async () => {
    const shown = await screenOf([small]);
    await shown.scan(codes.badge);
    await act(() => until(() => shown.bench.station.network.store.getState().unsent === 0));
    await cut(shown);
    await shown.scan(codes.order, codes.mug);
    shown.open('unsent');
    const rows = (): string[] =>
      [...document.querySelectorAll('tr[data-op]')].map((row) => row.textContent ?? '');
    await waitFor(() => expect(rows()).toHaveLength(2));
    expect(rows()[1]).toMatch(/Item packed1042Ayşe\d\d:\d\d:\d\d/);
    expect(document.querySelector<HTMLElement>('[data-why]')?.dataset['why']).toBe('away');
    await mend(shown);
    await waitFor(() => expect(main()).toContain('Head office has everything of this bench'));
    await shown.scan(codes.command('cancel'));
    expect(shown.pages()?.page).toBeNull();
    expect(shown.bench.state().open?.orderNumber).toBe('1042');
    shown.open('unsent');
    await shown.scan(codes.mug);
    expect(shown.pages()?.page).toBeNull();
    expect(shown.bench.said()).toBe('go line-complete');
  });

  it('shows three facts of a parcel that come true one by one, on the panel and in the list', async () => {
    const shown = await screenOf([small]);
    await shown.scan(codes.badge);
    await cut(shown);
    await seal(shown);
    await waitFor(() => expect(facts()).toEqual(['yes', 'coming', 'no']));
    const sscc = String(shown.bench.state().lastSealed?.sscc);
    await shown.scan(`00${sscc}`);
    expect(shown.bench.said()).toBe('go handed-over');
    await waitFor(() => expect(facts()).toEqual(['yes', 'coming', 'coming']));
    shown.open('my-parcels');
    await waitFor(() => expect(facts()).toEqual(['yes', 'coming', 'coming']));
    expect(main()).toContain('this list stands still since');
    await mend(shown);
    await waitFor(() => expect(facts()).toEqual(['yes', 'yes', 'yes']));
    expect(main()).toContain('1 packed · 1 known at head office · 1 accepted by carrier');
    expect(document.querySelector('tr[data-order="1042"] time')?.getAttribute('datetime')).toMatch(/Z$/);
    await waitFor(() =>
      expect(document.querySelector('[data-age]')?.textContent).toMatch(/^As of \d\d:\d\d:\d\d, /),
    );
    expect(shown.missing).toEqual([]);
  });

  it('tells the facts again after a start from the disk', async () => {
    const shown = await screenOf([small]);
    await shown.scan(codes.badge);
    await seal(shown);
    await act(() => until(() => shown.bench.station.opLog.unsettled().length === 0));
    const { openOwnParcels } = await import('../features/sent/own-parcels');
    const { store, opLog, book } = shown.bench.station;
    const again = openOwnParcels(
      store,
      opLog,
      book,
      () => new Date(),
      (cause) => {
        throw cause;
      },
    );
    await until(() => again.store.getState().loaded);
    expect(
      again.store
        .getState()
        .parcels.map(({ orderNumber, facts: of }) => [orderNumber, of.knownAtHeadOffice.state]),
    ).toEqual([['1042', 'yes']]);
    again.close();
  });

  it('lists what is to be counted without what was counted here, also with head office away', async () => {
    const shown = await screenOf([small]);
    await shown.scan(codes.badge);
    const task = (n: number, location: string, sku: string) => ({
      taskId: taskIdOf(n),
      kind: 'count-cycle',
      state: 'open',
      values: { location, sku, name: `The ${sku}`, class: 'A', reason: 'cycle' },
      orderId: null,
      parcelId: null,
      opId: null,
      at: '2026-01-05T10:00:00.000Z',
    });
    act(() => {
      shown.office.put('tasks', task(1, 'A-01-1', 'MUG'));
      shown.office.put('tasks', task(2, 'A-01-2', 'MUG'));
    });
    await shown.scan(codes.command('count-bin'));
    await waitFor(() => expect(main()).toContain('Count bin A-01-2: The MUG'));
    expect(main()).toContain('Count bin A-01-1: The MUG');
    await cut(shown);
    await shown.scan(ownCode('location', 'A-01-1'), codes.mug, codes.command('finish'));
    await shown.scan(codes.command('count-bin'));
    await waitFor(() => expect(main()).not.toContain('Count bin A-01-1: The MUG'));
    expect(main()).toContain('Count bin A-01-2: The MUG');
    expect(shown.missing).toEqual([]);
  });

  it('lists tasks of this bench first, and ends the chosen one by OK twice, also with head office away', async () => {
    const shown = await screenOf([small]);
    await shown.scan(codes.badge);
    const task = (n: number, kind: string, values: object, more: object = {}) => ({
      taskId: taskIdOf(n),
      kind,
      state: 'open',
      values,
      orderId: null,
      parcelId: null,
      opId: opIdOf(900 + n),
      at: `2026-01-05T10:0${n}:00.000Z`,
      ...more,
    });
    act(() =>
      shown.office.put(
        'tasks',
        task(1, 'duplicate-pack', { number: '9000', station: 'Bench 7', stationId: stationIdOf(7) }),
        task(
          2,
          'take-out-cancelled',
          { number: '1042', name: 'White mug', quantity: 1 },
          { parcelId: small.parcelId },
        ),
        task(3, 'duplicate-pack', { number: '9001', station: 'Bench 3', stationId: here }),
      ),
    );
    shown.open('tasks');
    const list = (): (string | undefined)[] =>
      [...document.querySelectorAll<HTMLElement>('[data-task]')].map((each) =>
        each.querySelector('p')?.textContent?.slice(0, 10),
      );
    await waitFor(() => expect(list()).toEqual(['Order 1042', 'Order 9001', 'Order 9000']));
    expect(main()).toContain('Elsewhere in the warehouse');
    await cut(shown);
    fireEvent.keyDown(window, { key: 'ArrowDown' });
    fireEvent.keyDown(window, { key: 'ArrowDown' });
    await shown.scan(ownCode('order', '1042'));
    expect(document.querySelector('[data-chosen]')?.textContent).toContain('take out 1 of White mug');
    await shown.scan(codes.command('ok'));
    expect(main()).toContain('Done as it says? OK once more');
    expect(list()).toHaveLength(3);
    await shown.scan(codes.command('ok'));
    await waitFor(() => expect(list()).toEqual(['Order 9001', 'Order 9000']));
    await mend(shown);
    expect(
      shown.office.applied
        .filter(({ type }) => type === 'task.done')
        .map(({ body, actor }) => [body['taskId'], actor]),
    ).toEqual([[taskIdOf(2), 'ayse']]);
    expect(shown.missing).toEqual([]);
  });

  it('gives way to a stop, and says everything in Turkish too', async () => {
    const shown = await screenOf([small], { locale: 'tr' });
    await shown.scan(codes.badge);
    for (const page of ['what-works', 'my-parcels', 'unsent', 'tasks'] as const) {
      shown.open(page);
      await waitFor(() => expect(main().length).toBeGreaterThan(20));
      expect(shown.pages()?.page).toBe(page);
    }
    await shown.scan('no-such-code');
    expect(shown.pages()?.page).toBeNull();
    expect(shown.bench.state().bench.stop?.code).toBe('code-unknown');
    expect(shown.missing).toEqual([]);
  });
});
