// Returns for the office: the list, and what the desk shows of one order.
import type { z } from 'zod';
import type {
  PolicyPreview,
  ReturnDeskPage,
  ReturnRow,
  returnGoodsResponseSchema,
  returnsQuerySchema,
  returnsResponseSchema,
} from '../../../shared/contract/returns';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { Product } from '../../../shared/domain/catalogue/product';
import type { Order } from '../../../shared/domain/order/order';
import type { GoodsReturn } from '../../../shared/domain/returns/goods-return';
import type { LineJudged, ReturnPolicy } from '../../../shared/domain/returns/policy';
import { isAwaited, undecidedUnits } from '../../../shared/domain/returns/questions';
import { readReturnNumber } from '../../../shared/domain/returns/return-number';
import { catalogueCodeOf } from '../../../shared/barcode/meaning';
import { readOwnCode } from '../../../shared/barcode/own-code';
import { likeText } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { findRecords, listRecords } from '../records/read-records';
import { findOrders } from './find-return';
import { loadReturnPolicy } from './return-policy';
import { readReturnable, type ReturnableLine } from './return-facts';
import { returnMachine } from './return-machine';

export function returnRow(found: GoodsReturn): ReturnRow {
  const sum = (of: (line: GoodsReturn['lines'][number]) => number): number =>
    found.lines.reduce((total, line) => total + of(line), 0);
  return {
    returnId: found.returnId,
    number: found.number,
    orderId: found.orderId,
    orderNumber: found.orderNumber,
    customer: found.customer,
    channelId: found.channelId,
    origin: found.origin,
    wish: found.wish,
    state: found.state,
    advisedAt: found.advisedAt,
    expiresAt: found.expiresAt,
    closedAt: found.closedAt,
    trackingNumber: found.label?.trackingNumber ?? null,
    asked: sum(({ asked }) => asked),
    received: sum(({ received }) => received),
    undecided: sum(undecidedUnits),
  };
}

export async function listReturns(
  db: Queryable,
  query: z.infer<typeof returnsQuerySchema>,
): Promise<z.infer<typeof returnsResponseSchema>> {
  const text = query.text?.trim() ?? '';
  if (text === '') {
    const page = await listRecords(db, returnMachine, query);
    return { ...page, rows: page.rows.map(({ doc }) => returnRow(doc)) };
  }
  const own = readOwnCode(text);
  const number = own.is === 'own' ? own.payload : (readReturnNumber(text) ?? text);
  const found = await Promise.all(
    [`number:${number}`, `order:${number}`, `tracking:${text}`].map((key) =>
      findRecords(db, returnMachine, key),
    ),
  );
  const rows = new Map(found.flat().map(({ doc }) => [doc.returnId, doc]));
  const fitting = [...rows.values()]
    .filter(({ state }) => query.state === undefined || state === query.state)
    .map(returnRow);
  return { rows: fitting, total: fitting.length, isTotalLeast: false, cursor: null };
}

/** Null: no order is meant. */
export async function deskPage(
  db: Queryable,
  asked: { code?: string | undefined; orderId?: OrderId | undefined },
  now: string,
): Promise<ReturnDeskPage | null> {
  const found = asked.orderId
    ? [{ orderId: asked.orderId, returnId: null }]
    : await findOrders(db, asked.code ?? '');
  const orderIds = [...new Set(found.map(({ orderId }) => orderId))];
  const { policy } = await loadReturnPolicy(db);
  const [only, ...others] = orderIds;
  if (only === undefined) return null;
  if (others.length > 0) {
    const about = await Promise.all(orderIds.map((orderId) => readReturnable(db, orderId, policy, now)));
    const choices = about.flatMap((each) => (each ? [deskOrder(each.order)] : []));
    return { choices, order: null, lines: [], returns: [], returnId: null };
  }
  const about = await readReturnable(db, only, policy, now);
  if (!about) return null;
  const named = found.find(({ returnId }) => returnId !== null)?.returnId ?? null;
  const newest = [...about.returns].reverse().find(isAwaited) ?? about.returns.at(-1);
  return {
    choices: [],
    order: deskOrder(about.order),
    lines: about.lines.filter(({ line }) => line.shipped > 0).map(deskLine),
    returns: about.returns,
    returnId: (named as GoodsReturn['returnId'] | null) ?? newest?.returnId ?? null,
  };
}

function deskOrder({ orderId, number, channelId, shipTo, placedAt, currency }: Order) {
  return { orderId, number, channelId, customer: shipTo.name, placedAt, currency };
}

function deskLine({
  line,
  codes,
  left,
  deliveredAt,
  judged,
}: ReturnableLine): ReturnDeskPage['lines'][number] {
  const { lineNo, sku, name, unitPriceMinor, shipped } = line;
  return { lineNo, sku, name, unitPriceMinor, codes, shipped, left, deliveredAt, ...saidOf(judged) };
}

function saidOf(judged: LineJudged) {
  return {
    why: judged.may ? null : judged.why,
    until: judged.may || judged.why === 'too-late' ? judged.until : null,
    rule: judged.rule,
  };
}

const mostGoods = 20;

/** By the begin of the SKU, by a part of the name, or by a code on it. */
export async function listReturnGoods(
  db: Queryable,
  text: string,
): Promise<z.infer<typeof returnGoodsResponseSchema>> {
  const part = likeText(text);
  const { rows } = await db.query<{ doc: Product; available: string | null }>({
    name: 'return-goods',
    text: `SELECT p.doc, (SELECT sum(s.available) FROM stock s WHERE s.sku = p.sku) AS available FROM product p
           WHERE p.stream_id = $1 AND NOT p.deleted AND (p.sku LIKE $2 OR ($3::text IS NOT NULL AND lower(p.name) LIKE lower($3))
             OR p.sku IN (SELECT b.sku FROM barcode b WHERE b.stream_id = $1 AND b.code = $4))
           ORDER BY p.sku LIMIT $5`,
    values: [
      companyStream,
      `${part}%`,
      text.length < 3 ? null : `%${part}%`,
      catalogueCodeOf(text),
      mostGoods,
    ],
  });
  return {
    rows: rows.map(({ doc, available }) => ({
      sku: doc.sku,
      name: doc.name,
      priceMinor: doc.price.amountMinor,
      currency: doc.price.currency,
      codes: doc.barcodes.map(({ code }) => code),
      available: Number(available ?? 0),
    })),
  };
}

const ordersPreviewed = 100;

export async function previewPolicy(
  db: Queryable,
  policy: ReturnPolicy,
  number: string,
  now: string,
): Promise<PolicyPreview> {
  const { policy: before } = await loadReturnPolicy(db);
  const { rows } = await db.query<{ order_id: OrderId }>(
    `SELECT order_id FROM sales_order WHERE stream_id = $1 AND status IN ('shipped', 'partly-shipped') AND NOT deleted
     ORDER BY placed_at DESC, order_id LIMIT $2`,
    [companyStream, ordersPreviewed],
  );
  const [asked] = number === '' ? [] : await findOrders(db, number);
  const about = asked ? await readReturnable(db, asked.orderId, policy, now) : null;
  let [lines, mayNow, mayThen] = [0, 0, 0];
  for (const { order_id: orderId } of rows) {
    const [was, will] = [
      await readReturnable(db, orderId, before, now),
      await readReturnable(db, orderId, policy, now),
    ];
    const shipped = ({ line }: ReturnableLine): boolean => line.shipped > 0;
    lines += was?.lines.filter(shipped).length ?? 0;
    mayNow += was?.lines.filter((each) => shipped(each) && each.judged.may).length ?? 0;
    mayThen += will?.lines.filter((each) => shipped(each) && each.judged.may).length ?? 0;
  }
  return {
    order: about && {
      number: about.order.number,
      lines: about.lines.map(({ line, judged }) => ({
        name: line.name,
        ...saidOf(judged),
        feePercent: judged.terms.feePercent,
        customerPaysPostage: judged.terms.customerPaysPostage,
      })),
    },
    lines,
    mayNow,
    mayThen,
  };
}
