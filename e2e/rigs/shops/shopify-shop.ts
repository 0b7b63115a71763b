// A Shopify shop, as far as head office knows one: webhooks, and the endpoints of the Admin API that are documented for
// orders, fulfilments, inventory levels and the search for an inventory item.
import { createHmac } from 'node:crypto';
import { startShopServer, type ShopAnswer, type ShopRequest } from './shop-server';
import { lineIds, orderBefore, type Shop, type ShopOrder } from './shop';

const version = '2026-10';
const locationId = 655_441_491;
const items: Record<string, number> = { MUG: 901, LAMP: 902, BOWL: 903 };
const shopDomain = 'test-shop.myshopify.com';

type Fulfillment = {
  id: number;
  status: string;
  tracking_number: string;
  tracking_numbers: string[];
  lines: Map<number, number>;
};

export async function startShopifyShop(): Promise<Shop> {
  const orders = new Map<number, ShopOrder>();
  const fulfillments = new Map<number, Fulfillment[]>();
  const stock = new Map<number, number>();
  const pages = new Map<string, { since: string; after: string }>();
  const secrets = { webhookSecret: 'hush-hook', accessToken: 'shpat_test' };

  const answer = (request: ShopRequest): ShopAnswer => {
    if (request.headers['x-shopify-access-token'] !== secrets.accessToken)
      return { status: 401, json: { errors: '[API] Invalid API key or access token' } };
    const path = request.path.replace(`/admin/api/${version}/`, '');
    const [, id] = /^orders\/(\d+)\//.exec(path) ?? [];
    if (path === 'orders.json') return listOrders(request);
    if (path === 'graphql.json') return findItem(request);
    if (path === 'inventory_levels/set.json') return setLevel(request);
    if (path === 'fulfillments.json') return fulfil(request);
    if (id && path.endsWith('/fulfillments.json'))
      return {
        status: 200,
        json: {
          fulfillments: (fulfillments.get(Number(id)) ?? []).map(
            ({ id: each, status, tracking_number, tracking_numbers }) => ({
              id: each,
              status,
              tracking_number,
              tracking_numbers,
            }),
          ),
        },
      };
    if (id && path.endsWith('/fulfillment_orders.json'))
      return { status: 200, json: { fulfillment_orders: openOf(Number(id)) } };
    return { status: 404, json: { errors: 'Not Found' } };
  };

  const listOrders = ({ query }: ShopRequest): ShopAnswer => {
    const page = pages.get(query.get('page_info') ?? '');
    const since = page?.since ?? query.get('updated_at_min') ?? '';
    const limit = Number(query.get('limit') ?? '50');
    const all = [...orders.values()]
      .filter((order) => Date.parse(order.changedAt) >= Date.parse(since))
      .map((order) => ({ order, key: `${order.changedAt} ${String(order.id).padStart(12, '0')}` }))
      .filter(({ key }) => page === undefined || key > page.after)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const some = all.slice(0, limit);
    const last = some.at(-1);
    const json = { orders: some.map(({ order }) => shopifyOrder(order)) };
    if (!last || all.length <= limit) return { status: 200, json };
    const mark = `page${pages.size}`;
    pages.set(mark, { since, after: last.key });
    const link = `<https://${shopDomain}/admin/api/${version}/orders.json?limit=${limit}&page_info=${mark}>; rel="next"`;
    return { status: 200, json, headers: { link } };
  };

  const findItem = ({ json }: ShopRequest): ShopAnswer => {
    const { query } = (json as { variables: { query: string } }).variables;
    const sku = /^sku:'(.*)'$/.exec(query)?.[1]?.replaceAll('\\', '') ?? '';
    const nodes = Object.entries(items)
      .filter(([known]) => known.toLowerCase() === sku.toLowerCase())
      .map(([known, id]) => ({ id: `gid://shopify/InventoryItem/${id}`, sku: known }));
    return { status: 200, json: { data: { inventoryItems: { nodes } } } };
  };

  const setLevel = ({ json }: ShopRequest): ShopAnswer => {
    const level = json as { location_id: number; inventory_item_id: number; available: number };
    if (level.location_id !== locationId) return { status: 404, json: { errors: 'Not Found' } };
    stock.set(level.inventory_item_id, level.available);
    return { status: 200, json: { inventory_level: { ...level, updated_at: '2026-03-01T10:00:00Z' } } };
  };

  const openOf = (id: number): object[] => {
    const order = orders.get(id);
    if (!order) return [];
    const done = (line: number): number =>
      (fulfillments.get(id) ?? []).reduce((sum, each) => sum + (each.lines.get(line) ?? 0), 0);
    const lines = [
      { line_item_id: lineIds.mugs, quantity: order.mugs },
      { line_item_id: lineIds.lamps, quantity: order.lamps },
    ].map((line) => ({
      id: line.line_item_id + 5000,
      ...line,
      fulfillable_quantity: line.quantity - done(line.line_item_id),
    }));
    return [
      {
        id: id + 7000,
        order_id: id,
        status: lines.some((line) => line.fulfillable_quantity > 0) ? 'open' : 'closed',
        line_items: lines,
      },
    ];
  };

  const fulfil = ({ json }: ShopRequest): ShopAnswer => {
    const { fulfillment } = json as {
      fulfillment: {
        line_items_by_fulfillment_order: {
          fulfillment_order_id: number;
          fulfillment_order_line_items: { id: number; quantity: number }[];
        }[];
        tracking_info: { number: string };
      };
    };
    const [part] = fulfillment.line_items_by_fulfillment_order;
    const id = (part?.fulfillment_order_id ?? 0) - 7000;
    const lines = new Map(part?.fulfillment_order_line_items.map((item) => [item.id - 5000, item.quantity]));
    const [open] = openOf(id) as { line_items: { line_item_id: number; fulfillable_quantity: number }[] }[];
    const tooMany =
      open?.line_items.some((line) => (lines.get(line.line_item_id) ?? 0) > line.fulfillable_quantity) ??
      true;
    if (tooMany)
      return { status: 422, json: { errors: ['Invalid fulfillment order line item quantity requested.'] } };
    const list = fulfillments.get(id) ?? [];
    fulfillments.set(id, list);
    const { number } = fulfillment.tracking_info;
    list.push({
      id: 8000 + list.length,
      status: 'success',
      tracking_number: number,
      tracking_numbers: [number],
      lines,
    });
    return { status: 201, json: { fulfillment: { id: 7999 + list.length, status: 'success' } } };
  };

  const server = await startShopServer(answer);
  return {
    ...server,
    kind: 'shopify',
    fields: { baseUrl: server.url, shopDomain, apiVersion: version, locationId: String(locationId) },
    secrets,
    put: ({ id, ...change }) => {
      const order = { ...(orders.get(id) ?? orderBefore(id, {})), ...change };
      orders.set(id, order);
      return order;
    },
    delivery: (id, about, deliveryId, secret = secrets.webhookSecret) => {
      const order = orders.get(id);
      if (!order) throw new Error(`the shop has no order ${id}`);
      const body = JSON.stringify(shopifyOrder(order));
      const topic = { created: 'orders/create', updated: 'orders/updated', cancelled: 'orders/cancelled' }[
        about
      ];
      return {
        body,
        headers: {
          'content-type': 'application/json',
          'x-shopify-topic': topic,
          'x-shopify-shop-domain': shopDomain,
          'x-shopify-api-version': version,
          'x-shopify-webhook-id': deliveryId,
          'x-shopify-event-id': `event-${deliveryId}`,
          'x-shopify-triggered-at': order.changedAt,
          'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
        },
      };
    },
    stock: (sku) => stock.get(items[sku] ?? -1) ?? null,
    shipments: (id) => (fulfillments.get(id) ?? []).map((each) => each.tracking_number),
  };
}

/** The fields of a documented order that carry meaning here, and some that carry none. */
function shopifyOrder(order: ShopOrder): object {
  const { id, changedAt, state, city, customer, currency } = order;
  const line = (
    lineId: number,
    sku: string,
    name: string,
    quantity: number,
    current: number,
    price: string,
  ): object => ({
    id: lineId,
    admin_graphql_api_id: `gid://shopify/LineItem/${lineId}`,
    sku,
    name,
    title: name,
    quantity,
    current_quantity: current,
    fulfillable_quantity: current,
    price,
    requires_shipping: true,
    taxable: true,
    discount_allocations: [],
  });
  const [first, ...last] = customer.split(' ');
  const address = {
    first_name: first,
    last_name: last.join(' '),
    name: customer,
    company: null,
    address1: '1 High Street',
    address2: null,
    city,
    zip: 'LS1 1AA',
    province: null,
    province_code: null,
    country: 'United Kingdom',
    country_code: 'GB',
    phone: null,
  };
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name: `#${id}`,
    order_number: id,
    created_at: '2026-03-01T09:00:00+00:00',
    updated_at: changedAt,
    cancelled_at: state === 'cancelled' ? changedAt : null,
    cancel_reason: state === 'cancelled' ? 'customer' : null,
    currency,
    financial_status: state === 'unpaid' ? 'voided' : 'paid',
    fulfillment_status: state === 'shipped' ? 'fulfilled' : null,
    email: 'ayse@example.com',
    contact_email: 'ayse@example.com',
    phone: null,
    note: order.note === '' ? null : order.note,
    tags: '',
    test: false,
    taxes_included: true,
    total_tax: '6.58',
    customer: { id: 77, first_name: first, last_name: last.join(' '), email: 'ayse@example.com' },
    shipping_address: address,
    billing_address: address,
    line_items: [
      line(lineIds.mugs, order.sku, 'A mug', 3, order.mugs, order.price),
      line(lineIds.lamps, 'LAMP', 'A lamp', 1, order.lamps, '25.00'),
    ],
    shipping_lines: [
      { id: 31, title: 'Standard', code: 'STANDARD', price: '4.50', discounted_price: '4.50' },
    ],
    discount_codes: [],
    refunds: [],
  };
}
