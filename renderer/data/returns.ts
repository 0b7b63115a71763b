// Returns that may come to this warehouse as the bench sees them: pulled documents with own ops folded over them. An own op is
// kept here until the pulled return has it in it, whatever head office has answered meanwhile.
// Must never edit a pulled document.
import { Subject, type Observable } from 'rxjs';
import type { StationId, WarehouseId } from '../../shared/domain/ids';
import { type Arrival, isExpected } from '../../shared/domain/returns/arrival';
import type { ReturnId } from '../../shared/domain/returns/goods-return';
import { isReturnHeard, isReturnOp, overlayReturns, type ReturnOp } from '../../shared/sync/apply-return-op';
import type { InboundEntry } from '../../shared/sync/documents';
import type { OpLog } from './op-log';
import type { PulledCollections } from './store';

export type ReturnBook = {
  get: (returnId: ReturnId) => Arrival | null;
  /** Of which something may come, and those that this bench has units of in its hands. */
  all: () => readonly Arrival[];
  changes: Observable<void>;
  close: () => void;
};

export async function openReturnBook(
  pulled: Pick<PulledCollections, 'inbound'>,
  opLog: OpLog,
  here: { stationId: StationId; warehouseId: WarehouseId },
): Promise<ReturnBook> {
  const changes = new Subject<void>();
  const base = new Map<string, Arrival>();
  let own: ReturnOp[] = opLog.unsettled().filter(isReturnOp);
  let shown = new Map<string, Arrival>();

  const refold = (): void => {
    own = own.filter(({ body, stationSeq }) => {
      const arrival = base.get(body.returnId);
      return !arrival || !isReturnHeard(arrival, here.stationId, stationSeq);
    });
    shown = new Map(base);
    overlayReturns(shown, own, here);
    changes.next();
  };
  const take = (entries: readonly InboundEntry[]): void => {
    for (const entry of entries) {
      if (entry.kind !== 'return') continue;
      const { arrival } = entry;
      if (isExpected(arrival)) base.set(arrival.found.returnId, arrival);
      else base.delete(arrival.found.returnId);
    }
    refold();
  };

  const listening = [
    opLog.changes.subscribe((change) => {
      if (change.kind !== 'appended') return;
      const ops = change.ops.filter(isReturnOp);
      if (ops.length === 0) return;
      own.push(...ops);
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
  const stored = await pulled.inbound.find({ selector: { open: { $gt: 'return', $lt: 'return~' } } });
  take(stored.map(({ doc }) => doc));

  return {
    get: (returnId) => shown.get(returnId) ?? null,
    all: () => [...shown.values()],
    changes,
    close: () => {
      for (const each of listening) each.unsubscribe();
    },
  };
}
