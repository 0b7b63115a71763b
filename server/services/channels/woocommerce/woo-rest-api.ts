// What head office asks of a WooCommerce shop, by REST v3 with the consumer's key and secret over https. What was shipped
// is a note the customer gets and a mark in the order's meta data, which tells head office what it has told before.
// Source: the WooCommerce REST API documentation.
import type { ChannelAccess, PulledPage, Sender, ShippedParcel, StockTold } from '../channel-connector';
import { type ChannelAnswer, type ChannelHttp, patiently } from '../channel-http';
import { type Fields, fieldsOf, instantOf, listOf, textOf } from '../read-fields';

const ordersAPage = 50;
/** Meta data that begins with an underscore is not shown to customers. */
const shippedMark = '_waybill_parcel_';

export const wooSender: Sender = { pull, pushStock, pushShipment };

/**
 * Pages shift when an order changes while they are read, so the next page is asked for by the time of the last order, and
 * only within one second by number. `at` is `<time>|<page>`.
 */
async function pull(
  access: ChannelAccess,
  http: ChannelHttp,
  since: string,
  at: string | null,
): Promise<PulledPage> {
  const [from = since, page = '1'] = at?.split('|') ?? [];
  const query = new URLSearchParams({
    // `after` is exclusive, and the shop counts in seconds.
    modified_after: secondsBefore(from, 1),
    dates_are_gmt: 'true',
    orderby: 'modified',
    order: 'asc',
    per_page: String(ordersAPage),
    page,
    status: 'any',
  });
  const answer = await ask(access, http, 'GET', `orders?${query.toString()}`);
  const orders = listOf(answer.json).map((order) => ({
    externalId: textOf(order['id']),
    changedAt: instantOf(order['date_modified_gmt'], true),
    body: JSON.stringify(order),
  }));
  const last = orders.at(-1);
  if (!last || orders.length < ordersAPage) return { orders, next: null };
  const next =
    secondsBefore(last.changedAt, 0) > secondsBefore(from, 0)
      ? `${last.changedAt}|1`
      : `${from}|${Number(page) + 1}`;
  return { orders, next };
}

function secondsBefore(at: string, seconds: number): string {
  return `${new Date(Date.parse(at) - seconds * 1000).toISOString().slice(0, 19)}`;
}

async function pushStock(
  access: ChannelAccess,
  http: ChannelHttp,
  sku: string,
  available: number,
): Promise<StockTold> {
  const found = await ask(access, http, 'GET', `products?${new URLSearchParams({ sku }).toString()}`);
  const product = listOf(found.json).find((each) => textOf(each['sku']) === sku);
  if (!product) return { isListed: false, answer: `no product with SKU ${sku} there` };
  const id = encodeURIComponent(textOf(product['id']));
  const parent = encodeURIComponent(textOf(product['parent_id']));
  const path = product['type'] === 'variation' ? `products/${parent}/variations/${id}` : `products/${id}`;
  await ask(access, http, 'PUT', path, { manage_stock: true, stock_quantity: available });
  return { isListed: true, answer: `${available} of product ${textOf(product['id'])}` };
}

async function pushShipment(
  access: ChannelAccess,
  http: ChannelHttp,
  parcel: ShippedParcel,
): Promise<string> {
  const path = `orders/${encodeURIComponent(parcel.externalOrderId)}`;
  const order = fieldsOf((await ask(access, http, 'GET', path)).json);
  const mark = `${shippedMark}${parcel.parcelId}`;
  const note = noteOf(parcel);
  // The note first, the mark behind it: when the answer to either is lost, the other way round would lose the note.
  const isTold = listOf(order['meta_data']).some((meta) => meta['key'] === mark);
  if (!isTold && !(await hasNote(access, http, path, note)))
    await ask(access, http, 'POST', `${path}/notes`, { note, customer_note: true });
  const isOpen = ['processing', 'on-hold', 'pending'].includes(textOf(order['status']));
  const status = parcel.isLast && isOpen ? { status: 'completed' } : {};
  if (isTold && !('status' in status)) return 'known there';
  await ask(access, http, 'PUT', path, {
    ...status,
    meta_data: [{ key: mark, value: parcel.trackingNumber ?? '' }],
  });
  return 'status' in status ? 'completed there' : 'noted there';
}

async function hasNote(
  access: ChannelAccess,
  http: ChannelHttp,
  path: string,
  note: string,
): Promise<boolean> {
  const notes = await ask(access, http, 'GET', `${path}/notes?type=customer`);
  return listOf(notes.json).some((each: Fields) => textOf(each['note']) === note);
}

function noteOf({ carrierName, trackingNumber, trackingUrl }: ShippedParcel): string {
  return [carrierName, trackingNumber, trackingUrl].filter((part) => part !== null).join(' · ');
}

function ask(
  access: ChannelAccess,
  http: ChannelHttp,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  json?: unknown,
): Promise<ChannelAnswer> {
  const base = (access.fields['baseUrl'] ?? '').replace(/\/+$/, '');
  const { consumerKey = '', consumerSecret = '' } = access.secrets;
  const authorization = `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`;
  return patiently(() =>
    http(`${base}/wp-json/wc/v3/${path}`, {
      method,
      headers: { authorization },
      ...(json === undefined ? {} : { json }),
    }),
  );
}
