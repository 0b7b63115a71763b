// Puts special orders on the watch list as they are marked, asks the rules again when something that they ask for came
// later than the order, and looks again and again how the watched ones stand: who is at risk is told as a task, once a
// level, and what is with the customer is watched no more.
import { companyStream, type OrderId, type ParcelId, type WarehouseId } from '../../../shared/domain/ids';
import type { SpecialFacts } from '../../../shared/domain/special/special-risk';
import { riskOf, watchEndOf, whereNow } from '../../../shared/domain/special/special-risk';
import type { WatchCommand } from '../../../shared/domain/special/watch';
import type { OfficeParts } from '../../head-office';
import type { StreamTx } from '../../db/stream-writer';
import type { Client } from '../../db/pool';
import type { HistoryEvent } from '../../jobs/follow-events';
import { later } from '../../jobs/outbox';
import { warehousesOf } from '../allocation/allocate-orders';
import { addTask, type Cause, newChangeSet } from '../changes/change-set';
import { loadOrders, loadParcelsOfOrders } from '../changes/load';
import { storeChanges } from '../changes/store';
import { tellRecord } from '../records/tell-record';
import { markByRules, ordersToMark, tellBoxes } from './mark-orders';
import { loadSpecialFacts } from './order-facts';
import { loadSpecialSettings } from './special-settings';
import { watchMachine } from './watch-machine';

export const watchTopic = 'special-watch';
export const checkTopic = 'special-check';

/** Marks, and what rules ask for that may come after the order: a tag, an exchange, another address, its confirmation. */
export const specialEvents = [
  'OrderMarked',
  'OrderUnmarked',
  'PriorityRaised',
  'OrderPlaced',
  'OrderConfirmed',
  'OrderTagged',
  'AddressChanged',
  'ReturnExchanged',
] as const;
const ofMarks: ReadonlySet<string> = new Set(['OrderMarked', 'OrderUnmarked', 'PriorityRaised']);
const checkedAtOnce = 200;
/** What is known of a customer follows the order: a rule that asks for it waits so long. */
const customerMs = 10_000;

export type CheckWork = { orderIds: OrderId[] };
export type WatchWork = { orderId: OrderId };

export async function reactToSpecial(
  client: Client,
  events: readonly HistoryEvent[],
  clock: { now: () => Date; newId: () => string },
): Promise<void> {
  const marked = new Set<string>();
  const toCheck = new Set<string>();
  for (const event of events) {
    if (event.orderId === null) continue;
    if (ofMarks.has(event.type)) marked.add(event.orderId);
    else toCheck.add(exchangedFor(event) ?? event.orderId);
  }
  const works = [...marked].map((orderId) => ({
    topic: watchTopic,
    key: orderId,
    payload: { orderId },
    availableAt: clock.now().toISOString(),
    coalesce: true,
  }));
  await later(client, works, clock.newId);
  if (toCheck.size === 0) return;
  const { rules } = await loadSpecialSettings(client);
  const inUse = rules.filter(({ isOn }) => isOn);
  if (inUse.length === 0) return;
  const isOfCustomers = inUse.some(
    ({ when }) => (when.segments?.length ?? 0) > 0 || when.isVip !== undefined,
  );
  const availableAt = new Date(clock.now().getTime() + (isOfCustomers ? customerMs : 0)).toISOString();
  const orderIds = [...toCheck];
  for (let from = 0; from < orderIds.length; from += checkedAtOnce) {
    const chunk = orderIds.slice(from, from + checkedAtOnce);
    const work = { topic: checkTopic, key: chunk[0] ?? '', payload: { orderIds: chunk }, availableAt };
    await later(client, [work], clock.newId);
  }
}

function exchangedFor({ type, body }: HistoryEvent): string | null {
  const { exchange } = body;
  if (type !== 'ReturnExchanged' || typeof exchange !== 'object' || exchange === null) return null;
  return 'orderId' in exchange && typeof exchange.orderId === 'string' ? exchange.orderId : null;
}

/** Asks the rules again; boxes that benches have are told at once. */
export async function checkOrders(parts: OfficeParts, work: CheckWork): Promise<string> {
  // Looked at without holding anybody up first: hardly any order is special.
  const orderIds = await ordersToMark(parts.pool, work.orderIds);
  if (orderIds.length === 0) return 'nothing';
  const streams = [companyStream, ...(await warehousesOf(parts.pool))];
  await parts.writer.submit(streams, async (tx) => {
    const changes = newChangeSet(parts.now().toISOString(), parts.newId);
    await loadOrders(tx.client, changes, orderIds);
    await loadParcelsOfOrders(tx.client, changes, orderIds);
    await markByRules(tx.client, changes, orderIds);
    if (changes.touchedOrders.size > 0) await storeChanges(tx, changes);
  });
  return `${orderIds.length} looked at`;
}

/** Puts it on the list, and tells boxes that were begun meanwhile. */
export async function watchOrder(
  parts: Pick<OfficeParts, 'pool' | 'writer' | 'now' | 'newId'>,
  { orderId }: WatchWork,
): Promise<string> {
  const at = parts.now().toISOString();
  const streams = [companyStream, ...(await warehousesOf(parts.pool))];
  return parts.writer.submit(streams, async (tx) => {
    const facts = (await loadSpecialFacts(tx.client, [orderId], Date.parse(at))).get(orderId);
    const special = facts?.order.special;
    if (!facts || !special) return 'not special';
    const cause = headOffice(at);
    const opening = {
      orderId,
      number: facts.order.number,
      customer: facts.order.shipTo.name,
      code: special.code,
      kindIds: special.marks.map(({ kind }) => kind.kindId),
    };
    await tellRecord(tx, watchMachine, orderId, { type: 'WatchOrder', opening, at }, cause);
    if (special.isRaised)
      await tellRecord(tx, watchMachine, orderId, { type: 'RaiseWatch', by: '', reason: '' }, cause);
    const changes = newChangeSet(at, parts.newId);
    await loadOrders(tx.client, changes, [orderId]);
    await loadParcelsOfOrders(tx.client, changes, [orderId]);
    if (tellBoxes(changes, orderId, cause) > 0) await storeChanges(tx, changes);
    return 'watched';
  });
}

const assessedAtOnce = 500;

/** One round over every watched order; only what changed is written. */
export async function assessRisks(parts: OfficeParts): Promise<boolean> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await parts.pool.query<{
      record_id: OrderId;
      risk: string;
      reason: string | null;
      told: string;
    }>({
      name: 'watched-orders',
      text: `SELECT record_id, doc->'risk'->>'level' AS risk, doc->'risk'->>'reason' AS reason, doc->>'told' AS told FROM record
             WHERE stream_id = $1 AND kind = $2 AND state = 'watched' AND record_id > $3 ORDER BY record_id LIMIT $4`,
      values: [companyStream, watchMachine.kind, after, assessedAtOnce],
    });
    const nowMs = parts.now().getTime();
    const facts = await loadSpecialFacts(
      parts.pool,
      rows.map((row) => row.record_id),
      nowMs,
    );
    for (const row of rows) {
      const found = facts.get(row.record_id);
      if (!found) continue;
      const risk = riskOf(found);
      if (watchEndOf(found) !== null || risk.level !== row.risk || risk.reason !== row.reason)
        await assess(parts, row.record_id);
    }
    const last = rows.at(-1)?.record_id;
    if (last === undefined || rows.length < assessedAtOnce) return false;
    after = last;
  }
}

/** Decided again behind the counters: what was read before may have changed. */
async function assess({ pool, writer, now, newId }: OfficeParts, orderId: OrderId): Promise<void> {
  const warehouseIds = await warehousesOf(pool);
  await writer.submit([companyStream, ...warehouseIds], async (tx) => {
    const at = now().toISOString();
    const facts = (await loadSpecialFacts(tx.client, [orderId], Date.parse(at))).get(orderId);
    if (!facts) return;
    const end = watchEndOf(facts);
    const command: WatchCommand = end
      ? { type: 'EndWatch', reason: end, at }
      : { type: 'AssessRisk', risk: riskOf(facts) };
    const told = await tellRecord(tx, watchMachine, orderId, command, headOffice(at));
    if (!told.ok) return;
    const isNews = told.events.some(({ type }) => type === 'RiskTold');
    if (isNews) await raiseTask(tx, facts, told.state.risk, { at, newId }, warehouseIds);
  });
}

async function raiseTask(
  tx: StreamTx,
  facts: SpecialFacts,
  risk: ReturnType<typeof riskOf>,
  clock: { at: string; newId: () => string },
  warehouseIds: readonly WarehouseId[],
): Promise<void> {
  const { order, parcels } = facts;
  const parcel = parcels.find(({ state }) => state !== 'cancelled' && state !== 'handed-over');
  const warehouseId = parcel?.warehouseId ?? order.warehouseIds[0] ?? warehouseIds[0];
  if (warehouseId === undefined) return;
  const changes = newChangeSet(clock.at, clock.newId);
  addTask(
    changes,
    warehouseId,
    {
      kind: 'special-at-risk',
      values: {
        number: order.number,
        level: risk.level,
        // A name that a sentence can choose by.
        risk: (risk.reason ?? '').replaceAll('-', '_'),
        where: whereNow(facts),
      },
    },
    { orderId: order.orderId, parcelId: parcel?.parcelId ?? (null as ParcelId | null), opId: null },
  );
  await storeChanges(tx, changes);
}

function headOffice(at: string): Cause {
  return { at, actor: null, stationId: null, opId: null };
}
