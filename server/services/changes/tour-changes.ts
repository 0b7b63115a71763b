// Lets what happened to a tour happen: its parcels join it when it is planned, and are anybody's to pack when it ends.
import { decideTour } from '../../../shared/domain/tour/decide';
import { foldTours } from '../../../shared/domain/tour/evolve';
import type { Tour, TourCommand, TourEvent } from '../../../shared/domain/tour/tour';
import { type Cause, type ChangeSet, headOfficeCause } from './change-set';
import { commandParcel } from './parcel-changes';

/** The parcels of a tour that is planned or ends must be loaded, and the tour that goes on with its totes. */
export function happenOnTour(changes: ChangeSet, events: readonly TourEvent[], cause: Cause): void {
  for (const event of events) {
    foldTours(changes.tours, [event]);
    const tour = changes.tours.get(event.tourId);
    if (!tour) continue;
    changes.touchedTours.add(event.tourId);
    const { type, tourId, ...body } = event;
    changes.events.push({ aggregate: 'tour', aggregateId: tourId, type, body, cause });
    const told = type === 'TourPlanned' ? 'JoinTour' : endings.has(type) ? 'LeaveTour' : null;
    if (told)
      for (const { parcelId } of tour.places) commandParcel(changes, { type: told, parcelId, tourId }, cause);
    if (type === 'TourDropped') happenOnTour(changes, totesHandedOn(changes, tour), cause);
  }
}

/** The next zone goes on with the totes that were put down. */
function totesHandedOn(changes: ChangeSet, dropped: Tour): TourEvent[] {
  return [...changes.tours.values()]
    .filter(({ after, state }) => after === dropped.tourId && state === 'planned')
    .flatMap(({ tourId, places }) =>
      places.flatMap(({ position, parcelId, totes }) => {
        const from = dropped.places.find((place) => place.parcelId === parcelId);
        return (from?.totes ?? [])
          .filter((tote) => !totes.includes(tote))
          .map((tote): TourEvent => ({ type: 'ToteTaken', tourId, position, tote }));
      }),
    );
}

const endings: ReadonlySet<TourEvent['type']> = new Set<TourEvent['type']>(['TourDropped', 'TourCancelled']);

/** Head office's own command. @returns whether the tour allowed it */
export function commandTour(
  changes: ChangeSet,
  command: TourCommand,
  cause: Cause = headOfficeCause(changes),
): boolean {
  const decision = decideTour(changes.tours.get(command.tourId) ?? null, command, null);
  if (decision.ok) happenOnTour(changes, decision.events, cause);
  return decision.ok;
}
