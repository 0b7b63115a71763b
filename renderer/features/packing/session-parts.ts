// What the packing session reads off a bench and an answer: who acts, what is offered, and what changes without a scan.
import { inSideHands } from '../../../shared/domain/packing/bench-sides';
import { freePlace } from '../../../shared/domain/packing/open-places';
import type { ParcelId, PersonId, Sku } from '../../../shared/domain/ids';
import type { Bench, BenchFacts, BenchInput, BenchOutcome } from '../../../shared/domain/packing/session';
import { mayPhotograph } from '../../../shared/domain/packing/bench-return-photo';
import type { Money } from '../../../shared/money/money';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Shot } from '../../../shared/domain/photo/photo';
import type { ParcelBook } from '../../data/parcels';
import type { HandState } from './bench-facts';
import type { PackingPorts } from './packing-ports';

export type Chosen = { sku: Sku; name: string; units: number; listed: Money };

export function itemOf(chosen: Chosen, scanId: string): BenchInput {
  return { kind: 'item', ...chosen, code: chosen.sku, scanId, wantedBy: [] };
}

/** What stands beside it may change without a scan. */
export function isFollowed({ aside }: Bench): boolean {
  return aside !== null && ['tour', 'receive', 'move', 'return'].includes(aside.kind);
}

/** What the scale may put an end to by itself; null: nothing. */
export function waitsForScale({ weighing, stop }: Bench): string | null {
  if (stop)
    return stop.code === 'unit-not-put-in' || stop.code === 'unit-weighs-otherwise' ? stop.code : null;
  return weighing && weighing.ask !== 'differs' ? weighing.ask : null;
}

/** A log-in is done by the person it is about. */
export function actorOf(before: Bench, result: BenchOutcome): PersonId | null {
  const logIn = result.ops.find((op) => op.type === 'bench.log-in');
  if (logIn?.type === 'bench.log-in') return logIn.body.personId;
  return before.operator?.personId ?? null;
}

export function offeredOf({ offeredId }: Bench, input: BenchInput): Parcel | null {
  const seen = input.kind === 'parcels' ? input.parcels : input.kind === 'item' ? input.wantedBy : [];
  return seen.find((parcel) => parcel.parcelId === offeredId) ?? null;
}

/** Parcels that somebody has in hand: for them nobody but that person answers. */
export function inHands(bench: Bench): ReadonlySet<ParcelId> {
  return inSideHands(bench).parcelIds;
}

/** The other side of the bench may have answered since the scan was looked up. */
export function asKnownNow(input: BenchInput, book: Pick<ParcelBook, 'get'>): BenchInput {
  const newest = (parcel: Parcel): Parcel => book.get(parcel.parcelId) ?? parcel;
  switch (input.kind) {
    case 'parcels':
    case 'tote':
      return { ...input, parcels: input.parcels.map(newest) };
    case 'item':
      return { ...input, wantedBy: input.wantedBy.map(newest) };
    default:
      return input;
  }
}

/** The label of the last box is what happens next. */
export function labelWaits({ open, lastSealed }: Pick<HandState, 'open' | 'lastSealed'>): boolean {
  return open === null && lastSealed !== null && lastSealed.state !== 'handed-over';
}

/** Whether another parcel may be opened by itself. @param count places of the bench */
export function hasRoom({ parcelId, places }: Bench, count: number): boolean {
  return count > 1 ? freePlace(places, count) !== null : parcelId === null && places.length === 0;
}

type PhotoPorts = Pick<PackingPorts, 'book' | 'photos'>;

export function photoFacts(
  { book, photos }: PhotoPorts,
  { parcelId }: Bench,
  shot: Shot | null,
): BenchFacts['photo'] {
  const open = parcelId ? book.get(parcelId) : null;
  return { asked: open !== null && photos.asks(open), hasCamera: photos.hasCamera(), shot };
}

/** The camera looks when it is told to, at the box that is open or at goods that came back. */
export function lookInto({ photos }: PhotoPorts, bench: Bench, input: BenchInput): Promise<Shot> | null {
  const { parcelId, operator, stop, aside } = bench;
  const isAsked = input.kind === 'command' && input.command === 'photo' && operator && !stop;
  if (!isAsked) return null;
  const isGoods = aside?.kind === 'return' && mayPhotograph(aside.returning);
  return isGoods || parcelId ? photos.take() : null;
}
