// Exchanges what came back for other goods: a new order in the same channel, linked to the return, paid with the worth of
// what came back as far as it goes. What the new goods cost more is asked for, what they cost less is given back.
import { companyStream, type OrderId, type WarehouseId } from '../../../shared/domain/ids';
import type { NewOrder } from '../../../shared/contract/http';
import type { Order } from '../../../shared/domain/order/order';
import { owedInTheEndMinor } from '../../../shared/domain/payment/owed';
import type { Refund } from '../../../shared/domain/refund/refund';
import type { GoodsReturn } from '../../../shared/domain/returns/goods-return';
import type { ToSettle } from '../../../shared/domain/returns/proposal';
import type { StreamTx } from '../../db/stream-writer';
import { allocateOrders, warehousesOf } from '../allocation/allocate-orders';
import { type Cause, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { orderIdOf } from '../orders/order-id';
import { foldOrders } from '../orders/place-orders';
import { carryOver } from '../payments/exchanged-worth';
import { channelPaymentOf } from '../payments/order-money';
import { requestRefund } from '../payments/refunds';
import { startPayment } from '../payments/start-payment';
import { tellRecord } from '../records/tell-record';
import type { ReturnTools } from './advise-return';
import { exchangePrefix } from './exchange-order';
import { returnMachine } from './return-machine';
import { readSettling, refusedAs, SettlingRefused, type SettlingNo } from './settle-return';

export type ExchangeAsked = {
  /** The caller's own: the same one again is the same order. */
  key: string;
  lines: readonly ToSettle[];
  goods: readonly { sku: NewOrder['lines'][number]['sku']; quantity: number; unitPriceMinor: number }[];
};
export type Exchanged = {
  ok: true;
  found: GoodsReturn;
  orderId: OrderId;
  number: string;
  /** Worth of what came back that pays for the new goods. */
  creditMinor: number;
  /** What the customer pays on top; 0 when nothing. */
  toPayMinor: number;
  /** Asked to be given back, because the new goods cost less; null when nothing. */
  refund: Refund | null;
  isMoneyElsewhere: boolean;
};

export async function exchangeReturn(
  tools: ReturnTools,
  returnId: string,
  asked: ExchangeAsked,
  cause: Cause,
): Promise<Exchanged | SettlingNo> {
  const warehouseIds = await warehousesOf(tools.pool);
  return tools.writer.submit(
    [companyStream, ...warehouseIds],
    async (tx): Promise<Exchanged | SettlingNo> => {
      const settling = await readSettling(tx.client, returnId, asked.lines);
      if (!settling) return refusedAs('return-unknown');
      const { found, money, proposal, refundableMinor, isMoneyElsewhere } = settling;
      const wanted = orderFor(found, money.order, asked, cause.at);
      const before = found.exchanges.find(
        ({ orderId }) => orderId === orderIdOf(wanted.channelId, wanted.externalId),
      );
      if (before) return { ok: true, found, ...before, toPayMinor: 0, refund: null, isMoneyElsewhere };
      const placed = await place(tx, tools, wanted, warehouseIds, cause.at);
      if (!placed.ok) return placed;
      const { order } = placed;
      const worthMinor = isMoneyElsewhere
        ? proposal.amountMinor
        : Math.min(proposal.amountMinor, refundableMinor);
      const totalMinor = owedInTheEndMinor(order);
      const creditMinor = Math.min(worthMinor, totalMinor);
      const credit = { returnNumber: found.number, amountMinor: creditMinor };
      const exchange = {
        orderId: order.orderId,
        number: order.number,
        paymentId:
          isMoneyElsewhere || creditMinor <= 0
            ? null
            : await carryOver(tx, order, credit, tools.newId, cause),
        creditMinor,
        postageMinor: proposal.wayBackMinor,
        lines: [...asked.lines],
      };
      const command = { type: 'RecordExchange', facts: settling, exchange } as const;
      const told = await tellRecord(tx, returnMachine, returnId, command, cause);
      if (!told.ok) throw new SettlingRefused(told.refusal);
      const toPayMinor = totalMinor - creditMinor;
      if (toPayMinor > 0 && !isMoneyElsewhere) await askForRest(tx, tools, order, toPayMinor, cause);
      const rest = isMoneyElsewhere
        ? null
        : await giveRestBack(tx, tools, told.state, worthMinor - creditMinor, cause);
      return {
        ok: true,
        found: rest?.found ?? told.state,
        ...exchange,
        toPayMinor,
        refund: rest?.refund ?? null,
        isMoneyElsewhere,
      };
    },
  );
}

/** Stock is held for it at once where the channel lets it go on. */
async function place(
  tx: StreamTx,
  { newId }: ReturnTools,
  wanted: NewOrder,
  warehouseIds: readonly WarehouseId[],
  at: string,
): Promise<{ ok: true; order: Order } | SettlingNo> {
  const changes = newChangeSet(at, newId);
  const [placed] = await foldOrders(tx.client, changes, [wanted]);
  if (placed?.kind === 'refused') return { ok: false, refusal: placed.refusal };
  if (placed?.kind === 'unknown-sku')
    return refusedAs('item-not-in-order', { number: wanted.number ?? '', sku: placed.sku });
  const order = placed?.kind === 'created' ? changes.orders.get(placed.orderId) : undefined;
  if (!order) return refusedAs('order-exists', { number: wanted.number ?? '' });
  if (order.state === 'confirmed') {
    await allocateOrders(tx.client, changes, [order.orderId], warehouseIds);
    changes.wakes.delete(`order ${order.orderId}`);
  }
  await storeChanges(tx, changes);
  return { ok: true, order: changes.orders.get(order.orderId) ?? order };
}

/** What the new goods cost more is paid as orders of the channel usually are; where none is usual, the office begins it. */
async function askForRest(
  tx: StreamTx,
  tools: ReturnTools,
  order: Order,
  amountMinor: number,
  cause: Cause,
): Promise<void> {
  const { usual } = await channelPaymentOf(tx.client, order.channelId);
  if (usual === null) return;
  await startPayment(tx, order, { providerId: usual, amountMinor, token: null }, tools.newId, cause);
}

/** The new goods cost less: the rest is asked for as a refund of no line of its own. */
async function giveRestBack(
  tx: StreamTx,
  tools: ReturnTools,
  found: GoodsReturn,
  amountMinor: number,
  cause: Cause,
): Promise<{ found: GoodsReturn; refund: Refund } | null> {
  if (amountMinor <= 0) return null;
  const refundId = tools.newId();
  const requested = await requestRefund(
    tx,
    {
      orderId: found.orderId,
      lines: [],
      amountMinor,
      reason: 'exchanged-for-less',
      returnId: found.returnId,
      refundId,
      requestedBy: cause.actor,
    },
    { at: cause.at, newId: tools.newId },
    cause,
  );
  if (!requested.ok) throw new SettlingRefused(requested.refusal);
  const refund = { refundId, amountMinor, postageMinor: 0, lines: [] };
  const command = { type: 'RecordRefundAsked', facts: { declined: [] }, refund } as const;
  const told = await tellRecord(tx, returnMachine, found.returnId, command, cause);
  if (!told.ok) throw new SettlingRefused(told.refusal);
  return { found: told.state, refund: requested.refund };
}

/** To the same customer and address, in the same channel, under a name that no channel has told. */
function orderFor(found: GoodsReturn, order: Order, { key, goods }: ExchangeAsked, at: string): NewOrder {
  const before = found.exchanges.length;
  return {
    channelId: order.channelId,
    externalId: `${exchangePrefix}${key}`,
    number: `${order.number.slice(0, 30)}-${found.number.slice(-3)}E${before + 1}`,
    placedAt: at,
    currency: order.currency,
    customer: order.customer,
    shipTo: order.shipTo,
    priority: order.priority,
    note: null,
    lines: goods.map(({ sku, quantity, unitPriceMinor }) => ({ sku, quantity, unitPriceMinor })),
    charges: [],
  };
}
