// Applies what happened to a tour, at the station and at head office alike.
import { assertNever } from '../decision';
import type { Tour, TourEvent, TourPlan } from './tour';
import { nextTourState } from './transitions';

/** `tour` is null only before TourPlanned. */
export function evolveTour(tour: Tour | null, event: TourEvent): Tour {
  if (event.type === 'TourPlanned') return begin(event.plan);
  if (!tour) throw new Error(`${event.type} before TourPlanned`);
  const moved: Tour = {
    ...tour,
    state: nextTourState(tour.state, event.type),
    stationSeq: event.stationSeq ?? tour.stationSeq,
  };
  switch (event.type) {
    case 'TourClaimed':
      return {
        ...moved,
        holder: event.stationId,
        lastHolder: event.stationId,
        fence: event.fence,
        leaseUntil: event.until,
        // A new holder counts its own ops from its own beginning.
        stationSeq: event.stationSeq ?? 0,
      };
    case 'TourRenewed':
      return { ...moved, leaseUntil: event.until };
    case 'TourFreed':
      return { ...moved, holder: null, leaseUntil: null, fence: event.fence, pickerId: null };
    case 'TourBegun':
      return { ...moved, pickerId: event.pickerId };
    case 'ToteTaken':
      return {
        ...moved,
        places: moved.places.map((place) =>
          place.position === event.position ? { ...place, totes: [...place.totes, event.tote] } : place,
        ),
      };
    case 'BinSkipped':
      return {
        ...moved,
        skipped: [...moved.skipped.filter((each) => each !== event.locationId), event.locationId],
      };
    case 'BinAdded': {
      if (moved.route.includes(event.locationId)) return moved;
      const at = moved.route.indexOf(event.behind) + 1 || moved.route.length;
      return { ...moved, route: [...moved.route.slice(0, at), event.locationId, ...moved.route.slice(at)] };
    }
    case 'TourRerouted':
      return { ...moved, route: event.route, measure: event.measure };
    case 'TourDropped':
      return { ...moved, holder: null, leaseUntil: null, droppedAt: event.locationId };
    case 'TourCancelled':
      return { ...moved, holder: null, leaseUntil: null };
    default:
      return assertNever(event);
  }
}

/** Folds events over the tours they are about; a tour that is already there is not begun twice. */
export function foldTours(tours: Map<string, Tour>, events: readonly TourEvent[]): void {
  for (const event of events) {
    const known = tours.get(event.tourId) ?? null;
    if ((event.type === 'TourPlanned') === (known !== null)) continue;
    tours.set(event.tourId, evolveTour(known, event));
  }
}

function begin({ places, ...plan }: TourPlan): Tour {
  return {
    ...plan,
    places: places.map((place) => ({ ...place, totes: [] })),
    state: 'planned',
    holder: null,
    lastHolder: null,
    fence: 0,
    leaseUntil: null,
    pickerId: null,
    skipped: [],
    droppedAt: null,
    stationSeq: 0,
    seq: 0,
  };
}
