// Orders to suppliers of this warehouse, and transfers to and from it, as the bench sees them: pulled documents with own ops folded over them. An own op is
// kept here until the pulled document has it in it, whatever head office has answered meanwhile.
// Must never edit a pulled document.
import { Subject, type Observable } from 'rxjs';
import type { PurchaseId, StationId } from '../../shared/domain/ids';
import type { Purchase } from '../../shared/domain/purchasing/purchase';
import { isHeard, isReceiptOp, overlayInbound, type ReceiptOp } from '../../shared/sync/apply-receipt-op';
import {
  isTransferHeard,
  isTransferOp,
  overlayTransfers,
  transferOf,
  type TransferOp,
} from '../../shared/sync/apply-transfer-op';
import type { TransferHere } from '../../shared/domain/transfer/transfer';
import type { InboundEntry } from '../../shared/sync/documents';
import type { Op } from '../../shared/sync/op';
import type { OpLog } from './op-log';
import type { PulledCollections } from './store';

export type InboundBook = {
  get: (purchaseId: PurchaseId) => Purchase | null;
  byNumber: (number: number) => Purchase | null;
  /** Of which something may come; in the order of their numbers. */
  open: () => readonly Purchase[];
  transferByNumber: (number: number) => TransferHere | null;
  /** That are loaded, or on the way; in the order of their numbers. */
  transfers: () => readonly TransferHere[];
  changes: Observable<void>;
  close: () => void;
};

export async function openInboundBook(
  pulled: Pick<PulledCollections, 'inbound'>,
  opLog: OpLog,
  stationId: StationId,
): Promise<InboundBook> {
  const changes = new Subject<void>();
  const base = new Map<string, Purchase>();
  const ofOrder = (ops: readonly Op[]): ReceiptOp[] =>
    ops.filter(isReceiptOp).filter(({ body }) => body.purchaseId !== null);
  let own = ofOrder(opLog.unsettled());
  let shown = new Map<string, Purchase>();
  const sent = new Map<string, TransferHere>();
  let ownMoves = opLog.unsettled().filter(isTransferOp);
  let shownTransfers = new Map<string, TransferHere>();

  const refold = (): void => {
    own = own.filter(({ body, stationSeq }) => {
      const purchase = body.purchaseId === null ? undefined : base.get(body.purchaseId);
      return !purchase || !isHeard(purchase, stationId, stationSeq);
    });
    shown = new Map(base);
    overlayInbound(shown, own, stationId);
    ownMoves = ownMoves.filter((op: TransferOp) => {
      const here = sent.get(transferOf(op) ?? '');
      return !here || !isTransferHeard(here.transfer, stationId, op.stationSeq);
    });
    shownTransfers = new Map(sent);
    overlayTransfers(shownTransfers, ownMoves, stationId);
    changes.next();
  };
  /** What is over is nobody's to receive by. */
  const take = (entries: readonly InboundEntry[]): void => {
    for (const entry of entries) {
      if (entry.kind === 'transfer') {
        const { side, transfer } = entry;
        if (isUnderWay(transfer)) sent.set(transfer.transferId, { side, transfer });
        else sent.delete(transfer.transferId);
      }
      if (entry.kind !== 'purchase') continue;
      const { purchase } = entry;
      if (purchase.state === 'sent') base.set(purchase.purchaseId, purchase);
      else base.delete(purchase.purchaseId);
    }
    refold();
  };

  const listening = [
    opLog.changes.subscribe((change) => {
      if (change.kind !== 'appended') return;
      own.push(...ofOrder(change.ops));
      ownMoves.push(...change.ops.filter(isTransferOp));
      refold();
    }),
    pulled.inbound.changes.subscribe((change) => {
      if (change.kind === 'documents') take(change.documents.map(({ doc }) => doc));
      else {
        base.clear();
        sent.clear();
        refold();
      }
    }),
  ];
  const stored = await pulled.inbound.find({ selector: { open: { $gt: 'purchase' } } });
  take(stored.map(({ doc }) => doc));

  const open = (): Purchase[] =>
    [...shown.values()].filter(({ state }) => state === 'sent').sort((a, b) => a.number - b.number);
  const transfers = (): TransferHere[] =>
    [...shownTransfers.values()]
      .filter(({ transfer }) => isUnderWay(transfer))
      .sort((a, b) => a.transfer.number - b.transfer.number);
  return {
    transferByNumber: (number) => transfers().find(({ transfer }) => transfer.number === number) ?? null,
    transfers,
    get: (purchaseId) => shown.get(purchaseId) ?? null,
    byNumber: (number) => open().find((purchase) => purchase.number === number) ?? null,
    open,
    changes,
    close: () => {
      for (const each of listening) each.unsubscribe();
    },
  };
}

function isUnderWay({ state }: TransferHere['transfer']): boolean {
  return state === 'released' || state === 'in-transit';
}
