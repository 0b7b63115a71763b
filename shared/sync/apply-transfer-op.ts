// What an op of a station means for a transfer between sites: what is loaded at the one, and what arrives at the other. Station
// overlay and head office cross the same bridge.
import { accept, type Decision } from '../domain/decision';
import type { StationId, TransferId } from '../domain/ids';
import { decideTransfer } from '../domain/transfer/decide';
import { evolveTransfer } from '../domain/transfer/evolve';
import { toArrive } from '../domain/transfer/questions';
import type { Transfer, TransferCommand, TransferEvent, TransferHere } from '../domain/transfer/transfer';
import type { ReceiptOp } from './apply-receipt-op';
import type { Op } from './op';

export type LoadOp = Extract<Op, { type: `transfer.${string}` }>;
export type TransferOp = LoadOp | ReceiptOp;

export function isLoadOp(op: Op): op is LoadOp {
  return op.type.startsWith('transfer.');
}

export function isTransferOp(op: Op): op is TransferOp {
  return isLoadOp(op) || (op.type.startsWith('receipt.') && (op as ReceiptOp).body.transferId !== undefined);
}

/** Null: it is about none. */
export function transferOf(op: TransferOp): TransferId | null {
  return op.body.transferId ?? null;
}

function commandOf(transfer: Transfer, op: TransferOp, at: string): TransferCommand | null {
  switch (op.type) {
    case 'transfer.load': {
      const { sku, quantity } = op.body;
      return { type: 'LoadUnits', opId: op.opId, sku, name: sku, quantity };
    }
    case 'transfer.unload': {
      const { undoes, sku, quantity } = op.body;
      return { type: 'UnloadUnits', undoes, sku, quantity };
    }
    case 'transfer.depart':
      return { type: 'DepartTransfer', at };
    case 'receipt.take': {
      const { sku, quantity, condition } = op.body;
      return {
        type: 'ArriveUnits',
        opId: op.opId,
        sku,
        name: sku,
        quantity,
        isDamaged: condition === 'damaged',
      };
    }
    case 'receipt.undo': {
      const { undoes, sku, quantity, condition } = op.body;
      return { type: 'TakeBackArrival', undoes, sku, quantity, isDamaged: condition === 'damaged' };
    }
    case 'receipt.finish': {
      // Nobody has to say that nothing is left.
      const isAll = transfer.lines.every((line) => toArrive(transfer, line) === 0);
      return op.body.rest === 'short' || isAll ? { type: 'CloseTransfer', at } : null;
    }
  }
}

/** @param at head office's clock; the station's own until head office has answered */
export function answerTransferOp(
  transfer: Transfer | null,
  op: TransferOp,
  stationId: StationId,
  at: string,
): Decision<TransferEvent> {
  const command = transfer && commandOf(transfer, op, at);
  if (!command) return accept();
  const decision = decideTransfer(transfer, command);
  return decision.ok
    ? accept(...decision.events.map((event) => ({ ...event, stationId, stationSeq: op.stationSeq })))
    : decision;
}

/** Pulled transfers with this station's ops folded over them, in station order; changed in place. */
export function overlayTransfers(
  transfers: Map<string, TransferHere>,
  ops: readonly TransferOp[],
  stationId: StationId,
): void {
  for (const op of ops) {
    const here = transfers.get(transferOf(op) ?? '');
    if (!here || isTransferHeard(here.transfer, stationId, op.stationSeq)) continue;
    const decision = answerTransferOp(here.transfer, op, stationId, op.at);
    if (!decision.ok) continue;
    const transfer = decision.events.reduce<Transfer>(evolveTransfer, here.transfer);
    transfers.set(transfer.transferId, { ...here, transfer });
  }
}

export function isTransferHeard({ heard }: Transfer, stationId: StationId, stationSeq: number): boolean {
  return heard.some((each) => each.stationId === stationId && stationSeq <= each.stationSeq);
}
