// The watch list of the retention team, and all that is special about one order. How an order stands is asked of order,
// boxes and labels as they are now; only who looks after it and what was said is kept.
import { sql } from 'kysely';
import type { z } from 'zod';
import type {
  OrderSpecialPage,
  SpecialRow,
  specialListSchema,
  specialQuerySchema,
} from '../../../shared/contract/special';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import { specialCodeIn } from '../../../shared/domain/special/special-code-in';
import type { SpecialKind } from '../../../shared/domain/special/special-kind';
import {
  leaveUntilMs,
  promisedDay,
  riskOf,
  type SpecialFacts,
  whereNow,
} from '../../../shared/domain/special/special-risk';
import type { SpecialWatch } from '../../../shared/domain/special/watch';
import { contains, likeText, listPage } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import { readRecord } from '../records/read-records';
import { custodyOfOrder } from './custody-of-order';
import { loadSpecialFacts } from './order-facts';
import { loadSpecialSettings } from './special-settings';
import { watchMachine } from './watch-machine';

const doc = (path: string) => sql.raw(`record.doc->>'${path}'`);

/** Late first, then what was raised, then the newest. @throws CursorWrong */
export async function listSpecial(
  db: Queryable,
  query: z.infer<typeof specialQuerySchema>,
  now: Date,
): Promise<z.infer<typeof specialListSchema>> {
  const text = query.text?.trim() ?? '';
  const code = specialCodeIn(text);
  let list = from
    .selectFrom('record')
    .select(['record.record_id', 'record.doc', 'record.created_at'])
    .where('record.stream_id', '=', companyStream)
    .where('record.kind', '=', watchMachine.kind);
  if (query.state) list = list.where('record.state', '=', query.state);
  if (query.risk) list = list.where(sql<boolean>`record.doc->'risk'->>'level' = ${query.risk}`);
  if (query.kindId)
    list = list.where(sql<boolean>`record.doc->'kindIds' @> ${JSON.stringify([query.kindId])}::jsonb`);
  if (query.owner) list = list.where(contains(sql`coalesce(${doc('owner')}, '')`, query.owner));
  if (code !== null) list = list.where(sql<boolean>`${doc('code')} = ${code}`);
  else if (text !== '')
    list = list.where(({ or }) =>
      or([
        sql<boolean>`${doc('number')} like ${`${likeText(text)}%`}`,
        contains(sql`${doc('customer')}`, text),
      ]),
    );
  const page = await listPage(db, list, {
    keys: [
      {
        by: sql`CASE record.doc->'risk'->>'level' WHEN 'late' THEN 0 WHEN 'at-risk' THEN 1 ELSE 2 END`,
        type: 'int',
      },
      { by: sql`CASE ${doc('isRaised')} WHEN 'true' THEN 0 ELSE 1 END`, type: 'int' },
      { by: 'record.created_at', type: 'timestamptz', descending: true },
      { by: 'record.record_id', type: 'uuid' },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
  const watches = page.rows.map(({ doc: found }) => found as SpecialWatch);
  return { ...page, rows: await rowsOf(db, watches, now) };
}

async function rowsOf(db: Queryable, watches: readonly SpecialWatch[], now: Date): Promise<SpecialRow[]> {
  const facts = await loadSpecialFacts(
    db,
    watches.map(({ orderId }) => orderId),
    now.getTime(),
  );
  const stations = await stationNames(db, [...facts.values()]);
  return watches.flatMap((watch) => {
    const found = facts.get(watch.orderId);
    return found ? [rowOf(watch, found, stations)] : [];
  });
}

function rowOf(watch: SpecialWatch, facts: SpecialFacts, stations: ReadonlyMap<string, string>): SpecialRow {
  const { calls, kindIds: _kindIds, told: _told, ...rest } = watch;
  const leaveBy = leaveUntilMs(facts.order);
  const where = whereNow(facts);
  return {
    ...rest,
    kinds: shownKinds(facts.order.special?.marks.map(({ kind }) => kind) ?? []),
    isRaised: facts.order.special?.isRaised ?? watch.isRaised,
    risk: watch.state === 'watched' ? riskOf(facts) : watch.risk,
    where,
    at: holderOf(facts, stations),
    promise: promisedDay(facts),
    leaveBy: leaveBy === null ? null : new Date(leaveBy).toISOString(),
    calls: calls.length,
    lastCall: calls.at(-1) ?? null,
  };
}

/** The bench that has a box of it in its hands, or the carrier that has one. */
function holderOf(
  { parcels, shipments }: SpecialFacts,
  stations: ReadonlyMap<string, string>,
): string | null {
  const begun = parcels.find(
    ({ state, holder }) => holder !== null && state !== 'handed-over' && state !== 'cancelled',
  );
  if (begun) return stations.get(begun.holder ?? '') ?? null;
  const left = parcels.find(({ state }) => state === 'handed-over');
  return left
    ? (shipments.find(({ parcelId }) => parcelId === left.parcelId)?.carrierName ?? left.shipping.carrierName)
    : null;
}

async function stationNames(db: Queryable, facts: readonly SpecialFacts[]): Promise<Map<string, string>> {
  const ids = [...new Set(facts.flatMap(({ parcels }) => parcels.flatMap(({ holder }) => holder ?? [])))];
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ station_id: string; name: string }>({
    name: 'special-stations',
    text: 'SELECT station_id, name FROM station WHERE station_id = ANY($1::uuid[])',
    values: [ids],
  });
  return new Map(rows.map(({ station_id, name }) => [station_id, name]));
}

function shownKinds(kinds: readonly Omit<SpecialKind, 'isOn'>[]): SpecialRow['kinds'] {
  return [...kinds]
    .sort((a, b) => a.priority - b.priority || (a.kindId < b.kindId ? -1 : 1))
    .map(({ kindId, names, sign, colour }) => ({ kindId, names, sign, colour }));
}

/** Null when there is no such order. */
export async function specialOfOrder(
  db: Queryable,
  orderId: OrderId,
  now: Date,
): Promise<OrderSpecialPage | null> {
  const facts = (await loadSpecialFacts(db, [orderId], now.getTime())).get(orderId);
  if (!facts) return null;
  const [watch, settings, custody] = await Promise.all([
    readRecord(db, watchMachine, orderId),
    loadSpecialSettings(db),
    custodyOfOrder(db, orderId),
  ]);
  const [row] = watch ? await rowsOf(db, [watch], now) : [];
  return {
    orderId,
    number: facts.order.number,
    special: facts.order.special ?? null,
    giftMessage: facts.order.giftMessage ?? null,
    row: row ?? null,
    calls: watch?.calls ?? [],
    custody,
    kinds: shownKinds(settings.kinds.filter(({ isOn }) => isOn)),
  };
}
