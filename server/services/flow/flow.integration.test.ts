// What a manager configures, on real PostgreSQL: fields and tags wherever orders come in, rules that act before anything is
// promised and after, the flow in versions with a preview and the way back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowAnswer, FlowPreviewAnswer } from '../../../shared/contract/flow';
import type { Rule } from '../../../shared/domain/automation/rule';
import type { FieldDefinition } from '../../../shared/domain/field/field';
import type { Order } from '../../../shared/domain/order/order';
import { lineOf, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';
import { orderIdOf } from '../orders/order-id';
import { addOfficePeople, clerk, manager } from '../people/people.test-kit';

let test: TestOffice;
let desk: TestStation;

beforeAll(async () => {
  test = await startTestOffice({ idleMs: 3_600_000 });
  await addOfficePeople(test);
  desk = await test.enrol();
  await test.receive('MUG', 1000);
});
afterAll(async () => {
  await test.expectSound();
  await test.close();
});

const field = (change: Partial<FieldDefinition>): object => ({
  owner: 'order',
  key: 'gift_note',
  names: { en: 'Gift note', tr: 'Hediye notu' },
  kind: 'text',
  ...change,
});
const define = (change: Partial<FieldDefinition>) =>
  desk.post('/v1/fields', { field: field(change), by: manager });
const rule = (ruleId: string, change: Partial<Rule>): Rule => ({
  ruleId,
  name: `Rule ${ruleId}`,
  isOn: true,
  when: 'order-placed',
  match: 'all',
  conditions: [],
  actions: [{ do: 'tag', tags: [ruleId] }],
  ...change,
});

async function flow(): Promise<FlowAnswer> {
  return (await desk.get('/v1/order-flow')).body as unknown as FlowAnswer;
}
async function save(change: (now: FlowAnswer['flow']) => FlowAnswer['flow'], note = '') {
  const now = await flow();
  return desk.post('/v1/order-flow', { from: now.version, flow: change(now.flow), note, by: manager });
}
async function order(externalId: string): Promise<Order> {
  const rows = await test.rows<{ doc: Order }>(
    'SELECT doc FROM sales_order WHERE order_id = $1',
    orderIdOf('web', externalId),
  );
  if (!rows[0]) throw new Error(`no order ${externalId}`);
  return rows[0].doc;
}
const whole = (externalId: string, change: object = {}) => ({
  channelId: 'web',
  externalId,
  placedAt: '2026-03-01T09:00:00.000Z',
  currency: 'GBP',
  customer: { customerId: 'C1', name: 'Ada' },
  shipTo: {
    name: 'Ada',
    company: null,
    lines: ['1 High Street'],
    postcode: 'LS1 1AA',
    city: 'Leeds',
    region: null,
    countryCode: 'GB',
    phone: null,
    email: null,
  },
  lines: [lineOf('MUG', 2)],
  ...change,
});

describe('custom fields', () => {
  it('are defined by a manager, and keep their kind', async () => {
    expect(await desk.post('/v1/fields', { field: field({}), by: clerk })).toMatchObject({ status: 403 });
    expect(await define({ shownToPacker: true, filterable: true })).toMatchObject({ status: 200 });
    expect(await define({ kind: 'number' })).toMatchObject({
      status: 422,
      body: { code: 'field-other-kind' },
    });
    await define({ key: 'engraving', owner: 'line', shownToPacker: true });
    await define({ key: 'care', owner: 'product', shownToPacker: true, names: { en: 'Care', tr: 'Bakım' } });
    await define({
      key: 'cost_centre',
      requiredAt: 'released',
      names: { en: 'Cost centre', tr: 'Masraf yeri' },
    });
    expect((await desk.get('/v1/fields')).body['fields']).toHaveLength(4);
  });

  it('are judged where an order comes in: field, reason and remedy', async () => {
    const refused = await desk.post('/v1/orders', whole('F-0', { fields: { gift_note: 5, other: 'x' } }));
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'custom-field-wrong', values: { field: 'fields.gift_note' } },
    });
    expect(String(refused.body['message'])).toContain(
      'fields.gift_note: The field gift_note is not of its kind (text). Send',
    );
  });

  it('that are missing hold an order until they are there, and then it goes on', async () => {
    const lines = [{ ...lineOf('MUG', 1), fields: { engraving: 'A' } }];
    expect(await desk.post('/v1/orders', whole('F-1', { fields: { gift_note: 'Hi' }, lines }))).toMatchObject(
      { status: 201 },
    );
    expect(await order('F-1')).toMatchObject({
      holds: [{ reason: 'field', note: 'cost_centre' }],
      fields: { gift_note: 'Hi' },
      lines: [{ allocated: 0, fields: { engraving: 'A' } }],
    });
    await desk.post('/v1/marks/product/MUG', { fields: { care: 'Wrap twice' } });
    const id = orderIdOf('web', 'F-1');
    expect(await desk.post(`/v1/orders/${id}/marks`, { fields: { cost_centre: 'X9' } })).toMatchObject({
      status: 200,
    });
    await test.settled();
    expect(await order('F-1')).toMatchObject({ holds: [], lines: [{ allocated: 1 }] });
    const [parcel] = await test.parcelsOf(id);
    expect(parcel?.shown).toEqual([
      { key: 'gift_note', names: { en: 'Gift note', tr: 'Hediye notu' }, en: 'Hi', tr: 'Hi' },
    ]);
    expect(parcel?.lines[0]?.shown?.map(({ key, en }) => [key, en])).toEqual([
      ['engraving', 'A'],
      ['care', 'Wrap twice'],
    ]);
    await desk.post(`/v1/orders/${id}/marks`, { fields: { gift_note: 'Hello' } });
    expect((await test.parcelsOf(id))[0]?.shown?.map(({ en }) => en)).toEqual(['Hello']);
    await desk.post(`/v1/orders/${id}/marks`, { fields: { gift_note: 'Hi' } });
    const found = await desk.get('/v1/orders?field=gift_note:Hi');
    expect((found.body['rows'] as { number: string }[]).map(({ number }) => number)).toEqual(['F-1']);
    await define({ key: 'cost_centre', names: { en: 'Cost centre', tr: 'Masraf yeri' }, isRetired: true });
  });
});

describe('tags', () => {
  it('are one however they are written, and are put on many orders at once', async () => {
    for (const id of ['T-1', 'T-2']) await desk.post('/v1/orders', whole(id, { tags: ['KIRMIZI'] }));
    const orderIds = [orderIdOf('web', 'T-1'), orderIdOf('web', 'T-2'), orderIdOf('web', 'nobody')];
    const answer = await desk.post('/v1/office/orders/tags', {
      orderIds,
      add: ['Press kit'],
      remove: ['kirmizi'],
    });
    expect(answer.body).toEqual({
      changed: 2,
      refused: [{ orderId: orderIds[2], code: 'order-not-placed' }],
    });
    expect((await order('T-1')).tags).toEqual(['press-kit']);
    const found = await desk.get('/v1/orders?tag=press-kit');
    expect((found.body['rows'] as { tags: string[] }[]).map(({ tags }) => tags)).toEqual([
      ['press-kit'],
      ['press-kit'],
    ]);
    const { tags } = (await desk.get('/v1/fields')).body as { tags: { key: string; name: string }[] };
    expect(tags.find(({ key }) => key === 'press-kit')?.name).toBe('Press kit');
    await desk.post('/v1/tags', { name: 'Press kit', colour: 'teal', by: manager });
    expect((await desk.get('/v1/fields')).body['tags']).toContainEqual({
      key: 'press-kit',
      name: 'Press kit',
      colour: 'teal',
    });
  });
});

describe('rules', () => {
  it('act before anything is promised: an order that one holds is not allocated', async () => {
    await desk.post('/v1/marks/customer/C1', { add: ['Watch'] });
    const saved = await save(
      (now) => ({
        ...now,
        rules: [
          rule('big', {
            conditions: [{ what: 'total', is: 'at-least', amountMinor: 5_000, currency: 'GBP' }],
            actions: [
              { do: 'tag', tags: ['big'] },
              { do: 'hold', reason: 'fraud', note: 'Look at it' },
            ],
          }),
          rule('watched', {
            conditions: [{ what: 'customer-tag', is: 'any-of', values: ['watch'] }],
            actions: [
              { do: 'priority', priority: 'vip' },
              { do: 'notify', text: 'One of ours has ordered' },
            ],
          }),
        ],
      }),
      'First rules',
    );
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    await desk.post('/v1/orders', whole('R-1', { lines: [lineOf('MUG', 20)] }));
    expect(await order('R-1')).toMatchObject({
      tags: ['big'],
      priority: 'vip',
      holds: [{ reason: 'fraud', note: 'Look at it', by: 'Rule big' }],
      lines: [{ allocated: 0 }],
    });
    const page = await desk.get(`/v1/orders/${orderIdOf('web', 'R-1')}`);
    expect(page.status, JSON.stringify(page.body)).toBe(200);
    await test.office.automation.drain();
    await test.office.automation.drain();
    expect(await test.rows(`SELECT doc->'values' AS values FROM task WHERE kind = 'rule-notice'`)).toEqual([
      { values: { number: 'R-1', rule: 'Rule watched', text: 'One of ours has ordered' } },
    ]);
    const { rows } = (await desk.get('/v1/rule-runs')).body as { rows: { number: string; rule: string }[] };
    expect(rows.map(({ number, rule: name }) => [number, name])).toEqual([
      ['R-1', 'Rule watched'],
      ['R-1', 'Rule big'],
    ]);
  });

  it('act on what happens later, once, and are no reason for themselves', async () => {
    await save((now) => ({
      ...now,
      rules: [
        rule('gift', {
          when: 'order-tagged',
          conditions: [{ what: 'tag', is: 'any-of', values: ['gift'] }],
          actions: [{ do: 'tag', tags: ['wrap'] }],
        }),
        rule('loop', {
          when: 'order-tagged',
          actions: [
            { do: 'untag', tags: ['wrap'] },
            { do: 'tag', tags: ['gift'] },
          ],
        }),
        rule('free', {
          when: 'order-changed',
          conditions: [{ what: 'field', key: 'gift_note', is: 'equals', value: 'let it go' }],
          actions: [{ do: 'release', reason: 'other' }],
        }),
      ],
    }));
    await desk.post('/v1/orders', whole('R-2'));
    const id = orderIdOf('web', 'R-2');
    await desk.post('/v1/office/orders/tags', { orderIds: [id], add: ['gift'] });
    for (let turn = 0; turn < 3; turn += 1) await test.office.automation.drain();
    expect((await order('R-2')).tags).toEqual(['gift']);
    const fired = await test.rows(
      `SELECT body->>'rule' AS rule FROM event WHERE order_id = $1 AND type = 'RuleFired' ORDER BY seq`,
      id,
    );
    expect(fired).toEqual([{ rule: 'Rule gift' }, { rule: 'Rule loop' }]);
    await desk.post(`/v1/orders/${id}/holds`, { reason: 'other', note: 'wait' });
    await desk.post(`/v1/orders/${id}/marks`, { fields: { gift_note: 'Let it go' } });
    await test.office.automation.drain();
    expect((await order('R-2')).holds).toEqual([]);
  });
});

describe('the flow of orders', () => {
  it('is previewed on the last orders, kept in versions, and brought back', async () => {
    const before = await flow();
    const proposed = {
      ...before.flow,
      holds: { ...before.flow.holds, stopped: ['MUG'] },
      steps: before.flow.steps.map((each) => ({ ...each, paymentRule: 'prepaid' as const })),
      rules: [],
    };
    const preview = (await desk.post('/v1/order-flow/preview', { flow: proposed }))
      .body as unknown as FlowPreviewAnswer;
    expect(preview).toMatchObject({ orders: 5, differing: 5 });
    const one = preview.rows.find(({ number }) => number === 'R-2');
    expect(one?.before).toMatchObject({
      holds: ['other'],
      waitsForPayment: false,
      rules: ['Rule gift', 'Rule loop', 'Rule free'],
    });
    expect(one?.after).toMatchObject({ holds: ['other', 'stock'], waitsForPayment: true, rules: [] });
    // A preview changes nothing.
    expect((await flow()).version).toBe(before.version);

    const saved = await desk.post('/v1/order-flow', {
      from: before.version,
      flow: proposed,
      note: 'Stop mugs',
      by: manager,
    });
    expect(saved.status).toBe(200);
    await desk.post('/v1/orders', whole('V-1'));
    expect(await order('V-1')).toMatchObject({ state: 'placed', holds: [{ reason: 'stock' }] });
    const stale = await desk.post('/v1/order-flow', { from: before.version, flow: proposed, by: manager });
    expect(stale).toMatchObject({ status: 409, body: { code: 'flow-changed' } });

    const { version, versions } = await flow();
    expect(versions[0]).toMatchObject({ personName: 'Mina Manager', note: 'Stop mugs', undoes: null });
    expect(versions[0]?.changes).toEqual([
      { part: 'steps', how: 'changed', name: 'web' },
      { part: 'holds', how: 'changed', name: 'stopped' },
      { part: 'rules', how: 'removed', name: 'Rule gift' },
      { part: 'rules', how: 'removed', name: 'Rule loop' },
      { part: 'rules', how: 'removed', name: 'Rule free' },
    ]);
    const back = await desk.post('/v1/order-flow/undo', {
      from: version,
      version: before.version,
      by: manager,
    });
    expect(back.status).toBe(200);
    const after = await flow();
    expect(after.flow).toEqual(before.flow);
    expect(after.versions[0]).toMatchObject({ undoes: before.version });
    await desk.post('/v1/orders', whole('V-2'));
    expect(await order('V-2')).toMatchObject({ state: 'confirmed', holds: [] });
  });

  it('what another page changed meanwhile is a version of its own', async () => {
    const settings = (await desk.get('/v1/placement-settings')).body;
    await desk.post('/v1/placement-settings', { ...settings, stopped: ['LAMP'], by: manager });
    await save((now) => now, 'Nothing more');
    const { versions } = await flow();
    expect(versions.slice(0, 2)).toMatchObject([
      { note: 'Nothing more', changes: [] },
      { personName: '', changes: [{ part: 'holds', how: 'changed', name: 'stopped' }] },
    ]);
  });

  it('names no channel that is not there', async () => {
    const now = await flow();
    const steps = [...now.flow.steps, { ...now.flow.steps[0], channelId: 'nobody' }];
    expect(
      await desk.post('/v1/order-flow', { from: now.version, flow: { ...now.flow, steps }, by: manager }),
    ).toMatchObject({
      status: 409,
    });
  });
});
