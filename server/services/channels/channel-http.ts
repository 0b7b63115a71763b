// Requests to a channel's own server: short patience, no redirects, a limit on what is read, and failures in words that
// say whether trying again can help. Never logs a header: they hold the channel's keys.
import { setTimeout as sleep } from 'node:timers/promises';
import { isLoopback } from '../../../shared/contract/loopback';

export type ChannelRequest = {
  method: 'GET' | 'POST' | 'PUT';
  headers?: Readonly<Record<string, string>>;
  json?: unknown;
};
export type ChannelAnswer = { status: number; headers: Headers; text: string; json: unknown };

/** @throws ChannelFailure unless the answer is 2xx */
export type ChannelHttp = (url: string, request: ChannelRequest) => Promise<ChannelAnswer>;

/** `retry`: later, later still; `wait`: at the time the channel named; `never`: a person has to look. */
export class ChannelFailure extends Error {
  override readonly name = 'ChannelFailure';
  constructor(
    message: string,
    readonly again: 'retry' | 'wait' | 'never',
    readonly status: number | null,
    /** Milliseconds, with `wait`. */
    readonly pauseMs: number,
    readonly answer: string,
  ) {
    super(message);
  }
}

const patienceMs = 20_000;
const mostBytes = 32 * 1_048_576;
const longestPauseMs = 3_600_000;
const keptText = 300;

export function createChannelHttp(options: { patienceMs?: number } = {}): ChannelHttp {
  const timeoutMs = options.patienceMs ?? patienceMs;
  return async (url, { method, headers = {}, json }) => {
    const target = channelUrl(url);
    let response: Response;
    let text: string;
    try {
      response = await fetch(target, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          accept: 'application/json',
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(json === undefined ? {} : { body: typeof json === 'string' ? json : JSON.stringify(json) }),
      });
      text = await limited(response);
    } catch (cause) {
      if (cause instanceof ChannelFailure) throw cause;
      throw new ChannelFailure(`${target.host} did not answer: ${reasonOf(cause)}`, 'retry', null, 0, '');
    }
    if (!response.ok) throw failureOf(target, response, text);
    return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
  };
}

/** A channel is on the other side of the internet: anything but https would show its keys to whoever listens. */
export function channelUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))))
    throw new ChannelFailure(`${text.slice(0, 100)} is not an https address`, 'never', null, 0, '');
  return url;
}

function failureOf(target: URL, response: Response, text: string): ChannelFailure {
  const { status } = response;
  const answer = text.slice(0, keptText);
  const words = `${target.host} answered ${status}${answer === '' ? '' : `: ${answer}`}`;
  const pauseMs = pauseOf(response.headers.get('retry-after'));
  if (status === 429 || (status === 503 && pauseMs !== null))
    return new ChannelFailure(words, 'wait', status, pauseMs ?? 2_000, answer);
  if (status >= 500 || status === 408 || status === 425)
    return new ChannelFailure(words, 'retry', status, 0, answer);
  return new ChannelFailure(words, 'never', status, 0, answer);
}

/** Retry-After is seconds (Shopify sends `2.0`) or a date (RFC 9110, 10.2.3). */
function pauseOf(header: string | null): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.min(longestPauseMs, Math.max(0, ms)) : null;
}

async function limited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes)
      throw new ChannelFailure(
        `the answer is longer than ${mostBytes} bytes`,
        'never',
        response.status,
        0,
        '',
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause;
  return inner instanceof Error ? inner.message : cause.message;
}

/** Waits out a channel that asks for a little patience, so that one page of many does not undo the others. */
export async function patiently<T>(ask: () => Promise<T>, tries = 4, longestMs = 5_000): Promise<T> {
  for (let left = tries; ; left -= 1) {
    try {
      return await ask();
    } catch (cause) {
      if (
        !(cause instanceof ChannelFailure) ||
        cause.again !== 'wait' ||
        left <= 1 ||
        cause.pauseMs > longestMs
      )
        throw cause;
      await sleep(cause.pauseMs);
    }
  }
}
