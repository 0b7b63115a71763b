// Bins that the office has described, as the bench sees them: pulled documents with own moves over them that head office has
// not worked in yet. A move is in a bin's document once that was worked out behind the answer to the move.
// Must never edit a pulled document.
import { type Shelf, withMove } from '../../shared/domain/putaway/shelf';
import type { InboundEntry } from '../../shared/sync/documents';
import type { Op } from '../../shared/sync/op';
import type { OpLog } from './op-log';
import type { PulledCollections } from './store';

export type ShelfBook = {
  all: () => readonly Shelf[];
  close: () => void;
};

type Move = Extract<Op, { type: 'stock.move' }>;
const isMove = (op: Op): op is Move => op.type === 'stock.move';

export async function openShelfBook(
  pulled: Pick<PulledCollections, 'inbound' | 'results'>,
  opLog: OpLog,
): Promise<ShelfBook> {
  const base = new Map<string, Shelf>();
  /** With the place of head office's answer in the stream; null before there is one. */
  let own: { op: Move; answeredAt: number | null }[] = opLog
    .unsettled()
    .filter(isMove)
    .map((op) => ({ op, answeredAt: null }));

  const isIn = (shelf: Shelf, answeredAt: number | null): boolean =>
    answeredAt !== null && shelf.asOf >= answeredAt;
  /** What every bin that it touched has in it is forgotten. */
  const tidy = (): void => {
    own = own.filter(({ op, answeredAt }) => {
      if (answeredAt === null) return true;
      const touched = [op.body.from, op.body.to].flatMap((place) => base.get(place) ?? []);
      return touched.some((shelf) => !isIn(shelf, answeredAt));
    });
  };
  const take = (entries: readonly InboundEntry[]): void => {
    for (const entry of entries) if (entry.kind === 'shelf') base.set(entry.shelf.locationId, entry.shelf);
    tidy();
  };

  const listening = [
    opLog.changes.subscribe((change) => {
      if (change.kind === 'appended')
        own.push(...change.ops.filter(isMove).map((op) => ({ op, answeredAt: null })));
    }),
    pulled.results.changes.subscribe((change) => {
      if (change.kind !== 'documents') return;
      for (const { doc } of change.documents) {
        const known = own.find(({ op }) => op.opId === doc.opId);
        if (known) known.answeredAt = doc.status === 'applied' ? doc.seq : 0;
      }
      tidy();
    }),
    pulled.inbound.changes.subscribe((change) => {
      if (change.kind === 'documents') take(change.documents.map(({ doc }) => doc));
      else base.clear();
    }),
  ];
  const stored = await pulled.inbound.find({ selector: { open: { $gt: 'shelf' } } });
  take(stored.map(({ doc }) => doc));

  return {
    all: () =>
      [...base.values()].map((shelf) =>
        own.reduce(
          (state, { op, answeredAt }) => (isIn(shelf, answeredAt) ? state : withMove(state, op.body)),
          shelf,
        ),
      ),
    close: () => {
      for (const each of listening) each.unsubscribe();
    },
  };
}
