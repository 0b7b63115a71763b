// What may be done to a purchase order, and why not. Goods that come are a fact: more than was ordered, something else, or
// for an order that is closed or cancelled, they are counted all the same (law 3). The office's own acts can be refused.
import { accept, assertNever, type Decision, refuse } from '../decision';
import type { Purchase, PurchaseCommand, PurchaseEvent } from './purchase';
import { purchaseNumber } from './purchase';
import { purchaseStatus, sharesBack, sharesOf, toCome } from './questions';

export function decidePurchase(purchase: Purchase | null, command: PurchaseCommand): Decision<PurchaseEvent> {
  if (command.type === 'DraftPurchase')
    return purchase
      ? refuse('purchase-exists', { number: purchaseNumber(purchase.number) })
      : accept({ type: 'PurchaseDrafted', purchaseId: command.plan.purchaseId, plan: command.plan });
  if (!purchase) return refuse('purchase-unknown');
  const { purchaseId, state } = purchase;
  const notNow = (): Decision<PurchaseEvent> =>
    refuse('purchase-not-now', {
      number: purchaseNumber(purchase.number),
      status: purchaseStatus(purchase),
    });
  const hasGoods = purchase.lines.some(({ received }) => received > 0) || purchase.extras.length > 0;
  switch (command.type) {
    case 'ChangePurchase':
      return state === 'draft'
        ? accept({ type: 'PurchaseChanged', purchaseId, plan: command.plan })
        : notNow();
    case 'SendPurchase':
      if (state === 'sent') return accept();
      return state === 'draft' ? accept({ type: 'PurchaseSent', purchaseId, at: command.at }) : notNow();
    case 'RescheduleLine': {
      const { lineNo, expectedOn } = command;
      const line = purchase.lines.find((each) => each.lineNo === lineNo);
      if (!line) return refuse('line-unknown', { number: purchaseNumber(purchase.number), lineNo });
      if (state !== 'draft' && state !== 'sent') return notNow();
      return line.expectedOn === expectedOn
        ? accept()
        : accept({ type: 'LineRescheduled', purchaseId, lineNo, expectedOn });
    }
    case 'CancelPurchase':
      if (state === 'cancelled') return accept();
      // Of what has come something is owed: such an order is closed.
      if (state === 'closed' || hasGoods) return notNow();
      return accept({ type: 'PurchaseCancelled', purchaseId, at: command.at });
    case 'ClosePurchase':
      if (state === 'closed') return accept();
      if (state !== 'sent') return notNow();
      return accept({
        type: 'PurchaseClosed',
        purchaseId,
        at: command.at,
        isShort: purchase.lines.some((line) => toCome(line) > 0),
      });
    case 'ReopenPurchase':
      return state === 'closed' || state === 'cancelled'
        ? accept({ type: 'PurchaseReopened', purchaseId })
        : accept();
    case 'TakeUnits': {
      const { opId, sku, name, quantity, isDamaged } = command;
      if (!Number.isSafeInteger(quantity) || quantity <= 0)
        return refuse('quantity-not-positive', { sku, quantity });
      const shares = sharesOf(purchase, sku, quantity);
      return accept({ type: 'GoodsReceived', purchaseId, opId, sku, name, quantity, isDamaged, shares });
    }
    case 'TakeBackUnits': {
      const { undoes, sku, quantity, isDamaged } = command;
      const shares = sharesBack(purchase, sku, quantity, isDamaged);
      if (!shares) return refuse('nothing-to-undo');
      return accept({ type: 'ReceiptUndone', purchaseId, undoes, sku, quantity, isDamaged, shares });
    }
    default:
      return assertNever(command);
  }
}
