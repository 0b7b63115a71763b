// What is known of a box's label: whether it was read on its box, when and by whom. Only a scan of the newest print of the
// newest seal counts; what the printer says is less.
import { z } from 'zod';
import type { Parcel } from './parcel';

export const labelProofSchema = z.discriminatedUnion('state', [
  /** No label of this box has come out. */
  z.object({ state: z.literal('none') }),
  /** It came out, as the printer or a person says, and nobody has read it on its box. */
  z.object({ state: z.literal('never-scanned') }),
  z.object({
    state: z.literal('scanned'),
    /** By the clock of the bench; null where the scan's own op is not kept any more. */
    at: z.string().nullable(),
    by: z.string().nullable(),
  }),
]);
export type LabelProof = z.infer<typeof labelProofSchema>;

/** For lists: those whose label is out, by whether it was read. */
export const labelProofFilters = ['scanned', 'never-scanned'] as const;

/** A scan of a label, as the op of it tells. */
export type LabelScan = { jobId: string; attempt: number; at: string; by: string | null };

export function labelProofOf(
  { label, sealedBy }: Pick<Parcel, 'label' | 'sealedBy'>,
  scans: readonly LabelScan[],
): LabelProof {
  if (!label) return { state: 'none' };
  if (label.outcome !== 'scanned') return { state: 'never-scanned' };
  const ofThisPrint = scans.filter(
    ({ jobId, attempt }) => jobId === label.jobId && jobId === sealedBy && attempt === label.attempt,
  );
  const [first] = ofThisPrint.sort((a, b) => (a.at < b.at ? -1 : 1));
  return { state: 'scanned', at: first?.at ?? null, by: first?.by ?? null };
}
