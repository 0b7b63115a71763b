// Applies what happened to a transfer, at the stations of both sites and at head office alike.
import { assertNever } from '../decision';
import type { Transfer, TransferEvent, TransferLine, TransferPlan } from './transfer';
import { nextTransferState } from './transitions';

/** `transfer` is null only before TransferDrafted. */
export function evolveTransfer(transfer: Transfer | null, event: TransferEvent): Transfer {
  if (event.type === 'TransferDrafted') return begin(event.plan);
  if (!transfer) throw new Error(`${event.type} before TransferDrafted`);
  const moved: Transfer = {
    ...transfer,
    state: nextTransferState(transfer.state, event.type),
    heard: heardWith(transfer, event),
  };
  switch (event.type) {
    case 'TransferChanged':
      return begin(event.plan);
    case 'TransferReleased':
      return { ...moved, releasedAt: event.at };
    case 'TransferExpected':
      return { ...moved, dueOn: event.dueOn };
    case 'GoodsLoaded':
      return counted(moved, event, { sent: event.quantity });
    case 'GoodsUnloaded':
      return counted(moved, { ...event, name: '' }, { sent: -event.quantity });
    case 'TransferDeparted':
      return { ...moved, departedAt: event.at };
    case 'GoodsArrived':
      return counted(moved, event, arrived(event.quantity, event.isDamaged));
    case 'ArrivalUndone':
      return counted(moved, { ...event, name: '' }, arrived(-event.quantity, event.isDamaged));
    case 'TransferClosed':
      return { ...moved, endedAt: event.at, isShort: event.isShort };
    case 'TransferCancelled':
      return { ...moved, endedAt: event.at };
    case 'TransferReopened':
      return {
        ...moved,
        endedAt: null,
        isShort: false,
        releasedAt: moved.state === 'draft' ? null : moved.releasedAt,
      };
    default:
      return assertNever(event);
  }
}

type Counts = Partial<Pick<TransferLine, 'sent' | 'received' | 'damaged'>>;

function arrived(quantity: number, isDamaged: boolean): Counts {
  return { received: quantity, damaged: isDamaged ? quantity : 0 };
}

/** Goods that nobody asked for have a line of their own as long as any of them are known. */
function counted(
  transfer: Transfer,
  { sku, name }: { sku: TransferLine['sku']; name: string },
  by: Counts,
): Transfer {
  const known = transfer.lines.find((line) => line.sku === sku);
  const lineNo = Math.max(...transfer.lines.map((line) => line.lineNo)) + 1;
  const line = known ?? { lineNo, sku, name: name || sku, asked: 0, sent: 0, received: 0, damaged: 0 };
  const next: TransferLine = {
    ...line,
    sent: line.sent + (by.sent ?? 0),
    received: line.received + (by.received ?? 0),
    damaged: line.damaged + (by.damaged ?? 0),
  };
  const isGone = next.asked === 0 && next.sent === 0 && next.received === 0;
  const lines = known
    ? transfer.lines.map((each) => (each === known ? next : each))
    : [...transfer.lines, next];
  return { ...transfer, lines: isGone ? lines.filter((each) => each !== next) : lines };
}

function heardWith({ heard }: Transfer, { stationId, stationSeq }: TransferEvent): Transfer['heard'] {
  if (stationId === undefined || stationSeq === undefined) return heard;
  return [...heard.filter((each) => each.stationId !== stationId), { stationId, stationSeq }];
}

function begin(plan: TransferPlan): Transfer {
  return {
    ...plan,
    lines: plan.lines.map((line) => ({ ...line, sent: 0, received: 0, damaged: 0 })),
    state: 'draft',
    isShort: false,
    releasedAt: null,
    departedAt: null,
    endedAt: null,
    heard: [],
  };
}
