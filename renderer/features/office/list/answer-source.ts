// Where an answer of head office came from: a list that is on the screen can be asked for again as a file, whatever page it
// is on and without the page's saying where its rows are from.
import type { Query } from '../office-api';

export type AnswerSource = { path: string; query: Readonly<Record<string, string>> };

const sources = new WeakMap<object, AnswerSource>();

export function rememberSource<Answer extends object>(answer: Answer, path: string, query: Query): Answer {
  sources.set(answer, {
    path,
    query: Object.fromEntries(
      Object.entries(query).flatMap(([name, value]) =>
        value === undefined || value === '' || name === 'cursor' || name === 'limit'
          ? []
          : [[name, String(value)]],
      ),
    ),
  });
  return answer;
}

/** Null for what was no answer of a list, or was made anew on the way. */
export function sourceOf(answer: object): AnswerSource | null {
  return sources.get(answer) ?? null;
}
