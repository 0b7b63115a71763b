// A spare PC takes the place of a station: the old one is fenced and gets nothing more, and what it still has is taken.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoxId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { enrolmentOf } from '../../../shared/contract/station-access';
import { newPrivateKey, signerOf } from '../../client/station-signer';
import {
  leeds,
  lineOf,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let test: TestOffice;
let desk: TestStation;

beforeAll(async () => {
  test = await startTestOffice();
  await test.receive('MUG', 100);
  desk = await test.enrol();
});
afterAll(async () => {
  await test.expectSound();
  await test.close();
});

type Greeting = { signedOff: { replacedBy: string | null } | null; expect: number; maxParcels: number };

async function replace(old: TestStation): Promise<string> {
  const { status, body } = await desk.post('/v1/stations/codes', {
    warehouseId: leeds,
    replaces: old.stationId,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  const enrolment = enrolmentOf(signerOf(newPrivateKey()), String(body['code']).slice(0, 20), 'Spare');
  const enrolled = await desk.post('/v1/stations/enrol', enrolment);
  expect(enrolled.status, JSON.stringify(enrolled.body)).toBe(200);
  return String(enrolled.body['stationId']);
}

async function greet(station: TestStation): Promise<Greeting> {
  const { status, body } = await station.post('/v1/hello', {
    maxStationSeq: 0,
    unsent: 0,
    oldestUnsentAt: null,
    appVersion: '0.0.0',
    at: test.office.now().toISOString(),
    wantParcels: 20,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return body as Greeting;
}

describe('law 2: a station whose place a spare PC took', () => {
  it('is fenced; what it did and could not send before is taken, and nothing ships twice', async () => {
    const old = await test.enrol(leeds, ['station']);
    const orderId = await desk.place({ externalId: 'replaced', lines: [lineOf('MUG', 1)] });
    await test.settled();
    const parcel = (await old.hello(20)).find((each) => each.orderId === orderId) as Parcel;
    expect((await old.deliver(old.op('parcel.open', parcel, {}))).body.results[0]?.status).toBe('applied');
    expect((await greet(old)).signedOff).toBeNull();

    await replace(old);
    const [after] = await test.parcelsOf(orderId);
    expect(after).toMatchObject({ holder: null, state: 'released' });
    expect(after?.fence).toBeGreaterThan(parcel.fence);

    const late = await old.deliver(
      old.op('parcel.pack-item', parcel, { sku: 'MUG' as never, quantity: 1, code: 'MUG', scanId: 's' }),
      old.op('parcel.choose-box', parcel, { boxId: 'B1' as BoxId }),
      old.op('parcel.seal', parcel, { sscc: old.nextSscc(), weightGrams: 900 }),
    );
    expect(late.status).toBe(200);
    expect(late.body.results.map(({ status }) => status)).not.toContain('refused');
    expect(await test.parcelsOf(orderId)).toMatchObject([{ state: 'released', sscc: null }]);
    const tasks = await test.rows<{ kind: string }>('SELECT kind FROM task WHERE order_id = $1', orderId);
    expect(tasks.length).toBeGreaterThan(0);
  });

  it('is told so, gets no work and is promised none', async () => {
    const old = await test.enrol(leeds, ['station']);
    await replace(old);
    await desk.place({ externalId: 'not-for-the-old-one', lines: [lineOf('MUG', 1)] });
    await test.settled();
    const greeting = await greet(old);
    expect(greeting).toMatchObject({ signedOff: { replacedBy: 'Spare' }, maxParcels: 0 });
    expect(await old.hello(20)).toEqual([]);
    const [free] = await test.rows<{ doc: Parcel }>(
      "SELECT doc FROM parcel WHERE state = 'released' LIMIT 1",
    );
    const claim = { ...old.op('parcel.claim', free?.doc ?? null, {}), fence: null };
    expect((await old.deliver(claim)).body.results).toMatchObject([
      { status: 'refused', refusal: { code: 'station-signed-off' } },
    ]);
  });

  it('must be one of that warehouse', async () => {
    const far = await test.enrol(rotterdam, ['station']);
    for (const replaces of [far.stationId, '01890000-0000-7000-8000-000000000000'])
      expect(await desk.post('/v1/stations/codes', { warehouseId: leeds, replaces })).toMatchObject({
        status: 404,
        body: { code: 'station-unknown' },
      });
  });
});
