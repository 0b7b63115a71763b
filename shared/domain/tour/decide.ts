// What may be done to a tour, and why not. Station and head office run the same code (law 4). Claims are promises and may be
// refused; what a picker did has happened, and is only refused where the tour is not theirs.
import { accept, assertNever, type Decision, refuse } from '../decision';
import { isOver } from '../parcel/lease';
import { placeAt, placeOfTote, toteOf } from './stops';
import type { Tour, TourActor, TourCommand, TourEvent } from './tour';

export function decideTour(
  tour: Tour | null,
  command: TourCommand,
  actor: TourActor | null,
): Decision<TourEvent> {
  if (!tour) return refuse('tour-unknown');
  const { tourId, number } = tour;
  const values = { number };
  if (command.type === 'ClaimTour') return claim(tour, command);
  if (tour.state === 'dropped' || tour.state === 'cancelled')
    return refuse(tour.state === 'dropped' ? 'tour-dropped' : 'tour-cancelled', values);
  if (command.type === 'CancelTour') return accept({ type: 'TourCancelled', tourId });
  if (command.type === 'RerouteTour') return reroute(tour, command);
  if (tour.state === 'planned') return refuse('tour-not-held-here', values);
  if (actor && (tour.holder !== actor.stationId || tour.fence !== actor.fence))
    return refuse('tour-not-held-here', values);
  switch (command.type) {
    case 'RenewTour':
      return accept({ type: 'TourRenewed', tourId, until: command.until });
    case 'FreeTour':
      return accept({ type: 'TourFreed', tourId, fence: tour.fence + 1 });
    case 'BeginTour':
      return tour.state === 'picking'
        ? accept()
        : accept({ type: 'TourBegun', tourId, pickerId: actor?.personId ?? null });
    case 'TakeTote':
      return takeTote(tour, command);
    case 'SkipBin':
      return tour.route.includes(command.locationId)
        ? accept({ type: 'BinSkipped', tourId, locationId: command.locationId })
        : refuse('bin-not-on-tour', { ...values, location: command.locationId });
    case 'AddBin': {
      const { locationId, behind } = command;
      return accept({ type: 'BinAdded', tourId, locationId, behind });
    }
    case 'DropTour':
      return accept({ type: 'TourDropped', tourId, locationId: command.locationId });
    default:
      return assertNever(command);
  }
}

/** A station that asks again for what it holds has its lease made longer; what another one let run out may be taken. */
function claim(
  tour: Tour,
  { stationId, at, until }: Extract<TourCommand, { type: 'ClaimTour' }>,
): Decision<TourEvent> {
  const { tourId, number, state, holder, leaseUntil } = tour;
  if (state === 'dropped' || state === 'cancelled')
    return refuse(state === 'dropped' ? 'tour-dropped' : 'tour-cancelled', { number });
  const claimed = { type: 'TourClaimed', tourId, stationId, until: until ?? null } as const;
  if (state === 'planned') return accept({ ...claimed, fence: tour.fence + 1 });
  if (holder === stationId) return until ? accept({ type: 'TourRenewed', tourId, until }) : accept();
  if (!at || leaseUntil === null || !isOver(leaseUntil, Date.parse(at)))
    return refuse('tour-not-held-here', { number });
  return accept({ type: 'TourFreed', tourId, fence: tour.fence + 1 }, { ...claimed, fence: tour.fence + 2 });
}

/** Whoever walks already goes on the way they know: the next bin does not change under their feet. */
function reroute(
  { tourId, state, skipped }: Tour,
  { route, measure }: Extract<TourCommand, { type: 'RerouteTour' }>,
): Decision<TourEvent> {
  if (state === 'picking' || skipped.length > 0 || route.length === 0) return accept();
  return accept({ type: 'TourRerouted', tourId, route, measure });
}

/** One tote is for one place: what is in it goes into one box. */
function takeTote(
  tour: Tour,
  { position, tote }: Extract<TourCommand, { type: 'TakeTote' }>,
): Decision<TourEvent> {
  const { tourId, number } = tour;
  const place = placeAt(tour, position);
  if (!place) return refuse('place-not-on-tour', { number, position });
  if (toteOf(place) === tote) return accept();
  const other = placeOfTote(tour, tote);
  if (other) return refuse('tote-taken', { tote, position: other.position });
  return accept({ type: 'ToteTaken', tourId, position, tote });
}
