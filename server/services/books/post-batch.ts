// Posts what happened: each event and each movement once, in the order of its stream. What it is decided on was read before
// (event-facts.ts), the rules are pure (shared/domain/books), and all of it is one transaction with the follower's place.
import { type Entry, ruleVersion } from '../../../shared/domain/books/entry';
import { postMove } from '../../../shared/domain/books/post-stock';
import type { BookSettings } from '../../../shared/domain/books/settings';
import { noStock, unitsOf, valueOf } from '../../../shared/domain/books/stock-cost';
import { purchaseNumber } from '../../../shared/domain/purchasing/purchase';
import type { Client } from '../../db/pool';
import type { HistoryEvent } from '../../jobs/follow-events';
import { jsonRows } from '../changes/json-rows';
import { loadRoles, lockBooks, type Posted, postedPlaces, storeEntries, storePlaces } from './book-store';
import { type Batch, causeOf, dayOf, partyOf } from './batch';
import { baseOf } from './book-waits';
import { type BatchFacts, costKey, loadBatchFacts, moveKey } from './event-facts';
import { postOrderEvent } from './post-order-event';
import { packagingOf, type UsedPackaging } from './used-packaging';

export async function postBatch(client: Client, events: readonly HistoryEvent[], at: string): Promise<void> {
  const books = await lockBooks(client);
  if (!books) throw new Error('events were followed into books that are not open');
  const places = await postedPlaces(client, ruleVersion);
  const fresh = events.filter(({ streamId, seq }) => seq > (places.get(streamId) ?? 0));
  if (fresh.length > 0) {
    await post(client, fresh, books.settings, at);
    await storePlaces(client, ruleVersion, new Map(fresh.map(({ streamId, seq }) => [streamId, seq])));
  }
  if (books.waits !== null) await client.query(`UPDATE books SET waits = NULL WHERE name = 'books'`);
}

async function post(
  client: Client,
  events: readonly HistoryEvent[],
  settings: BookSettings,
  at: string,
): Promise<void> {
  const facts = await loadBatchFacts(client, events);
  const packaging = await packagingOf(client, events);
  const batch: Batch = {
    settings,
    facts,
    packaging,
    accountOf: await loadRoles(client),
    toBase: await baseOf(client, settings.currency, currenciesOf(events, facts, packaging)),
  };
  const entries: Posted[] = [];
  for (const event of events) {
    const entry = event.aggregate === 'stock-move' ? movePosting(event, batch) : postOrderEvent(event, batch);
    if (entry) entries.push({ ...entry, by: event.actor });
  }
  await storeEntries(client, entries, at);
  await storeStates(client, facts);
}

function* currenciesOf(
  events: readonly HistoryEvent[],
  { orders, orderOfMove, supplyOfMove, shipments, listed }: BatchFacts,
  packaging: ReadonlyMap<string, UsedPackaging>,
): Iterable<{ currency: string; day: string }> {
  for (const event of events) {
    const day = dayOf(event);
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

function movePosting(event: HistoryEvent, batch: Batch): Entry | null {
  const { facts, settings, accountOf, toBase } = batch;
  const { sku, from, to, quantity } = event.body as {
    sku: string;
    from: string;
    to: string;
    quantity: number;
  };
  const day = dayOf(event);
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
      settings,
      accountOf,
      cost: known.cost,
      price:
        supply && unitMinor !== undefined && unitMinor !== null
          ? {
              currency: supply.currency,
              amountMinor: unitMinor * quantity,
              baseMinor: toBase(unitMinor * quantity, supply.currency, day),
            }
          : null,
      listMinor: listed ? toBase(listed.costMinor, listed.currency, day) : null,
      orderId,
      supplier: supply?.supplier ?? null,
      isGift: asked.length > 0 && asked.every(({ unitPriceMinor }) => unitPriceMinor === 0),
      rightMinor: right?.valueMinor ?? 0,
      reference: supply ? purchaseNumber(supply.number) : (order?.number ?? null),
    },
  );
  if (posting.cost !== known.cost)
    facts.costs.set(costKey(event.streamId, sku), { cost: posting.cost, isChanged: true });
  if (posting.rightMinor !== 0 && orderId !== null)
    facts.rights.set(orderId, { valueMinor: (right?.valueMinor ?? 0) + posting.rightMinor, isChanged: true });
  return posting.entry;
}

async function storeStates(client: Client, { costs, orders, rights }: BatchFacts): Promise<void> {
  const changedCosts = [...costs].filter(([, { isChanged }]) => isChanged);
  if (changedCosts.length > 0)
    await client.query({
      name: 'store-stock-costs',
      text: `INSERT INTO stock_cost (stream_id, sku, quantity, value_minor, doc)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, sku text, quantity bigint, value_minor bigint, doc jsonb)
             ON CONFLICT (stream_id, sku) DO UPDATE SET quantity = excluded.quantity, value_minor = excluded.value_minor, doc = excluded.doc`,
      values: [
        jsonRows(
          changedCosts.map(([key, { cost }]) => {
            const [stream_id = '', sku = ''] = key.split('\n');
            return { stream_id, sku, quantity: unitsOf(cost), value_minor: valueOf(cost), doc: cost };
          }),
        ),
      ],
    });
  const changedOrders = [...orders].filter(([, { isChanged }]) => isChanged);
  if (changedOrders.length > 0)
    await client.query({
      name: 'store-order-books',
      text: `INSERT INTO order_books (order_id, currency, party, doc)
             SELECT * FROM json_to_recordset($1) AS r (order_id uuid, currency text, party text, doc jsonb)
             ON CONFLICT (order_id) DO UPDATE SET doc = excluded.doc`,
      values: [
        jsonRows(
          changedOrders.map(([order_id, { order, books }]) => ({
            order_id,
            currency: order.currency,
            party: partyOf(order),
            doc: books,
          })),
        ),
      ],
    });
  const changedRights = [...rights].filter(([, { isChanged }]) => isChanged);
  if (changedRights.length > 0)
    await client.query({
      name: 'store-order-rights',
      text: `INSERT INTO order_right (order_id, value_minor) SELECT * FROM json_to_recordset($1) AS r (order_id uuid, value_minor bigint)
             ON CONFLICT (order_id) DO UPDATE SET value_minor = excluded.value_minor`,
      values: [
        jsonRows(changedRights.map(([order_id, { valueMinor }]) => ({ order_id, value_minor: valueMinor }))),
      ],
    });
}
