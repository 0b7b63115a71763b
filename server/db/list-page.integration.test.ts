// Pages of a long list on real PostgreSQL: whichever of gathering and walking comes back first, the rows are the same.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gathering, listPage, type Page, type SortKey } from './list-page';
import { from } from './select';
import { type TestDatabase, testDatabase } from './test-database';

let database: TestDatabase;
const orders = 300;
const keys: readonly SortKey[] = [
  { by: 'number', type: 'text', collate: 'C' },
  { by: 'order_id', type: 'uuid' },
];

beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query(
    `INSERT INTO channel (channel_id, name, kind, formats, currency) VALUES ('web', 'Web shop', 'web', '{}', 'GBP')`,
  );
  await database.pool.query(
    `INSERT INTO sales_order (stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name, country_code, placed_at,
       total_minor, currency, warehouse_ids, doc, seq)
     SELECT 'company', gen_random_uuid(), 'web', 'E' || n, lpad(n::text, 5, '0'), n::text, CASE WHEN n % 3 = 0 THEN 'placed' ELSE 'ready' END,
       'Ada', 'GB', now(), n, 'GBP', '{}', '{}', n FROM generate_series(1, ${orders}) AS n`,
  );
});
afterAll(() => database.close());

const list = () =>
  from
    .selectFrom('sales_order')
    .where('stream_id', '=', 'company')
    .where('status', '=', 'ready')
    .select('number');
const page = (gather: Gathering | undefined, cursor?: string): Promise<Page<{ number: string }>> =>
  listPage(database.pool, list(), { keys, cursor, limit: 50, ...(gather ? { gather } : {}) });
const numbers = ({ rows }: Page<{ number: string }>): string[] => rows.map(({ number }) => number);

describe('a page of a long list', () => {
  const ready = Array.from({ length: orders }, (_, at) => at + 1)
    .filter((n) => n % 3 !== 0)
    .map((n) => String(n).padStart(5, '0'));

  it.each<[string, Gathering | undefined, number | null]>([
    ['walked', undefined, 200],
    ['gathered to the end', { rows: 1000, patienceMs: null }, 200],
    ['gathered in time', { rows: 1000, patienceMs: 10_000 }, null],
    ['of more rows than are gathered', { rows: 20, patienceMs: 10_000 }, null],
    ['of more rows than are gathered at first', { rows: 20, isOfIndex: true, patienceMs: 10_000 }, null],
    ['gathered too slowly', { rows: 1000, patienceMs: 1 }, null],
  ])('%s has the same rows, and goes on where it ended', async (_, gather, total) => {
    const found: string[] = [];
    let cursor: string | null | undefined;
    do {
      const next: Page<{ number: string }> = await page(gather, cursor ?? undefined);
      if (total !== null) expect([next.total, next.isTotalLeast]).toEqual([total, false]);
      // Never more than there are, and said to be all only where it is so.
      else expect(next.total === 200 || (next.isTotalLeast && next.total < 200)).toBe(true);
      found.push(...numbers(next));
      cursor = next.cursor;
    } while (cursor);
    expect(found).toEqual(ready);
  });

  it('leaves every connection as good as before', async () => {
    for (let turn = 0; turn < 20; turn += 1) await page({ rows: 20, isOfIndex: true, patienceMs: 1 });
    expect(
      (await database.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM sales_order')).rows,
    ).toEqual([{ n: orders }]);
  });
});
