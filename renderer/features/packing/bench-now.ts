// Small questions that the packing session asks of a scan and of the bench.
import type { PersonId, Sku } from '../../../shared/domain/ids';
import type { Bench, BenchInput, BenchOutcome } from '../../../shared/domain/packing/session';
import type { Parcel } from '../../../shared/domain/parcel/parcel';

export function itemOf(chosen: { sku: Sku; name: string; units: number }, scanId: string): BenchInput {
  return { kind: 'item', ...chosen, code: chosen.sku, scanId, wantedBy: [] };
}

/** What stands beside it may change without a scan. */
export function isFollowed({ aside }: Bench): boolean {
  return aside?.kind === 'tour' || aside?.kind === 'receive' || aside?.kind === 'move';
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
