// Head office's side of cancellations and leases: what is shown before a person acts, and what is then asked of head office.
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { orderOfOne } from '../../../../shared/domain/order/order.test-kit';
import { threeFacts } from '../../../../shared/domain/parcel/three-facts';
import { show } from '../../../ui/screen.test-kit';
import type { CancelRow } from './cancel-rows';
import type { OfficeApi } from '../office-api';
import { OrderPage } from './order-page';
import { ParcelsPage } from './parcels-page';
import type { StationRow } from '../stations/station-row';
import { StationsPage } from '../stations/stations-page';

afterEach(cleanup);

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
const parcelId = '00000002-0000-7000-8000-000000000001';
const stationId = '00000003-0000-7000-8000-000000000001';
const silent = {
  stationId,
  name: 'Bench 2',
  lastSeenAt: ago(2400),
  unsent: 4,
  oldestUnsentAt: ago(3000),
  leaseUntil: ago(-3600),
};

const cancelRow = (over: object = {}): CancelRow =>
  ({
    parcelId,
    boxNumber: 1,
    state: 'asked',
    reason: 'customer',
    lines: [{ lineNo: 1, quantity: 2 }],
    askedAt: ago(1800),
    answeredAt: null,
    answeredBy: null,
    answeredWhere: null,
    sealedAt: null,
    sealedWhere: null,
    carrierName: 'Royal Mail',
    parcelState: 'packing',
    fence: 3,
    holder: silent,
    ...over,
  }) as CancelRow;

/** Head office at the port of the pages: answers are what a test gives, requests are kept. */
function headOffice(answers: Partial<Record<keyof OfficeApi, unknown>>) {
  const asked: unknown[][] = [];
  const asking =
    (name: string) =>
    async (...given: unknown[]) => {
      asked.push([name, ...given]);
      return { ok: true, value: answers[name as keyof OfficeApi] ?? {} };
    };
  const names = [
    'order',
    'orderRoute',
    'customerOfOrder',
    'orderPayments',
    'cancelLines',
    'withdrawCancel',
    'takeBackParcel',
    'parcels',
    'stations',
    'takeBackAll',
    'revokeStation',
    'setStationWork',
  ];
  const api = new Proxy(Object.fromEntries(names.map((name) => [name, asking(name)])), {
    // Of what else the page shows nothing is heard yet.
    get: (known, name: string) => (known[name] ??= () => new Promise<never>(() => undefined)),
  }) as unknown as OfficeApi;
  const asks = (name: string): unknown[][] => asked.filter(([first]) => first === name);
  return { api, asks };
}

async function orderWith(...cancels: CancelRow[]) {
  const order = orderOfOne({ allocated: 10 });
  const orderRoute = { decidedAt: null, route: null, override: null, destination: null, nodes: [] };
  const office = headOffice({
    order: { order, parcels: [], timeline: [], cancels },
    customerOfOrder: { customer: null },
    orderPayments: { payments: [], refunds: [], providers: [], totalMinor: 0 },
    orderRoute,
  });
  const shown = show(
    <OrderPage api={office.api} orderId={order.orderId} onBack={() => undefined} open={() => undefined} />,
  );
  await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toBeDefined());
  return { ...shown, ...office };
}

const text = (): string => document.body.textContent ?? '';
const press = (name: string): void => {
  fireEvent.click(screen.getByRole('button', { name }));
};

describe('an order with a cancellation that a bench was asked for', () => {
  it('says since when it is asked and when that bench was last heard, and asks no more than is left', async () => {
    const { asks } = await orderWith(cancelRow());
    expect(text()).toContain('Box 1: 2 units. Asked, not answered yet.');
    expect(text()).toContain('Bench 2 was asked 30 minutes ago · last heard 40 minutes ago');
    press('Cancel the rest');
    await waitFor(() => expect(asks('cancelLines')).toHaveLength(1));
    expect(asks('cancelLines')[0]?.[3]).toEqual([{ lineNo: 1, quantity: 8 }]);
  });

  it('says who answered, when and where', async () => {
    const answered = { answeredAt: '2026-01-05T10:00:00.000Z', answeredBy: 'Ayşe', answeredWhere: 'Bench 2' };
    await orderWith(cancelRow({ state: 'accepted', ...answered }));
    expect(text()).toMatch(/Accepted: it stays out of the box\. .*2026.*, Ayşe, Bench 2/);
    expect(screen.queryByRole('button', { name: 'Withdraw' })).toBeNull();
    cleanup();
    await orderWith(
      cancelRow({
        state: 'too-late',
        sealedAt: '2026-01-05T10:00:00.000Z',
        sealedWhere: 'Bench 2',
        parcelState: 'sealed',
      }),
    );
    expect(text()).toMatch(/Too late: sealed\. It stops at the hand-over scan\. sealed .*, Bench 2/);
    expect(screen.queryByRole('button', { name: /Decide/ })).toBeNull();
    cleanup();
    await orderWith(cancelRow({ state: 'left', ...answered, parcelState: 'handed-over' }));
    expect(text()).toMatch(/Too late: the parcel has left\. left .*, Bench 2, with Royal Mail/);
  });

  it('is withdrawn with one press', async () => {
    const { asks } = await orderWith(cancelRow());
    press('Withdraw');
    await waitFor(() => expect(asks('withdrawCancel')).toEqual([['withdrawCancel', parcelId]]));
  });

  it('is decided without the bench only after the risk was shown', async () => {
    const { asks } = await orderWith(cancelRow());
    press('Decide without the bench …');
    expect(asks('takeBackParcel')).toEqual([]);
    const risk = within(screen.getByRole('region', { name: 'Bench 2 has this in hand' }));
    const said = risk.getAllByRole('listitem').map((each) => each.textContent);
    expect(said[0]).toMatch(/Last heard 40 minutes ago .*; 4 operations of it are not here yet/);
    expect(said[1]).toContain('Its lease ends by itself');
    expect(said[2]).toBe('It may have sealed this box, or handed it over, without us knowing.');
    expect(said[3]).toContain('Nobody prints a second label');
    press('Take it back and cancel');
    await waitFor(() => expect(asks('takeBackParcel')).toEqual([['takeBackParcel', parcelId, 3]]));
  });

  it('has its words in Turkish', async () => {
    const { preferences, missing } = await orderWith(cancelRow());
    act(() => preferences.setState({ locale: 'tr' }));
    press('Masayı bekleme …');
    expect(text()).toContain('Biz bilmeden bu koliyi kapatmış veya kargoya vermiş olabilir.');
    expect(missing).toEqual([]);
  });
});

describe('the parcels a bench holds', () => {
  const row = {
    parcelId,
    orderNumber: '1042',
    boxNumber: 1,
    state: 'leased',
    holder: { ...silent, lastSeenAt: ago(5), unsent: 0 },
    fence: 7,
    zones: ['A', 'B'],
    cancel: 'asked',
    facts: threeFacts(null, []),
    label: { state: 'none' },
    carrierName: 'Royal Mail',
    serviceName: '48',
    sscc: null,
    units: 3,
    unitsPacked: 0,
    countryCode: 'GB',
    placedAt: ago(9999),
  };

  it('are taken back after the risk was shown, under the fence that was looked at', async () => {
    // The grid draws only the rows that fit.
    Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 480 });
    const { api, asks } = headOffice({ parcels: { rows: [row], total: 1, cursor: null } });
    show(<ParcelsPage api={api} />);
    await waitFor(() => expect(text()).toContain('1042'));
    expect(text()).toContain('cancel asked');
    expect(text()).toContain('A + B');
    fireEvent.click(screen.getByText('1042'));
    await waitFor(() => expect(text()).toContain('It is heard: what you see here is what it has done.'));
    expect(asks('takeBackParcel')).toEqual([]);
    press('Take it back');
    await waitFor(() => expect(asks('takeBackParcel')).toEqual([['takeBackParcel', parcelId, 7]]));
    await waitFor(() => expect(asks('parcels').length).toBeGreaterThan(1));
  });
});

describe('the stations', () => {
  const station: StationRow = {
    ...silent,
    warehouseId: 'W1',
    skewMs: null,
    appVersion: '1.0.0',
    zone: null,
    maxParcels: 60,
    leased: 3,
    packing: 1,
    sealed: 2,
    chain: { state: 'intact' },
    signedOff: false,
    numbers: { sscc: 100, document: 100, carrier: 0 },
    provenSeq: 0,
    heldParcels: 6,
  };

  const page = async () => {
    const office = headOffice({ stations: { rows: [station], zones: { W1: ['A', 'B'] } } });
    show(<StationsPage api={office.api} />);
    await waitFor(() => expect(text()).toContain('3 waiting, 1 begun, 2 sealed'));
    return office;
  };

  it('give up what they hold only after the risk was shown', async () => {
    const { asks } = await page();
    press('Take back …');
    expect(text()).toContain('It may have begun, sealed or handed over any of these without us knowing.');
    press('Leave it');
    expect(asks('takeBackAll')).toEqual([]);
    press('Take back …');
    press('Take all of it back');
    await waitFor(() => expect(asks('takeBackAll')).toEqual([['takeBackAll', stationId]]));
  });

  it('are given a zone and a most', async () => {
    const { asks } = await page();
    fireEvent.change(screen.getByLabelText('Zone of Bench 2'), { target: { value: 'B' } });
    const most = screen.getByLabelText('Most parcels of Bench 2');
    fireEvent.change(most, { target: { value: '25' } });
    fireEvent.blur(most);
    await waitFor(() =>
      expect(asks('setStationWork')).toEqual([
        ['setStationWork', stationId, { zone: 'B', maxParcels: 60 }],
        ['setStationWork', stationId, { zone: null, maxParcels: 25 }],
      ]),
    );
    fireEvent.change(most, { target: { value: '900' } });
    fireEvent.blur(most);
    expect(asks('setStationWork')).toHaveLength(2);
  });
});
