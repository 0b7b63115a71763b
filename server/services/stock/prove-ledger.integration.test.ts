// Law 5 proves itself: at night, on demand, and it says what is wrong instead of putting it right.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';
import { isProofDue, lastNight, proveLedger } from './prove-ledger';

let test: TestOffice;
let office: TestStation;
let nowMs = new Date(2026, 0, 5, 12, 0).getTime();
const now = (): Date => new Date(nowMs);

beforeAll(async () => {
  test = await startTestOffice({ now });
  office = await test.enrol();
  await test.receive('MUG', 7);
});
afterAll(() => test.close());

describe('law 5: the ledger', () => {
  it('is proved on demand, and the office sees what came out', async () => {
    const { status, body } = await office.post('/v1/ledger/prove', {});
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body['rows']).toMatchObject([
      { warehouseId: 'W1', movements: 1, differences: [], at: now().toISOString() },
      { warehouseId: 'W2', movements: 0, differences: [] },
    ]);
    expect((await office.get('/v1/ledger')).body).toEqual(body);
  });

  it('is proved once a night', async () => {
    const tools = { pool: test.office.pool, now };
    expect(await isProofDue(tools)).toBe(false);
    nowMs += 24 * 3_600_000;
    expect(await isProofDue(tools)).toBe(true);
    await proveLedger(tools);
    expect(await isProofDue(tools)).toBe(false);
  });

  it('names every level that its movements do not give, and leaves it as it is', async () => {
    await test.rows(`UPDATE stock_level SET on_hand = on_hand + 1 WHERE location_id = 'A-01'`);
    const { body } = await office.post('/v1/ledger/prove', {});
    const [leeds] = body['rows'] as { differences: { kind: string; sku: string; stored: string }[] }[];
    expect(leeds?.differences).toContainEqual(
      expect.objectContaining({ kind: 'level', sku: 'MUG', stored: '8', rebuilt: '7' }),
    );
    expect(await test.rows(`SELECT on_hand FROM stock_level WHERE location_id = 'A-01'`)).toEqual([
      { on_hand: 8 },
    ]);
    await test.rows(`UPDATE stock_level SET on_hand = on_hand - 1 WHERE location_id = 'A-01'`);
  });
});

describe('the last night', () => {
  it.each([
    ['in the morning', new Date(2026, 0, 5, 9, 0), new Date(2026, 0, 5, 2, 0)],
    ['before it', new Date(2026, 0, 5, 1, 59), new Date(2026, 0, 4, 2, 0)],
    ['at its stroke', new Date(2026, 0, 5, 2, 0), new Date(2026, 0, 5, 2, 0)],
  ])('%s', (_when, at, expected) => {
    expect(lastNight(at)).toEqual(expected);
  });
});
