// Where products are that orders of this site wait for, as head office told it last: kept in memory, since a card that stands at a
// bench asks for it. Few, because only what open boxes want is told.
// Must never edit a pulled document.
import type { Whereabouts } from '../../shared/domain/whereabouts/whereabouts';
import type { InboundEntry } from '../../shared/sync/documents';
import type { PulledCollections } from './store';

export type WhereaboutsBook = {
  of: (sku: string) => Whereabouts | null;
  /** When head office last looked where all of them are, by its clock; null: it never has. */
  lookedAt: () => string | null;
  close: () => void;
};

export async function openWhereaboutsBook(
  pulled: Pick<PulledCollections, 'inbound'>,
): Promise<WhereaboutsBook> {
  const told = new Map<string, Whereabouts>();
  let lookedAt: string | null = null;
  const take = (entries: readonly InboundEntry[]): void => {
    for (const entry of entries) {
      if (entry.kind === 'whereabouts-look') lookedAt = entry.at;
      if (entry.kind !== 'whereabouts') continue;
      const { whereabouts } = entry;
      if (whereabouts.isWanted) told.set(whereabouts.sku, whereabouts);
      else told.delete(whereabouts.sku);
    }
  };
  const listening = pulled.inbound.changes.subscribe((change) => {
    if (change.kind === 'documents') {
      take(change.documents.map(({ doc }) => doc));
      return;
    }
    told.clear();
    lookedAt = null;
  });
  const stored = await pulled.inbound.find({ selector: { open: { $gt: 'whereabouts' } } });
  take(stored.map(({ doc }) => doc));
  return {
    of: (sku) => told.get(sku) ?? null,
    lookedAt: () => lookedAt,
    close: () => listening.unsubscribe(),
  };
}
