// What head office asks of a Shopify shop, by its documented Admin API: REST for orders, fulfilments and inventory levels,
// GraphQL for the one thing REST cannot do, finding an inventory item by its SKU. Source: shopify.dev.
import type { ChannelAccess, PulledPage, Sender, ShippedParcel, StockTold } from '../channel-connector';
import { ChannelFailure, type ChannelAnswer, type ChannelHttp, patiently } from '../channel-http';
import { type Fields, fieldsOf, instantOf, listOf, numberOf, textOf } from '../read-fields';
import { shopifyIdOf } from './read-shopify-order';

const defaultVersion = '2026-10';
const ordersAPage = 100;
const throttlePauseMs = 2_000;

export const shopifySender: Sender = { pull, pushStock, pushShipment };

/** @param at `page_info` of the link to the next page */
async function pull(
  access: ChannelAccess,
  http: ChannelHttp,
  since: string,
  at: string | null,
): Promise<PulledPage> {
  // With `page_info` no other condition may be named: it holds them.
  const query = new URLSearchParams(
    at === null
      ? { status: 'any', order: 'updated_at asc', updated_at_min: since, limit: String(ordersAPage) }
      : { page_info: at, limit: String(ordersAPage) },
  );
  const answer = await ask(access, http, 'GET', `orders.json?${query.toString()}`);
  const orders = listOf(fieldsOf(answer.json)['orders']).map((order) => ({
    externalId: shopifyIdOf(order),
    changedAt: instantOf(order['updated_at']),
    body: JSON.stringify(order),
  }));
  return { orders, next: nextPage(answer.headers.get('link')) };
}

/** `<https://shop/...?page_info=abc&limit=100>; rel="next"` (RFC 8288). Only the mark is believed, never the address. */
export function nextPage(link: string | null): string | null {
  for (const part of (link ?? '').split(/,\s*(?=<)/)) {
    const [, target, rest] = /^<([^>]*)>(.*)$/.exec(part) ?? [];
    if (target !== undefined && /;\s*rel="?next"?/.test(rest ?? '') && URL.canParse(target))
      return new URL(target).searchParams.get('page_info');
  }
  return null;
}

const findItem = 'query($query: String!) { inventoryItems(first: 3, query: $query) { nodes { id sku } } }';

async function pushStock(
  access: ChannelAccess,
  http: ChannelHttp,
  sku: string,
  available: number,
): Promise<StockTold> {
  const locationId = access.fields['locationId'] ?? '';
  if (!/^\d{1,20}$/.test(locationId))
    throw new ChannelFailure('the location of the stock is not entered', 'never', null, 0, '');
  const answer = await ask(access, http, 'POST', 'graphql.json', {
    query: findItem,
    variables: { query: `sku:'${sku.replace(/[\\']/g, (mark) => `\\${mark}`)}'` },
  });
  refuseGraphErrors(answer);
  const nodes = listOf(fieldsOf(fieldsOf(fieldsOf(answer.json)['data'])['inventoryItems'])['nodes']);
  // The search is not exact: letters of another case come back too.
  const item = nodes.find((node) => textOf(node['sku']) === sku);
  if (!item) return { isListed: false, answer: `no product with SKU ${sku} there` };
  const inventoryItemId = Number(/(\d+)$/.exec(textOf(item['id']))?.[1]);
  await ask(access, http, 'POST', 'inventory_levels/set.json', {
    location_id: Number(locationId),
    inventory_item_id: inventoryItemId,
    available,
  });
  return { isListed: true, answer: `${available} at location ${locationId}` };
}

function refuseGraphErrors({ json, status, text }: ChannelAnswer): void {
  const errors = listOf(fieldsOf(json)['errors']);
  if (errors.length === 0) return;
  const isThrottled = errors.some((error) => fieldsOf(error['extensions'])['code'] === 'THROTTLED');
  const words = textOf(errors[0]?.['message']).slice(0, 200);
  throw new ChannelFailure(
    `the shop refused: ${words}`,
    isThrottled ? 'wait' : 'never',
    status,
    isThrottled ? throttlePauseMs : 0,
    text.slice(0, 300),
  );
}

async function pushShipment(
  access: ChannelAccess,
  http: ChannelHttp,
  parcel: ShippedParcel,
): Promise<string> {
  const orderPath = `orders/${encodeURIComponent(parcel.externalOrderId)}`;
  const number = parcel.trackingNumber ?? parcel.parcelId;
  // A request may have had its effect although its answer never came: the shop is asked first what it knows.
  const known = await ask(access, http, 'GET', `${orderPath}/fulfillments.json`);
  const before = listOf(fieldsOf(known.json)['fulfillments']).find((each) => isOf(each, number));
  if (before) return `known there as fulfilment ${shopifyIdOf(before)}`;
  const waiting = await ask(access, http, 'GET', `${orderPath}/fulfillment_orders.json`);
  const parts = partsOf(listOf(fieldsOf(waiting.json)['fulfillment_orders']), parcel);
  if (parts.length === 0) return 'nothing of it is left to fulfil there';
  const answer = await ask(access, http, 'POST', 'fulfillments.json', {
    fulfillment: {
      line_items_by_fulfillment_order: parts,
      notify_customer: false,
      tracking_info: {
        number,
        company: parcel.carrierName,
        ...(parcel.trackingUrl ? { url: parcel.trackingUrl } : {}),
      },
    },
  });
  return `fulfilment ${shopifyIdOf(fieldsOf(fieldsOf(answer.json)['fulfillment']))}`;
}

function isOf(fulfillment: Fields, number: string): boolean {
  const numbers = Array.isArray(fulfillment['tracking_numbers'])
    ? fulfillment['tracking_numbers'].map(textOf)
    : [];
  return (
    fulfillment['status'] !== 'cancelled' &&
    [textOf(fulfillment['tracking_number']), ...numbers].includes(number)
  );
}

/** The parcel's units over the shop's fulfilment orders, as far as each has any left. */
function partsOf(fulfillmentOrders: readonly Fields[], parcel: ShippedParcel): object[] {
  const left = new Map(parcel.lines.map(({ lineId, quantity }) => [lineId, quantity]));
  return fulfillmentOrders.flatMap((order) => {
    if (!['open', 'in_progress'].includes(textOf(order['status']))) return [];
    const items = listOf(order['line_items']).flatMap((item) => {
      const lineId = textOf(item['line_item_id']);
      const quantity = Math.min(left.get(lineId) ?? 0, numberOf(item['fulfillable_quantity']) || 0);
      if (quantity <= 0) return [];
      left.set(lineId, (left.get(lineId) ?? 0) - quantity);
      return [{ id: item['id'], quantity }];
    });
    return items.length === 0
      ? []
      : [{ fulfillment_order_id: order['id'], fulfillment_order_line_items: items }];
  });
}

function ask(
  access: ChannelAccess,
  http: ChannelHttp,
  method: 'GET' | 'POST',
  path: string,
  json?: unknown,
): Promise<ChannelAnswer> {
  const version = access.fields['apiVersion'] ?? defaultVersion;
  const base = (access.fields['baseUrl'] ?? '').replace(/\/+$/, '');
  return patiently(() =>
    http(`${base}/admin/api/${encodeURIComponent(version)}/${path}`, {
      method,
      headers: { 'x-shopify-access-token': access.secrets['accessToken'] ?? '' },
      ...(json === undefined ? {} : { json }),
    }),
  );
}
