// Customers of the simulated company send goods back: some ask before, some do not, and some send what nobody had sold them.
// Benches take it in by scans, with doubt, undos and wrong bins among them. And what must be true of it afterwards.
import { isDeepStrictEqual } from 'node:util';
import { ownCode } from '../../shared/barcode/own-code';
import type { OrderId } from '../../shared/domain/ids';
import type { BenchCommand } from '../../shared/domain/packing/bench-command';
import type { Aside } from '../../shared/domain/packing/session';
import { awaitedOf } from '../../shared/domain/returns/arrival';
import { adviseReturn } from '../../server/services/returns/advise-return';
import { headOfficeCause } from '../../server/services/changes/change-set';
import { bins, skus } from './company';
import type { SimulatedStation } from './station';
import type { World } from './world';

type Hands = { scan: (text: string, words: string) => void; command: (name: BenchCommand) => void };
type Returning = Extract<Aside, { kind: 'return' }>['returning'];

/** A unit of an order that left. */
export async function askForReturn({ random, office, database, say }: World): Promise<void> {
  if (!office.isUp()) return;
  const head = office.now();
  const { rows } = await database.pool.query<{ order_id: OrderId; number: string; line_no: number }>(
    `SELECT order_id, number, (l->>'lineNo')::int AS line_no FROM sales_order, jsonb_array_elements(doc->'lines') l
     WHERE (l->>'shipped')::int > 0 ORDER BY number, 3`,
  );
  if (rows.length === 0) return;
  const { order_id: orderId, number, line_no: lineNo } = random.pick(rows);
  say(`a unit of ${number} is asked to go back`);
  await adviseReturn(
    head,
    {
      returnId: head.newId(),
      orderId,
      origin: 'office',
      wish: 'refund',
      lines: [{ lineNo, quantity: 1, reason: 'not-wanted', note: '' }],
      goodwill: true,
      warehouseId: null,
    },
    headOfficeCause({ at: head.now().toISOString() }),
  );
}

/** The next scan of whoever opens parcels: mostly what the screen asks for. */
export function takeBackOn(
  { random, company, orders }: World,
  { program }: SimulatedStation,
  returning: Returning,
  { scan, command }: Hands,
): void {
  const { choices, isNoting, asking, toShelve, with: brought } = returning;
  const item = (sku: string): void => scan(company.codeOf.get(sku) ?? '', sku);
  const known = program?.returns.all() ?? [];
  if (random.chance(0.1))
    return command(
      random.pick([
        'undo',
        'undo',
        'undo',
        'skip',
        'missing',
        'cancel',
        'finish',
        'quantity-4',
        'quantity-5',
      ] as const),
    );
  if (choices) return command(random.pick(['quantity-1', 'quantity-2'] as const));
  if (isNoting) return scan('A WORD ABOUT IT', 'a note');
  if (asking) {
    if (random.chance(0.15)) return item(asking.sku);
    return command(random.pick(['quantity-1', 'quantity-1', 'quantity-2', 'quantity-3'] as const));
  }
  if (toShelve.length > 0) {
    const bin = random.pick(bins);
    return scan(ownCode('location', bin), `bin ${bin}`);
  }
  if (!brought) {
    const arrival = known.length > 0 && random.chance(0.6) ? random.pick(known) : null;
    // Its number is made by chance that no seed decides: it is not told.
    if (arrival)
      return scan(ownCode('return', arrival.found.number), `a return of ${arrival.found.orderNumber}`);
    const number = orders.length > 0 && random.chance(0.5) ? random.pick(orders) : null;
    return number === null ? item(random.pick(skus)) : scan(ownCode('order', number), `order ${number}`);
  }
  if (returning.acts.length > 0 && random.chance(0.35)) return command('finish');
  const open = known.find(({ found }) => found.returnId === brought.returnId);
  const awaited = skus.find((sku) => open && awaitedOf(open.found, sku) > 0);
  item(awaited && random.chance(0.8) ? awaited : random.pick(skus));
}

/** What came back is what benches took in and did not take back, once; it lies where they put it, and nobody was paid. */
export async function returnsOnce({ database, stations }: World, broken: string[]): Promise<void> {
  const moved = await database.pool.query<{ sku: string; moved: number; taken: number }>(
    `SELECT sku, sum(moved)::int AS moved, sum(taken)::int AS taken FROM (
       SELECT sku, CASE cause WHEN 'UnitsReceived' THEN quantity ELSE -quantity END AS moved, 0 AS taken FROM stock_move
       WHERE cause IN ('UnitsReceived', 'UnitsTakenBack')
       UNION ALL SELECT sku, 0, quantity FROM return_take WHERE undone_by IS NULL
     ) u GROUP BY sku HAVING sum(moved) <> sum(taken)`,
  );
  for (const { sku, moved: units, taken } of moved.rows)
    broken.push(`${units} ${sku} came back by the ledger, ${taken} by what benches took in`);
  const told = await database.pool.query<{ ops: number; rows: number }>(
    `SELECT (SELECT count(*) FROM op WHERE type = 'return.take')::int AS ops, (SELECT count(*) FROM return_take)::int AS rows`,
  );
  for (const { ops, rows } of told.rows)
    if (ops !== rows) broken.push(`benches took goods back ${ops} times, ${rows} are noted`);
  const shelved = await database.pool.query<{ sku: string; moved: number; told: number }>(
    `SELECT sku, sum(moved)::int AS moved, sum(told)::int AS told FROM (
       SELECT sku, quantity AS moved, 0 AS told FROM stock_move WHERE cause = 'UnitsDisposed'
       UNION ALL SELECT body->>'sku', 0, (body->>'quantity')::int FROM op WHERE type = 'return.shelve' AND status = 'applied'
     ) u GROUP BY sku HAVING sum(moved) <> sum(told)`,
  );
  for (const { sku, moved: units, told: said } of shelved.rows)
    broken.push(`${units} returned ${sku} went into bins by the ledger, ${said} by what benches told`);
  const received = await database.pool.query<{ number: string; here: number; taken: number }>(
    `SELECT r.doc->>'number' AS number, h.here, coalesce(t.taken, 0)::int AS taken FROM record r
     CROSS JOIN LATERAL (SELECT coalesce(sum((l->>'received')::int), 0)::int AS here FROM jsonb_array_elements(r.doc->'lines') l) h
     LEFT JOIN LATERAL (SELECT sum(quantity) AS taken FROM return_take WHERE return_id = r.record_id AND undone_by IS NULL) t ON true
     WHERE r.kind = 'return' AND h.here <> coalesce(t.taken, 0)`,
  );
  for (const { here, taken } of received.rows)
    broken.push(`a return has ${here} units here, benches took in ${taken} of it`);
  const beyond = await database.pool.query<{ number: string }>(
    `SELECT o.number FROM sales_order o CROSS JOIN LATERAL jsonb_array_elements(o.doc->'lines') AS l
     WHERE (l->>'shipped')::int < (SELECT coalesce(sum((u->>'received')::int), 0) FROM record r, jsonb_array_elements(r.doc->'lines') u
       WHERE r.kind = 'return' AND r.order_id = o.order_id AND u->>'lineNo' = l->>'lineNo')`,
  );
  for (const { number } of beyond.rows) broken.push(`more came back of ${number} than was sent`);
  const paid = await database.pool.query(`SELECT 1 FROM record WHERE kind = 'refund'`);
  if (paid.rows.length > 0) broken.push('money was given back although nobody decided so');
  for (const { number, program } of stations) {
    if (!program) continue;
    const pulled = await program.store.pulled.inbound.find({ selector: {} } as never);
    for (const { doc } of pulled) {
      const shown = doc.kind === 'return' ? program.returns.get(doc.arrival.found.returnId) : null;
      if (doc.kind === 'return' && shown && !isDeepStrictEqual(shown, doc.arrival))
        broken.push(
          `bench ${number} still shows its own ops over a return of ${doc.arrival.found.orderNumber}`,
        );
    }
  }
}
