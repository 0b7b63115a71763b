// Special orders on a real database: marked by rule and by hand, told to benches, sealed by two people, watched, at risk.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  OrderSpecialPage,
  SpecialPreview,
  SpecialRow,
  SpecialSettingsDoc,
} from '../../../shared/contract/special';
import type { PersonId } from '../../../shared/domain/ids';
import { companyStream } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Role } from '../../../shared/domain/people/roles';
import { readSpecialCode, specialCodeForPeople } from '../../../shared/domain/special/special-code';
import type { SpecialRule } from '../../../shared/domain/special/special-rule';
import type { Task } from '../../../shared/sync/documents';
import {
  lineOf,
  packer,
  startTestOffice,
  supervisor,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { saveEntries } from '../directory/save-entries';
import { makeVerifier } from '../people/pin-verifier';

const manager = { badge: 'M1', pin: '46824' };
let nowMs = Date.parse('2026-05-04T10:00:00.000Z');
let test: TestOffice;
let desk: TestStation;
let bench: TestStation;

beforeAll(async () => {
  test = await startTestOffice({ now: () => new Date(nowMs), idleMs: 25 });
  desk = await test.enrol();
  bench = await test.enrol();
  const person = (personId: string, badge: string, roles: Role[]) => ({
    kind: 'person' as const,
    entryId: `person-${personId}`,
    person: { personId: personId as PersonId, name: personId, badge, roles },
  });
  await test.office.writer.submit([companyStream], (tx) =>
    saveEntries(tx, [
      person('PM', 'M1', ['manager']),
      person('PC', 'C1', ['office']),
      person('P2', 'P2', ['packer']),
    ]),
  );
  const { n, r, p, salt, hash, setAt } = await makeVerifier(manager.pin, '2026-01-01T00:00:00.000Z');
  await test.office.pool.query('INSERT INTO person_pin VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    'PM',
    n,
    r,
    p,
    salt,
    hash,
    setAt,
  ]);
  await test.receive('MUG', 500);
});
afterAll(async () => {
  await test.expectSound();
  await test.close();
});

async function until<T>(what: string, ask: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let turn = 0; turn < 400; turn += 1) {
    const found = await ask();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`never: ${what}`);
}

const settings = async (): Promise<SpecialSettingsDoc> =>
  (await desk.get('/v1/special-settings')).body as unknown as SpecialSettingsDoc;
async function setRules(rules: SpecialRule[]): Promise<void> {
  const { version, kinds } = await settings();
  const saved = await desk.post('/v1/special-settings', { version, kinds, rules, by: manager });
  expect(saved, JSON.stringify(saved.body)).toMatchObject({ status: 200, body: { version: version + 1 } });
}
const vipRule: SpecialRule = {
  ruleId: 'vip',
  name: 'VIPs',
  kindId: 'vip',
  isOn: true,
  when: { isVip: true },
};
const giftRule: SpecialRule = {
  ruleId: 'gift',
  name: 'With a card',
  kindId: 'gift',
  isOn: true,
  when: { hasGiftMessage: true },
};
const page = async (orderId: string): Promise<OrderSpecialPage> =>
  (await desk.get(`/v1/orders/${orderId}/special`)).body as unknown as OrderSpecialPage;
const listed = async (query = ''): Promise<SpecialRow[]> =>
  (await desk.get(`/v1/special?limit=200${query}`)).body['rows'] as SpecialRow[];
const watched = (orderId: string): Promise<SpecialRow> =>
  until('it is on the list', async () => (await listed()).find((row) => row.orderId === orderId));
const parcelOf = async (orderId: string): Promise<Parcel> => {
  const [parcel] = await test.parcelsOf(orderId);
  if (!parcel) throw new Error('no parcel');
  return parcel;
};
const mark = (orderId: string, kindId: string, over: object = {}) =>
  desk.post(`/v1/orders/${orderId}/special`, { kindId, reason: 'asked for', ...over });

/** Ops of a bench that packs one mug and chooses a box. */
async function pack(orderId: string): Promise<Parcel> {
  const held = await bench.hello(20, await bench.hello(0));
  const parcel = held.find((each) => each.orderId === orderId);
  if (!parcel) throw new Error('not leased');
  const mug = { sku: 'MUG' as never, quantity: 1, code: 'x', scanId: 's' };
  await bench.deliver(
    bench.op('parcel.open', parcel, {}),
    bench.op('parcel.pack-item', parcel, mug),
    bench.op('parcel.choose-box', parcel, { boxId: 'B1' as never }),
  );
  return parcel;
}
const seal = (parcel: Parcel) =>
  bench.op('parcel.seal', parcel, { sscc: bench.nextSscc() as never, weightGrams: 300 });
const tasksOf = async (kind: string, orderId: string): Promise<Task[]> =>
  (
    await test.rows<{ doc: Task }>('SELECT doc FROM task WHERE kind = $1 AND order_id = $2', kind, orderId)
  ).map(({ doc }) => doc);

describe('rules', () => {
  it('mark an order before its boxes are made, and every box carries the mark', async () => {
    await setRules([vipRule, giftRule]);
    const orderId = await desk.place({
      externalId: 'R-1',
      priority: 'vip',
      giftMessage: 'İyi ki doğdun',
      lines: [lineOf('MUG', 1)],
    });
    await test.settled();
    const { special } = await page(orderId);
    expect(special).toMatchObject({
      marks: [
        { kind: { kindId: 'vip' }, by: { from: 'rule', ruleId: 'vip' } },
        { kind: { kindId: 'gift' }, by: { from: 'rule', ruleId: 'gift' } },
      ],
    });
    expect(readSpecialCode(special?.code ?? '')).toBe(special?.code);
    expect((await parcelOf(orderId)).special).toMatchObject({
      code: special?.code,
      kinds: [{ kindId: 'vip' }, { kindId: 'gift' }],
      giftMessage: 'İyi ki doğdun',
      second: 'asked',
      verified: null,
    });
    expect(await watched(orderId)).toMatchObject({
      state: 'watched',
      kinds: [{ kindId: 'vip' }, { kindId: 'gift' }],
      where: 'to-pack',
      risk: { level: 'none' },
    });
  });

  it('leave other orders alone, and those marked by hand before', async () => {
    const plain = await desk.place({ externalId: 'R-2', lines: [lineOf('MUG', 1)] });
    await test.settled();
    expect(await page(plain)).toMatchObject({ special: null, row: null });
    expect((await parcelOf(plain)).special).toBeNull();
  });

  it('are asked again when a fact of an order comes later', async () => {
    await setRules([vipRule, { ...giftRule, ruleId: 'tr', kindId: 'press', when: { countries: ['TR'] } }]);
    // There is no lamp: nothing of it is in a box yet.
    const orderId = await desk.place({ externalId: 'R-3', lines: [lineOf('LAMP', 1)] });
    await test.settled();
    expect((await page(orderId)).special).toBeNull();
    const { shipTo } = (await desk.get(`/v1/orders/${orderId}`)).body['order'] as { shipTo: object };
    const turkish = { ...shipTo, postcode: '35220', city: 'Konak', region: 'İzmir', countryCode: 'TR' };
    expect(await desk.post(`/v1/orders/${orderId}/address`, { shipTo: turkish })).toMatchObject({
      status: 200,
    });
    // A rule asks about customers, so it waits until head office knows this one, and asks again some seconds later.
    await until('it is marked', async () => {
      nowMs += 1_000;
      return (await page(orderId)).special;
    });
    expect(await page(orderId)).toMatchObject({ special: { marks: [{ kind: { kindId: 'press' } }] } });
    await test.receive('LAMP', 1);
    await test.settled();
    expect((await parcelOf(orderId)).special).toMatchObject({
      kinds: [{ kindId: 'press' }],
      second: 'asked',
    });
  });

  it('are asked again when an order is tagged, and its box is told', async () => {
    await setRules([{ ...giftRule, ruleId: 'tag', kindId: 'press', when: { tags: ['Basın listesi'] } }]);
    const orderId = await desk.place({ externalId: 'R-4', lines: [lineOf('MUG', 1)] });
    await test.settled();
    expect((await parcelOf(orderId)).special).toBeNull();
    const tagged = { orderIds: [orderId], add: ['BASIN LİSTESİ'], remove: [] };
    expect(await desk.post('/v1/office/orders/tags', tagged)).toMatchObject({ status: 200 });
    await until('its box is told', async () => (await parcelOf(orderId)).special);
    expect((await parcelOf(orderId)).special).toMatchObject({
      kinds: [{ kindId: 'press' }],
      second: 'asked',
    });
  });

  it('are tried on the newest orders before anybody saves them', async () => {
    const { kinds, version } = await settings();
    const rules = [vipRule, { ...giftRule, ruleId: 'tr', when: { countries: ['TR'] } }];
    const tried = await desk.post('/v1/special-preview', { kinds, rules });
    const preview = tried.body as unknown as SpecialPreview;
    expect(preview).toMatchObject({ orders: 4, special: 2 });
    expect(preview.rules).toEqual([
      { ruleId: 'vip', orders: 1, numbers: ['R-1'] },
      { ruleId: 'tr', orders: 1, numbers: ['R-3'] },
    ]);
    expect((await settings()).version).toBe(version);
  });

  it('are a manager’s, of one version, and say which field is wrong', async () => {
    const { version, kinds, rules } = await settings();
    const save = (body: object) =>
      desk.post('/v1/special-settings', { version, kinds, rules, by: manager, ...body });
    expect(await save({ by: { badge: 'C1', pin: '1234' } })).toMatchObject({
      status: 403,
      body: { code: 'person-may-not' },
    });
    expect(await save({ version: version - 1 })).toMatchObject({
      status: 409,
      body: { code: 'special-settings-changed' },
    });
    expect(await save({ rules: [{ ...vipRule, when: {} }] })).toMatchObject({
      status: 400,
      body: { code: 'request-invalid' },
    });
  });
});

describe('two people at head office', () => {
  it('takes a seal behind a look of somebody else, and refuses one of the packer', async () => {
    await setRules([vipRule]);
    const orderId = await desk.place({ externalId: 'T-1', priority: 'vip', lines: [lineOf('MUG', 1)] });
    await test.settled();
    const parcel = await pack(orderId);
    const verify = (verifierId: string, over: object = {}) =>
      bench.op('parcel.verify', parcel, { verifierId: verifierId as PersonId, ...over });
    const same = await bench.deliver(verify(packer));
    expect(same.body.results[0]).toMatchObject({
      status: 'refused',
      refusal: { code: 'second-person-same' },
    });
    const clerk = await bench.deliver(verify('PC'));
    expect(clerk.body.results[0]).toMatchObject({ status: 'refused', refusal: { code: 'person-may-not' } });
    const without = await bench.deliver(verify(supervisor, { override: 'nobody-else' }));
    expect(without.body.results[0]).toMatchObject({
      status: 'refused',
      refusal: { code: 'override-not-allowed' },
    });
    const early = await bench.deliver(seal(parcel));
    expect(early.body.results[0]).toMatchObject({
      status: 'contradiction',
      refusal: { code: 'second-person-first' },
    });
    expect(await parcelOf(orderId)).toMatchObject({ state: 'packing', sscc: null });
    expect(await tasksOf('second-check', orderId)).toHaveLength(1);

    const done = await bench.deliver(verify('P2'), seal(parcel));
    expect(done.body.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect(await parcelOf(orderId)).toMatchObject({
      state: 'sealed',
      special: { verified: { by: 'P2', override: null }, refusedSeal: null },
    });
    const { custody } = await page(orderId);
    expect(custody.map(({ act, by }) => [act, by])).toEqual(
      expect.arrayContaining([
        ['packed', 'Ayşe Yıldız'],
        ['verified', 'P2'],
        ['seal-refused', 'Ayşe Yıldız'],
        ['sealed', 'Ayşe Yıldız'],
      ]),
    );
  });

  it('takes a supervisor’s word where the kind allows it, and nobody else’s', async () => {
    const orderId = await desk.place({ externalId: 'T-2', lines: [lineOf('MUG', 1)] });
    await test.settled();
    expect(await mark(orderId, 'press', { note: 'For the magazine' })).toMatchObject({ status: 200 });
    const parcel = await pack(orderId);
    const without = (verifierId: string) =>
      bench.op('parcel.verify', parcel, { verifierId: verifierId as PersonId, override: 'customer-waits' });
    expect((await bench.deliver(without('P2'))).body.results[0]).toMatchObject({
      status: 'refused',
      refusal: { code: 'person-may-not' },
    });
    const done = await bench.deliver(without(supervisor), seal(parcel));
    expect(done.body.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect((await page(orderId)).custody.find(({ act }) => act === 'overridden')).toMatchObject({
      by: 'Deniz Kaya',
    });
  });

  it('books a box that left before anybody knew, and tells somebody', async () => {
    const orderId = await desk.place({ externalId: 'T-3', lines: [lineOf('MUG', 1)] });
    await test.settled();
    const parcel = await pack(orderId);
    // The bench is away: it seals, prints and hands over what head office marks meanwhile.
    const sealing = seal(parcel);
    const label = { jobId: sealing.opId, attempt: 1, outcome: 'confirmed' as const };
    const printing = bench.op('parcel.record-label', parcel, { label });
    const sscc = String(sealing.body['sscc']);
    const leaving = bench.op('parcel.hand-over', parcel, { sscc });
    await mark(orderId, 'vip');
    const told = await bench.deliver(sealing, printing, leaving);
    expect(told.body.results.map(({ status }) => status)).toEqual([
      'contradiction',
      'applied',
      'contradiction',
    ]);
    expect(await parcelOf(orderId)).toMatchObject({
      state: 'handed-over',
      sscc,
      special: { second: 'too-late' },
    });
    expect(await tasksOf('left-unseen', orderId)).toHaveLength(1);
    expect((await desk.get(`/v1/orders/${orderId}`)).body['order']).toMatchObject({ state: 'closed' });
  });
});

describe('marks by hand', () => {
  it('carry reason and name, are told to the box, and come off only with a supervisor’s badge', async () => {
    const orderId = await desk.place({ externalId: 'H-1', lines: [lineOf('MUG', 1)] });
    await test.settled();
    expect(await mark(orderId, 'no-such-kind')).toMatchObject({
      status: 409,
      body: { code: 'special-kind-unknown' },
    });
    expect(await mark(orderId, 'vip', { reason: '' })).toMatchObject({ status: 400 });
    await mark(orderId, 'vip', { note: 'Red ribbon' });
    expect((await parcelOf(orderId)).special).toMatchObject({ note: 'Red ribbon', second: 'asked' });
    const { special } = await page(orderId);
    expect(special?.marks[0]).toMatchObject({
      reason: 'asked for',
      by: { from: 'person', name: 'Bench station+office' },
    });

    const off = (by: object) =>
      desk.post(`/v1/orders/${orderId}/special/unmark`, { kindId: 'vip', reason: 'by mistake', by });
    expect(await off({ badge: 'C1', pin: '1' })).toMatchObject({
      status: 403,
      body: { code: 'person-may-not' },
    });
    expect(await off(manager)).toMatchObject({
      status: 200,
      body: { special: { marks: [], takenOff: ['vip'] } },
    });
    expect((await parcelOf(orderId)).special).toBeNull();
    await until('it is watched no more', async () => (await page(orderId)).row?.state === 'over');
  });

  it('find an order by its code, however it is written', async () => {
    const orderId = await desk.place({ externalId: 'H-2', lines: [lineOf('MUG', 1)] });
    await test.settled();
    await mark(orderId, 'thank-you');
    const { special } = await page(orderId);
    const written = specialCodeForPeople(special?.code ?? '').toLowerCase();
    await watched(orderId);
    expect((await listed(`&text=${encodeURIComponent(written)}`)).map((row) => row.orderId)).toEqual([
      orderId,
    ]);
    const found = (await desk.get(`/v1/orders?text=${encodeURIComponent(written)}`)).body['rows'] as {
      orderId: string;
    }[];
    expect(found.map((row) => row.orderId)).toEqual([orderId]);
  });

  it('say that an order is not there', async () => {
    const nowhere = '00000000-0000-7000-8000-000000000000';
    expect(await mark(nowhere, 'vip')).toMatchObject({ status: 404, body: { code: 'order-unknown' } });
    expect(await desk.get(`/v1/orders/${nowhere}/special`)).toMatchObject({ status: 404 });
    expect(await desk.post(`/v1/special/${nowhere}`, { act: 'take', owner: 'Berrin' })).toMatchObject({
      status: 409,
    });
  });
});

describe('the watch list', () => {
  it('is looked after: owner, calls, priority; filtered by each', async () => {
    const orderId = await desk.place({ externalId: 'W-1', lines: [lineOf('MUG', 1)] });
    await test.settled();
    await mark(orderId, 'gift');
    await watched(orderId);
    const act = (body: object) => desk.post(`/v1/special/${orderId}`, body);
    expect(await act({ act: 'take', owner: 'Berrin' })).toMatchObject({
      status: 200,
      body: { row: { owner: 'Berrin' } },
    });
    expect(await act({ act: 'call', text: 'It comes on Friday' })).toMatchObject({
      body: { calls: [{ kind: 'call', text: 'It comes on Friday' }] },
    });
    expect((await parcelOf(orderId)).priority).toBe('normal');
    expect(await act({ act: 'raise', reason: 'She called twice' })).toMatchObject({
      body: { row: { isRaised: true } },
    });
    expect((await parcelOf(orderId)).priority).toBe('vip');
    for (const query of ['&owner=berr', '&kindId=gift', '&state=watched', '&text=W-1'])
      expect(
        (await listed(query)).map((row) => row.orderId),
        query,
      ).toContain(orderId);
    for (const query of ['&owner=nobody', '&kindId=recall', '&state=over', '&risk=late'])
      expect(
        (await listed(query)).map((row) => row.orderId),
        query,
      ).not.toContain(orderId);
    const first = await desk.get('/v1/special?limit=1');
    const cursor = encodeURIComponent(String(first.body['cursor']));
    const second = (await desk.get(`/v1/special?limit=1&cursor=${cursor}`)).body['rows'] as SpecialRow[];
    expect(second[0]?.orderId).not.toBe((first.body['rows'] as SpecialRow[])[0]?.orderId);
    expect(await desk.get('/v1/special?cursor=wrong')).toMatchObject({
      status: 400,
      body: { code: 'cursor-wrong' },
    });
  });

  it('tells of a risk once, as a task, and puts it first', async () => {
    const orderId = await desk.place({ externalId: 'W-2', lines: [lineOf('MUG', 1)] });
    await test.settled();
    await mark(orderId, 'vip');
    await watched(orderId);
    nowMs += 30 * 3_600_000;
    const [task] = await until('a task stands', async () => {
      const found = await tasksOf('special-at-risk', orderId);
      return found.length > 0 && found;
    });
    expect(task).toMatchObject({ values: { number: 'W-2', level: 'at-risk', risk: 'not_left' } });
    const [first] = await listed('&state=watched');
    expect(first?.risk.level).not.toBe('none');
    await desk.post(`/v1/orders/${orderId}/holds`, { reason: 'customer', note: 'wait' });
    await until('another reason', async () => (await watched(orderId)).risk.reason === 'on-hold');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await tasksOf('special-at-risk', orderId)).toHaveLength(1);
  });

  it('hands the chain of custody on as a sheet in which nothing is a formula', async () => {
    const [row] = await listed('&text=T-1');
    const answer = await test.app.inject({
      method: 'GET',
      url: `/v1/orders/${row?.orderId}/custody.csv`,
      headers: desk.headers,
    });
    expect(answer.headers['content-type']).toContain('text/csv');
    const lines = answer.body.trim().split('\r\n');
    expect(lines[0]).toContain('order,box,act,from,until,by');
    expect(lines.some((line) => line.includes('verified'))).toBe(true);
  });
});
