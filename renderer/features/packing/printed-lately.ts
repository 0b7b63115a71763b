// Labels that came out of a printer, or may have: what a jam can have spoilt.
import type { PrintedLabel } from '../../../shared/domain/packing/bench-jam';
import type { BenchInput } from '../../../shared/domain/packing/session';
import { carrierLabelJobId } from '../../../shared/label/carrier-label-from-parcel';
import type { PrinterId, PrintJob, PrintStep } from '../../../shared/label/print-job';
import type { ParcelBook } from '../../data/parcels';

/** A label of it may lie there. */
export const outSteps: readonly PrintStep[] = ['sent', 'confirmed', 'printed', 'unknown'];

/** A jam is cleared where it happened, soon after. */
const mostListed = 12;

/** Newest first. Of boxes: those that are still to leave. */
export function printedLately(
  jobs: ReadonlyMap<string, PrintJob>,
  printerId: PrinterId | null,
  book: Pick<ParcelBook, 'held'>,
): PrintedLabel[] {
  const standing = book.held().filter(({ state }) => state === 'sealed' || state === 'labelled');
  const boxes = new Map(standing.map((parcel) => [parcel.sealedBy as string | null, parcel]));
  const carriers = new Set<string>(
    standing.flatMap(({ carrierLabel }) => (carrierLabel ? [carrierLabelJobId(carrierLabel.reference)] : [])),
  );
  return [...jobs.values()]
    .filter((job) => job.printerId === printerId && job.sentAt !== null && outSteps.includes(job.state.step))
    .sort((a, b) => (b.sentAt ?? '').localeCompare(a.sentAt ?? ''))
    .flatMap(({ jobId, orderNumber, sscc, attempt }) => {
      const box = boxes.get(jobId) ?? null;
      // Of a box that has left, or was opened again, the label is no use.
      return box === null && sscc !== '' && !carriers.has(jobId)
        ? []
        : [{ jobId, parcelId: box?.parcelId ?? null, number: orderNumber, attempt }];
    })
    .slice(0, mostListed);
}

/** Whether it is the code of this job's label that was scanned. */
export function isLabelOf(job: PrintJob, input: BenchInput): boolean {
  return (
    input.kind === 'parcels' &&
    input.by === 'label' &&
    input.parcels.some(({ sealedBy }) => (sealedBy as string | null) === job.jobId)
  );
}
