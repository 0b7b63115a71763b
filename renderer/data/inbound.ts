// Orders to suppliers of this warehouse as the bench sees them: pulled documents with own ops folded over them. An own op is
// kept here until the pulled order has it in it, whatever head office has answered meanwhile.
// Must never edit a pulled document.
import { Subject, type Observable } from 'rxjs';
import type { PurchaseId, StationId } from '../../shared/domain/ids';
import type { Purchase } from '../../shared/domain/purchasing/purchase';
import { isHeard, isReceiptOp, overlayInbound, type ReceiptOp } from '../../shared/sync/apply-receipt-op';
import type { InboundEntry } from '../../shared/sync/documents';
import type { Op } from '../../shared/sync/op';
import type { OpLog } from './op-log';
import type { PulledCollections } from './store';

export type InboundBook = {
  get: (purchaseId: PurchaseId) => Purchase | null;
  byNumber: (number: number) => Purchase | null;
  /** Of which something may come; in the order of their numbers. */
  open: () => readonly Purchase[];
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

  const refold = (): void => {
    own = own.filter(({ body, stationSeq }) => {
      const purchase = body.purchaseId === null ? undefined : base.get(body.purchaseId);
      return !purchase || !isHeard(purchase, stationId, stationSeq);
    });
    shown = new Map(base);
    overlayInbound(shown, own, stationId);
    changes.next();
  };
  /** What is over is nobody's to receive by. */
  const take = (entries: readonly InboundEntry[]): void => {
    for (const entry of entries) {
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
      refold();
    }),
    pulled.inbound.changes.subscribe((change) => {
      if (change.kind === 'documents') take(change.documents.map(({ doc }) => doc));
      else {
        base.clear();
        refold();
      }
    }),
  ];
  const stored = await pulled.inbound.find({ selector: { open: { $gt: 'purchase' } } });
  take(stored.map(({ doc }) => doc));

  const open = (): Purchase[] =>
    [...shown.values()].filter(({ state }) => state === 'sent').sort((a, b) => a.number - b.number);
  return {
    get: (purchaseId) => shown.get(purchaseId) ?? null,
    byNumber: (number) => open().find((purchase) => purchase.number === number) ?? null,
    open,
    changes,
    close: () => {
      for (const each of listening) each.unsubscribe();
    },
  };
}
