// What was opened lately on this computer, newest first. Kept as numbers and places only; what a customer is called is not.
import { hashOfPlace, type Place, placeOfHash } from '../place/place-hash';

export type Recent = { label: string; hash: string };

const storageKey = 'waybill.office.recent';
const kept = 8;

export function recentPlaces(storage: Pick<Storage, 'getItem'> = window.localStorage): Recent[] {
  try {
    const read: unknown = JSON.parse(storage.getItem(storageKey) ?? '[]');
    return Array.isArray(read) ? read.filter(isRecent).slice(0, kept) : [];
  } catch {
    return [];
  }
}

export function rememberPlace(
  label: string,
  place: Place,
  storage: Pick<Storage, 'getItem' | 'setItem'> = window.localStorage,
): void {
  const hash = hashOfPlace({ ...place, query: {} });
  const others = recentPlaces(storage).filter((each) => each.hash !== hash);
  try {
    storage.setItem(storageKey, JSON.stringify([{ label, hash }, ...others].slice(0, kept)));
  } catch {
    // A full or forbidden store costs a convenience, nothing else.
  }
}

export function placeOfRecent({ hash }: Recent): Place {
  return placeOfHash(hash);
}

function isRecent(value: unknown): value is Recent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'label' in value &&
    typeof value.label === 'string' &&
    'hash' in value &&
    typeof value.hash === 'string'
  );
}
