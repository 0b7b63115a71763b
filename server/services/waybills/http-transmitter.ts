// Waybills handed over by signed POST to an integrator (docs/e-documents.md). That it will be posted is noted before its first byte
// leaves; from then on it is asked after, and posted once more only when the other side says that it has nothing of it and what
// may still be on its way has had time to come, under the same key. So a lost answer, a restart or an impatient lorry sends nothing twice.
import { createHmac } from 'node:crypto';
import { TryLater } from '../../jobs/outbox';
import { mostAnswerLetters, readAnswerDocument } from './answer-document';
import type { TransmitterAnswer, WaybillFile, WaybillTransmitter } from './transmitter';

export type TransmissionNote = {
  /** 1 the first time, one more each time it was refused and is to be handed on again. */
  turn: number;
  /** When it was posted last under this turn; null: the other side has nothing of it. */
  postedAt: string | null;
};
export type TransmissionNotes = {
  read: (waybillId: string) => Promise<TransmissionNote | null>;
  write: (waybillId: string, note: TransmissionNote) => Promise<void>;
};

export type Integrator = {
  /** Posted to; what is asked after has the key of the document behind a slash. */
  url: string;
  /** Requests are signed with it. */
  secret: string;
};

export type HttpTransmitterOptions = Integrator & {
  notes: TransmissionNotes;
  now: () => Date;
  timeoutMs?: number;
  /** How long something posted may still be on its way. */
  settleMs?: number;
};

const usualTimeoutMs = 15_000;
const usualSettleMs = 120_000;
const [shortestWaitMs, longestWaitMs] = [1_000, 3_600_000];

export function httpTransmitter(options: HttpTransmitterOptions): WaybillTransmitter {
  const { notes, now, settleMs = usualSettleMs } = options;
  const noteOf = async (waybillId: string): Promise<TransmissionNote> =>
    (await notes.read(waybillId)) ?? { turn: 1, postedAt: null };
  return {
    kind: 'http',
    isPolled: true,
    transmit: async (file) => {
      const note = await noteOf(file.waybillId);
      if (note.postedAt !== null) {
        const known = await askAfter(file, note, options);
        if (known) return known;
        // Nothing of it there: it may be on its way, or it never came.
        if (now().getTime() - Date.parse(note.postedAt) < settleMs) return { state: 'waiting' };
      }
      return post(file, note, options);
    },
    forget: async ({ waybillId }) => {
      const { turn } = await noteOf(waybillId);
      await notes.write(waybillId, { turn: turn + 1, postedAt: null });
    },
  };
}

/** One document on one turn: what the other side tells repeats by. */
function keyOf({ waybillId }: Pick<WaybillFile, 'waybillId'>, { turn }: TransmissionNote): string {
  return `${waybillId}.${turn}`;
}

async function post(
  file: WaybillFile,
  note: TransmissionNote,
  options: HttpTransmitterOptions,
): Promise<TransmitterAnswer> {
  const { notes, now } = options;
  await notes.write(file.waybillId, { ...note, postedAt: now().toISOString() });
  const notTaken = (): Promise<void> => notes.write(file.waybillId, note);
  const response = await send('POST', options.url, keyOf(file, note), file, options).catch(
    async (cause: unknown) => {
      if (neverLeft(cause)) await notTaken();
      throw cause;
    },
  );
  const { status, text } = response;
  const answer = readAnswerDocument(text, file.waybillId);
  const isTaken = (status >= 200 && status < 300) || status === 409;
  // Said in so many words, whatever the number in front of it.
  if (answer && (isTaken || status === 400 || status === 422)) return answer;
  if (isTaken) return { state: 'waiting' };
  // A clear no takes nothing; an error of the other side may have come behind its work.
  if (status < 500 || status === 503) await notTaken();
  throw faultOf(response, options.now());
}

/** Null: the other side says that it has nothing of it. */
async function askAfter(
  file: WaybillFile,
  note: TransmissionNote,
  options: HttpTransmitterOptions,
): Promise<TransmitterAnswer | null> {
  const key = keyOf(file, note);
  const response = await send('GET', `${options.url.replace(/\/$/, '')}/${key}`, key, null, options);
  const { status, text } = response;
  if (status === 404 || status === 410) return null;
  if (status < 200 || status >= 300) throw faultOf(response, options.now());
  return readAnswerDocument(text, file.waybillId) ?? { state: 'waiting' };
}

type Response = { status: number; text: string; retryAfter: string | null };

async function send(
  method: 'GET' | 'POST',
  url: string,
  key: string,
  file: WaybillFile | null,
  { secret, now, timeoutMs = usualTimeoutMs }: HttpTransmitterOptions,
): Promise<Response> {
  const seconds = String(Math.floor(now().getTime() / 1000));
  const body = file?.xml ?? '';
  const mark = createHmac('sha256', secret).update(`${seconds}.${method}.${key}.${body}`).digest('hex');
  const response = await fetch(url, {
    method,
    // What is signed for one address is for no other.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      accept: 'application/json',
      'idempotency-key': key,
      'waybill-timestamp': seconds,
      'waybill-signature': `v1=${mark}`,
      ...(file
        ? {
            'content-type': 'application/xml; charset=utf-8',
            'waybill-document': 'DespatchAdvice',
            'waybill-number': file.number,
          }
        : {}),
    },
    ...(file ? { body } : {}),
  });
  return {
    status: response.status,
    text: await beginningOf(response),
    retryAfter: response.headers.get('retry-after'),
  };
}

/** As much as an answer may have, and one more. */
async function beginningOf({ body }: globalThis.Response): Promise<string> {
  if (!body) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    // Leaving the loop ends the connection.
    if (text.length > mostAnswerLetters) break;
  }
  return text;
}

/** Faults before a connection was there: not one byte has left. */
const beforeConnection = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
function neverLeft(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const code = (cause as NodeJS.ErrnoException).code;
  return (code !== undefined && beforeConnection.has(code)) || neverLeft(cause.cause);
}

function faultOf({ status, retryAfter }: Response, now: Date): Error {
  const words = `whoever transmits answered ${status}`;
  if (status !== 429 && status !== 503) return new Error(words);
  const pauseMs = pauseOf(retryAfter, now);
  return pauseMs === null ? new Error(words) : new TryLater(words, pauseMs);
}

/** Seconds, or a date of HTTP. */
function pauseOf(retryAfter: string | null, now: Date): number | null {
  if (retryAfter === null) return null;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now.getTime();
  return Number.isNaN(ms) ? null : Math.min(longestWaitMs, Math.max(shortestWaitMs, ms));
}
