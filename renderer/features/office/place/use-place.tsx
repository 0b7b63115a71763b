// The place one is at, kept in the address: a link leads there, back and forward work, and a page that keeps its filter
// there has it again. Where nothing keeps a place (a page shown alone) all of it is memory.
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { OfficePageName } from '../office-place';
import { hashOfPlace, type Place, type PlaceQuery, placeOfHash } from './place-hash';

type PlaceContext = { query: PlaceQuery; keepQuery: (query: PlaceQuery) => void };

const nowhere: PlaceContext = { query: {}, keepQuery: () => undefined };
const context = createContext<PlaceContext>(nowhere);

export type OpenPlace = (page: OfficePageName, id?: string | null, query?: PlaceQuery) => void;

/** @returns `visit` is another for every time one came somewhere, so that a page begins anew from its address */
export function usePlace(): { place: Place; visit: number; open: OpenPlace; Provide: typeof PlaceProvider } {
  const [at, setAt] = useState(() => ({ place: placeOfHash(window.location.hash), visit: 0 }));
  useEffect(() => {
    const come = (): void => {
      const place = placeOfHash(window.location.hash);
      setAt(({ visit }) => ({ place, visit: visit + 1 }));
    };
    window.addEventListener('popstate', come);
    return () => window.removeEventListener('popstate', come);
  }, []);
  const open = useCallback<OpenPlace>((page, id = null, query = {}) => {
    const place = { page, id, query };
    const hash = hashOfPlace(place);
    if (hash !== window.location.hash) window.history.pushState(null, '', hash);
    setAt(({ visit }) => ({ place, visit: visit + 1 }));
  }, []);
  return { ...at, open, Provide: PlaceProvider };
}

/** A change of the filter is no step back: it stays the same place. */
export function PlaceProvider({ place, children }: { place: Place; children: ReactNode }): ReactNode {
  const { page, id } = place;
  const [query, setQuery] = useState(place.query);
  const keepQuery = useCallback(
    (next: PlaceQuery) => {
      setQuery(next);
      const hash = hashOfPlace({ page, id, query: next });
      if (hash !== window.location.hash) window.history.replaceState(null, '', hash);
    },
    [page, id],
  );
  const value = useMemo(() => ({ query, keepQuery }), [query, keepQuery]);
  return <context.Provider value={value}>{children}</context.Provider>;
}

/** A page of several views: what a list inside keeps stands beside the view it is in, and comes back with it. */
export function KeptInView({ view, children }: { view: string; children: ReactNode }): ReactNode {
  const { query, keepQuery } = use(context);
  const keepInside = useCallback((next: PlaceQuery) => keepQuery({ ...next, view }), [keepQuery, view]);
  const value = useMemo(() => {
    const { view: _view, ...inside } = query;
    return { query: inside, keepQuery: keepInside };
  }, [query, keepInside]);
  return <context.Provider value={value}>{children}</context.Provider>;
}

/** The filter as the address has it, and the way to keep another there. */
export function usePlaceQuery(): PlaceContext {
  return use(context);
}

/**
 * Keeps what a page has chosen in the address, and hands it what the address had when one came.
 * @param chosen as it is now
 * @param take is called once, with what there was
 */
export function useKeptQuery(chosen: PlaceQuery, take: (query: PlaceQuery) => void): void {
  const { query, keepQuery } = usePlaceQuery();
  const hasTaken = useRef(false);
  const atFirst = useRef(query);
  const takeFirst = useRef(take);
  const text = JSON.stringify(chosen);
  useEffect(() => {
    if (hasTaken.current) {
      keepQuery(JSON.parse(text) as PlaceQuery);
      return;
    }
    hasTaken.current = true;
    if (Object.keys(atFirst.current).length > 0) takeFirst.current(atFirst.current);
  }, [text, keepQuery]);
}
