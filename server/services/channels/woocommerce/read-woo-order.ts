// An order as WooCommerce tells it, in webhooks and in REST v3 alike, as a picture. Amounts of its lines are without tax;
// taxes are a total of their own. Source: the WooCommerce REST API documentation, "Orders".
import type { ToldState } from '../../../../shared/domain/channel/told-order';
import { judgeTold, problem } from '../../../../shared/domain/channel/told-problems';
import type { OrderCharge } from '../../../../shared/domain/order/order';
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

export function readWooOrder(body: string, topic: string, rules: ReadRules): ConnectorReading {
  const order = fieldsOfJson(body);
  if (!order) return { ok: false, problems: [problem('', 'not-json')] };
  const externalId = textOf(order['id']);
  // A deleted order is told by its number alone.
  if (topic === 'order.deleted' && externalId !== '') return { ok: true, gone: externalId };
  const currency = textOf(order['currency']);
  const billing = fieldsOf(order['billing']);
  const name = firstText(nameOf(billing), billing['company'], nameOf(fieldsOf(order['shipping'])));
  const lines = listOf(order['line_items']).map((line) => readLine(line, currency));
  return judgeTold(
    {
      externalId,
      number: firstText(order['number'], externalId),
      placedAt: instantOf(order['date_created_gmt'] ?? order['date_created'], true),
      changedAt: instantOf(order['date_modified_gmt'] ?? order['date_created_gmt'], true),
      state: stateOf(textOf(order['status']), rules),
      currency,
      customer: {
        customerId: ['', '0'].includes(textOf(order['customer_id'])) ? null : textOf(order['customer_id']),
        name: firstText(name, billing['email'], 'Guest'),
      },
      shipTo: addressOf(order, billing),
      note: textOrNull(order['customer_note']),
      ...giftMessageIn(order['meta_data']),
      lines: lines.map(({ line }) => line),
      charges: chargesOf(
        order,
        lines.reduce((sum, { rest }) => sum + rest, 0),
        currency,
      ),
    },
    rules,
  );
}

function nameOf(address: Fields): string {
  return `${textOf(address['first_name'])} ${textOf(address['last_name'])}`.trim();
}

function stateOf(status: string, { takeWhen }: ReadRules): ToldState {
  switch (status) {
    case 'processing':
      return 'open';
    case 'completed':
      return 'done';
    case 'cancelled':
    case 'refunded':
    case 'trash':
      return 'cancelled';
    // Waits for a payment that somebody has to see come in: bank transfer, cheque.
    case 'on-hold':
      return takeWhen === 'placed' ? 'open' : 'waiting';
    // pending, failed, checkout-draft, and whatever a plug-in calls its own.
    default:
      return 'waiting';
  }
}

/** WooCommerce has amounts a line, not a unit: what does not divide evenly is `rest`. */
function readLine(line: Fields, currency: string): { line: object; rest: number } {
  const quantity = numberOf(line['quantity']);
  const subtotal = amountOf(line['subtotal'], currency);
  const unitPriceMinor = subtotal === null || !(quantity > 0) ? null : Math.floor(subtotal / quantity);
  return {
    line: {
      lineId: textOf(line['id']),
      sku: textOf(line['sku']),
      name: textOf(line['name']).slice(0, 200),
      quantity,
      unitPriceMinor,
    },
    rest: unitPriceMinor === null || subtotal === null ? 0 : subtotal - unitPriceMinor * quantity,
  };
}

function chargesOf(order: Fields, rest: number, currency: string): OrderCharge[] {
  const charges: OrderCharge[] = [];
  const add = (kind: OrderCharge['kind'], code: string, name: string, amountMinor: number): void => {
    if (amountMinor !== 0)
      charges.push({ kind, code: code.slice(0, 64), name: name.slice(0, 200), amountMinor });
  };
  for (const line of listOf(order['shipping_lines']))
    add(
      'shipping',
      firstText(line['method_id'], 'SHIPPING'),
      firstText(line['method_title'], line['method_id']),
      amountOrZero(line['total'], currency),
    );
  for (const line of listOf(order['fee_lines']))
    add('fee', 'FEE', firstText(line['name'], 'Fee'), amountOrZero(line['total'], currency));
  const coupon = firstText(listOf(order['coupon_lines'])[0]?.['code'], 'DISCOUNT');
  add('discount', coupon, coupon, -amountOrZero(order['discount_total'], currency));
  add('adjustment', 'TAX', 'TAX', amountOrZero(order['total_tax'], currency));
  add('adjustment', 'ROUNDING', 'ROUNDING', rest);
  return charges;
}

function addressOf(order: Fields, billing: Fields): object {
  const shipping = fieldsOf(order['shipping']);
  // A shop that sends to the billing address only leaves the other one empty.
  const given =
    firstText(shipping['address_1'], shipping['city'], shipping['country']) === '' ? billing : shipping;
  return {
    name: firstText(nameOf(given), given['company'], nameOf(billing)),
    company: textOrNull(given['company']),
    lines: [textOf(given['address_1']), textOf(given['address_2'])].filter((line) => line !== ''),
    postcode: textOrNull(given['postcode']),
    city: textOf(given['city']),
    region: textOrNull(given['state']),
    countryCode: countryOf(given['country']),
    phone: textOrNull(firstText(given['phone'], billing['phone'])),
    email: textOrNull(billing['email']),
  };
}
