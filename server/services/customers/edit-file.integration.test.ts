// Contacts and addresses by hand on real PostgreSQL: orders follow them, everything is undone as it was, the history does not
// bring back what was taken out, and nothing of it outlives an erasure.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerPage } from '../../../shared/contract/customers';
import type { NewOrder } from '../../../shared/contract/http';
import { skuSchema } from '../../../shared/domain/ids';
import { newOrder, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';
import { verifyValue } from './customer-value';
import { matchAll } from './customers.test-kit';
import { exportPerson } from './export-person';
import { recountMargins, saveCosts } from './product-costs';
import { readZip } from './zip-file.test-kit';

let office: TestOffice;
let desk: TestStation;
beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000 });
  desk = await office.enrol();
});
afterAll(() => office.close());

const to = (name: string, more: Partial<NewOrder['shipTo']> = {}): Pick<NewOrder, 'customer' | 'shipTo'> => ({
  customer: { customerId: null, name },
  shipTo: { ...newOrder({ externalId: 'x' }).shipTo, name, phone: null, email: null, ...more },
});
/** Placed long before or long after the office wrote anything. */
const order = async (externalId: string, who: ReturnType<typeof to>, isLater = false): Promise<string> => {
  const orderId = await desk.place({
    externalId,
    ...who,
    ...(isLater ? { placedAt: '2036-01-01T00:00:00.000Z' } : {}),
  });
  await matchAll(office.office.pool);
  const [row] = await office.rows<{ root_id: string }>(
    'SELECT c.root_id FROM customer_order o JOIN customer c USING (customer_id) WHERE o.order_id = $1',
    orderId,
  );
  return row?.root_id ?? 'nobody';
};
const of = (customerId: string, rest = ''): string => `/v1/customers/${customerId}${rest}`;
const post = async (customerId: string, rest: string, body: object): Promise<CustomerPage> => {
  const answer = await desk.post(of(customerId, rest), body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as CustomerPage;
};
const refused = async (customerId: string, rest: string, body: object): Promise<unknown> => {
  const answer = await desk.post(of(customerId, rest), body);
  return [answer.status, answer.body['code']];
};
const shownOf = ({ contacts }: CustomerPage): string[] => contacts.map(({ shown }) => shown).sort();

describe('a contact by hand', () => {
  it('is a key of later orders, and is not any more when it is taken out', async () => {
    const ann = await order('A-1', to('Ann Lee', { email: 'ann@lee.example' }));
    const page = await post(ann, '/contacts', { kind: 'phone', shown: '020 7946 0018' });
    expect(page.contacts.find(({ kind }) => kind === 'phone')).toMatchObject({
      value: '+442079460018',
      source: 'office',
      isKey: true,
    });
    expect(await order('A-2', to('Ann Lee', { phone: '+44 20 7946 0018' }))).toBe(ann);
    const without = await post(ann, '/contacts/remove', { kind: 'phone', value: '+442079460018' });
    expect(shownOf(without)).toEqual(['ann@lee.example']);
    const somebody = await order('A-3', to('Bob Roe', { phone: '020 7946 0018' }));
    expect(somebody).not.toBe(ann);
    // Whose number it is now keeps it: undoing brings back the contact, not the key.
    const [edit] = without.edits;
    expect(edit).toMatchObject({ what: 'contact', how: 'removed', before: '+44 20 7946 0018' });
    const back = await post(ann, `/edits/${edit?.actId}/undo`, {});
    expect(back.contacts.find(({ kind }) => kind === 'phone')).toMatchObject({ isKey: false });
    expect(back.alike.map(({ customerId }) => customerId)).toContain(somebody);
    expect(await refused(ann, `/edits/${edit?.actId}/undo`, {})).toEqual([409, 'edit-over']);
  });

  it('is not brought back by the history, but by an order that names it again', async () => {
    const who = to('Cem Ok', { email: 'cem@ok.example', phone: '020 7946 0101' });
    const cem = await order('C-1', who);
    await post(cem, '/contacts/remove', { kind: 'mail', value: 'cem@ok.example' });
    await office.rows(`DELETE FROM follower WHERE name = 'customers'`);
    await matchAll(office.office.pool);
    const page = (await desk.get(of(cem))).body as CustomerPage;
    expect(shownOf(page)).toEqual(['020 7946 0101']);
    await order('C-3', to('Cem Ok', { email: 'Cem@ok.example', phone: '020 7946 0101' }), true);
    expect(shownOf((await desk.get(of(cem))).body as CustomerPage)).toEqual([
      '020 7946 0101',
      'Cem@ok.example',
    ]);
  });

  it('is changed and changed back; the same number written otherwise is no other number', async () => {
    const dan = await order('D-1', to('Dan Fox', { email: 'dan@fox.example' }));
    const replaces = { kind: 'mail', value: 'dan@fox.example' };
    const changed = await post(dan, '/contacts', { kind: 'mail', shown: 'dan@fix.example', replaces });
    expect(shownOf(changed)).toEqual(['dan@fix.example']);
    expect(changed.edits).toMatchObject([
      { how: 'changed', before: 'dan@fox.example', after: 'dan@fix.example' },
    ]);
    // Built upon: the first is offered again when the second is undone.
    const twice = await post(dan, '/contacts', {
      kind: 'mail',
      shown: 'dan@fax.example',
      replaces: { kind: 'mail', value: 'dan@fix.example' },
    });
    expect(twice.edits).toHaveLength(1);
    expect(await refused(dan, `/edits/${changed.edits[0]?.actId}/undo`, {})).toEqual([409, 'edit-over']);
    await post(dan, `/edits/${twice.edits[0]?.actId}/undo`, {});
    const first = await post(dan, `/edits/${changed.edits[0]?.actId}/undo`, {});
    expect(shownOf(first)).toEqual(['dan@fox.example']);
    expect(first.contacts[0]?.isKey).toBe(true);
    const same = await post(dan, '/contacts', { kind: 'mail', shown: 'Dan@Fox.example', replaces });
    expect(shownOf(same)).toEqual(['Dan@Fox.example']);
    expect(same.edits).toEqual([]);
  });

  it('is refused with what to do instead', async () => {
    const eve = await order('E-1', to('Eve Elm', { email: 'eve@elm.example' }));
    const contacts = (body: object) => refused(eve, '/contacts', body);
    expect(await contacts({ kind: 'mail', shown: 'eve at elm' })).toEqual([422, 'contact-wrong']);
    expect(await contacts({ kind: 'phone', shown: '12' })).toEqual([422, 'contact-wrong']);
    expect(await contacts({ kind: 'mail', shown: 'EVE@elm.example' })).toEqual([409, 'contact-known']);
    expect(await contacts({ kind: 'channel', shown: 'K1' })).toEqual([400, 'request-invalid']);
    expect(await contacts({ kind: 'mail', shown: 'x@y.example\r\nBcc: z@y.example' })).toEqual([
      422,
      'contact-wrong',
    ]);
    const nul = String.fromCharCode(0);
    const status = async (rest: string, body: object): Promise<number> =>
      (await desk.post(of(eve, rest), body)).status;
    expect(await status('/contacts', { kind: 'phone', shown: `020 7946 00${nul}19` })).toBeLessThan(500);
    expect(await status('/contacts/remove', { kind: 'mail', value: nul })).toBeLessThan(500);
    expect(await status('/notes', { text: `a${nul}b` })).toBeLessThan(500);
    const gone = { kind: 'mail', value: 'gone@elm.example' };
    expect(await contacts({ kind: 'mail', shown: 'new@elm.example', replaces: gone })).toEqual([
      409,
      'file-entry-gone',
    ]);
    // A refusal leaves nothing behind.
    const page = (await desk.get(of(eve))).body as CustomerPage;
    expect([shownOf(page), page.edits]).toEqual([['eve@elm.example'], []]);
    const other = await order('E-2', to('Fay Elm', { email: 'fay@elm.example' }));
    expect(await refused(other, `/edits/${'0198c0de-0000-7000-8000-000000000009'}/undo`, {})).toEqual([
      409,
      'edit-over',
    ]);
  });
});

describe('an address by hand', () => {
  it('is added, put right, taken out and brought back with which one was usual', async () => {
    const gus = await order('G-1', to('Gus Oak', { email: 'gus@oak.example', lines: ['1 Old Road'] }));
    const start = (await desk.get(of(gus))).body as CustomerPage;
    const old = start.addresses[0];
    if (!old) throw new Error('no address');
    const replaces = { kind: old.kind, addressKey: old.addressKey };
    await post(gus, '/default-address', replaces);
    const put = (lines: string[], more: object = {}) => ({
      kind: 'delivery',
      address: { ...old.address, lines },
      ...more,
    });
    const linesOf = (page: CustomerPage) =>
      page.addresses
        .map(({ address, isDefault }) => [address.lines.join(), isDefault])
        .sort((a, b) => String(a[0]).localeCompare(String(b[0])));
    const moved = await post(gus, '/addresses', put(['2 New Road'], { replaces }));
    expect(linesOf(moved)).toEqual([['2 New Road', true]]);
    expect(await refused(gus, '/addresses', put(['2 NEW road']))).toEqual([409, 'address-known']);
    expect(await refused(gus, '/addresses', put([]))).toEqual([422, 'address-incomplete']);
    const both = await post(gus, '/addresses', put(['3 Third Road']));
    expect(linesOf(both)).toEqual([
      ['2 New Road', true],
      ['3 Third Road', false],
    ]);
    // The history of old orders does not bring the old one back.
    await office.rows(`DELETE FROM follower WHERE name = 'customers'`);
    await matchAll(office.office.pool);
    expect(linesOf((await desk.get(of(gus))).body as CustomerPage)).toEqual(linesOf(both));
    const undone = await post(gus, `/edits/${moved.edits[0]?.actId}/undo`, {});
    expect(linesOf(undone)).toEqual([
      ['1 Old Road', true],
      ['3 Third Road', false],
    ]);
  });

  it('that was taken out is still exported, and goes with an erasure', async () => {
    const { pool, now } = office.office;
    const hal = await order('H-1', to('Hal Ivy', { email: 'hal@ivy.example', lines: ['77 Ivy Lane'] }));
    await post(hal, '/contacts', { kind: 'phone', shown: '020 7946 0777' });
    await post(hal, '/contacts/remove', { kind: 'phone', value: '+442079460777' });
    const [kept] = ((await desk.get(of(hal))).body as CustomerPage).addresses;
    await post(hal, '/addresses/remove', { kind: kept?.kind, addressKey: kept?.addressKey });
    const file = await exportPerson(pool, hal, now());
    if (!file) throw new Error('no file');
    const texts = JSON.stringify([...readZip(file.bytes).values()].map(String));
    for (const text of ['020 7946 0777', '77 Ivy Lane']) expect(texts).toContain(text);
    expect(await verifyValue(pool)).toEqual([]);
  });
});

describe('costs that are told later', () => {
  it('are in the margins of the orders they are of, once, and only of their days', async () => {
    const { pool, now } = office.office;
    const who = to('Ida Ash', { email: 'ida@ash.example' });
    const ida = await order('I-1', who);
    const margin = async () => {
      const { value } = (await desk.get(of(ida))).body as CustomerPage;
      return [value.marginMinor, value.marginOrders];
    };
    expect(await margin()).toEqual([null, 0]);
    const cost = (fromDay: string, costMinor: number) =>
      saveCosts(pool, [{ sku: skuSchema.parse('MUG'), fromDay, costMinor, currency: 'GBP' }]);
    await cost('2036-01-01', 10);
    await recountMargins(pool, now().toISOString());
    expect(await margin()).toEqual([null, 0]);
    await cost('2026-01-01', 120);
    expect(await recountMargins(pool, now().toISOString())).toBeGreaterThan(0);
    const [before, orders] = await margin();
    expect(orders).toBe(1);
    expect(await recountMargins(pool, now().toISOString())).toBe(0);
    await cost('2026-01-01', 100);
    await recountMargins(pool, now().toISOString());
    expect(await margin()).toEqual([(before ?? 0) + 20, 1]);
    expect(await verifyValue(pool)).toEqual([]);
  });
});
