// Labels that head office has bought of carriers for the parcels held here: fetched as soon as they are offered, kept on this
// computer, so that a box that is sealed without the network has its carrier's label all the same.
import { Subject, type Observable } from 'rxjs';
import { z } from 'zod';
import type { ParcelId } from '../../shared/domain/ids';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import { type KeptLabel, keptLabelSchema } from '../../shared/label/model';
import { HeadOfficeFailure } from './head-office';
import type { ParcelBook } from './parcels';
import type { Notes } from './store';

export type CarrierLabels = {
  /** Null until it is here. */
  of: (parcel: Pick<Parcel, 'parcelId'>) => KeptLabel | null;
  changes: Observable<void>;
  close: () => void;
};

export type CarrierLabelPorts = {
  book: Pick<ParcelBook, 'held' | 'changes'>;
  notes: Notes;
  /** Throws HeadOfficeFailure. */
  fetchLabel: (parcelId: ParcelId, signal: AbortSignal) => Promise<KeptLabel>;
  report: (cause: unknown) => void;
};

const noteName = 'carrier-labels';
const noteSchema = z.object({ labels: z.record(z.string(), keptLabelSchema) });
const retryMs = 15_000;

export async function openCarrierLabels(ports: CarrierLabelPorts): Promise<CarrierLabels> {
  const { book, notes } = ports;
  const noted = noteSchema.safeParse(await notes.read(noteName));
  const labels = new Map(noted.success ? Object.entries(noted.data.labels) : []);
  const changes = new Subject<void>();
  const closing = new AbortController();
  let isAsking = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  const missing = (): Parcel[] =>
    book
      .held()
      .filter(
        ({ parcelId, carrierLabel }) =>
          carrierLabel && labels.get(parcelId)?.reference !== carrierLabel.reference,
      );

  const keep = async (parcelId: ParcelId, label: KeptLabel): Promise<void> => {
    const held = new Set<string>(book.held().map((parcel) => parcel.parcelId));
    for (const known of labels.keys()) if (!held.has(known)) labels.delete(known);
    labels.set(parcelId, label);
    await notes.write(noteName, { labels: Object.fromEntries(labels) });
    changes.next();
  };

  /** One after the other: they are wanted minutes from now. */
  const look = async (): Promise<void> => {
    if (isAsking || closing.signal.aborted) return;
    isAsking = true;
    clearTimeout(again);
    for (const { parcelId } of missing()) {
      try {
        await keep(parcelId, await ports.fetchLabel(parcelId, closing.signal));
      } catch (cause) {
        if (closing.signal.aborted) break;
        if (!(cause instanceof HeadOfficeFailure)) ports.report(cause);
        else if (cause.trouble === 'unreachable') break;
      }
    }
    isAsking = false;
    // Not there yet, or not ours any more: asked for again as long as it is offered.
    if (!closing.signal.aborted && missing().length > 0) again = setTimeout(() => void look(), retryMs);
  };

  const listening = book.changes.subscribe(() => void look());
  void look();
  return {
    of: ({ parcelId }) => labels.get(parcelId) ?? null,
    changes,
    close: () => {
      closing.abort();
      clearTimeout(again);
      listening.unsubscribe();
    },
  };
}
