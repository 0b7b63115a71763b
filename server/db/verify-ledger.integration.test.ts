import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from './test-database';
import { verifyLedger } from './verify-ledger';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

// Ten come from the supplier, two go into quarantine, three to a customer; four of the five left in the bin are promised.
beforeEach(async () => {
  await database.pool.query(`
    TRUNCATE stock_move, stock_level, reservation, stock;
    INSERT INTO stock_move (stream_id, seq, cause, sku, from_location, to_location, quantity, at) VALUES
      ('W1', 1, 'received', 'BLUE', 'supplier', 'A-01', 10, now()),
      ('W1', 2, 'damaged', 'BLUE', 'A-01', 'quarantine', 2, now()),
      ('W1', 3, 'handed-over', 'BLUE', 'A-01', 'customer', 3, now()),
      ('W2', 1, 'received', 'BLUE', 'supplier', 'A-01', 7, now());
    INSERT INTO stock_level (stream_id, sku, location_id, on_hand) VALUES
      ('W1', 'BLUE', 'supplier', -10), ('W1', 'BLUE', 'A-01', 5), ('W1', 'BLUE', 'quarantine', 2),
      ('W1', 'BLUE', 'customer', 3);
    INSERT INTO reservation (stream_id, order_id, line_no, sku, location_id, quantity) VALUES
      ('W1', '00000000-0000-4000-8000-000000000001', 1, 'BLUE', 'A-01', 4);
    INSERT INTO stock (stream_id, sku, on_hand, quarantine, allocated, available, doc, seq) VALUES
      ('W1', 'BLUE', 7, 2, 4, 1, '{"sku":"BLUE","onHand":7,"quarantine":2,"allocated":4,"available":1,"seq":9}', 9)`);
});

describe('law 5: the ledger', () => {
  it('proves levels, totals and derived stock of one warehouse', async () => {
    expect(await verifyLedger(database.pool, 'W1')).toEqual([]);
  });

  it.each([
    [
      'a level that is not the sum of its movements',
      `UPDATE stock_level SET on_hand = 6 WHERE location_id = 'A-01'`,
      [
        { kind: 'level', location: 'A-01', stored: '6', rebuilt: '5' },
        { kind: 'total', location: null, stored: '1', rebuilt: '0' },
      ],
    ],
    [
      'a movement without its levels',
      `INSERT INTO stock_move VALUES ('W1', 4, NULL, 'received', 'RED', 'supplier', 'A-02', 1, now())`,
      [
        { kind: 'derived', sku: 'RED', location: null, stored: '', rebuilt: '1/0/0/1' },
        { kind: 'level', sku: 'RED', location: 'A-02', stored: '0', rebuilt: '1' },
        { kind: 'level', sku: 'RED', location: 'supplier', stored: '0', rebuilt: '-1' },
      ],
    ],
    [
      'a level that no movement made',
      `INSERT INTO stock_level VALUES ('W1', 'RED', 'A-02', 1)`,
      [
        { kind: 'level', sku: 'RED', location: 'A-02', stored: '1', rebuilt: '0' },
        { kind: 'total', sku: 'RED', location: null, stored: '1', rebuilt: '0' },
      ],
    ],
    [
      'a reservation that the derived stock does not know',
      `UPDATE reservation SET quantity = 5`,
      [{ kind: 'derived', location: null, stored: '7/2/4/1', rebuilt: '7/2/5/0' }],
    ],
    [
      'a pulled document that says something else than its row',
      `UPDATE stock SET doc = jsonb_set(doc, '{available}', '2')`,
      [{ kind: 'document', location: null, stored: '7/2/4/2/9', rebuilt: '7/2/4/1/9' }],
    ],
  ])('finds %s', async (_words, tampering, differences) => {
    await database.pool.query(tampering);
    expect(await verifyLedger(database.pool, 'W1')).toEqual(
      differences.map((difference) => ({ sku: 'BLUE', ...difference })),
    );
  });
});
