// Head office's answer to an op of a picker: the tour hears of it, and the parcel it picks for. What was taken out of a bin
// counts whoever holds the tour by now; where that is somebody else, a person looks at both trolleys.
import type { TaskDraft } from '../../../shared/domain/parcel/effects';
import { answerOp, type LeaseTerms } from '../../../shared/sync/apply-op';
import { isOver } from '../../../shared/domain/tour/stops';
import { answerTourOp, type TourAnswer, type TourOp } from '../../../shared/sync/apply-tour-op';
import { addTask, type Cause, type ChangeSet } from '../changes/change-set';
import { askOtherSites } from '../changes/other-sites';
import { happen } from '../changes/parcel-changes';
import { happenOnTour } from '../changes/tour-changes';
import type { AppliedOp, StationFacts } from './apply-op';

export function applyTourOp(
  changes: ChangeSet,
  op: TourOp,
  station: StationFacts,
  terms: LeaseTerms,
  cause: Cause,
): AppliedOp {
  const tour = changes.tours.get(op.body.tourId) ?? null;
  const before = tour?.after ? changes.tours.get(tour.after) : undefined;
  const onTour: TourAnswer =
    op.type === 'tour.claim' && tour && before && !isOver(before)
      ? {
          events: [],
          refusal: { code: 'tour-waits', values: { number: tour.number, before: before.number } },
        }
      : answerTourOp(tour, op, station.stationId, terms);
  if (op.type === 'tour.claim' && onTour.refusal)
    return { status: 'refused', refusal: onTour.refusal, taskId: null };
  happenOnTour(changes, onTour.events, cause);
  const parcel = op.parcelId ? (changes.parcels.get(op.parcelId) ?? null) : null;
  const onParcel = op.parcelId ? answerOp(parcel, op, station.stationId, terms) : null;
  happen(changes, onParcel?.events ?? [], cause);
  if (op.type === 'tour.short' && op.body.otherSite && parcel)
    askOtherSites(changes, parcel, onParcel?.events ?? [], op.opId);
  const tasks: TaskDraft[] = [...(onParcel?.tasks ?? [])];
  if (onTour.refusal)
    tasks.push({
      kind: 'contradiction',
      values: { ...onTour.refusal.values, code: onTour.refusal.code, command: op.type },
    });
  const about = { orderId: parcel?.orderId ?? null, parcelId: op.parcelId, opId: op.opId };
  const [taskId = null] = tasks.map((task) =>
    addTask(
      changes,
      station.warehouseId,
      { ...task, values: { ...task.values, station: station.name } },
      about,
    ),
  );
  const refusal = onTour.refusal ?? onParcel?.refusal ?? null;
  return { status: refusal ? 'contradiction' : 'applied', refusal, taskId };
}
