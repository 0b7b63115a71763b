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
const retryMs = 5_000;

export async function openCarrierLabels(ports: CarrierLabelPorts): Promise<CarrierLabels> {
  const { book, notes } = ports;
  const noted = noteSchema.safeParse(await notes.read(noteName));
  const labels = new Map(noted.success ? Object.entries(noted.data.labels) : []);
  const changes = new Subject<void>();
  const closing = new AbortController();
  let isAsking = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  /** References that head office did not have a moment ago. */
  const notYet = new Set<string>();

  const missing = (): Parcel[] =>
    book
      .held()
      .filter(
        ({ parcelId, carrierLabel }) =>
          carrierLabel &&
          labels.get(parcelId)?.reference !== carrierLabel.reference &&
          !notYet.has(carrierLabel.reference),
      );

  const write = (): Promise<void> => notes.write(noteName, { labels: Object.fromEntries(labels) });

  /** Names and addresses of boxes that have left are nothing to keep. */
  const dropGone = async (): Promise<void> => {
    const held = new Set<string>(book.held().map(({ parcelId }) => parcelId));
    const gone = [...labels.keys()].filter((parcelId) => !held.has(parcelId));
    for (const parcelId of gone) labels.delete(parcelId);
    if (gone.length > 0) await write();
  };

  /** One after the other: they are wanted minutes from now. */
  const fetchMissing = async (): Promise<void> => {
    for (const { parcelId, carrierLabel } of missing()) {
      try {
        labels.set(parcelId, await ports.fetchLabel(parcelId, closing.signal));
        await write();
        changes.next();
      } catch (cause) {
        if (closing.signal.aborted) return;
        const isTrouble = cause instanceof HeadOfficeFailure;
        if (!isTrouble) ports.report(cause);
        const isCutOff = isTrouble && cause.trouble === 'unreachable';
        for (const parcel of isCutOff ? missing() : [{ carrierLabel }])
          if (parcel.carrierLabel) notYet.add(parcel.carrierLabel.reference);
        if (isCutOff) return;
      }
    }
  };

  const look = async (): Promise<void> => {
    if (isAsking || closing.signal.aborted) return;
    isAsking = true;
    try {
      await dropGone();
      await fetchMissing();
    } catch (cause) {
      ports.report(cause);
    }
    isAsking = false;
    // Not there yet, or not ours any more: asked for again as long as it is offered.
    if (!closing.signal.aborted && notYet.size > 0)
      again ??= setTimeout(() => {
        again = undefined;
        notYet.clear();
        void look();
      }, retryMs);
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
