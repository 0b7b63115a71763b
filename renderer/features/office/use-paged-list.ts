// One page after another of a head-office list, newest answer wins: a slow answer to an old filter is dropped.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, OfficeFailure, Query } from './office-api';

export type Page<Row> = { rows: Row[]; total: number; cursor: string | null };

export type PagedList<Row> = {
  rows: readonly Row[];
  total: number;
  /** When head office gave the first page, milliseconds since 1970; null before that. */
  asOfMs: number | null;
  loading: boolean;
  failure: OfficeFailure | null;
  hasMore: boolean;
  more: () => void;
  reload: () => void;
};

export function usePagedList<Row>(
  load: (query: Query) => Promise<Answer<Page<Row>>>,
  filter: Query,
): PagedList<Row> {
  const [state, setState] = useState<{
    rows: Row[];
    total: number;
    cursor: string | null;
    asOfMs: number | null;
  }>({
    rows: [],
    total: 0,
    cursor: null,
    asOfMs: null,
  });
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const turn = useRef(0);
  const key = JSON.stringify(filter);

  const fetchPage = useCallback(
    async (cursor: string | null) => {
      turn.current += 1;
      const mine = turn.current;
      setLoading(true);
      const answer = await load({ ...(JSON.parse(key) as Query), ...(cursor === null ? {} : { cursor }) });
      if (mine !== turn.current) return;
      setLoading(false);
      if (!answer.ok) {
        setFailure(answer.failure);
        return;
      }
      setFailure(null);
      const { rows, total, cursor: next } = answer.value;
      setState((before) => ({
        rows: cursor === null ? rows : [...before.rows, ...rows],
        total,
        cursor: next,
        asOfMs: cursor === null ? Date.now() : before.asOfMs,
      }));
    },
    [load, key],
  );

  useEffect(() => {
    void fetchPage(null);
  }, [fetchPage]);

  return {
    rows: state.rows,
    total: state.total,
    asOfMs: state.asOfMs,
    loading,
    failure,
    hasMore: state.cursor !== null,
    more: () => void fetchPage(state.cursor),
    reload: () => void fetchPage(null),
  };
}
