// A station's line to head office with everything that goes wrong on it: requests that never arrive, answers that are
// lost after they were committed, requests that arrive twice, delays, and cuts that end open streams too.
import type { Random } from '../../e2e/simulator/random';

export type LineFaults = { dropBefore: number; dropAfter: number; duplicate: number; longestDelayMs: number };

export type FaultyLine = {
  fetch: typeof fetch;
  cut: () => void;
  mend: () => void;
  /** Nothing goes wrong any more. */
  heal: () => void;
  counts: { requests: number; dropped: number; duplicated: number };
};

const lost = (): Error => new TypeError('fetch failed');

export function createFaultyLine(token: string, random: Random, faults: LineFaults): FaultyLine {
  let isCut = false;
  let isHealed = false;
  let breaking = new AbortController();
  const counts = { requests: 0, dropped: 0, duplicated: 0 };
  const luck = (share: number): boolean => !isHealed && random.chance(share);

  const ask: typeof fetch = async (input, init) => {
    counts.requests += 1;
    if (!isHealed) await new Promise((done) => setTimeout(done, random.next() ** 4 * faults.longestDelayMs));
    if (isCut || luck(faults.dropBefore)) {
      counts.dropped += 1;
      throw lost();
    }
    const headers = { ...(init?.headers as Record<string, string>), authorization: `Bearer ${token}` };
    // The caller's end, and the cut of the cable.
    const signal = AbortSignal.any([breaking.signal, ...(init?.signal ? [init.signal] : [])]);
    const send = (): Promise<Response> => fetch(input, { ...init, headers, signal });
    if (init?.method === 'POST' && luck(faults.duplicate)) {
      counts.duplicated += 1;
      void send().then(
        (answer) => answer.text(),
        () => undefined,
      );
    }
    const answer = await send();
    if (init?.method === 'POST' && luck(faults.dropAfter)) {
      counts.dropped += 1;
      await answer.text().catch(() => undefined);
      throw lost();
    }
    return answer;
  };
  const mend = (): void => {
    isCut = false;
    breaking = new AbortController();
  };
  return {
    fetch: ask,
    counts,
    cut: () => {
      if (isHealed) return;
      isCut = true;
      breaking.abort();
    },
    mend,
    heal: () => {
      isHealed = true;
      mend();
    },
  };
}
