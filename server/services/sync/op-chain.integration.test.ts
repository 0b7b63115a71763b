import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chained, chainStart } from '../../../shared/sync/op-chain';
import type { OpEnvelope } from '../../../shared/sync/op';
import { startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';

let test: TestOffice;
let office: TestStation;

beforeAll(async () => {
  test = await startTestOffice();
  office = await test.enrol();
});
afterAll(() => test.close());

const scans = (station: TestStation, count: number): OpEnvelope[] =>
  Array.from({ length: count }, (_, n) =>
    station.op('bench.refuse-scan', null, { code: 'code-unknown', text: `scan ${n}` }),
  );
const rowOf = async ({ stationId }: TestStation): Promise<unknown> => {
  const { body } = await office.get('/v1/stations');
  return (body['rows'] as { stationId: string; chain: unknown }[]).find((row) => row.stationId === stationId)
    ?.chain;
};
const tasksOf = async ({ name }: TestStation): Promise<unknown[]> => {
  const { body } = await office.get('/v1/tasks?limit=500');
  const tasks = body['rows'] as { kind: string; values: { station: string } }[];
  return tasks.filter(({ kind, values }) => kind === 'chain-broken' && values.station === name);
};
const taken = (station: TestStation): Promise<unknown[]> =>
  test.rows('SELECT op_id FROM op WHERE station_id = $1', station.stationId);
/** A station with a name of its own: tasks name it. */
const newStation = async (name: string): Promise<TestStation> => {
  const station = await test.enrol();
  await test.rows('UPDATE station SET name = $2 WHERE station_id = $1', station.stationId, name);
  test.office.tokens.forget(station.stationId);
  return { ...station, name };
};
const greet = async (station: TestStation, maxStationSeq: number): Promise<Record<string, unknown>> =>
  (
    await station.post('/v1/hello', {
      maxStationSeq,
      unsent: 0,
      oldestUnsentAt: null,
      appVersion: '0.0.0',
      at: test.office.now().toISOString(),
      wantParcels: 0,
    })
  ).body;

describe('the chain of a station at head office', () => {
  it('is kept over batches and repeats, and told in every answer that says what comes next', async () => {
    const station = await newStation('Bench intact');
    const ops = chained(chainStart, scans(station, 6));
    expect(await greet(station, 0)).not.toHaveProperty('chain');
    const first = await station.deliver(...ops.slice(0, 2));
    expect(first.body).toMatchObject({ expect: 3, chain: ops[1]?.chain });
    await station.deliver(...ops.slice(0, 4));
    const hole = await station.deliver(...ops.slice(5));
    expect(hole).toMatchObject({ status: 409, body: { expect: 5, chain: ops[3]?.chain } });
    await station.deliver(...ops.slice(2));
    expect(await greet(station, 6)).toMatchObject({ expect: 7, chain: ops[5]?.chain });
    const other = { ...(ops[0] as OpEnvelope), opId: ops[0]?.opId.replace(/.$/, '0') as OpEnvelope['opId'] };
    const changed = await station.deliver({ ...other, body: { code: 'x', text: 'y' } });
    expect(changed).toMatchObject({ status: 422, body: { values: { expect: 7, chain: ops[5]?.chain } } });
    expect(await rowOf(station)).toEqual({ state: 'intact' });
    expect(await tasksOf(station)).toEqual([]);
  });

  it('begins with the first link: ops of a program without chains are taken as before', async () => {
    const station = await newStation('Bench old');
    const old = scans(station, 3);
    expect((await station.deliver(...old)).status).toBe(200);
    expect((await station.deliver(...chained(chainStart, scans(station, 3)))).status).toBe(200);
    expect(await rowOf(station)).toEqual({ state: 'intact' });
  });

  it.each<[string, (ops: OpEnvelope[]) => OpEnvelope[]]>([
    ['edited', (ops) => ops.map((op, i) => (i === 2 ? { ...op, body: { ...op.body, text: 'x' } } : op))],
    ['deleted', (ops) => ops.filter((_, i) => i !== 2).map((op, i) => ({ ...op, stationSeq: i + 1 }))],
    [
      'reordered',
      (ops) =>
        [...ops.slice(0, 2), ops[3], ops[2], ...ops.slice(4)].map((op, i) => ({
          ...(op as OpEnvelope),
          stationSeq: i + 1,
        })),
    ],
    [
      'robbed of its link',
      (ops) =>
        ops.map(({ chain, ...op }, i) => (i === 2 ? op : { ...op, ...(chain !== undefined && { chain }) })),
    ],
  ])(
    'an op that was %s: every op is taken, the station is marked and one task is raised',
    async (what, change) => {
      const station = await newStation(`Bench ${what}`);
      const delivered = change(chained(chainStart, scans(station, 6)));
      const { status, body } = await station.deliver(...delivered);
      expect(status, JSON.stringify(body)).toBe(200);
      expect(body.results.map((result) => result.status)).toEqual(delivered.map(() => 'applied'));
      expect(await taken(station)).toHaveLength(delivered.length);
      expect(await rowOf(station)).toEqual({ state: 'broken', stationSeq: 3 });
      expect(await tasksOf(station)).toMatchObject([{ state: 'open', values: { stationSeq: 3 } }]);

      // More of the same raises nothing more.
      const again = {
        ...(scans(station, 1)[0] as OpEnvelope),
        stationSeq: delivered.length + 1,
        chain: 'x'.repeat(43),
      };
      expect((await station.deliver(again)).status).toBe(200);
      expect(await rowOf(station)).toEqual({ state: 'broken', stationSeq: 3 });
      expect(await tasksOf(station)).toHaveLength(1);
    },
  );

  it('one station in a shared commit breaks its own chain only', async () => {
    const [bad, good] = [await newStation('Bench bad'), await newStation('Bench good')];
    const wrong = chained('not the start', scans(bad, 2));
    const right = chained(chainStart, scans(good, 2));
    await Promise.all([bad.deliver(...wrong), good.deliver(...right)]);
    expect([await rowOf(bad), await rowOf(good)]).toEqual([
      { state: 'broken', stationSeq: 1 },
      { state: 'intact' },
    ]);
  });

  it('head office forgot some (an older backup): the same ops again continue the chain it knows', async () => {
    const station = await newStation('Bench restored');
    const ops = chained(chainStart, scans(station, 5));
    await station.deliver(...ops.slice(0, 2));
    const [before] = await test.rows<{ head: string }>(
      'SELECT chain_head AS head FROM station WHERE station_id = $1',
      station.stationId,
    );
    await station.deliver(...ops.slice(2));
    await test.rows('DELETE FROM op WHERE station_id = $1 AND station_seq > 2', station.stationId);
    await test.rows(
      'UPDATE station SET last_station_seq = 2, chain_head = $2 WHERE station_id = $1',
      station.stationId,
      before?.head,
    );
    expect((await station.deliver(...ops.slice(2))).body).toMatchObject({ expect: 6, chain: ops[4]?.chain });
    expect(await rowOf(station)).toEqual({ state: 'intact' });
  });
});
