// Tours of this warehouse as the picker's screen shows them: pulled documents with own ops folded over them. An own op is
// kept here until the pulled tour has it in it, whatever head office has answered meanwhile.
// Must never edit a pulled document.
import { Subject, type Observable } from 'rxjs';
import type { StationId, TourId } from '../../shared/domain/ids';
import { isOver } from '../../shared/domain/tour/stops';
import type { Tour } from '../../shared/domain/tour/tour';
import { isTourOp, overlayTours, type TourOp } from '../../shared/sync/apply-tour-op';
import type { OpLog } from './op-log';
import type { PulledCollections } from './store';

export type TourBook = {
  get: (tourId: TourId) => Tour | null;
  /** Planned, or walked by somebody; in the order of their numbers. */
  open: () => readonly Tour[];
  /** Walked from this station. */
  held: () => readonly Tour[];
  changes: Observable<void>;
  close: () => void;
};

export async function openTourBook(
  pulled: Pick<PulledCollections, 'tours' | 'results'>,
  opLog: OpLog,
  stationId: StationId,
): Promise<TourBook> {
  const changes = new Subject<void>();
  const base = new Map<string, Tour>();
  let own: TourOp[] = opLog.unsettled().filter(isTourOp);
  let shown = new Map<string, Tour>();

  const refold = (): void => {
    own = own.filter((op) => !isIn(base.get(op.body.tourId), op));
    shown = new Map(base);
    overlayTours(shown, own, stationId);
    changes.next();
  };
  /** A tour that was given to another one since has left this station's ops behind. */
  const isIn = (tour: Tour | undefined, op: TourOp): boolean =>
    tour !== undefined && tour.lastHolder === stationId && op.stationSeq <= tour.stationSeq;

  const take = (tours: readonly Tour[]): void => {
    for (const tour of tours) {
      if (isOver(tour)) base.delete(tour.tourId);
      else base.set(tour.tourId, tour);
    }
    const ended = new Set(tours.filter(isOver).map(({ tourId }) => tourId as string));
    own = own.filter((op) => !ended.has(op.body.tourId));
    refold();
  };

  const listening = [
    opLog.changes.subscribe((change) => {
      if (change.kind !== 'appended') return;
      own.push(...change.ops.filter(isTourOp));
      refold();
    }),
    pulled.results.changes.subscribe((change) => {
      if (change.kind !== 'documents') return;
      const refused = new Set(
        change.documents.filter(({ doc }) => doc.status === 'refused').map(({ doc }) => doc.opId as string),
      );
      if (own.some(({ opId }) => refused.has(opId))) {
        own = own.filter(({ opId }) => !refused.has(opId));
        refold();
      }
    }),
    pulled.tours.changes.subscribe((change) => {
      if (change.kind === 'documents') take(change.documents.map(({ doc }) => doc));
      else {
        base.clear();
        refold();
      }
    }),
  ];
  const stored = await pulled.tours.find({ selector: { open: { $gt: '' } } });
  take(stored.map(({ doc }) => doc));

  const open = (): Tour[] =>
    [...shown.values()].filter((tour) => !isOver(tour)).sort((a, b) => a.number - b.number);
  return {
    get: (tourId) => shown.get(tourId) ?? null,
    open,
    held: () => open().filter(({ holder }) => holder === stationId),
    changes,
    close: () => {
      for (const each of listening) each.unsubscribe();
    },
  };
}
