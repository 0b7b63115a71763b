// Settles what came back by money: proposes a sum with its arithmetic, and asks for it as a refund. Decided behind the
// company's counter, so a unit is settled once whoever asks at the same time.
import { companyStream } from '../../../shared/domain/ids';
import type { Refusal } from '../../../shared/domain/decision';
import type { Order } from '../../../shared/domain/order/order';
import { refundFacts } from '../../../shared/domain/refund/questions';
import type { Refund } from '../../../shared/domain/refund/refund';
import type { GoodsReturn } from '../../../shared/domain/returns/goods-return';
import {
  openToSettle,
  type Proposal,
  proposalFor,
  type ToSettle,
} from '../../../shared/domain/returns/proposal';
import { keptUnits, settledUnits } from '../../../shared/domain/returns/questions';
import { splitByWeights } from '../../../shared/money/money';
import type { Queryable } from '../../db/pool';
import type { Cause } from '../changes/change-set';
import { channelPaymentOf } from '../payments/order-money';
import { type OrderMoney, orderMoney, requestRefund } from '../payments/refunds';
import { readRecord, recordsOfOrder } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import type { ReturnTools } from './advise-return';
import { declinedOf } from './return-facts';
import { returnMachine } from './return-machine';

export type Settling = {
  found: GoodsReturn;
  money: OrderMoney;
  open: ToSettle[];
  proposal: Proposal;
  /** What the order's payments still hold. */
  refundableMinor: number;
  /** The channel has seen to the money, and head office knows of none. */
  isMoneyElsewhere: boolean;
  declined: string[];
};
export type SettlingNo = { ok: false; refusal: Refusal };

/** @param wanted null: everything that is open */
export async function readSettling(
  db: Queryable,
  returnId: string,
  wanted: readonly ToSettle[] | null,
): Promise<Settling | null> {
  const found = await readRecord(db, returnMachine, returnId);
  const money = found && (await orderMoney(db, found.orderId));
  if (!found || !money) return null;
  const returns = (await recordsOfOrder(db, returnMachine, found.orderId)).map(({ doc }) => doc);
  const declined = await declinedOf(
    db,
    returns.map((each) => each.returnId),
  );
  const open = openToSettle(found, declined);
  const { order, payments, refunds, exchanged } = money;
  const channel = await channelPaymentOf(db, order.channelId);
  return {
    found,
    money,
    open,
    declined,
    proposal: proposalFor(order, found, wanted ?? open, { ...unitsOf(order, returns, declined), declined }),
    refundableMinor: Math.max(0, refundFacts(order, payments, refunds, exchanged).refundableMinor),
    isMoneyElsewhere: channel.rule === 'outside' && payments.length === 0,
  };
}

function unitsOf(order: Order, returns: readonly GoodsReturn[], declined: readonly string[]) {
  const sum = (of: (found: GoodsReturn, lineNo: number) => number): Map<number, number> =>
    new Map(
      order.lines.map(({ lineNo }) => [
        lineNo,
        returns.reduce((total, found) => total + of(found, lineNo), 0),
      ]),
    );
  return {
    before: sum((found, lineNo) => settledUnits(found, lineNo, declined)),
    returned: sum((found, lineNo) =>
      found.lines.reduce(
        (units, line) => (line.lineNo === lineNo ? units + line.received + keptUnits(line) : units),
        0,
      ),
    ),
  };
}

export type RefundAsked = {
  refundId: string;
  lines: readonly ToSettle[];
  /** At most what is proposed; null: all of it. */
  amountMinor: number | null;
};

/** Asks for it; somebody who may approves and sends it as every refund. */
export function refundReturn(
  tools: ReturnTools,
  returnId: string,
  asked: RefundAsked,
  cause: Cause,
): Promise<{ ok: true; found: GoodsReturn; refund: Refund } | SettlingNo> {
  return tools.writer.submit([companyStream], async (tx) => {
    const settling = await readSettling(tx.client, returnId, asked.lines);
    if (!settling) return refusedAs('return-unknown');
    const { found, money, proposal, refundableMinor } = settling;
    const known = found.refunds.some(({ refundId }) => refundId === asked.refundId)
      ? money.refunds.find(({ refundId }) => refundId === asked.refundId)
      : undefined;
    if (known) return { ok: true as const, found, refund: known };
    if (settling.isMoneyElsewhere) return refusedAs('return-money-elsewhere', { number: found.orderNumber });
    const amountMinor = Math.min(asked.amountMinor ?? proposal.amountMinor, proposal.amountMinor);
    if (amountMinor <= 0) return refusedAs('amount-not-positive', { amountMinor });
    if (amountMinor > refundableMinor)
      return refusedAs('refund-over-captured', {
        amountMinor,
        limitMinor: refundableMinor,
        currency: proposal.currency,
      });
    const told = await tellRecord(
      tx,
      returnMachine,
      returnId,
      {
        type: 'RecordRefundAsked',
        facts: settling,
        refund: {
          refundId: asked.refundId,
          amountMinor,
          postageMinor: proposal.wayBackMinor,
          lines: [...asked.lines],
        },
      },
      cause,
    );
    if (!told.ok) return told;
    const requested = await requestRefund(
      tx,
      {
        orderId: found.orderId,
        lines: linesOf(proposal, amountMinor),
        amountMinor,
        reason: 'goods-returned',
        returnId,
        refundId: asked.refundId,
        requestedBy: cause.actor,
      },
      { at: cause.at, newId: tools.newId },
      cause,
    );
    // The return has been told already: both or none.
    if (!requested.ok) throw new SettlingRefused(requested.refusal);
    return { ok: true as const, found: told.state, refund: requested.refund };
  });
}

/** Thrown inside the transaction, so that nothing of it stays. */
export class SettlingRefused extends Error {
  override readonly name = 'SettlingRefused';
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** Less than proposed is less for every line. */
function linesOf({ rows }: Proposal, amountMinor: number) {
  const parts = splitByWeights(
    amountMinor,
    rows.map((row) => Math.max(0, row.amountMinor)),
  );
  return rows.map(({ lineNo, quantity }, index) => ({ lineNo, quantity, amountMinor: parts[index] ?? 0 }));
}

export function refusedAs(code: Refusal['code'], values: Refusal['values'] = {}): SettlingNo {
  return { ok: false, refusal: { code, values } };
}
