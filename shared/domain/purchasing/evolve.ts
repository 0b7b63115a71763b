// Applies what happened to a purchase order, at the station and at head office alike.
import { assertNever } from '../decision';
import type { Purchase, PurchaseEvent, PurchasePlan, Shares } from './purchase';
import { nextPurchaseState } from './transitions';

/** `purchase` is null only before PurchaseDrafted. */
export function evolvePurchase(purchase: Purchase | null, event: PurchaseEvent): Purchase {
  if (event.type === 'PurchaseDrafted') return begin(event.plan);
  if (!purchase) throw new Error(`${event.type} before PurchaseDrafted`);
  const moved: Purchase = {
    ...purchase,
    state: nextPurchaseState(purchase.state, event.type),
    heard: heardWith(purchase, event),
  };
  switch (event.type) {
    case 'PurchaseChanged':
      return { ...begin(event.plan), seq: moved.seq };
    case 'PurchaseSent':
      return { ...moved, sentAt: event.at };
    case 'LineRescheduled':
      return {
        ...moved,
        lines: moved.lines.map((line) =>
          line.lineNo === event.lineNo ? { ...line, expectedOn: event.expectedOn } : line,
        ),
      };
    case 'PurchaseCancelled':
      return { ...moved, endedAt: event.at };
    case 'PurchaseClosed':
      return { ...moved, endedAt: event.at, isShort: event.isShort };
    case 'PurchaseReopened':
      return {
        ...moved,
        endedAt: null,
        isShort: false,
        sentAt: moved.state === 'draft' ? null : moved.sentAt,
      };
    case 'GoodsReceived':
      return counted(moved, event, 1);
    case 'ReceiptUndone':
      return counted(moved, { ...event, name: '' }, -1);
    default:
      return assertNever(event);
  }
}

type Counting = { sku: Purchase['lines'][number]['sku']; name: string; isDamaged: boolean; shares: Shares };

function counted(purchase: Purchase, { sku, name, isDamaged, shares }: Counting, sign: 1 | -1): Purchase {
  const added = <Row extends { received: number; damaged: number }>(row: Row, quantity: number): Row => ({
    ...row,
    received: row.received + sign * quantity,
    damaged: row.damaged + (isDamaged ? sign * quantity : 0),
  });
  const lines = purchase.lines.map((line) => {
    const share = shares.lines.find(({ lineNo }) => lineNo === line.lineNo);
    return share ? added(line, share.quantity) : line;
  });
  if (shares.extra === 0) return { ...purchase, lines };
  const known = purchase.extras.find((extra) => extra.sku === sku);
  const extra = added(known ?? { sku, name, received: 0, damaged: 0 }, shares.extra);
  const others = purchase.extras.filter((each) => each.sku !== sku);
  return { ...purchase, lines, extras: extra.received === 0 ? others : [...others, extra] };
}

function heardWith({ heard }: Purchase, { stationId, stationSeq }: PurchaseEvent): Purchase['heard'] {
  if (stationId === undefined || stationSeq === undefined) return heard;
  return [...heard.filter((each) => each.stationId !== stationId), { stationId, stationSeq }];
}

function begin(plan: PurchasePlan): Purchase {
  return {
    ...plan,
    lines: plan.lines.map((line) => ({ ...line, received: 0, damaged: 0 })),
    extras: [],
    state: 'draft',
    isShort: false,
    sentAt: null,
    endedAt: null,
    heard: [],
    seq: 0,
  };
}
