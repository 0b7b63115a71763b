// Which orders a filter finds, as a query that lists, counts, exports and work on many orders share: one place says what a
// filter means.
import { type SelectQueryBuilder, sql } from 'kysely';
import type { OrderFilter } from '../../../shared/contract/order-grid';
import { companyStream } from '../../../shared/domain/ids';
import { contains, likeText } from '../../db/list-page';
import { from } from '../../db/select';
import type { Tables } from '../../db/tables';

export type OrderQuery = SelectQueryBuilder<Tables, 'sales_order', unknown>;

/** Nothing is selected yet. */
export function findOrders(filter: OrderFilter): OrderQuery {
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
  list = withHold(list, filter.hold);
  list = withPayment(list, filter.payment);
  list = withPromise(list, filter);
  if (filter.customer?.trim()) list = list.where(inName(filter.customer.trim()));
  const text = filter.text?.trim();
  if (text) {
    const begins = `${likeText(text)}%`;
    list = list.where(({ or }) =>
      or([
        sql<boolean>`number COLLATE "C" like ${begins}`,
        sql<boolean>`external_id like ${begins}`,
        inName(text),
      ]),
    );
  }
  return list;
}

/** Anywhere in a name; at its beginning when there are fewer letters than the index of names knows. */
function inName(text: string) {
  return text.length < 3
    ? sql<boolean>`name_order like name_order(${likeText(text)}) || '%'`
    : contains('customer_name', text);
}

function withHold(list: OrderQuery, hold: OrderFilter['hold']): OrderQuery {
  if (hold === undefined) return list;
  if (hold === 'none') return list.where(sql<boolean>`hold_reasons = '{}'`);
  const held = list.where(sql<boolean>`hold_reasons <> '{}'`);
  return hold === 'any' ? held : held.where(sql<boolean>`hold_reasons @> ARRAY[${hold}]`);
}

function withPayment(list: OrderQuery, payment: OrderFilter['payment']): OrderQuery {
  if (payment === undefined) return list;
  const paid = sql`SELECT 1 FROM record WHERE record.order_id = sales_order.order_id AND record.kind = 'payment'`;
  return payment === 'none'
    ? list.where(sql<boolean>`NOT EXISTS (${paid})`)
    : list.where(sql<boolean>`EXISTS (${paid} AND record.state = ${payment})`);
}

function withPromise(list: OrderQuery, { promisedFrom, promisedTo }: OrderFilter): OrderQuery {
  if (promisedFrom === undefined && promisedTo === undefined) return list;
  return list.where(
    sql<boolean>`order_id IN (SELECT record.order_id FROM record WHERE record.stream_id = ${companyStream} AND record.kind = 'shipment'
      AND record.doc->>'promisedFor' >= ${promisedFrom ?? ''} AND record.doc->>'promisedFor' <= ${promisedTo ?? '9999-12-31'})`,
  );
}
