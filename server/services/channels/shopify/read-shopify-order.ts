// An order as Shopify tells it, in webhooks (orders/create, orders/updated, orders/cancelled) and in the REST Admin API
// alike, as a picture. Source: shopify.dev, "Order" of the REST Admin API.
import type { OrderCharge } from '../../../../shared/domain/order/order';
import type { ToldState } from '../../../../shared/domain/channel/told-order';
import { judgeTold, problem } from '../../../../shared/domain/channel/told-problems';
import type { ConnectorReading, ReadRules } from '../channel-connector';
import {
  amountOf,
  amountOrZero,
  countryOf,
  type Fields,
  fieldsOf,
  fieldsOfJson,
  firstText,
  instantOf,
  listOf,
  numberOf,
  textOf,
  textOrNull,
} from '../read-fields';
import { giftMessageIn } from '../read-gift-message';

export function readShopifyOrder(body: string, _topic: string, rules: ReadRules): ConnectorReading {
  const order = fieldsOfJson(body);
  if (!order) return { ok: false, problems: [problem('', 'not-json')] };
  const currency = textOf(order['currency']);
  const all = listOf(order['line_items']);
  // Gift cards and downloads are money here: nobody packs them.
  const sent = all.filter((line) => line['requires_shipping'] !== false);
  const goods = sent.length > 0 ? sent : all;
  const returned = returnedUnits(order);
  const state = sent.length > 0 || all.length === 0 ? stateOf(order, rules) : 'done';
  const customer = fieldsOf(order['customer']);
  const name = firstText(
    `${textOf(customer['first_name'])} ${textOf(customer['last_name'])}`,
    order['email'],
  );
  return judgeTold(
    {
      externalId: shopifyIdOf(order),
      number: firstText(order['name'], order['order_number'], shopifyIdOf(order)),
      placedAt: instantOf(order['created_at']),
      changedAt: instantOf(order['updated_at'] ?? order['created_at']),
      state,
      currency,
      customer: {
        customerId: textOrNull(customer['id']),
        name: name === '' ? firstText(fieldsOf(order['shipping_address'])['name'], 'Guest') : name,
      },
      shipTo: addressOf(order, name, state),
      note: textOrNull(order['note']),
      ...giftMessageIn(order['note_attributes']),
      lines: goods.map((line) => lineOf(line, returned.get(shopifyIdOf(line)) ?? 0, currency)),
      charges: chargesOf(order, sent.length > 0 ? all.filter((line) => !sent.includes(line)) : [], currency),
    },
    rules,
  );
}

/** Ids may be longer than a JSON number is exact; the GraphQL id has all digits. */
export function shopifyIdOf(fields: Fields): string {
  return /\/(\d{1,20})$/.exec(textOf(fields['admin_graphql_api_id']))?.[1] ?? textOf(fields['id']);
}

function stateOf(order: Fields, rules: ReadRules): ToldState {
  if (textOrNull(order['cancelled_at']) !== null) return 'cancelled';
  if (order['fulfillment_status'] === 'fulfilled') return 'done';
  const paid = textOf(order['financial_status']);
  if (paid === 'voided' || paid === 'expired') return 'waiting';
  const isPaid = ['paid', 'partially_refunded', 'refunded', ''].includes(paid);
  return rules.takeWhen === 'paid' && !isPaid ? 'waiting' : 'open';
}

function lineOf(line: Fields, returned: number, currency: string): object {
  const quantity = numberOf(line['quantity']);
  // `current_quantity` also goes down when goods come back; those were sent, and are no cancellation.
  const current = line['current_quantity'] === undefined ? quantity : numberOf(line['current_quantity']);
  return {
    lineId: shopifyIdOf(line),
    sku: textOf(line['sku']),
    name: firstText(line['name'], line['title']).slice(0, 200),
    quantity,
    removed: Math.max(0, quantity - current - returned),
    unitPriceMinor: amountOf(line['price'], currency),
  };
}

/** Units that were refunded because they came back, by line. */
function returnedUnits(order: Fields): Map<string, number> {
  const units = new Map<string, number>();
  for (const refund of listOf(order['refunds']))
    for (const part of listOf(refund['refund_line_items'])) {
      if (part['restock_type'] !== 'return') continue;
      const lineId = firstText(shopifyIdOf(fieldsOf(part['line_item'])), part['line_item_id']);
      units.set(lineId, (units.get(lineId) ?? 0) + (numberOf(part['quantity']) || 0));
    }
  return units;
}

function chargesOf(order: Fields, digital: readonly Fields[], currency: string): OrderCharge[] {
  const charges: OrderCharge[] = listOf(order['shipping_lines']).map((line) =>
    charge(
      'shipping',
      firstText(line['code'], 'SHIPPING'),
      firstText(line['title'], line['code']),
      amountOrZero(line['discounted_price'] ?? line['price'], currency),
    ),
  );
  for (const line of digital) {
    const amount = amountOrZero(line['price'], currency) * (numberOf(line['quantity']) || 0);
    charges.push(
      charge('fee', firstText(line['sku'], 'DIGITAL'), firstText(line['name'], line['title']), amount),
    );
  }
  const discount = listOf(order['line_items'])
    .flatMap((line) => listOf(line['discount_allocations']))
    .reduce((sum, part) => sum + amountOrZero(part['amount'], currency), 0);
  if (discount !== 0) {
    const code = firstText(listOf(order['discount_codes'])[0]?.['code'], 'DISCOUNT');
    charges.push(charge('discount', code, code, -discount));
  }
  const tax = order['taxes_included'] === true ? 0 : amountOrZero(order['total_tax'], currency);
  if (tax !== 0) charges.push(charge('adjustment', 'TAX', 'TAX', tax));
  return charges;
}

function charge(kind: OrderCharge['kind'], code: string, name: string, amountMinor: number): OrderCharge {
  return { kind, code: code.slice(0, 64), name: name.slice(0, 200), amountMinor };
}

function addressOf(order: Fields, customer: string, state: ToldState): object {
  const given = fieldsOf(order['shipping_address'] ?? order['billing_address']);
  const name = firstText(
    given['name'],
    `${textOf(given['first_name'])} ${textOf(given['last_name'])}`,
    given['company'],
  );
  // Nothing is sent: a download needs no address, and none is asked for.
  const isNeedless = state !== 'open' && textOf(given['country_code']) === '';
  return {
    name: firstText(name, customer, isNeedless ? 'Guest' : ''),
    company: textOrNull(given['company']),
    lines: [textOf(given['address1']), textOf(given['address2'])].filter((line) => line !== ''),
    postcode: textOrNull(given['zip']),
    city: textOf(given['city']),
    region: textOrNull(firstText(given['province_code'], given['province'])),
    countryCode: isNeedless ? 'ZZ' : countryOf(given['country_code']),
    phone: textOrNull(firstText(given['phone'], order['phone'])),
    email: textOrNull(firstText(order['contact_email'], order['email'])),
  };
}
