// What may be done to a transfer, and why not. What was loaded and what arrived is a fact: of a transfer that is not released,
// that is over, or more than was asked for, it is counted all the same (law 3). Releasing is a promise of the site that sends
// and can be refused, as can the office's other acts.
import { accept, assertNever, type Decision, refuse } from '../decision';
import { hasGoods, toArrive, transferStatus } from './questions';
import { type Transfer, type TransferCommand, type TransferEvent, transferNumber } from './transfer';

export function decideTransfer(transfer: Transfer | null, command: TransferCommand): Decision<TransferEvent> {
  if (command.type === 'DraftTransfer') {
    const { plan } = command;
    if (transfer) return refuse('transfer-exists', { number: transferNumber(transfer.number) });
    if (plan.fromId === plan.toId) return refuse('transfer-same-site');
    return accept({ type: 'TransferDrafted', transferId: plan.transferId, plan });
  }
  if (!transfer) return refuse('transfer-unknown');
  const { transferId, state } = transfer;
  const number = transferNumber(transfer.number);
  const notNow = (): Decision<TransferEvent> =>
    refuse('transfer-not-now', { number, status: transferStatus(transfer) });
  switch (command.type) {
    case 'ChangeTransfer': {
      const { plan } = command;
      // What was loaded of a draft happened, and is not written away.
      if (state !== 'draft' || hasGoods(transfer)) return notNow();
      if (plan.fromId === plan.toId) return refuse('transfer-same-site');
      return accept({ type: 'TransferChanged', transferId, plan });
    }
    case 'ReleaseTransfer': {
      if (state === 'released') return accept();
      if (state !== 'draft') return notNow();
      const freeOf = (sku: string): number => command.free.find((each) => each.sku === sku)?.units ?? 0;
      const lacking = transfer.lines.find(({ sku, asked }) => freeOf(sku) < asked);
      if (lacking)
        return refuse('transfer-not-there', { name: lacking.name, left: Math.max(0, freeOf(lacking.sku)) });
      return accept({ type: 'TransferReleased', transferId, at: command.at });
    }
    case 'ExpectTransfer':
      if (state === 'closed' || state === 'cancelled') return notNow();
      return command.dueOn === transfer.dueOn
        ? accept()
        : accept({ type: 'TransferExpected', transferId, dueOn: command.dueOn });
    case 'LoadUnits': {
      const { type: _type, ...moved } = command;
      if (!isUnits(moved.quantity))
        return refuse('quantity-not-positive', { sku: moved.sku, quantity: moved.quantity });
      return accept({ type: 'GoodsLoaded', transferId, ...moved });
    }
    case 'UnloadUnits': {
      const { undoes, sku, quantity } = command;
      const line = transfer.lines.find((each) => each.sku === sku);
      if (!isUnits(quantity) || !line || line.sent < quantity) return refuse('nothing-to-undo');
      return accept({ type: 'GoodsUnloaded', transferId, undoes, sku, quantity });
    }
    case 'DepartTransfer':
      if (state === 'in-transit') return accept();
      if (state !== 'released') return notNow();
      return transfer.lines.some(({ sent }) => sent > 0)
        ? accept({ type: 'TransferDeparted', transferId, at: command.at })
        : refuse('transfer-empty', { number });
    case 'ArriveUnits': {
      const { type: _type, ...moved } = command;
      if (!isUnits(moved.quantity))
        return refuse('quantity-not-positive', { sku: moved.sku, quantity: moved.quantity });
      return accept({ type: 'GoodsArrived', transferId, ...moved });
    }
    case 'TakeBackArrival': {
      const { undoes, sku, quantity, isDamaged } = command;
      const line = transfer.lines.find((each) => each.sku === sku);
      const has = line ? (isDamaged ? line.damaged : line.received - line.damaged) : 0;
      if (!isUnits(quantity) || has < quantity) return refuse('nothing-to-undo');
      return accept({ type: 'ArrivalUndone', transferId, undoes, sku, quantity, isDamaged });
    }
    case 'CloseTransfer': {
      if (state === 'closed') return accept();
      if (state === 'draft' || state === 'cancelled') return notNow();
      // What nobody touched is cancelled.
      if (!hasGoods(transfer)) return notNow();
      const isShort = transfer.lines.some((line) => toArrive({ state: 'in-transit' }, line) > 0);
      return accept({ type: 'TransferClosed', transferId, at: command.at, isShort });
    }
    case 'CancelTransfer':
      if (state === 'cancelled') return accept();
      if ((state !== 'draft' && state !== 'released') || hasGoods(transfer)) return notNow();
      return accept({ type: 'TransferCancelled', transferId, at: command.at });
    case 'ReopenTransfer':
      return state === 'closed' || state === 'cancelled'
        ? accept({ type: 'TransferReopened', transferId })
        : accept();
    default:
      return assertNever(command);
  }
}

function isUnits(quantity: number): boolean {
  return Number.isSafeInteger(quantity) && quantity > 0;
}
