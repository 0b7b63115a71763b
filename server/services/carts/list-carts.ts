// Carts for the office, newest first. `text` is in the customer's name or address, or begins what the channel calls it.
import { sql } from 'kysely';
import type { z } from 'zod';
import type { CartRow, cartsQuerySchema } from '../../../shared/contract/carts';
import { type Cart, cartTotalMinor } from '../../../shared/domain/cart/cart';
import { companyStream } from '../../../shared/domain/ids';
import { contains, likeText, listPage, type Page } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import { readRecord } from '../records/read-records';
import { cartRecord } from './cart-record';

/** @throws CursorWrong */
export async function listCarts(
  db: Queryable,
  { text, state, channelId, cursor, limit }: z.infer<typeof cartsQuerySchema>,
): Promise<Page<CartRow>> {
  let list = from
    .selectFrom('record')
    .leftJoin('sales_order', (join) =>
      join
        .on('sales_order.stream_id', '=', companyStream)
        .onRef('sales_order.order_id', '=', 'record.order_id'),
    )
    .select(['record.doc', 'sales_order.number'])
    .where('record.stream_id', '=', companyStream)
    .where('record.kind', '=', cartRecord.kind);
  if (state !== undefined) list = list.where('record.state', '=', state);
  if (channelId !== undefined) list = list.where(sql<boolean>`record.doc->>'channelId' = ${channelId}`);
  const wanted = text?.trim();
  if (wanted)
    list = list.where(({ or }) =>
      or([
        contains(sql`record.doc #>> '{customer,name}'`, wanted),
        contains(sql`record.doc #>> '{customer,email}'`, wanted),
        sql<boolean>`record.doc->>'cartKey' LIKE ${`${likeText(wanted)}%`}`,
      ]),
    );
  const page = await listPage(db, list, {
    keys: [
      { by: 'record.created_at', type: 'timestamptz', descending: true },
      { by: 'record.record_id', type: 'uuid' },
    ],
    cursor,
    limit,
  });
  return { ...page, rows: page.rows.map(({ doc, number }) => cartRowOf(doc as Cart, number)) };
}

export async function readCartRow(db: Queryable, cartId: string): Promise<CartRow | null> {
  const cart = await readRecord(db, cartRecord, cartId);
  if (!cart) return null;
  const { rows } = await db.query<{ number: string }>(
    'SELECT number FROM sales_order WHERE stream_id = $1 AND order_id = $2',
    [companyStream, cart.orderId],
  );
  return cartRowOf(cart, rows[0]?.number ?? null);
}

function cartRowOf(cart: Cart, orderNumber: string | null): CartRow {
  return {
    ...cart,
    totalMinor: cartTotalMinor(cart),
    units: cart.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    unitsHeld: cart.holds.reduce((sum, { units }) => sum + units, 0),
    orderNumber,
  };
}
