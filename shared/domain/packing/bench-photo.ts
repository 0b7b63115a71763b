// The photograph of the open box: taken by one key at any time, and asked for before the seal where the warehouse wants it.
// It is on the disk of this computer before anything is green; the file goes to head office later, by itself.
// Must never hold a box up for a camera: SKIP goes on without, and a bench that has none says so with the seal.
import type { Parcel } from '../parcel/parcel';
import type { PhotoFile } from '../photo/photo';
import { no } from './bench-act';
import { answerCommand } from './bench-commands';
import { photoOp, seenOf } from './photo-asks';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, outcome } from './session';
import { answer } from './verdict';

const look = { tone: 'look', sound: 'look', place: { kind: 'box' } } as const;

/** The answer to a scan while a photograph is asked for; null: it is about something else. */
export function answerPhoto(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { open } = facts;
  if (!bench.photo || !bench.operator || bench.stop || !open || input.kind !== 'command') return null;
  switch (input.command) {
    case 'cancel':
      return outcome({ ...bench, photo: null }, [], answer('cancelled-command', {}, look));
    case 'ok':
      return outcome(bench, [], answer('photo-first', { number: open.orderNumber }, look));
    case 'skip':
      return goOn(bench, open, null, facts);
    case 'photo':
      return takePhoto(bench, facts);
    default:
      return null;
  }
}

/** The camera has looked into the box already: what it saw is in the facts. */
export function takePhoto(bench: Bench, facts: BenchFacts): BenchOutcome {
  const { open } = facts;
  const { shot } = facts.photo;
  if (!open) return no(bench, 'photo', facts, 'order-first', { code: 'photo' });
  if (!shot?.ok) {
    const refused = no(bench, 'photo', facts, shot?.why ?? 'camera-missing', {});
    return { ...refused, bench: { ...refused.bench, photo: bench.photo } };
  }
  return goOn(bench, open, shot.file, facts);
}

/** What waited for the photograph goes on by itself. */
function goOn(bench: Bench, open: Parcel, file: PhotoFile | null, facts: BenchFacts): BenchOutcome {
  const op = photoOp(open, file, facts);
  const seen: Bench = { ...bench, photo: null, photoFor: seenOf(open) };
  if (!bench.photo)
    return outcome(
      seen,
      [op],
      answer('photo-taken', { number: open.orderNumber }, { place: { kind: 'box' } }),
    );
  const went = answerCommand(seen, bench.photo.command, facts);
  return { ...went, ops: [op, ...went.ops] };
}
