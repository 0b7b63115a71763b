// What a company has configured that every order meets when it is placed: fields it has to have, and rules that act. Read
// once for all orders of one call; nothing more is read where nothing is configured.
import type { NewOrder } from '../../../shared/contract/http';
import { companyStream } from '../../../shared/domain/ids';
import type { OrderContacts } from '../../../shared/domain/customer/contact';
import type { FactMarks } from '../../../shared/domain/automation/order-facts';
import { type Rule, rulesSchema } from '../../../shared/domain/automation/rule';
import { type FieldDefinition, fieldDefinitionSchema, fieldsOf } from '../../../shared/domain/field/field';
import { type FieldProblem, judgeFields, missingFields } from '../../../shared/domain/field/judge-fields';
import type { Order } from '../../../shared/domain/order/order';
import type { Queryable } from '../../db/pool';
import { loadCustomerTags, noCustomerTags } from './customer-tags';
import { loadMarks } from './marks';

/** `place` is where the value stands in the order: `fields.gift_note`, `lines.2.fields.engraving`. */
export type PlacedFieldProblem = FieldProblem & { place: string };

export type OrderBook = {
  rules: readonly Rule[];
  fields: readonly FieldDefinition[];
  problemsOf: (order: JudgedFields) => PlacedFieldProblem[];
  /** Keys of fields that an order waits for. */
  missingOf: (order: Order) => string[];
  marksOf: (order: Order) => FactMarks;
};

type JudgedFields = Pick<NewOrder, 'channelId' | 'currency' | 'fields'> & {
  lines: readonly Pick<NewOrder['lines'][number], 'fields'>[];
};
type MarkedOrder = OrderContacts & { lines: readonly { sku: string }[] };

export async function loadOrderBook(db: Queryable, orders: readonly MarkedOrder[]): Promise<OrderBook> {
  const { rows } = await db.query<{ rules: unknown; fields: unknown[] | null }>({
    name: 'order-book',
    text: `SELECT (SELECT doc->'rules' FROM order_flow WHERE stream_id = $1 ORDER BY version DESC LIMIT 1) AS rules,
             (SELECT jsonb_agg(doc ORDER BY owner, key) FROM field_definition WHERE stream_id = $1 AND owner IN ('order', 'line')) AS fields`,
    values: [companyStream],
  });
  const rules = rulesSchema.parse(rows[0]?.rules ?? []);
  const fields = (rows[0]?.fields ?? []).map((doc) => fieldDefinitionSchema.parse(doc));
  const asks = (what: string): boolean =>
    rules.some(({ isOn, conditions }) => isOn && conditions.some((each) => each.what === what));
  const customerTagsOf = asks('customer-tag') ? await loadCustomerTags(db, orders) : noCustomerTags;
  const products = asks('product-tag')
    ? await loadMarks(db, 'product', [
        ...new Set(orders.flatMap(({ lines }) => lines.map(({ sku }) => String(sku)))),
      ])
    : new Map();
  return {
    rules,
    fields,
    problemsOf: (order) => problemsOf(fields, order),
    missingOf: (order) => missingOf(fields, order),
    marksOf: (order) => ({
      customerTags: customerTagsOf(order),
      productTags: [...new Set(order.lines.flatMap(({ sku }) => products.get(sku)?.tags ?? []))],
    }),
  };
}

function problemsOf(fields: readonly FieldDefinition[], order: JudgedFields): PlacedFieldProblem[] {
  if (fields.length === 0 && order.fields === undefined && order.lines.every((line) => !line.fields))
    return [];
  const judge = (owner: 'order' | 'line', given: NewOrder['fields'], at: string): PlacedFieldProblem[] => {
    const own = fieldsOf(fields, owner, order.channelId);
    const found = [...judgeFields(own, given ?? {}, order.currency), ...missingFields(own, given, 'placed')];
    return found.map((each) => ({ ...each, place: `${at}fields.${each.key}` }));
  };
  return [
    ...judge('order', order.fields, ''),
    ...order.lines.flatMap((line, index) => judge('line', line.fields, `lines.${index}.`)),
  ];
}

export function missingOf(fields: readonly FieldDefinition[], order: Order): string[] {
  if (!fields.some(({ requiredAt }) => requiredAt === 'released')) return [];
  const ofLines = fieldsOf(fields, 'line', order.channelId);
  return [
    ...missingFields(fieldsOf(fields, 'order', order.channelId), order.fields, 'released'),
    ...order.lines.flatMap((line) => missingFields(ofLines, line.fields, 'released')),
  ].map(({ key }) => key);
}
