// Posts what happened: each event and each movement once, in the order of its stream. What it is decided on was read before
// (event-facts.ts), the rules are pure (shared/domain/books), and all of it is one transaction with the follower's place.
import { type Entry, ruleVersion } from '../../../shared/domain/books/entry';
import { openDay } from '../../../shared/domain/books/month';
import { putInto } from '../../../shared/domain/books/pool';
import { type MoveFacts, postMove } from '../../../shared/domain/books/post-stock';
import { postBetweenSites } from '../../../shared/domain/books/post-transfer';
import type { BookSettings } from '../../../shared/domain/books/settings';
import { noStock, type StockCost, valueOf } from '../../../shared/domain/books/stock-cost';
import { outsideLocations, receivingLocation } from '../../../shared/domain/stock/ledger';
import { purchaseNumber } from '../../../shared/domain/purchasing/purchase';
import type { Client } from '../../db/pool';
import type { HistoryEvent } from '../../jobs/follow-events';
import {
  loadRoles,
  lockBooks,
  type OpenBooks,
  type Posted,
  postedPlaces,
  storeEntries,
  storePlaces,
} from './book-store';
import { type Batch, causeOf, dayOf } from './batch';
import { baseOf, BooksWait } from './book-waits';
import { accrualKey, accrualOf, type BatchFacts, costKey, loadBatchFacts, moveKey } from './event-facts';
import { billDays, postBillEvent } from './post-bill-event';
import { counterDays, postCounterEvent, postTillEvent } from './post-counter-event';
import { feeDays, postFeeEvent } from './post-fee-event';
import { postOrderEvent } from './post-order-event';
import { storeStates } from './store-states';
import { packagingOf, type UsedPackaging } from './used-packaging';

export async function postBatch(client: Client, events: readonly HistoryEvent[], at: string): Promise<void> {
  const books = await lockBooks(client);
  if (!books) throw new Error('events were followed into books that are not open');
  const places = await postedPlaces(client, ruleVersion);
  const fresh = events.filter(({ streamId, seq }) => seq > (places.get(streamId) ?? 0));
  if (fresh.length > 0) {
    await post(client, fresh, books, at);
    await storePlaces(client, ruleVersion, new Map(fresh.map(({ streamId, seq }) => [streamId, seq])));
  }
  if (books.waits !== null) await client.query(`UPDATE books SET waits = NULL WHERE name = 'books'`);
}

async function post(
  client: Client,
  events: readonly HistoryEvent[],
  { settings, closedThrough }: OpenBooks,
  at: string,
): Promise<void> {
  const facts = await loadBatchFacts(client, events);
  const packaging = await packagingOf(client, events);
  const batch: Batch = {
    settings,
    facts,
    packaging,
    blindNow: new Map(),
    stockMonths: new Map(),
    accountOf: await loadRoles(client),
    toBase: await baseOf(client, settings.currency, currenciesOf(events, facts, packaging)),
  };
  const entries: Posted[] = [];
  for (const event of events) {
    const entry = postingOf(event, batch);
    if (entry) entries.push(inOpenMonth({ ...entry, by: event.actor }, settings, closedThrough));
  }
  await storeEntries(client, entries, at);
  await storeStates(client, facts, batch.stockMonths);
}

function postingOf(event: HistoryEvent, batch: Batch): Entry | null {
  if (event.aggregate === 'stock-move') return movePosting(event, event.body as Moved, batch);
  if (event.aggregate === 'receiving') return joinPosting(event, batch);
  if (event.aggregate === 'reminder-fee') return postFeeEvent(event, batch);
  if (event.aggregate === 'counter-sale') return postCounterEvent(event, batch);
  if (event.aggregate === 'till') return postTillEvent(event, batch);
  return event.aggregate === 'bill' ? postBillEvent(event, batch) : postOrderEvent(event, batch);
}

/** What happened in a month that is closed goes into the next open one and says when it happened, or waits for somebody. */
function inOpenMonth(entry: Posted, { late }: BookSettings, closedThrough: string | null): Posted {
  const day = openDay(entry.day, closedThrough);
  if (day === entry.day) return entry;
  if (late === 'hold')
    throw new BooksWait({
      code: 'book-month-closed',
      values: { month: entry.day.slice(0, 7), cause: entry.cause },
    });
  return { ...entry, day, eventDay: entry.day };
}

function* currenciesOf(
  events: readonly HistoryEvent[],
  { orders, orderOfMove, supplyOfMove, shipments, listed, bills, fees }: BatchFacts,
  packaging: ReadonlyMap<string, UsedPackaging>,
): Iterable<{ currency: string; day: string }> {
  for (const event of events) {
    const day = dayOf(event);
    const bill = event.aggregate === 'bill' ? bills.get(event.aggregateId) : undefined;
    if (bill) yield* billDays(event, bill);
    if (event.aggregate === 'counter-sale' || event.aggregate === 'till') yield* counterDays(event);
    const fee = event.aggregate === 'reminder-fee' ? fees.get(event.aggregateId) : undefined;
    if (fee) yield* feeDays(event, fee);
    const order = orders.get(event.orderId ?? orderOfMove.get(moveKey(event)) ?? '');
    if (order) yield { currency: order.order.currency, day };
    const supply = supplyOfMove.get(moveKey(event));
    if (supply) yield { currency: supply.currency, day };
    const shipment = shipments.get(event.aggregateId);
    for (const label of [shipment?.label, ...(shipment?.spent ?? [])])
      if (label) yield { currency: label.currency, day };
    const used = packaging.get(causeOf(event));
    if (used) yield { currency: used.currency, day };
    for (const { currency } of listed.get(String(event.body['sku'])) ?? []) yield { currency, day };
  }
}

type Moved = { sku: string; from: string; to: string; quantity: number };

/**
 * Goods that came without an order count for one since, or no longer do. They lie where they lie; for the books they go back
 * as what they stood for, and come in as what they are.
 */
function joinPosting(event: HistoryEvent, batch: Batch): Entry | null {
  const { sku, quantity, purchaseId } = event.body as {
    sku: string;
    quantity: number;
    purchaseId: string | null;
  };
  const { supplier } = outsideLocations;
  const way =
    event.type === 'ReceiptLeft'
      ? { from: receivingLocation, to: supplier }
      : { from: supplier, to: receivingLocation };
  const minor = purchaseId === null ? standsFor(event, batch) : null;
  const { currency } = batch.settings;
  const price = minor === null ? null : { currency, amountMinor: minor, baseMinor: minor };
  const entry = movePosting(event, { sku, quantity, ...way }, batch, price);
  return entry && { ...entry, cause: causeOf(event) };
}

/** What goods without an order were posted as when they came. */
function standsFor(event: HistoryEvent, { blindNow, facts: { bookedBlind } }: Batch): number {
  const causes = bookedBlind.causes.get(moveKey(event)) ?? [];
  return causes.reduce((sum, cause) => sum + (blindNow.get(cause) ?? bookedBlind.minor.get(cause) ?? 0), 0);
}

/** @param worth of all units together, where no order says */
function movePosting(
  event: HistoryEvent,
  { sku, from, to, quantity }: Moved,
  batch: Batch,
  worth: MoveFacts['price'] = null,
): Entry | null {
  const { facts, settings, accountOf, toBase } = batch;
  const day = dayOf(event);
  const site = facts.siteOfMove.get(moveKey(event));
  if (site !== undefined) return sitePosting(event, site, batch);
  const known = facts.costs.get(costKey(event.streamId, sku)) ?? { cost: noStock, isChanged: false };
  const supply = facts.supplyOfMove.get(moveKey(event));
  const unitMinor = supply?.lines.find(
    (line) => line.sku === sku && line.unitCostMinor !== null,
  )?.unitCostMinor;
  const orderId = facts.orderOfMove.get(moveKey(event)) ?? null;
  const order = orderId === null ? undefined : facts.orders.get(orderId)?.order;
  const asked = order?.lines.filter((line) => line.sku === sku) ?? [];
  const listed = facts.listed.get(sku)?.find(({ fromDay }) => fromDay <= day);
  const right = orderId === null ? undefined : facts.rights.get(orderId);
  const posting = postMove(
    { streamId: event.streamId, seq: event.seq, sku, quantity, from, to, day },
    {
      // Goods of no order that is known are expected back from nobody.
      settings: orderId === null ? { ...settings, expectedReturnsPpm: 0 } : settings,
      accountOf,
      cost: known.cost,
      price:
        supply && unitMinor !== undefined && unitMinor !== null
          ? {
              currency: supply.currency,
              amountMinor: unitMinor * quantity,
              baseMinor: toBase(unitMinor * quantity, supply.currency, day),
            }
          : worth,
      listMinor: listed ? toBase(listed.costMinor, listed.currency, day) : null,
      orderId,
      supplier: supply?.supplier ?? null,
      isGift: asked.length > 0 && asked.every(({ unitPriceMinor }) => unitPriceMinor === 0),
      rightMinor: right?.valueMinor ?? 0,
      reference: supply ? purchaseNumber(supply.number) : (order?.number ?? null),
    },
  );
  noteAccrual(posting.entry, batch);
  const change = valueOf(posting.cost) - valueOf(known.cost);
  const month = day.slice(0, 7);
  if (change !== 0) batch.stockMonths.set(month, (batch.stockMonths.get(month) ?? 0) + change);
  if (posting.cost !== known.cost)
    facts.costs.set(costKey(event.streamId, sku), { cost: posting.cost, isChanged: true });
  if (posting.rightMinor !== 0 && orderId !== null)
    facts.rights.set(orderId, { valueMinor: (right?.valueMinor ?? 0) + posting.rightMinor, isChanged: true });
  return posting.entry;
}

/** Goods of another site that arrived here, or go back to what is on the way: both stocks change, their sum does not. */
function sitePosting(event: HistoryEvent, site: string, batch: Batch): Entry | null {
  const { facts, settings, accountOf, toBase } = batch;
  const { sku, to, quantity } = event.body as { sku: string; to: string; quantity: number };
  const { streamId, seq } = event;
  const day = dayOf(event);
  const isBack = to === outsideLocations.otherSite;
  const costAt = (stream: string): StockCost => facts.costs.get(costKey(stream, sku))?.cost ?? noStock;
  const [from, into] = isBack ? [streamId, site] : [site, streamId];
  const listed = facts.listed.get(sku)?.find(({ fromDay }) => fromDay <= day);
  const before = valueOf(costAt(from)) + valueOf(costAt(into));
  const posting = postBetweenSites({ streamId, seq, sku, quantity, day }, isBack, {
    settings,
    accountOf,
    giving: costAt(from),
    taking: costAt(into),
    listMinor: listed ? toBase(listed.costMinor, listed.currency, day) : null,
  });
  facts.costs.set(costKey(from, sku), { cost: posting.giving, isChanged: true });
  facts.costs.set(costKey(into, sku), { cost: posting.taking, isChanged: true });
  const change = valueOf(posting.giving) + valueOf(posting.taking) - before;
  const month = day.slice(0, 7);
  if (change !== 0) batch.stockMonths.set(month, (batch.stockMonths.get(month) ?? 0) + change);
  return posting.entry;
}

/** Goods received stand under their order until somebody bills them. */
function noteAccrual(entry: Entry | null, { facts, accountOf, blindNow }: Batch): void {
  if (!entry || (entry.kind !== 'goods-received' && entry.kind !== 'goods-sent-back')) return;
  for (const line of entry.lines) {
    if (line.account !== accountOf('goods-not-billed') || line.sku === undefined) continue;
    if (entry.reference === null) {
      blindNow.set(entry.cause, (blindNow.get(entry.cause) ?? 0) - line.baseMinor);
      continue;
    }
    const key = accrualKey(entry.reference, line.sku, entry.currency);
    const known = accrualOf(facts, key);
    facts.accruals.set(key, {
      units: known.units + (line.quantity ?? 0),
      pool: putInto(known.pool, 0 - line.amountMinor, 0 - line.baseMinor),
      isChanged: true,
    });
  }
}
