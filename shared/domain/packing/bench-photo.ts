// The photograph of the open box: taken by one key at any time, and asked for before the seal where the warehouse wants it.
// It is on the disk of this computer before anything is green; the file goes to head office later, by itself.
// Must never hold a box up for a camera: SKIP goes on without, and a bench that has none says so with the seal.
import { decideParcel } from '../parcel/decide';
import type { Parcel, ParcelCommand } from '../parcel/parcel';
import { unitsPacked } from '../parcel/questions';
import type { PhotoFile } from '../photo/photo';
import { no } from './bench-act';
import { answerCommand } from './bench-commands';
import { about, actor, type BenchOp } from './bench-ops';
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

function photoOp(open: Parcel, file: PhotoFile | null, facts: BenchFacts): BenchOp {
  const subject = { kind: 'parcel', id: open.parcelId } as const;
  return { ...about(open, facts), type: 'photo.take', body: { subject, file } };
}

/** A box with more or less in it is another picture. */
function seenOf(open: Parcel): Bench['photoFor'] {
  return { parcelId: open.parcelId, units: unitsPacked(open) };
}

function isSeen({ photoFor }: Bench, open: Parcel): boolean {
  return photoFor?.parcelId === open.parcelId && photoFor.units === unitsPacked(open);
}

/** Null when no photograph is wanted, it was taken, or something else is in the way. */
export function askPhoto(
  bench: Bench,
  open: Parcel,
  seal: ParcelCommand,
  command: 'seal' | 'next-box',
  facts: BenchFacts,
): BenchOutcome | null {
  const { asked, hasCamera } = facts.photo;
  if (!asked || !hasCamera || isSeen(bench, open)) return null;
  const decision = decideParcel(open, seal, actor(bench, open, facts));
  if (!decision.ok && decision.refusal.code !== 'second-person-first') return null;
  return outcome(
    { ...bench, photo: { command }, confirm: null },
    [],
    answer('photo-first', { number: open.orderNumber }, look),
  );
}

/** Head office hears of a box that went without one because the bench has no camera. */
export function leftOut(bench: Bench, open: Parcel, facts: BenchFacts): BenchOp[] {
  const { asked, hasCamera } = facts.photo;
  return asked && !hasCamera && !isSeen(bench, open) ? [photoOp(open, null, facts)] : [];
}
