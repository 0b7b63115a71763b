// The cable between a station and head office: drops requests and answers, delays them (which reorders them), delivers
// some twice, and can be cut or go silent. What happens to the n-th request of a station depends on the seed and on n only.
import type { SimulatedOffice } from './head-office';
import { type Random, randomOf } from './random';
import { virtualTime } from './virtual-time';

/** Shares of 1, and milliseconds. */
export type Weather = { dropBefore: number; dropAfter: number; duplicate: number; longestDelayMs: number };
export const calm: Weather = { dropBefore: 0, dropAfter: 0, duplicate: 0, longestDelayMs: 3 };

export type Link = {
  weather: Weather;
  fetch: typeof fetch;
  cut: () => void;
  /** Nothing arrives any more, and nobody is told. */
  silence: () => void;
  mend: () => void;
};

/** May change a live message on its way (null loses it); for mutations only. */
export type LiveTamper = (text: string) => string | null;

type Cable = 'whole' | 'cut' | 'silent';

export function createLink(
  office: SimulatedOffice,
  token: string,
  key: readonly (string | number)[],
  weather: Weather,
  tamperLive: LiveTamper = (text) => text,
): Link {
  let cable: Cable = 'whole';
  let requests = 0;
  const breakers = new Set<() => void>();

  const broken = (): Error => new TypeError('the network is away');

  /** Waits as long as the way takes; rejects when the asker gives up or the cable is cut meanwhile. */
  const way = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (settle: () => void) => (): void => {
        breakers.delete(onCut);
        signal.removeEventListener('abort', onAbort);
        settle();
      };
      const onCut = end(() => reject(broken()));
      const onAbort = end(() => reject(new DOMException('given up', 'AbortError')));
      if (signal.aborted) {
        onAbort();
        return;
      }
      breakers.add(onCut);
      signal.addEventListener('abort', onAbort, { once: true });
      if (Number.isFinite(ms)) void virtualTime.sleep(ms).then(end(resolve));
    });

  /** The asker gives up, or the cable is cut, however long head office takes: it may have died over it. */
  const unlessGone = <T>(answer: Promise<T>, signal: AbortSignal): Promise<T> => {
    const heard = new AbortController();
    const stop = (): void => heard.abort();
    signal.addEventListener('abort', stop, { once: true });
    return Promise.race([answer, way(Number.POSITIVE_INFINITY, heard.signal).then(() => answer)]).finally(
      () => {
        signal.removeEventListener('abort', stop);
        stop();
      },
    );
  };

  const delay = (random: Random): number => Math.ceil(random.next() ** 3 * link.weather.longestDelayMs);

  const ask = async (path: string, init: RequestInit, signal: AbortSignal): Promise<Response> => {
    requests += 1;
    const random = randomOf(...key, 'request', requests);
    const { dropBefore, dropAfter, duplicate } = link.weather;
    const luck = {
      there: delay(random),
      back: delay(random),
      isLost: random.chance(dropBefore),
      isAnswerLost: random.chance(dropAfter),
      isTwice: random.chance(duplicate),
      twiceMs: random.below(4000),
      isSilent: random.chance(0.3),
    };
    if (cable === 'cut') throw broken();
    await way(luck.there, signal);
    if (cable === 'silent' || luck.isLost) {
      if (cable === 'silent' || luck.isSilent) await way(Number.POSITIVE_INFINITY, signal);
      throw broken();
    }
    const send = (): ReturnType<SimulatedOffice['ask']> =>
      office.ask(String(init.method ?? 'GET') as 'GET', path, token, init.body as string | undefined);
    if (luck.isTwice)
      void virtualTime
        .sleep(luck.twiceMs)
        .then(send)
        .catch(() => undefined);
    const { status, body } = await unlessGone(send(), signal);
    await way(luck.back, signal);
    if ((cable as Cable) === 'silent' || luck.isAnswerLost) {
      if (luck.isSilent) await way(Number.POSITIVE_INFINITY, signal);
      throw broken();
    }
    return new Response(body, { status, headers: { 'content-type': 'application/json' } });
  };

  const stream = async (signal: AbortSignal, init: RequestInit): Promise<Response> => {
    requests += 1;
    const random = randomOf(...key, 'stream', requests);
    if (cable === 'cut') throw broken();
    await way(delay(random), signal);
    if (cable !== 'whole' || random.chance(link.weather.dropBefore)) throw broken();
    let close = (): void => undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        let isOpen = true;
        let before: Promise<void> = Promise.resolve();
        const end = (): void => {
          if (!isOpen) return;
          isOpen = false;
          breakers.delete(end);
          close();
          controller.error(broken());
        };
        breakers.add(end);
        signal.addEventListener('abort', end, { once: true });
        const lastEventId = new Headers(init.headers).get('last-event-id');
        close = office.openStream(token, lastEventId, {
          write: (bytes) => {
            const text = tamperLive(bytes.toString());
            if (text === null || cable === 'silent') return;
            // One connection: what was sent first arrives first, also of two that arrive at the same moment.
            const arrivesMs = virtualTime.nowMs() + delay(random);
            before = before
              .then(() => virtualTime.sleep(Math.max(0, arrivesMs - virtualTime.nowMs())))
              .then(() => {
                if (isOpen && cable !== 'silent') controller.enqueue(new TextEncoder().encode(text));
              });
          },
          end,
        });
      },
      cancel: () => close(),
    });
    return new Response(body, { status: 200 });
  };

  const link: Link = {
    weather,
    fetch: (input, init = {}) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const signal = init.signal ?? new AbortController().signal;
      return url.pathname === '/v1/stream'
        ? stream(signal, init)
        : ask(url.pathname + url.search, init, signal);
    },
    cut: () => {
      cable = 'cut';
      for (const each of breakers) each();
    },
    silence: () => {
      cable = 'silent';
    },
    mend: () => {
      if (cable === 'silent') for (const each of breakers) each();
      cable = 'whole';
    },
  };
  return link;
}
