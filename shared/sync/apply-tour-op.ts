// What an op of a picker means for the tour and for the parcel it picks for. Station overlay and head office cross the same
// bridge. Whoever holds the tour no longer has taken the units out of their bin all the same: the parcel hears of it, and a
// task says that two people walk one tour.
import type { Refusal } from '../domain/decision';
import type { ParcelId, StationId } from '../domain/ids';
import type { ParcelCommand } from '../domain/parcel/parcel';
import { decideTour } from '../domain/tour/decide';
import { foldTours } from '../domain/tour/evolve';
import type { Tour, TourCommand, TourEvent } from '../domain/tour/tour';
import type { LeaseTerms } from './apply-op';
import type { Op } from './op';

export type TourOp = Extract<Op, { type: `tour.${string}` }>;
type PickingOp = Extract<
  TourOp,
  { type: 'tour.pick' | 'tour.put-back' | 'tour.look-elsewhere' | 'tour.short' }
>;

export function isTourOp(op: Op): op is TourOp {
  return op.type.startsWith('tour.');
}

export function pickingCommandOf(op: PickingOp, parcelId: ParcelId): ParcelCommand {
  switch (op.type) {
    case 'tour.pick': {
      const { tourId: _tour, code: _code, scanId: _scan, ...taken } = op.body;
      return { type: 'PickUnits', parcelId, opId: op.opId, ...taken };
    }
    case 'tour.put-back': {
      const { tourId: _tour, ...back } = op.body;
      return { type: 'PutBackUnits', parcelId, ...back };
    }
    case 'tour.look-elsewhere': {
      const { lineNo, quantity, from, to } = op.body;
      return { type: 'MoveSource', parcelId, lineNo, quantity, from, to };
    }
    case 'tour.short': {
      const { lineNo, quantity, at, problem, holds } = op.body;
      return { type: 'ReportShort', parcelId, opId: op.opId, lineNo, quantity, at, problem, holds };
    }
  }
}

/** Null for what is about the parcel alone. */
function tourCommandOf(op: TourOp, stationId: StationId, terms?: LeaseTerms): TourCommand | null {
  const { tourId } = op.body;
  switch (op.type) {
    case 'tour.claim':
      return { type: 'ClaimTour', tourId, stationId, ...(terms ? { at: terms.at, until: terms.until } : {}) };
    case 'tour.begin':
    case 'tour.pick':
      return { type: 'BeginTour', tourId };
    case 'tour.take-tote':
      return { type: 'TakeTote', tourId, position: op.body.position, tote: op.body.tote };
    case 'tour.skip-bin':
      return { type: 'SkipBin', tourId, locationId: op.body.locationId };
    case 'tour.look-elsewhere':
      return { type: 'AddBin', tourId, locationId: op.body.to, behind: op.body.from };
    case 'tour.drop':
      return { type: 'DropTour', tourId, locationId: op.body.locationId };
    case 'tour.give-back':
      return { type: 'FreeTour', tourId };
    case 'tour.put-back':
    case 'tour.short':
      return null;
  }
}

export type TourAnswer = { events: TourEvent[]; refusal: Refusal | null };

export function answerTourOp(
  tour: Tour | null,
  op: TourOp,
  stationId: StationId,
  terms?: LeaseTerms,
): TourAnswer {
  const command = tourCommandOf(op, stationId, terms);
  if (!command) return { events: [], refusal: null };
  const actor = op.type === 'tour.claim' ? null : { stationId, personId: op.actor, fence: op.fence ?? 0 };
  const decision = decideTour(tour, command, actor);
  if (!decision.ok) return { events: [], refusal: decision.refusal };
  return {
    events: decision.events.map((event) => ({ ...event, stationSeq: op.stationSeq })),
    refusal: null,
  };
}

/**
 * What the screen shows: pulled tours with this station's ops folded over them, in station order. `tours` is changed in
 * place. A claim is a promise: it is not shown before head office has answered.
 */
export function overlayTours(tours: Map<string, Tour>, ops: readonly Op[], stationId: StationId): void {
  for (const op of ops) {
    if (!isTourOp(op) || op.type === 'tour.claim') continue;
    const tour = tours.get(op.body.tourId) ?? null;
    if (tour && op.stationSeq <= tour.stationSeq && tour.lastHolder === stationId) continue;
    foldTours(tours, answerTourOp(tour, op, stationId).events);
  }
}
