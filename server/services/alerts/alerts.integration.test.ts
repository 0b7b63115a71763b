// Alerts on real PostgreSQL, with a clock that the test turns: every kind opens from what really happened, is told once,
// is put aside and clears by itself.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlertPage, AlertPreview, AlertRow, AlertSettingsDoc } from '../../../shared/contract/alerts';
import type { AlertKind } from '../../../shared/domain/alert/alert-kinds';
import { type AlertSettings, withSiteSetting } from '../../../shared/domain/alert/alert-settings';
import type { ForecastRun } from '../../../shared/contract/demand';
import { companyStream, type LocationId, type ParcelId, type Sku } from '../../../shared/domain/ids';
import type { Shipment, ShipmentCommand } from '../../../shared/domain/shipment/shipment';
import { labelFor, shipmentPlan } from '../../../shared/domain/shipment/shipment.test-kit';
import {
  leeds,
  rotterdam,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { headOfficeCause, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { addDays, addWeeks, dayOf, mondayOf } from '../demand/weeks';
import { addOfficePeople, clerk, manager } from '../people/people.test-kit';
import { tellRecord } from '../records/tell-record';
import { shipmentMachine } from '../shipments/shipment-machine';

const begin = new Date('2025-11-24T10:00:00.000Z');
let clock = begin.getTime();
const now = (): Date => new Date(clock);
const dayMs = 86_400_000;
let test: TestOffice;
let desk: TestStation;

beforeAll(async () => {
  test = await startTestOffice({ now, idleMs: 1_000_000 });
  desk = await test.enrol();
  await addOfficePeople(test);
  // Lamps came a year ago and nobody wants them.
  await test.receive('LAMP', 40, 'A-02');
  clock = Date.parse('2026-11-25T10:00:00.000Z');
  const monday = mondayOf(dayOf(now()));
  for (let back = 60; back >= 1; back -= 1)
    for (const [sku, units] of [
      ['MUG', 14],
      ['BOWL', 7],
    ] as const)
      await sold(sku, addDays(addWeeks(monday, -back), 2), units);
  const { body } = await desk.post('/v1/forecast-runs', {});
  await test.office.forecasts.ended((body['run'] as ForecastRun).runId);
  await desk.hello(0);
}, 120_000);
afterAll(async () => {
  await test.expectSound();
  await test.close();
});

/** An order of the past, as an import writes it. */
async function sold(sku: string, day: string, units: number): Promise<void> {
  const orderId = randomUUID();
  const lines = [{ lineNo: 1, sku, ordered: units, cancelled: 0, shipped: units }];
  await test.office.writer.submit([companyStream], (tx) =>
    tx.client.query(
      `INSERT INTO sales_order (stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name, country_code, placed_at, total_minor, currency, warehouse_ids, doc, seq)
       VALUES ($1, $2::uuid, 'web', $2::text, $2::text, '', 'closed', 'C', 'GB', $3, 0, 'GBP', $4, $5, $6)`,
      [
        companyStream,
        orderId,
        `${day}T09:00:00Z`,
        [leeds],
        JSON.stringify({ lines }),
        tx.nextSeq(companyStream),
      ],
    ),
  );
}

async function move(sku: string, from: string, to: string, quantity: number): Promise<void> {
  await test.office.writer.submit([leeds], async (tx) => {
    const changes = newChangeSet(now().toISOString(), test.office.newId);
    changes.moves.push({
      warehouseId: leeds,
      move: { sku: sku as Sku, from: from as LocationId, to: to as LocationId, quantity, cause: 'Test' },
      cause: headOfficeCause(changes),
    });
    await storeChanges(tx, changes);
  });
}

const got = async <T>(answer: Promise<{ status: number; body: unknown }>, status = 200): Promise<T> => {
  const { status: is, body } = await answer;
  expect(is, JSON.stringify(body)).toBe(status);
  return body as T;
};
const look = async (): Promise<number> =>
  (await got<{ changed: number }>(desk.post('/v1/alerts/look', {}))).changed;
const listed = async (query = ''): Promise<AlertRow[]> =>
  (await got<{ rows: AlertRow[] }>(desk.get(`/v1/alerts?limit=200${query}`))).rows;
const open = (kind: AlertKind): Promise<AlertRow[]> => listed(`&state=open&kind=${kind}`);
const page = (alertId: string): Promise<AlertPage> => got(desk.get(`/v1/alerts/${alertId}`));
const typesOf = async (alertId: string): Promise<string[]> =>
  (await page(alertId)).history.map(({ type }) => type).reverse();
const only = async (kind: AlertKind): Promise<AlertRow> => {
  const rows = await open(kind);
  expect(rows, `${kind}: ${JSON.stringify(rows)}`).toHaveLength(1);
  return rows[0] as AlertRow;
};

describe('alerts of stock', () => {
  it('open of what is too little, told once, and clear when goods come', async () => {
    await test.receive('MUG', 9);
    await test.receive('BOWL', 60);
    await look();
    const low = await only('low-stock');
    expect(low).toMatchObject({
      subject: 'MUG',
      state: 'open',
      owner: null,
      values: { sku: 'MUG', free: 9, incoming: 0, days: 14 },
      told: { times: 1 },
    });
    expect(low.values['need']).toBeGreaterThanOrEqual(26);
    expect(low.values['need']).toBeLessThanOrEqual(30);
    const out = await only('stock-out');
    expect(out).toMatchObject({ subject: 'MUG', values: { free: 9, coming: 0 } });
    expect(out.measure).toBeGreaterThanOrEqual(3);
    expect(out.measure).toBeLessThanOrEqual(5);
    expect(out.values['on']).toBe(addDays(dayOf(now()), out.measure));
    // Nothing has changed: nothing is written and nobody is told.
    expect(await look()).toBe(0);
    expect(await typesOf(low.alertId)).toEqual(['AlertOpened', 'AlertTold']);
    await test.receive('MUG', 80);
    await look();
    expect(await open('low-stock')).toEqual([]);
    expect(await open('stock-out')).toEqual([]);
    expect((await page(low.alertId)).row).toMatchObject({ state: 'clear', clearedAt: now().toISOString() });
  });

  it('come back within the quiet time without a word, and are told again after it', async () => {
    await move('MUG', 'A-01', 'scrap', 80);
    clock += 3_600_000;
    await look();
    const low = await only('low-stock');
    expect(await typesOf(low.alertId)).toEqual(['AlertOpened', 'AlertTold', 'AlertCleared', 'AlertReturned']);
    expect(low.told?.times).toBe(1);
    await test.receive('MUG', 80);
    await look();
    clock += 25 * 3_600_000;
    await move('MUG', 'A-01', 'scrap', 80);
    await look();
    const { row, history } = await page(low.alertId);
    expect(row).toMatchObject({ state: 'open', told: { times: 2 } });
    expect(history[0]).toMatchObject({ type: 'AlertTold', why: 'back' });
    // Worse by the step.
    await move('MUG', 'A-01', 'scrap', 9);
    await look();
    expect((await page(low.alertId)).history[0]).toMatchObject({
      type: 'AlertTold',
      why: 'worse',
      measure: 0,
    });
    await test.receive('MUG', 80);
    await look();
  });

  it('count goods on their way, and what people know better of the weeks to come', async () => {
    await move('MUG', 'A-01', 'scrap', 75);
    await got(
      desk.post('/v1/supplies', {
        rows: [
          {
            warehouseId: leeds,
            source: 'test',
            supplyId: 's1',
            sku: 'MUG',
            dueOn: addDays(dayOf(now()), 1),
            units: 60,
          },
        ],
      }),
    );
    await look();
    expect(await open('low-stock')).toEqual([]);
    const monday = mondayOf(dayOf(now()));
    await got(
      desk.post('/v1/demand/MUG/overrides', {
        fromWeek: monday,
        weeks: 4,
        units: 70,
        kind: 'other',
        reason: 'On television',
        by: manager,
      }),
    );
    await look();
    expect(await only('low-stock')).toMatchObject({ values: { need: 140, incoming: 60, free: 5 } });
    await test.receive('MUG', 200);
    await look();
  });

  it('open of too much, and of what nobody wants', async () => {
    await test.receive('BOWL', 400);
    await look();
    const over = await only('overstock');
    expect(over).toMatchObject({ subject: 'BOWL', values: { onHand: 460, cover: 180 } });
    expect(over.measure).toBeGreaterThan(400);
    const idle = await only('clearance');
    // As it was measured first: a day more is no news.
    expect(idle).toMatchObject({ subject: 'LAMP', measure: 366, values: { onHand: 40, asked: '' } });
    await sold('LAMP', dayOf(now()), 1);
    const { body } = await desk.post('/v1/forecast-runs', {});
    await test.office.forecasts.ended((body['run'] as ForecastRun).runId);
    await look();
    expect(await open('clearance')).toEqual([]);
  });

  it('open of a bin below nothing and clear when it is counted', async () => {
    await move('VASE', 'B-01', 'adjustment', 3);
    await look();
    expect(await only('negative-level')).toMatchObject({
      subject: `${leeds} B-01 VASE`,
      measure: 3,
      warehouseId: leeds,
      values: { location: 'B-01', units: 3 },
    });
    await move('VASE', 'adjustment', 'B-01', 3);
    await look();
    expect(await open('negative-level')).toEqual([]);
  });
});

describe('alerts of work', () => {
  it('open of a supplier behind its day, and clear when another day is agreed', async () => {
    const purchaseId = randomUUID();
    const on = addDays(dayOf(now()), 2);
    await got(
      desk.post(`/v1/purchases/${purchaseId}`, {
        warehouseId: leeds,
        supplier: 'Vase Works',
        supplierReference: '',
        currency: 'GBP',
        note: '',
        lines: [{ sku: 'VASE', quantity: 12, unitCostMinor: 100, expectedOn: on }],
      }),
    );
    await got(desk.post(`/v1/purchases/${purchaseId}/send`, {}));
    await look();
    expect(await open('late-supplier')).toEqual([]);
    clock += 5 * dayMs;
    await look();
    expect(await only('late-supplier')).toMatchObject({
      subject: purchaseId,
      measure: 3,
      values: { supplier: 'Vase Works', units: 12, on },
    });
    await got(
      desk.post(`/v1/purchases/${purchaseId}/lines/1/expect`, { expectedOn: addDays(dayOf(now()), 9) }),
    );
    await look();
    expect(await open('late-supplier')).toEqual([]);
  });

  const tellShipment = (parcelId: string, command: ShipmentCommand): Promise<Shipment> =>
    test.office.writer.submit([companyStream], async (tx) => {
      const told = await tellRecord(tx, shipmentMachine, parcelId, command, {
        at: now().toISOString(),
        actor: null,
        stationId: null,
        opId: null,
      });
      if (!told.ok) throw new Error(told.refusal.code);
      return told.state;
    });

  it('open of an order before its promise, then of its parcel that does not move', async () => {
    await test.receive('VASE', 5, 'B-01');
    const orderId = await desk.place({ externalId: 'risk', number: '7001', lines: [lineOf('VASE', 2)] });
    await test.settled();
    const [parcel] = await test.parcelsOf(orderId);
    if (!parcel) throw new Error('no parcel');
    const plan = shipmentPlan({
      parcelId: parcel.parcelId,
      warehouseId: leeds,
      orderId: parcel.orderId,
      orderNumber: '7001',
      promisedFor: addDays(dayOf(now()), 3),
    });
    await tellShipment(parcel.parcelId, { type: 'PlanShipment', plan });
    await look();
    expect(await open('order-at-risk')).toEqual([]);
    clock += 2 * dayMs;
    await look();
    expect(await only('order-at-risk')).toMatchObject({
      subject: orderId,
      title: '7001',
      measure: 1,
      values: { waits: 'bench', units: 2 },
    });

    await tellShipment(parcel.parcelId, { type: 'StartPurchase', parcelFence: 1, customsMissing: [] });
    const label = labelFor({ parcelId: parcel.parcelId as ParcelId, attempt: 1 });
    await tellShipment(parcel.parcelId, { type: 'RecordLabel', label });
    await tellShipment(parcel.parcelId, { type: 'RecordHandOver', at: now().toISOString(), eta: null });
    clock += 4 * dayMs;
    await look();
    // A carrier that never told anything of any parcel is not missed.
    expect(await open('carrier-delay')).toEqual([]);
    const told = (eventId: string, status: 'in-transit' | 'delivered'): ShipmentCommand => ({
      type: 'RecordTracking',
      events: [{ eventId, status, at: now().toISOString(), message: '', place: '' }],
    });
    await tellShipment(parcel.parcelId, told('e1', 'in-transit'));
    clock += 3 * dayMs;
    await look();
    expect(await only('carrier-delay')).toMatchObject({
      subject: parcel.parcelId,
      measure: 3,
      values: { carrier: 'Easy', number: '7001', status: 'in-transit' },
    });
    await tellShipment(parcel.parcelId, told('e2', 'delivered'));
    await look();
    expect(await open('carrier-delay')).toEqual([]);
  });

  it('open of returns that its own history does not let expect', async () => {
    const today = clock;
    clock = today - 200 * dayMs;
    await test.receive('BOWL', 800);
    await move('BOWL', 'A-01', 'customer', 700);
    clock = today - 180 * dayMs;
    await move('BOWL', 'customer', 'quarantine', 35);
    clock = today - 30 * dayMs;
    await move('BOWL', 'A-01', 'customer', 100);
    clock = today - 3 * dayMs;
    await move('BOWL', 'customer', 'quarantine', 8);
    clock = today;
    await look();
    expect(await open('unusual-returns')).toEqual([]);
    await move('BOWL', 'customer', 'quarantine', 14);
    await look();
    expect(await only('unusual-returns')).toMatchObject({
      subject: 'BOWL',
      values: { units: 22, sent: 100, percent: 22 },
    });
    clock += 40 * dayMs;
    await look();
    expect(await open('unusual-returns')).toEqual([]);
  });

  it('open of a station that says nothing, and clear when it is heard', async () => {
    await desk.hello(0);
    await look();
    const silent = await open('station-silent');
    expect(silent.map(({ subject }) => subject)).not.toContain(desk.stationId);
    clock += 73 * 3_600_000;
    await look();
    const row = (await open('station-silent')).find(({ subject }) => subject === desk.stationId);
    expect(row).toMatchObject({ measure: 4380, values: { hours: 73, minutes: 0, held: 0, unsent: 0 } });
    await desk.hello(0);
    await look();
    expect((await open('station-silent')).map(({ subject }) => subject)).not.toContain(desk.stationId);
  });
});

describe('what people do about an alert', () => {
  it('is taken, put aside and taken up again, each with its trace and undone the same way', async () => {
    await move('VASE', 'A-02', 'adjustment', 1);
    await look();
    const { alertId } = await only('negative-level');
    const act = (body: object, status = 200) =>
      got<AlertPage>(desk.post(`/v1/alerts/${alertId}`, body), status);
    const before = await got<{ open: number; snoozed: number }>(desk.get('/v1/alert-count'));
    expect((await act({ act: 'take', owner: ' Berrin ' })).row.owner).toBe('Berrin');
    const until = new Date(clock + 3 * dayMs).toISOString();
    expect((await act({ act: 'snooze', until })).row).toMatchObject({
      state: 'snoozed',
      snoozedUntil: until,
    });
    expect(await got(desk.get('/v1/alert-count'))).toEqual({
      open: before.open - 1,
      snoozed: before.snoozed + 1,
    });
    expect(await open('negative-level')).toEqual([]);
    expect((await listed('&state=snoozed&owner=berr')).map((row) => row.alertId)).toEqual([alertId]);
    // Put aside it gets worse: nobody is told before its time is over.
    await move('VASE', 'A-02', 'adjustment', 20);
    await look();
    expect((await page(alertId)).row).toMatchObject({ measure: 21, told: { times: 1, measure: 1 } });
    clock += 3 * dayMs + 1;
    await look();
    expect((await page(alertId)).row).toMatchObject({ state: 'open', told: { times: 2, measure: 21 } });
    await act({ act: 'snooze', until: new Date(clock + dayMs).toISOString() });
    expect((await act({ act: 'wake' })).row.state).toBe('open');
    const { history } = await page(alertId);
    expect(history.find(({ type }) => type === 'AlertTaken')).toMatchObject({
      owner: 'Berrin',
      by: expect.stringContaining('Bench'),
    });
    await move('VASE', 'adjustment', 'A-02', 21);
    await look();
    expect(await act({ act: 'snooze', until: new Date(clock + dayMs).toISOString() }, 409)).toMatchObject({
      code: 'alert-over',
    });
    await got(desk.post(`/v1/alerts/${randomUUID()}`, { act: 'wake' }), 404);
  });

  it('finds alerts by text, pages through them, and refuses a cursor of somewhere else', async () => {
    expect((await listed('&text=lamp')).every(({ title }) => /lamp/i.test(title))).toBe(true);
    const all = await listed();
    const first = await got<{ rows: AlertRow[]; cursor: string }>(desk.get('/v1/alerts?limit=2'));
    const next = await got<{ rows: AlertRow[] }>(
      desk.get(`/v1/alerts?limit=2&cursor=${encodeURIComponent(first.cursor)}`),
    );
    expect([...first.rows, ...next.rows].map(({ alertId }) => alertId)).toEqual(
      all.slice(0, 4).map(({ alertId }) => alertId),
    );
    await got(desk.get('/v1/alerts?cursor=abc'), 400);
  });
});

describe('thresholds', () => {
  const settings = (): Promise<AlertSettingsDoc> => got(desk.get('/v1/alert-settings'));
  const changed = (settings: AlertSettings, isOn: boolean, leastUnits: number): AlertSettings => ({
    ...settings,
    kinds: {
      ...settings.kinds,
      'low-stock': {
        ...settings.kinds['low-stock'],
        isOn,
        owner: 'Stock desk',
        limits: { ...settings.kinds['low-stock'].limits, leastUnits },
      },
    },
  });

  it('are tried before they count: what would be open now', async () => {
    const { settings: usual, version, trail } = await settings();
    expect([version, trail]).toEqual([0, []]);
    const wanted = changed(usual, true, 100_000);
    const { kinds } = await got<AlertPreview>(desk.post('/v1/alert-preview', { settings: wanted }));
    const before = (await open('low-stock')).length;
    const low = kinds.find(({ kind }) => kind === 'low-stock');
    expect(low).toMatchObject({ open: 4, opens: 4 - before, clears: 0 });
    expect(low?.titles).toContain('VASE A vase');
    expect((await open('low-stock')).length).toBe(before);

    const saved = await got<AlertSettingsDoc>(
      desk.post('/v1/alert-settings', { version, settings: wanted, by: manager }),
    );
    expect(saved).toMatchObject({ version: 1, trail: [{ version: 1, by: 'Mina Manager' }] });
    const opened = await open('low-stock');
    expect(opened).toHaveLength(4);
    expect(opened.filter(({ owner }) => owner === 'Stock desk').length).toBeGreaterThanOrEqual(1);
  });

  it('are set by who may, from the newest version, and a kind that is off clears', async () => {
    const { settings: now, version } = await settings();
    const off = changed(now, false, 0);
    await got(desk.post('/v1/alert-settings', { version: 0, settings: off, by: manager }), 409);
    await got(desk.post('/v1/alert-settings', { version, settings: off, by: clerk }), 403);
    const { kinds } = await got<AlertPreview>(desk.post('/v1/alert-preview', { settings: off }));
    expect(kinds.find(({ kind }) => kind === 'low-stock')).toMatchObject({ open: 0, clears: 4 });
    await got(desk.post('/v1/alert-settings', { version, settings: off, by: manager }));
    expect(await open('low-stock')).toEqual([]);
    expect((await settings()).trail.map((each) => each.version)).toEqual([2, 1]);
    const wrong = { ...off, kinds: { ...off.kinds, 'stock-out': { ...off.kinds['stock-out'], step: 0 } } };
    await got(desk.post('/v1/alert-settings', { version: 2, settings: wrong, by: manager }), 400);
  });

  it('of a warehouse hold for what is there alone, and the company’s for every other one', async () => {
    const before = await settings();
    const carry = async (warehouseId: string, from: string, to: string, quantity: number): Promise<void> => {
      await test.office.writer.submit([warehouseId], async (tx) => {
        const changes = newChangeSet(now().toISOString(), test.office.newId);
        const way = { sku: 'VASE' as Sku, from: from as LocationId, to: to as LocationId };
        const move = { ...way, quantity, cause: 'Test' };
        changes.moves.push({ warehouseId: warehouseId as never, move, cause: headOfficeCause(changes) });
        await storeChanges(tx, changes);
      });
    };
    const gone = [
      [leeds, 10_000],
      [rotterdam, 3],
    ] as const;
    for (const [site, units] of gone) await carry(site, 'B-01', 'adjustment', units);
    await look();
    const sites = async (): Promise<unknown[]> =>
      (await open('negative-level'))
        .filter(({ values }) => values['location'] === 'B-01')
        .map(({ warehouseId }) => warehouseId ?? '')
        .sort();
    expect(await sites()).toEqual([leeds, rotterdam]);
    const own = withSiteSetting(before.settings, rotterdam, 'negative-level', {
      isOn: true,
      limits: { units: 4 },
    });
    const { kinds } = await got<AlertPreview>(desk.post('/v1/alert-preview', { settings: own }));
    expect(kinds.find(({ kind }) => kind === 'negative-level')).toMatchObject({ clears: 1 });
    const { version } = await got<AlertSettingsDoc>(
      desk.post('/v1/alert-settings', { version: before.version, settings: own, by: manager }),
    );
    expect(await sites()).toEqual([leeds]);
    // The company looks away, the warehouse does not; and it asks of its own stock by what it sold.
    const off = { ...own.kinds['negative-level'], isOn: false };
    const alone = withSiteSetting(
      withSiteSetting(
        { ...own, kinds: { ...own.kinds, 'negative-level': off } },
        rotterdam,
        'negative-level',
        { isOn: true, limits: { units: 2 } },
      ),
      rotterdam,
      'low-stock',
      { isOn: true, limits: { coverDays: 14, leastUnits: 5 } },
    );
    const saved = await got<AlertSettingsDoc>(
      desk.post('/v1/alert-settings', { version, settings: alone, by: manager }),
    );
    expect(await sites()).toEqual([rotterdam]);
    const low = (await open('low-stock')).filter(({ warehouseId }) => warehouseId === rotterdam);
    expect(low.map(({ subject, values }) => [subject, values['need']])).toContainEqual([
      `${rotterdam} MUG`,
      5,
    ]);
    await got(
      desk.post('/v1/alert-settings', { version: saved.version, settings: before.settings, by: manager }),
    );
    await look();
    expect((await open('low-stock')).filter(({ warehouseId }) => warehouseId !== null)).toEqual([]);
    for (const [site, units] of gone) await carry(site, 'adjustment', 'B-01', units);
    await look();
  });
});

describe('goods of another site', () => {
  it('are late as those of a supplier are, once their day is over', async () => {
    await test.receive('BOWL', 5, 'A-03');
    const transferId = randomUUID();
    const lines = [{ sku: 'BOWL', quantity: 2 }];
    const dueOn = addDays(dayOf(now()), 1);
    await got(
      desk.post(`/v1/transfers/${transferId}`, { fromId: leeds, toId: rotterdam, dueOn, note: '', lines }),
    );
    await got(desk.post(`/v1/transfers/${transferId}/release`, {}));
    const late = async (): Promise<AlertRow[]> =>
      (await open('late-supplier')).filter(({ subject }) => subject === transferId);
    await look();
    expect(await late()).toEqual([]);
    await got(desk.post(`/v1/transfers/${transferId}/expect`, { dueOn: addDays(dayOf(now()), -3) }));
    await look();
    expect(await late()).toMatchObject([
      { warehouseId: rotterdam, measure: 3, values: { supplier: leeds, units: 2 } },
    ]);
    await got(desk.post(`/v1/transfers/${transferId}/cancel`, {}));
    await look();
    expect(await late()).toEqual([]);
  });
});
