// A photograph of goods that came back: of the units in the hand, with whose judgement it goes, or of the return as a whole.
// It is on the disk of this computer before anything is green. Must never hold goods up for a camera: nothing asks for one.
import { mostPhotos } from '../returns/goods-return';
import type { Returning } from '../returns/returning';
import type { BenchOp } from './bench-ops';
import { told } from './bench-return-open';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, refused } from './session';

/** Whether there is anything to look at. */
export function mayPhotograph({ choices, asking, with: brought, photos }: Returning): boolean {
  return choices === null && (asking !== null || brought !== null) && photos.length < mostPhotos;
}

/** The camera has looked already: what it saw is in the facts. */
export function photograph(
  bench: Bench,
  returning: Returning,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const { choices, asking, with: brought, photos, photosOf } = returning;
  if (choices) return refused(bench, { code: 'return-choose-first', values: {} }, input, facts);
  if (!asking && !brought) return refused(bench, { code: 'return-first', values: {} }, input, facts);
  if (photos.length >= mostPhotos)
    return refused(bench, { code: 'return-photos-full', values: {} }, input, facts);
  const { shot } = facts.photo;
  if (!shot?.ok) return refused(bench, { code: shot?.why ?? 'camera-missing', values: {} }, input, facts);
  const { file } = shot;
  const returnId = brought?.returnId ?? photosOf ?? facts.newReturnId();
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'photo.take',
    parcelId: null,
    fence: null,
    body: { subject: { kind: 'return', id: returnId }, file },
  };
  if (!asking) return told(bench, returning, [op], 'return-photo-taken', { number: returning.orderNumber });
  const next: Returning = {
    ...returning,
    photos: [...photos.filter((hash) => hash !== file.hash), file.hash],
    photosOf: brought ? null : returnId,
  };
  const values = { name: asking.name, count: next.photos.length };
  return told(bench, next, [op], 'return-goods-photo-taken', values);
}
