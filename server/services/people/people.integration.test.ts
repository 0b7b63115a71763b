// People at head office: the office keeps them, every station pulls them, and nothing a PIN could be read from is in
// anything a page can ask for.
import { scryptSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonRow, PinsResponse } from '../../../shared/contract/people';
import { pinsResponseSchema } from '../../../shared/contract/people';
import type { PersonId } from '../../../shared/domain/ids';
import { leeds, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';

describe('people at head office', () => {
  let office: TestOffice;
  let desk: TestStation;
  let bench: TestStation;

  beforeAll(async () => {
    office = await startTestOffice();
    desk = await office.enrol(leeds, ['office']);
    bench = await office.enrol(leeds, ['station']);
  });
  afterAll(() => office?.close());

  const people = async (): Promise<PersonRow[]> => (await desk.get('/v1/people')).body['rows'] as PersonRow[];
  const personOf = async (personId: string): Promise<PersonRow | undefined> =>
    (await people()).find((row) => row.personId === personId);
  const add = async (body: object): Promise<PersonRow> => {
    const answer = await desk.post('/v1/people', body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body as unknown as PersonRow;
  };
  const setPin = (personId: string, pin: string | null, again = pin) =>
    desk.post(`/v1/people/${personId}/pin`, { pin, again });
  const pins = async (
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: PinsResponse }> => {
    const answer = await office.app.inject({
      method: 'POST',
      url: '/v1/people/pins',
      headers: { ...bench.headers, ...headers },
      payload: {},
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  const pulled = async (): Promise<string> =>
    JSON.stringify((await bench.get('/v1/pull?collection=directory&limit=5000')).body['documents']);

  it('are added with a badge nobody guesses, and pulled by every station', async () => {
    const zoe = await add({ name: ' Zoé Fontanès ', roles: ['supervisor', 'packer'] });
    expect(zoe).toMatchObject({
      name: 'Zoé Fontanès',
      roles: ['packer', 'supervisor'],
      retired: false,
      pinSetAt: null,
    });
    expect(zoe.badge).toMatch(/^[2-9A-HJ-NP-Y]{12}$/);
    expect(await pulled()).toContain(zoe.badge);
  });

  it('have one badge each; a retired one is free again', async () => {
    const first = await add({ name: 'First', badge: 'B-77', roles: ['packer'] });
    const again = { name: 'Second', badge: 'B-77', roles: ['packer'] };
    expect(await desk.post('/v1/people', again)).toMatchObject({
      status: 409,
      body: { code: 'badge-taken' },
    });
    const { personId, name, badge, roles } = first;
    const retire = (retired: boolean) => desk.post(`/v1/people/${personId}`, { name, badge, roles, retired });
    expect(await retire(true)).toMatchObject({ status: 200, body: { retired: true } });
    await add(again);
    expect(await retire(false)).toMatchObject({ status: 409, body: { code: 'badge-taken' } });
    expect(await desk.post('/v1/people/nobody', { name, badge, roles, retired: false })).toMatchObject({
      status: 404,
      body: { code: 'person-unknown' },
    });
  });

  it('get a PIN typed twice, kept as scrypt with its numbers and a salt of its own', async () => {
    const one = await add({ name: 'One', roles: ['supervisor'] });
    const two = await add({ name: 'Two', roles: ['supervisor'] });
    expect(await setPin(one.personId, '2580', '2581')).toMatchObject({
      status: 422,
      body: { code: 'pins-differ' },
    });
    expect(await setPin(one.personId, '1234')).toMatchObject({ status: 422, body: { code: 'pin-easy' } });
    for (const pin of ['258', '123456789', '25a0', ''])
      expect(await setPin(one.personId, pin)).toMatchObject({ status: 400 });
    expect(await setPin(one.personId, '2580')).toMatchObject({ status: 200 });
    expect(await setPin(two.personId, '2580')).toMatchObject({ status: 200 });
    const { body } = await pins();
    expect(pinsResponseSchema.safeParse(body).success).toBe(true);
    const [a, b] = [one, two].map(({ personId }) => body.people.find((each) => each.personId === personId));
    if (!a || !b) throw new Error('both have a PIN');
    expect(a.pin.salt).not.toBe(b.pin.salt);
    expect(a.pin.hash).not.toBe(b.pin.hash);
    expect(a.pin).toMatchObject({ n: 32_768, r: 8, p: 3, setAt: (await personOf(one.personId))?.pinSetAt });
    const { n, r, p, salt, hash } = a.pin;
    const made = scryptSync('2580', Buffer.from(salt, 'base64'), 32, { N: n, r, p, maxmem: 256 * n * r });
    expect(made.toString('base64')).toBe(hash);
  });

  it('lose their PIN when it is taken away, when they leave, and when they do not work at a bench', async () => {
    const has = async (personId: string) =>
      (await pins()).body.people.some((each) => each.personId === personId);
    const person = await add({ name: 'Leaver', badge: 'LEAVER', roles: ['packer'] });
    await setPin(person.personId, '2580');
    expect(await has(person.personId)).toBe(true);
    const { name, badge } = person;
    const edit = (roles: string[], retired: boolean) =>
      desk.post(`/v1/people/${person.personId}`, { name, badge, roles, retired });
    await edit(['packer'], true);
    expect(await has(person.personId)).toBe(false);
    await edit(['office'], false);
    expect(await has(person.personId)).toBe(false);
    await edit(['packer'], false);
    expect(await has(person.personId)).toBe(true);
    expect(await setPin(person.personId, null)).toMatchObject({ status: 200, body: { pinSetAt: null } });
    expect(await has(person.personId)).toBe(false);
    const { body } = await desk.get(`/v1/people/${person.personId}/changes`);
    expect(
      (body['rows'] as { what: string; station: string }[]).map(({ what, station }) => `${what} ${station}`),
    ).toEqual(
      ['pin-removed', 'changed', 'returned', 'retired', 'pin-set', 'added'].map(
        (what) => `${what} ${desk.name}`,
      ),
    );
  });

  it('are kept by the office alone', async () => {
    const routes: [method: 'GET' | 'POST', url: string, body?: object][] = [
      ['GET', '/v1/people'],
      ['POST', '/v1/people', { name: 'X', roles: ['manager'] }],
      ['POST', '/v1/people/P1', { name: 'X', badge: 'P1', roles: ['manager'], retired: false }],
      ['POST', '/v1/people/P1/pin', { pin: '2580', again: '2580' }],
      ['GET', '/v1/people/P1/changes'],
      ['POST', '/v1/people/access', { pinRoles: [], maxOfflineHours: 720, logOutAfterMinutes: null }],
    ];
    for (const [method, url, payload] of routes) {
      const ask = (headers: Record<string, string>) =>
        office.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
      expect((await ask(bench.headers)).json(), url).toMatchObject({ code: 'role-missing' });
      expect((await ask({})).json(), url).toMatchObject({ code: 'token-missing' });
    }
    const extra = { name: 'X', roles: ['packer'], personId: 'P1', pinSetAt: 'now' };
    expect(await desk.post('/v1/people', extra)).toMatchObject({ status: 400 });
  });

  it('give what PINs are checked against to the program of a station and to no page', async () => {
    expect(await pins()).toMatchObject({ status: 200 });
    expect(await pins({ origin: 'app://waybill' })).toMatchObject({
      status: 403,
      body: { code: 'not-for-pages' },
    });
    const officeOnly = await desk.post('/v1/people/pins', {});
    expect(officeOnly.body).toMatchObject({ code: 'role-missing' });
    const documents = await pulled();
    const list = JSON.stringify((await desk.get('/v1/people')).body);
    for (const { pin } of (await pins()).body.people)
      for (const secret of [pin.hash, pin.salt]) expect(documents + list).not.toContain(secret);
  });

  it('are asked for what the company says, which every station pulls', async () => {
    const access = { pinRoles: ['supervisor', 'manager'], maxOfflineHours: 24, logOutAfterMinutes: 10 };
    const answer = await desk.post('/v1/people/access', access);
    expect(answer).toMatchObject({ status: 200, body: { access } });
    expect(await pulled()).toContain('"logOutAfterMinutes":10');
    expect(await desk.get('/v1/people/access/changes')).toMatchObject({
      body: { rows: [{ what: 'changed', station: desk.name }] },
    });
    expect((await pins()).body.maxOfflineHours).toBe(24);
    expect(await desk.post('/v1/people/access', { ...access, maxOfflineHours: 0 })).toMatchObject({
      status: 400,
    });
  });

  it('are shown as locked at the station that says so, until it unlocks them', async () => {
    const person = await add({ name: 'Locked', roles: ['packer'] });
    const boss = await add({ name: 'Boss', roles: ['supervisor'] });
    const personId = person.personId as PersonId;
    const supervisorId = boss.personId as PersonId;
    await bench.deliver(bench.op('bench.lock-person', null, { personId, lockMinutes: 5 }));
    expect((await personOf(personId))?.locks).toMatchObject([{ station: bench.name, minutes: 5 }]);
    const other = await office.enrol(leeds, ['station']);
    await other.deliver(other.op('bench.lock-person', null, { personId, lockMinutes: 1 }));
    expect((await personOf(personId))?.locks).toHaveLength(2);
    await bench.deliver(bench.op('bench.unlock-person', null, { personId, supervisorId }));
    expect((await personOf(personId))?.locks).toMatchObject([{ minutes: 1 }]);
  });
});
