// `bench post`: a history of orders, money and goods is posted into the books as head office does it, and the very rows that
// came of it are inserted again, bare, into tables of the same shape in the same database.
import { migrate } from '../server/db/migrate';
import type { Pool } from '../server/db/pool';
import { withOwnDatabase } from './own-database';
import { openBooks } from '../server/services/books/open-books';
import { startBooks } from '../server/services/books/start-books';
import { saveMoneySettings } from '../server/services/rates/money-settings';
import { atLeast, type Bench, type BenchContext, type BenchFindings, exactly, seededRandom } from './bench';
import { fillHistory } from './post/history';

/** Entries of one transaction of bare inserts: about what one turn of posting writes. */
const atOnce = 1_000;

export const bench: Bench = {
  name: 'post',
  about:
    'Posts the history of 20,000 orders (--n) into the books: payments, sales with VAT, cost of goods, refunds, two currencies. Beside it the same journal rows inserted bare, in the same run. Every entry is checked to balance, and stock in the books against the ledger.',
  defaultN: 20_000,
  run,
};

function run({ options, note }: BenchContext): Promise<BenchFindings> {
  return withOwnDatabase('post', (pool) => measure(pool, options.n, options.seed, note));
}

async function measure(
  pool: Pool,
  orders: number,
  seed: number,
  note: (line: string) => void,
): Promise<BenchFindings> {
  await migrate(pool);
  note(`filling in the history of ${orders} orders`);
  const history = await fillHistory(pool, orders, seededRandom(seed));
  await saveMoneySettings(pool, { booksCurrency: 'EUR' });
  await openBooks(
    pool,
    {
      chart: 'general',
      settings: {
        stock: 'perpetual',
        costing: 'fifo',
        expectedReturnsPpm: 20_000,
        returnDays: 30,
        fees: [{ providerId: 'card', ppm: 14_000, fixedMinor: 25 }],
        late: 'next-open',
        priceTolerancePpm: 0,
      },
    },
    { name: 'bench', at: new Date().toISOString() },
  );
  note(`posting ${history.events} events and ${history.moves} movements`);
  const quiet = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: object) => note(JSON.stringify(fields)),
  };
  const startedMs = performance.now();
  const loop = startBooks({ pool, log: quiet, now: () => new Date(), idleMs: 60_000 });
  await loop.drain();
  const postSeconds = (performance.now() - startedMs) / 1000;
  await loop.stop();
  const { entries, lines, unbalanced, unposted, stockDiffers } = await look(
    pool,
    history.events + history.moves,
  );
  note(`inserting ${entries} entries of ${lines} lines bare`);
  const rawSeconds = await insertBare(pool);
  const [postPerSecond, rawPerSecond] = [entries / postSeconds, entries / rawSeconds];
  return {
    data: `generated: ${orders} orders, ${history.events} events, ${history.moves} movements`,
    n: orders,
    figures: {
      entriesPerSecond: postPerSecond,
      linesPerSecond: lines / postSeconds,
      seconds: postSeconds,
      entries,
      lines,
      unbalanced,
      unposted,
      stockDiffers,
      ratioToRawInserts: postSeconds / rawSeconds,
    },
    peers: {
      'the same rows inserted bare': {
        entriesPerSecond: rawPerSecond,
        linesPerSecond: lines / rawSeconds,
        seconds: rawSeconds,
      },
    },
    bars: {
      unbalanced: exactly(unbalanced, 0),
      unposted: exactly(unposted, 0),
      stockDiffers: exactly(stockDiffers, 0),
      entriesPerSecond: atLeast(postPerSecond, 1000),
    },
  };
}

type Looked = { entries: number; lines: number; unbalanced: number; unposted: number; stockDiffers: number };

/** Every event and movement of this history is one entry. */
async function look(pool: Pool, causes: number): Promise<Looked> {
  const { rows } = await pool.query<Omit<Looked, 'unposted'>>(
    `SELECT (SELECT count(*)::int FROM journal_entry) AS entries, (SELECT count(*)::int FROM journal_line) AS lines,
       (SELECT count(*)::int FROM (SELECT entry_no FROM journal_line GROUP BY entry_no HAVING sum(amount_minor) <> 0 OR sum(base_minor) <> 0) AS wrong) AS unbalanced,
       (SELECT count(*)::int FROM (SELECT sku, sum(CASE WHEN to_location = 'A-01' THEN quantity ELSE -quantity END) AS units FROM stock_move GROUP BY sku) AS moved
        FULL JOIN stock_cost c USING (sku) WHERE moved.units IS DISTINCT FROM c.quantity)
       + (SELECT ((SELECT sum(value_minor) FROM stock_cost) <>
            (SELECT sum(base_minor) FROM journal_line l JOIN book_role r ON r.code = l.account AND r.role = 'inventory'))::int) AS "stockDiffers"`,
  );
  const [found] = rows;
  if (!found) throw new Error('the journal was not read');
  return { ...found, unposted: causes - found.entries };
}

async function insertBare(pool: Pool): Promise<number> {
  await pool.query('CREATE TABLE bare_entry (LIKE journal_entry INCLUDING ALL)');
  await pool.query('CREATE TABLE bare_line (LIKE journal_line INCLUDING ALL)');
  const { rows: slices } = await pool.query<{ entries: string; lines: string }>(
    `SELECT (SELECT json_agg(e ORDER BY e.entry_no) FROM journal_entry e WHERE e.entry_no / $1 = n)::text AS entries,
       (SELECT json_agg(l ORDER BY l.entry_no, l.line_no) FROM journal_line l WHERE l.entry_no / $1 = n)::text AS lines
     FROM generate_series(0, (SELECT max(entry_no) FROM journal_entry) / $1) AS n`,
    [atOnce],
  );
  const client = await pool.connect();
  try {
    const startedMs = performance.now();
    for (const { entries, lines } of slices) {
      await client.query('BEGIN');
      await client.query({
        name: 'bare-entries',
        text: 'INSERT INTO bare_entry SELECT * FROM json_populate_recordset(NULL::bare_entry, $1)',
        values: [entries],
      });
      await client.query({
        name: 'bare-lines',
        text: 'INSERT INTO bare_line SELECT * FROM json_populate_recordset(NULL::bare_line, $1)',
        values: [lines],
      });
      await client.query('COMMIT');
    }
    return (performance.now() - startedMs) / 1000;
  } finally {
    client.release();
  }
}
