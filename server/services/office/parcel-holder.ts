// Who has a parcel, and what head office can know of that bench: when it was last heard and what it has not sent. What a
// person has to see before taking the parcel back.
import type { Holder } from '../../../shared/contract/leases';
import type { StationId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';

export type HolderColumns = {
  holder_name: string | null;
  last_seen_at: string | null;
  unsent: number | null;
  oldest_unsent_at: string | null;
};

export function holderOf(parcel: Parcel, row: HolderColumns): Holder | null {
  if (parcel.holder === null) return null;
  return {
    stationId: parcel.holder as StationId,
    name: row.holder_name ?? '',
    lastSeenAt: row.last_seen_at,
    unsent: row.unsent ?? 0,
    oldestUnsentAt: row.oldest_unsent_at,
    leaseUntil: parcel.leaseUntil,
  };
}
