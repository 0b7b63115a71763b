// Requests to EasyPost: key as the user name of Basic authorisation, JSON, an end to waiting, and its errors in our words.
// A request that may have had its effect is never told as refused.
import { z } from 'zod';
import { mostLabelText } from '../../../../shared/label/model';
import { CarrierFailure } from '../carrier-strategy';
import { easypostError } from './easypost-formats';

export type EasypostConnection = { baseUrl: string; apiKey: string; timeoutMs: number; fetch: typeof fetch };

/** Errors by which EasyPost says that it does not know either whether a label was bought. */
const openErrors: ReadonlySet<string> = new Set([
  'SHIPMENT.POSTAGE.TIMED_OUT',
  'SHIPMENT.POSTAGE.NO_RESPONSE',
  'SHIPMENT.PURCHASE.IN_PROGRESS',
]);

export async function askEasypost<Answer>(
  { baseUrl, apiKey, timeoutMs, fetch: send }: EasypostConnection,
  method: 'GET' | 'POST',
  path: string,
  schema: z.ZodType<Answer>,
  body?: object,
): Promise<Answer> {
  let response: Response;
  let text: string;
  try {
    response = await send(`${baseUrl.replace(/\/$/, '')}${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    text = await response.text();
  } catch (cause) {
    throw new CarrierFailure(
      'unreachable',
      'no-answer',
      cause instanceof Error ? cause.message : String(cause),
    );
  }
  if (!response.ok) throw failureOf(response, text);
  const read = schema.safeParse(jsonOf(text));
  if (!read.success)
    throw new CarrierFailure(
      'unreadable',
      'answer',
      `${method} ${path}: ${z.prettifyError(read.error).slice(0, 300)}`,
    );
  return read.data;
}

/**
 * A label from where EasyPost put it: over https, or on the very server that is asked in its place. Never with the key.
 * Longer ones end unread.
 */
export async function fetchLabelText(
  { baseUrl, timeoutMs, fetch: send }: EasypostConnection,
  labelUrl: string,
): Promise<string> {
  const url = new URL(labelUrl);
  if (url.protocol !== 'https:' && url.origin !== new URL(baseUrl).origin)
    throw new CarrierFailure('refused', 'label-address', `${url.origin} is not asked for labels`);
  let response: Response;
  try {
    response = await send(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return await textUpTo(response, mostLabelText);
  } catch (cause) {
    if (cause instanceof CarrierFailure) throw cause;
    throw new CarrierFailure('unreachable', 'label', cause instanceof Error ? cause.message : String(cause));
  }
}

async function textUpTo(response: Response, most: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.byteLength;
    if (length > most) throw new CarrierFailure('unreadable', 'label-too-long', `more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function failureOf(response: Response, text: string): CarrierFailure {
  const told = easypostError.safeParse(jsonOf(text));
  const code = told.success ? told.data.error.code : `HTTP ${response.status}`;
  const message = told.success ? wordsOf(told.data.error.message) : text.slice(0, 200);
  if (response.status === 429) return new CarrierFailure('busy', code, message, pauseOf(response));
  if (response.status >= 500 || response.status === 408 || openErrors.has(code))
    return new CarrierFailure('unreachable', code, message);
  return new CarrierFailure('refused', code, message);
}

/** `Retry-After` in seconds; half a minute when it does not say. */
function pauseOf(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? '');
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(3_600, seconds) * 1000 : 30_000;
}

function wordsOf(message: unknown): string {
  return (typeof message === 'string' ? message : JSON.stringify(message ?? '')).slice(0, 400);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
