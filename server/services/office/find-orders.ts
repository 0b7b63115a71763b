// Which orders a filter finds, as a query that lists, counts, exports and work on many orders share: one place says what a
// filter means.
import { type SelectQueryBuilder, sql } from 'kysely';
import { type FieldDefinition, fieldsOf } from '../../../shared/domain/field/field';
import { readField } from '../../../shared/domain/field/field-text';
import { specialCodeIn } from '../../../shared/domain/special/special-code-in';
import type { OrderFilter } from '../../../shared/contract/order-grid';
import { companyStream } from '../../../shared/domain/ids';
import { contains, likeText } from '../../db/list-page';
import { from } from '../../db/select';
import type { Tables } from '../../db/tables';

export type OrderQuery = SelectQueryBuilder<Tables, 'sales_order', unknown>;

/** Nothing is selected yet. @param fields what the office has defined, where the filter asks for a field */
export function findOrders(filter: OrderFilter, fields: readonly FieldDefinition[] = []): OrderQuery {
  let list: OrderQuery = from
    .selectFrom('sales_order')
    .where('stream_id', '=', companyStream)
    .where('deleted', '=', false);
  const statuses = filter.status?.split(',') ?? [];
  if (statuses.length === 1) list = list.where('status', '=', statuses[0] ?? '');
  else if (statuses.length > 1) list = list.where('status', 'in', statuses);
  if (filter.channelId) list = list.where('channel_id', '=', filter.channelId);
  if (filter.country) list = list.where('country_code', '=', filter.country);
  if (filter.priority) list = list.where('priority', '=', filter.priority);
  if (filter.warehouseId) list = list.where(sql<boolean>`warehouse_ids @> ARRAY[${filter.warehouseId}]`);
  if (filter.sku) list = list.where(sql<boolean>`skus @> ARRAY[${filter.sku}]`);
  if (filter.currency) list = list.where('currency', '=', filter.currency);
  if (filter.totalFrom !== undefined) list = list.where('total_minor', '>=', filter.totalFrom);
  if (filter.totalTo !== undefined) list = list.where('total_minor', '<=', filter.totalTo);
  if (filter.placedFrom) list = list.where('placed_at', '>=', `${filter.placedFrom}T00:00:00Z`);
  if (filter.placedTo)
    list = list.where(sql<boolean>`placed_at < ${filter.placedTo}::date + interval '1 day'`);
  if (filter.tag) list = list.where(sql<boolean>`order_tags(doc) @> ARRAY[${filter.tag}]`);
  if (filter.field) list = list.where(hasField(filter.field, fields));
  list = withHold(list, filter.hold);
  list = withPayment(list, filter.payment);
  if (filter.promisedFrom) list = list.where('promised_for', '>=', filter.promisedFrom);
  if (filter.promisedTo) list = list.where('promised_for', '<=', filter.promisedTo);
  if (filter.customer?.trim()) list = list.where(inName(filter.customer.trim()));
  const text = filter.text?.trim();
  if (text) {
    const begins = `${likeText(text)}%`;
    // The code of a special order, typed or scanned off its tag.
    const code = specialCodeIn(text);
    list = list.where(({ or }) =>
      or([
        sql<boolean>`number COLLATE "C" like ${begins}`,
        sql<boolean>`external_id like ${begins}`,
        inName(text),
        ...(code === null ? [] : [sql<boolean>`doc->'special'->>'code' = ${code}`]),
      ]),
    );
  }
  return list;
}

/** What every index of orders carries (migrations 0041 and 0051). */
const ofIndexes: ReadonlySet<string> = new Set<keyof OrderFilter>([
  'status',
  'channelId',
  'country',
  'priority',
  'currency',
  'totalFrom',
  'totalTo',
  'placedFrom',
  'placedTo',
  'promisedFrom',
  'promisedTo',
  'payment',
]);

/** Whether an index finds them and tells their totals without a look at the orders themselves. */
export function isOfIndex(filter: OrderFilter): boolean {
  const names = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return names.length > 0 && names.every((name) => ofIndexes.has(name));
}

/** Anywhere in a name; at its beginning when there are fewer letters than the index of names knows. */
function inName(text: string) {
  return text.length < 3
    ? sql<boolean>`name_order like name_order(${likeText(text)}) || '%'`
    : contains('customer_name', text);
}

/** `key:value`, the value as people write it; a field that cannot be filtered by finds nothing. */
function hasField(asked: string, fields: readonly FieldDefinition[]) {
  const end = asked.indexOf(':');
  const [key, text] = [asked.slice(0, end), asked.slice(end + 1)];
  const definition = fieldsOf(fields, 'order').find((each) => each.key === key);
  const [amount = '', currency = ''] = definition?.kind === 'money' ? text.split(' ') : [text];
  const value = definition?.filterable
    ? readField(definition, amount, { decimal: '.', dates: 'iso', currency })
    : null;
  if (value === null) return sql<boolean>`false`;
  return sql<boolean>`doc ? 'fields' AND doc->'fields' @> ${JSON.stringify({ [key]: value })}::jsonb`;
}

function withHold(list: OrderQuery, hold: OrderFilter['hold']): OrderQuery {
  if (hold === undefined) return list;
  if (hold === 'none') return list.where(sql<boolean>`hold_reasons = '{}'`);
  const held = list.where(sql<boolean>`hold_reasons <> '{}'`);
  return hold === 'any' ? held : held.where(sql<boolean>`hold_reasons @> ARRAY[${hold}]`);
}

function withPayment(list: OrderQuery, payment: OrderFilter['payment']): OrderQuery {
  if (payment === undefined) return list;
  // As the index has it (migration 0051).
  return list.where(sql<boolean>`string_to_array(payment_states, ' ') @> ARRAY[${payment}]`);
}
