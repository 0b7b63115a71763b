// Where one is in the office, as the part of the address behind `#`: `#/orders`, `#/orders/ID`, `#/orders?status=on-hold`.
// What it cannot read is the first page: an address somebody typed must never break the office.
import type { Query } from '../office-api';
import { officeGroups, type OfficePageName, type OfficePlace } from '../office-place';

export type PlaceQuery = Readonly<Record<string, string>>;
export type Place = OfficePlace & { query: PlaceQuery };

export const firstPlace: Place = { page: 'orders', id: null, query: {} };

const pages: readonly string[] = officeGroups.flatMap((group) => group.pages);

export function placeOfHash(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?', 2);
  const [, page = '', id = ''] = path.split('/');
  if (!pages.includes(page)) return firstPlace;
  return {
    page: page as OfficePageName,
    id: id === '' ? null : decoded(id),
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

export function hashOfPlace({ page, id, query }: Place): string {
  const path = `#/${page}${id === null ? '' : `/${encodeURIComponent(id)}`}`;
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** What is chosen of a filter, without what is not. */
export function placeQuery(filter: Query): PlaceQuery {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
