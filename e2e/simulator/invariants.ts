// What must be true whenever nothing moves, whatever happened before (DESIGN.md, laws 1, 2, 4, 5 and 7). Reads head
// office's database and every station's own store; asks nobody's opinion of itself.
import { isDeepStrictEqual } from 'node:util';
import { collectionNames, collections } from '../../shared/sync/documents';
import { verifyLedger } from '../../server/db/verify-ledger';
import { pullFor } from '../../server/services/sync/pull-page';
import { leeds } from './company';
import { returnsOnce } from './returns';
import type { SimulatedStation } from './station';
import { soldOnce } from './sold-once';
import { takenOrders } from './taken-orders';
import type { World } from './world';

/** @returns what does not hold, in words */
export async function brokenInvariants(world: World): Promise<string[]> {
  const broken: string[] = [];
  await opsOnce(world, broken);
  await sequences(world, broken);
  await chains(world, broken);
  await ledger(world, broken);
  await packedOnce(world, broken);
  await leasesHold(world, broken);
  await fences(world, broken);
  ranges(world, broken);
  await numbersOnce(world, broken);
  await quotas(world, broken);
  await takenOrders(world, broken);
  await soldOnce(world, broken);
  await toursAndBoxes(world, broken);
  await returnsOnce(world, broken);
  for (const station of world.stations) await sameAsHeadOffice(world, station, broken);
  for (const { number, bugs } of world.stations)
    for (const bug of bugs.slice(0, 2)) broken.push(`bench ${number} met a bug: ${bug.slice(0, 400)}`);
  for (const error of world.office.errors.slice(0, 2))
    broken.push(`head office met a fault: ${error.slice(0, 400)}`);
  return broken;
}

/** Law 2: what an operator was told is at head office once, and nothing else is. */
async function opsOnce({ database, stations }: World, broken: string[]): Promise<void> {
  const { rows } = await database.pool.query<{ op_id: string; station_id: string; type: string }>(
    'SELECT op_id, station_id, type FROM op',
  );
  const there = new Map<string, number>();
  for (const { op_id } of rows) there.set(op_id, (there.get(op_id) ?? 0) + 1);
  for (const { number, stationId, told, tried, lost } of stations) {
    for (const op of told)
      if (there.get(op.opId) !== 1 && !(lost.has(op.opId) && !there.has(op.opId)))
        broken.push(
          `op ${op.stationSeq} (${op.type}) of bench ${number} is at head office ${there.get(op.opId) ?? 0} times`,
        );
    const strange = rows.filter((row) => row.station_id === stationId && !tried.has(row.op_id));
    for (const row of strange)
      if (row.type !== 'bench.lost-op')
        broken.push(`head office has an op (${row.type}) that bench ${number} never wrote`);
    // Each stands for an op that its disk lost and head office with it.
    const gone = [...tried].filter((opId) => !there.has(opId));
    const fillers = strange.filter(({ type }) => type === 'bench.lost-op');
    if (fillers.length > gone.length)
      broken.push(`bench ${number} says of ${fillers.length} ops that they are lost, and ${gone.length} are`);
  }
}

async function sequences({ database }: World, broken: string[]): Promise<void> {
  const stations = await database.pool.query<{ station_id: string; n: number; top: number; last: number }>(
    `SELECT s.station_id, count(o.op_id) AS n, coalesce(max(o.station_seq), 0) AS top, s.last_station_seq AS last
     FROM station s LEFT JOIN op o ON o.station_id = s.station_id GROUP BY s.station_id, s.last_station_seq`,
  );
  for (const { n, top, last } of stations.rows)
    if (n !== top || top !== last)
      broken.push(`a station's count is ${last}, its ops are ${n}, the highest is ${top}`);
  const seqs = await database.pool.query<{ stream_id: string; seq: number; times: number; top: number }>(
    `SELECT u.stream_id, u.seq, count(*) AS times, max(s.seq) AS top FROM (
       SELECT stream_id, seq FROM event UNION ALL SELECT stream_id, seq FROM op UNION ALL SELECT stream_id, seq FROM stock_move
       UNION ALL SELECT stream_id, seq FROM parcel UNION ALL SELECT stream_id, seq FROM sales_order
       UNION ALL SELECT stream_id, seq FROM stock UNION ALL SELECT stream_id, seq FROM task UNION ALL SELECT stream_id, seq FROM bench_return
     ) u JOIN stream s ON s.stream_id = u.stream_id GROUP BY u.stream_id, u.seq HAVING count(*) > 1 OR u.seq > max(s.seq)`,
  );
  for (const { stream_id, seq, times, top } of seqs.rows)
    broken.push(`number ${seq} of stream ${stream_id} is used ${times} times (the counter is at ${top})`);
}

/** Nobody changed an op, so no chain may look as if: not after any loss, restore or renumbering. */
async function chains({ database }: World, broken: string[]): Promise<void> {
  const { rows } = await database.pool.query<{
    name: string;
    last: number;
    head: string | null;
    at: number | null;
  }>('SELECT name, last_station_seq AS last, chain_head AS head, chain_broken_at AS at FROM station');
  for (const { name, last, head, at } of rows)
    if (at !== null || (last > 0 && head === null))
      broken.push(`the chain of ${name} ${at === null ? 'never began' : `is broken at op ${at}`}`);
}

/** Law 5. */
async function ledger({ database }: World, broken: string[]): Promise<void> {
  for (const each of await verifyLedger(database.pool, leeds))
    broken.push(
      `stock ${each.kind} of ${each.sku} ${each.location ?? ''} is ${each.stored}, movements give ${each.rebuilt}`,
    );
  const { rows } = await database.pool.query<{ number: string }>(
    `SELECT o.number FROM sales_order o CROSS JOIN LATERAL jsonb_array_elements(o.doc->'lines') AS l
     LEFT JOIN LATERAL (SELECT sum(quantity) AS quantity FROM reservation r WHERE r.order_id = o.order_id AND r.line_no = (l->>'lineNo')::int) r ON true
     WHERE (l->>'allocated')::int <> coalesce(r.quantity, 0)`,
  );
  for (const { number } of rows) broken.push(`what is allocated to ${number} is not what is reserved for it`);
}

/** What was done within a lease is never taken for somebody else's box. */
async function leasesHold(world: World, broken: string[]): Promise<void> {
  const { database, stations, hasSetOfficeClock, hasSlept, result } = world;
  if (hasSetOfficeClock) return;
  for (const { number, late } of stations)
    for (const words of late.slice(0, 2)) broken.push(`bench ${number}: ${words}`);
  // Then a box may have been begun in time and told of too late.
  if (hasSlept || result.restores > 0) return;
  const benches = new Map<string, number>(stations.map(({ number, stationId }) => [stationId, number]));
  const { rows } = await database.pool.query<{
    station_id: string;
    station_seq: number;
    type: string;
    code: string;
  }>(
    `SELECT station_id, station_seq, type, doc->'refusal'->>'code' AS code FROM op
     WHERE doc->'refusal'->>'code' IN ('parcel-fence-old', 'parcel-not-held-here', 'packed-elsewhere')
       AND type <> 'parcel.claim'
       AND NOT EXISTS (SELECT 1 FROM op p WHERE p.parcel_id = op.parcel_id AND p.type = 'parcel.open-provisional')`,
  );
  for (const { station_id, station_seq, type, code } of rows)
    broken.push(
      `op ${station_seq} (${type}) of bench ${benches.get(station_id)} was done within its lease, and head office says ${code}`,
    );
}

/** Every act that counted was done under the fence that its parcel had by then. */
async function fences({ database, stations }: World, broken: string[]): Promise<void> {
  const fenceOf = new Map(
    stations.flatMap(({ told }) => told.map((op) => [op.opId as string, op.fence] as const)),
  );
  const { rows } = await database.pool.query<{
    op_id: string | null;
    parcel_id: string;
    type: string;
    fence: number | null;
  }>(
    `SELECT op_id, aggregate_id AS parcel_id, type, (body->>'fence')::int AS fence
     FROM event WHERE aggregate = 'parcel' ORDER BY stream_id, seq`,
  );
  const current = new Map<string, number>();
  for (const { op_id, parcel_id, type, fence } of rows) {
    if (fence !== null) current.set(parcel_id, fence);
    // A bench that begins without a lease guesses the fence; head office takes the box under the one it gives.
    if (type === 'ProvisionalPackStarted') current.set(parcel_id, Number.NaN);
    const own = op_id === null ? null : fenceOf.get(op_id);
    const now = current.get(parcel_id) ?? Number.NaN;
    if (type.startsWith('Item') && typeof own === 'number' && !Number.isNaN(now) && own !== now)
      broken.push(`${type} under fence ${own} counted when the parcel had ${now}`);
  }
}

/** No two stations have a parcel number in common, whatever was restored since. */
/** A number is on one thing, whoever gave it. */
async function numbersOnce({ database }: World, broken: string[]): Promise<void> {
  const { rows } = await database.pool.query<{ number: string; uses: string }>(
    `SELECT number, string_agg(station || ' op ' || station_seq || ' ' || status, ', ' ORDER BY station, station_seq) AS uses FROM (
       SELECT o.body->>'sscc' AS number, o.parcel_id AS thing, s.name AS station, o.station_seq, o.status
       FROM op o JOIN station s ON s.station_id = o.station_id WHERE o.type = 'parcel.seal'
       UNION ALL
       SELECT o.body->>'series' || ' ' || (o.body->>'number'), o.op_id, s.name, o.station_seq, o.status
       FROM op o JOIN station s ON s.station_id = o.station_id WHERE o.type IN ('counter.sell', 'order.take')
     ) used GROUP BY number HAVING count(DISTINCT thing) > 1`,
  );
  for (const { number, uses } of rows) broken.push(`the number ${number} is on several things: ${uses}`);
}

/** Nobody sells what was not set aside for it: not offline, not late, not twice. */
async function quotas({ database, result }: World, broken: string[]): Promise<void> {
  const { rows } = await database.pool.query<{ grant_id: string; units: number; used: number; sold: number }>(
    `SELECT q.grant_id, q.units, q.used, coalesce(s.sold, 0)::int AS sold FROM quota q
     LEFT JOIN (SELECT l->>'grantId' AS grant_id, sum((l->>'quantity')::int) AS sold
                FROM op, jsonb_array_elements(body->'lines') l WHERE type IN ('counter.sell', 'order.take') GROUP BY 1) s
       ON s.grant_id = q.grant_id::text WHERE q.used > q.units OR coalesce(s.sold, 0) > q.units`,
  );
  for (const { grant_id, units, used, sold } of rows)
    broken.push(`of the ${units} units of quota ${grant_id} ${sold} were sold, ${used} are noted`);
  if (result.restores > 0) return;
  const beyond = await database.pool.query("SELECT 1 FROM task WHERE kind = 'sale-beyond-quota'");
  if (beyond.rows.length > 0) broken.push('a bench sold beyond its quotas');
}

function ranges({ ranges: given }: World, broken: string[]): void {
  const sorted = given.toSorted(([a], [b]) => a - b);
  for (const [index, [from]] of sorted.entries())
    if (from <= (sorted[index - 1]?.[1] ?? 0)) broken.push(`the number range from ${from} was given twice`);
}

/** A parcel leaves once, and never with more in it than was expected. */
async function packedOnce({ database }: World, broken: string[]): Promise<void> {
  const { rows } = await database.pool.query<{ order_number: string; left: number }>(
    `SELECT p.order_number, count(*) FILTER (WHERE e.type = 'ParcelHandedOver') AS left
     FROM parcel p JOIN event e ON e.aggregate_id = p.parcel_id GROUP BY p.parcel_id, p.order_number
     HAVING count(*) FILTER (WHERE e.type = 'ParcelHandedOver') > 1`,
  );
  for (const { order_number, left } of rows) broken.push(`a parcel of ${order_number} left ${left} times`);
  const { rows: over } = await database.pool.query<{ number: string }>(
    `SELECT o.number FROM sales_order o CROSS JOIN LATERAL jsonb_array_elements(o.doc->'lines') AS l
     WHERE (l->>'shipped')::int + (l->>'cancelled')::int > (l->>'ordered')::int`,
  );
  for (const { number } of over) broken.push(`more was shipped of ${number} than was ordered`);
}

/** A box is on the tours that are not over and on no other; a tote in use is of one place of one tour. */
async function toursAndBoxes({ database }: World, broken: string[]): Promise<void> {
  const { rows } = await database.pool.query<{ number: number; state: string; order_number: string }>(
    `SELECT t.number, t.state, p.order_number FROM tour t CROSS JOIN LATERAL jsonb_array_elements(t.doc->'places') AS place
     JOIN parcel p ON p.stream_id = t.stream_id AND p.parcel_id = (place->>'parcelId')::uuid
     WHERE (t.state NOT IN ('dropped', 'cancelled')) <> (coalesce(p.doc->'tours', '[]') ? t.tour_id::text)
       AND p.state IN ('released', 'leased', 'packing')`,
  );
  for (const { number, state, order_number } of rows)
    broken.push(`tour ${number} is ${state}, and the box of ${order_number} knows otherwise`);
  const held = await database.pool.query<{ number: number; state: string }>(
    `SELECT number, state FROM tour WHERE (state IN ('claimed', 'picking')) <> (holder_station_id IS NOT NULL)`,
  );
  for (const { number, state } of held.rows)
    broken.push(`tour ${number} is ${state}, and ${state === 'planned' ? 'somebody' : 'nobody'} holds it`);
}

/** Law 4: a station has what head office would give it, and shows just that. */
async function sameAsHeadOffice(world: World, station: SimulatedStation, broken: string[]): Promise<void> {
  const { program } = station;
  if (!program) {
    broken.push(`bench ${station.number} is off`);
    return;
  }
  const known = await world.office.now().tokens.stationOf(tokenOf(world, station));
  if (!known) return;
  for (const name of collectionNames) {
    const page = await pullFor(world.database.pool, known, name, { epoch: undefined, seq: 0 }, 5000);
    if (page.kind !== 'page') continue;
    const { key } = collections[name];
    const theirs = new Map(
      page.documents.filter((doc) => !doc['_deleted']).map((doc) => [String(doc[key]), doc] as const),
    );
    const own = await program.store.pulled[name].find({ selector: {} } as never);
    const ours = new Map(own.map(({ id, doc }) => [id, doc]));
    for (const [id, doc] of theirs) {
      const mine = ours.get(id);
      if (mine === undefined) broken.push(`bench ${station.number} lacks ${name} ${id}`);
      else if (!isDeepStrictEqual(mine, collections[name].schema.parse(doc)))
        broken.push(
          `bench ${station.number} has ${name} ${id} of ${mine.seq}, not as head office has it of ${Number(doc['seq'])}`,
        );
    }
    for (const id of ours.keys())
      if (!theirs.has(id)) broken.push(`bench ${station.number} has ${name} ${id} too much`);
  }
  const unsettled = program.opLog.unsettled().length;
  if (unsettled > 0) broken.push(`the overlay of bench ${station.number} still has ${unsettled} ops`);
  for (const { tourId, number } of program.tours.held()) {
    const { rows } = await world.database.pool.query<{ holder: string | null }>(
      'SELECT holder_station_id AS holder FROM tour WHERE tour_id = $1',
      [tourId],
    );
    if (rows[0]?.holder !== station.stationId)
      broken.push(`bench ${station.number} walks tour ${number}, head office says ${rows[0]?.holder}`);
  }
  for (const parcel of program.book.held()) {
    const { rows } = await world.database.pool.query<{ doc: { state: string; holder: string } }>(
      'SELECT doc FROM parcel WHERE parcel_id = $1',
      [parcel.parcelId],
    );
    const doc = rows[0]?.doc;
    if (doc?.state !== parcel.state || doc.holder !== station.stationId)
      broken.push(
        `bench ${station.number} shows ${parcel.orderNumber} as ${parcel.state}, head office has it ${doc?.state}`,
      );
  }
}

function tokenOf({ company }: World, station: SimulatedStation): string {
  return company.stations.find(({ stationId }) => stationId === station.stationId)?.token ?? '';
}
