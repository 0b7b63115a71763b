// A WooCommerce shop, as far as head office knows one: webhooks, and the endpoints of REST v3 for orders, order notes and
// products. Units that are taken out of an order vanish from its lines, as they do there.
import { createHmac } from 'node:crypto';
import { startShopServer, type ShopAnswer, type ShopRequest } from './shop-server';
import { lineIds, orderBefore, type Shop, type ShopOrder } from './shop';

type Product = { id: number; sku: string; type: string; parent_id: number };
const products: Product[] = [
  { id: 401, sku: 'MUG', type: 'simple', parent_id: 0 },
  { id: 403, sku: 'LAMP', type: 'variation', parent_id: 402 },
];
type Extra = {
  notes: { id: number; note: string; customer_note: boolean }[];
  meta: { key: string; value: string }[];
};

export async function startWooShop(): Promise<Shop> {
  const orders = new Map<number, ShopOrder>();
  const extras = new Map<number, Extra>();
  const stock = new Map<number, number>();
  const secrets = { webhookSecret: 'woo-hook', consumerKey: 'ck_test', consumerSecret: 'cs_test' };
  const basic = `Basic ${Buffer.from('ck_test:cs_test').toString('base64')}`;
  const extraOf = (id: number): Extra => {
    const extra = extras.get(id) ?? { notes: [], meta: [] };
    extras.set(id, extra);
    return extra;
  };

  const answer = (request: ShopRequest): ShopAnswer => {
    if (request.headers.authorization !== basic)
      return { status: 401, json: { code: 'woocommerce_rest_cannot_view' } };
    const path = request.path.replace('/wp-json/wc/v3/', '');
    const [, id, rest] = /^orders\/(\d+)(\/notes)?$/.exec(path) ?? [];
    if (path === 'orders') return listOrders(request);
    if (id && orders.has(Number(id)))
      return rest ? notes(Number(id), request) : oneOrder(Number(id), request);
    if (path === 'products')
      return { status: 200, json: products.filter(({ sku }) => sku === request.query.get('sku')) };
    const product = products.find(
      (each) =>
        path ===
        (each.parent_id ? `products/${each.parent_id}/variations/${each.id}` : `products/${each.id}`),
    );
    if (product && request.method === 'PUT') {
      stock.set(product.id, (request.json as { stock_quantity: number }).stock_quantity);
      return { status: 200, json: { ...product, stock_quantity: stock.get(product.id) } };
    }
    return { status: 404, json: { code: 'rest_no_route' } };
  };

  const listOrders = ({ query }: ShopRequest): ShopAnswer => {
    const after = Date.parse(`${query.get('modified_after') ?? '1970-01-01T00:00:00'}Z`);
    const [size, page] = [Number(query.get('per_page') ?? '10'), Number(query.get('page') ?? '1')];
    const all = [...orders.values()]
      .filter((order) => Date.parse(order.changedAt) > after)
      .sort((a, b) => Date.parse(a.changedAt) - Date.parse(b.changedAt) || a.id - b.id);
    const json = all.slice((page - 1) * size, page * size).map((order) => wooOrder(order, extraOf(order.id)));
    return {
      status: 200,
      json,
      headers: { 'x-wp-total': String(all.length), 'x-wp-totalpages': String(Math.ceil(all.length / size)) },
    };
  };

  const oneOrder = (id: number, { method, json }: ShopRequest): ShopAnswer => {
    const order = orders.get(id) ?? orderBefore(id, {});
    if (method === 'PUT') {
      const change = json as { status?: string; meta_data?: Extra['meta'] };
      if (change.status === 'completed') order.state = 'shipped';
      for (const { key, value } of change.meta_data ?? [])
        extraOf(id).meta = [...extraOf(id).meta.filter((each) => each.key !== key), { key, value }];
    }
    return { status: 200, json: wooOrder(order, extraOf(id)) };
  };

  const notes = (id: number, { method, json }: ShopRequest): ShopAnswer => {
    const { notes: list } = extraOf(id);
    if (method !== 'POST') return { status: 200, json: list };
    const note = { id: list.length + 1, ...(json as { note: string; customer_note: boolean }) };
    list.push(note);
    return { status: 201, json: note };
  };

  const server = await startShopServer(answer);
  return {
    ...server,
    kind: 'woocommerce',
    fields: { baseUrl: server.url },
    secrets,
    put: ({ id, ...change }) => {
      const order = { ...(orders.get(id) ?? orderBefore(id, {})), ...change };
      orders.set(id, order);
      return order;
    },
    delivery: (id, about, deliveryId, secret = secrets.webhookSecret) => {
      const order = orders.get(id);
      if (!order) throw new Error(`the shop has no order ${id}`);
      const body = JSON.stringify(wooOrder(order, extraOf(id)));
      const event = about === 'created' ? 'created' : 'updated';
      return {
        body,
        headers: {
          'content-type': 'application/json',
          'x-wc-webhook-source': `${server.url}/`,
          'x-wc-webhook-topic': `order.${event}`,
          'x-wc-webhook-resource': 'order',
          'x-wc-webhook-event': event,
          'x-wc-webhook-signature': createHmac('sha256', secret).update(body).digest('base64'),
          'x-wc-webhook-id': '3',
          'x-wc-webhook-delivery-id': deliveryId,
        },
      };
    },
    stock: (sku) => stock.get(products.find((each) => each.sku === sku)?.id ?? -1) ?? null,
    shipments: (id) => extraOf(id).notes.map(({ note }) => note),
  };
}

const statuses = { open: 'processing', unpaid: 'pending', shipped: 'completed', cancelled: 'cancelled' };

function wooOrder(order: ShopOrder, extra: Extra): object {
  const { id, changedAt, state, city, customer, currency } = order;
  const [first, ...last] = customer.split(' ');
  const address = {
    first_name: first,
    last_name: last.join(' '),
    company: '',
    address_1: '1 High Street',
    address_2: '',
    city,
    state: '',
    postcode: 'LS1 1AA',
    country: 'GB',
  };
  const gmt = changedAt.slice(0, 19);
  const line = (lineId: number, sku: string, name: string, quantity: number, price: string): object[] =>
    quantity === 0
      ? []
      : [
          {
            id: lineId,
            name,
            product_id: 400,
            variation_id: 0,
            quantity,
            tax_class: '',
            subtotal: (Number(price) * quantity).toFixed(2),
            subtotal_tax: '0.00',
            total: (Number(price) * quantity).toFixed(2),
            total_tax: '0.00',
            taxes: [],
            meta_data: [],
            sku,
            price: Number(price),
          },
        ];
  return {
    id,
    parent_id: 0,
    number: String(id),
    order_key: `wc_order_${id}`,
    created_via: 'checkout',
    version: '10.3.0',
    status: statuses[state],
    currency,
    date_created: '2026-03-01T10:00:00',
    date_created_gmt: '2026-03-01T09:00:00',
    date_modified: gmt,
    date_modified_gmt: gmt,
    discount_total: '0.00',
    shipping_total: '4.50',
    total_tax: '0.00',
    prices_include_tax: true,
    customer_id: 77,
    customer_note: order.note,
    billing: { ...address, email: 'ayse@example.com', phone: '' },
    shipping: { ...address, phone: '' },
    payment_method: 'stripe',
    meta_data: extra.meta.map((each, index) => ({ id: index + 1, ...each })),
    line_items: [
      ...line(lineIds.mugs, order.sku, 'A mug', order.mugs, order.price),
      ...line(lineIds.lamps, 'LAMP', 'A lamp', order.lamps, '25.00'),
    ],
    tax_lines: [],
    shipping_lines: [
      { id: 41, method_title: 'Standard', method_id: 'flat_rate', total: '4.50', total_tax: '0.00' },
    ],
    fee_lines: [],
    coupon_lines: [],
    refunds: [],
  };
}
