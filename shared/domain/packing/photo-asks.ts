// What is asked of a photograph before a box is sealed, and what is told of one: without knowing of any other command.
import { decideParcel } from '../parcel/decide';
import type { Parcel, ParcelCommand } from '../parcel/parcel';
import { unitsPacked } from '../parcel/questions';
import type { PhotoFile } from '../photo/photo';
import { about, actor, type BenchOp } from './bench-ops';
import { type Bench, type BenchFacts, type BenchOutcome, outcome } from './session';
import { answer } from './verdict';

const look = { tone: 'look', sound: 'look', place: { kind: 'box' } } as const;

export function photoOp(open: Parcel, file: PhotoFile | null, facts: BenchFacts): BenchOp {
  const subject = { kind: 'parcel', id: open.parcelId } as const;
  return { ...about(open, facts), type: 'photo.take', body: { subject, file } };
}

/** A box with more or less in it is another picture. */
export function seenOf(open: Parcel): Bench['photoFor'] {
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
