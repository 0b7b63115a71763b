// The bins that hold what is to be loaded here for another site, as the bench sees them: what head office worked out, with own
// moves over it that are not in there yet. A move is in it once it was worked out behind the answer to the move.
// Must never edit a pulled document.
import { Subject, type Observable } from 'rxjs';
import type { TransferId } from '../../shared/domain/ids';
import { type BinChange, binsAfter, type LoadBin, type LoadBins } from '../../shared/domain/transfer/loading';
import type { InboundEntry } from '../../shared/sync/documents';
import type { Op } from '../../shared/sync/op';
import type { OpLog } from './op-log';
import type { PulledCollections } from './store';

export type LoadBinBook = {
  /** Nothing where head office has told of none. */
  of: (transferId: TransferId) => readonly LoadBin[];
  changes: Observable<void>;
  close: () => void;
};

type Carried = Extract<Op, { type: 'stock.move' | 'transfer.load' | 'transfer.unload' }>;
const isCarried = (op: Op): op is Carried =>
  op.type === 'stock.move' || op.type === 'transfer.load' || op.type === 'transfer.unload';

function changesOf({ type, body }: Carried): BinChange[] {
  const { sku, quantity } = body;
  const left = type === 'transfer.unload' ? [] : [{ sku, locationId: body.from as string, units: -quantity }];
  const came = type === 'transfer.load' ? [] : [{ sku, locationId: body.to as string, units: quantity }];
  return [...left, ...came];
}

export async function openLoadBinBook(
  pulled: Pick<PulledCollections, 'inbound' | 'results'>,
  opLog: OpLog,
): Promise<LoadBinBook> {
  const changes = new Subject<void>();
  const base = new Map<string, LoadBins>();
  /** With the place of head office's answer in the stream; null before there is one. */
  let own: { op: Carried; answeredAt: number | null }[] = opLog
    .unsettled()
    .filter(isCarried)
    .map((op) => ({ op, answeredAt: null }));

  const isIn = ({ asOf }: LoadBins, answeredAt: number | null): boolean =>
    answeredAt !== null && asOf >= answeredAt;
  const tidy = (): void => {
    own = own.filter(
      ({ answeredAt }) => answeredAt === null || [...base.values()].some((each) => !isIn(each, answeredAt)),
    );
    changes.next();
  };
  const take = (entries: readonly InboundEntry[]): void => {
    for (const entry of entries) {
      if (entry.kind !== 'load-bins') continue;
      const { loading } = entry;
      if (loading.bins.length > 0) base.set(loading.transferId, loading);
      else base.delete(loading.transferId);
    }
    tidy();
  };

  const listening = [
    opLog.changes.subscribe((change) => {
      if (change.kind !== 'appended') return;
      own.push(...change.ops.filter(isCarried).map((op) => ({ op, answeredAt: null })));
      changes.next();
    }),
    pulled.results.changes.subscribe((change) => {
      if (change.kind !== 'documents') return;
      for (const { doc } of change.documents) {
        const known = own.find(({ op }) => op.opId === doc.opId);
        // What contradicts was moved all the same; what was refused was not.
        if (known) known.answeredAt = doc.status === 'refused' ? 0 : doc.seq;
      }
      tidy();
    }),
    pulled.inbound.changes.subscribe((change) => {
      if (change.kind === 'documents') take(change.documents.map(({ doc }) => doc));
      else {
        base.clear();
        tidy();
      }
    }),
  ];
  const stored = await pulled.inbound.find({ selector: { open: { $gt: 'load-bins' } } });
  take(stored.map(({ doc }) => doc));

  return {
    of: (transferId) => {
      const told = base.get(transferId);
      if (!told) return [];
      const moved = own
        .filter(({ answeredAt }) => !isIn(told, answeredAt))
        .flatMap(({ op }) => changesOf(op));
      return binsAfter(told.bins, moved);
    },
    changes,
    close: () => {
      for (const each of listening) each.unsubscribe();
    },
  };
}
