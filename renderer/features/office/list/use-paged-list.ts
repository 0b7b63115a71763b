// One page after another of a head-office list, newest answer wins: a slow answer to an old filter is dropped. While only
// the first page is here it is asked for again by itself; further pages stand as they were read.
import { useEffect, useRef, useState } from 'react';
import type { Answer, OfficeFailure, Query } from '../office-api';
import { type AnswerSource, sourceOf } from './answer-source';

export type Page<Row> = {
  rows: Row[];
  total: number;
  /** There are more than `total`. */
  isTotalLeast?: boolean | undefined;
  cursor: string | null;
};

export type PagedList<Row> = {
  rows: readonly Row[];
  total: number;
  isTotalLeast: boolean;
  /** When head office gave the first page, milliseconds since 1970; null before that. */
  asOfMs: number | null;
  loading: boolean;
  failure: OfficeFailure | null;
  hasMore: boolean;
  /** Where its rows come from, with the filter they are shown with; null when nobody knows. */
  source: AnswerSource | null;
  more: () => void;
  reload: () => void;
};

type Loaded<Row> = Page<Row> & {
  question: string;
  asOfMs: number;
  pages: number;
  source: AnswerSource | null;
};

const askEveryMs = 15_000;

export function usePagedList<Row>(
  load: (query: Query) => Promise<Answer<Page<Row>>>,
  filter: Query,
): PagedList<Row> {
  const [loaded, setLoaded] = useState<Loaded<Row> | null>(null);
  const [failure, setFailure] = useState<{ question: string; failure: OfficeFailure } | null>(null);
  const [turn, setTurn] = useState(0);
  const [loadingMore, setLoadingMore] = useState(false);
  const key = JSON.stringify(filter);
  const question = `${turn} ${key}`;
  const asked = useRef(question);

  const isFirstPage = loaded?.question !== question || loaded.pages === 1;
  useEffect(() => {
    asked.current = question;
    let isCurrent = true;
    const ask = (): void => {
      void load(JSON.parse(key) as Query).then((answer) => {
        if (!isCurrent || asked.current !== question) return;
        setFailure(answer.ok ? null : { question, failure: answer.failure });
        if (answer.ok)
          setLoaded({ ...answer.value, question, asOfMs: Date.now(), pages: 1, source: sourceOf(answer) });
      });
    };
    if (!isFirstPage) return undefined;
    ask();
    const timer = setInterval(ask, askEveryMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [load, key, question, isFirstPage]);

  const more = async (): Promise<void> => {
    if (!loaded?.cursor || loadingMore) return;
    setLoadingMore(true);
    const answer = await load({ ...filter, cursor: loaded.cursor });
    setLoadingMore(false);
    if (asked.current !== question) return;
    setFailure(answer.ok ? null : { question, failure: answer.failure });
    if (answer.ok)
      setLoaded({
        ...loaded,
        ...answer.value,
        rows: [...loaded.rows, ...answer.value.rows],
        pages: loaded.pages + 1,
      });
  };

  const current = failure?.question === question ? failure.failure : null;
  return {
    rows: loaded?.rows ?? [],
    total: Math.max(loaded?.total ?? 0, loaded?.rows.length ?? 0),
    isTotalLeast: loaded?.isTotalLeast ?? false,
    asOfMs: loaded?.asOfMs ?? null,
    loading: loadingMore || (loaded?.question !== question && current === null),
    failure: current,
    hasMore: loaded?.cursor !== null && loaded?.cursor !== undefined,
    source: loaded?.source ?? null,
    more: () => void more(),
    reload: () => setTurn((before) => before + 1),
  };
}
