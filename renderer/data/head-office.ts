// Requests of the station's synchronisation to head office. Answers for telling apart: not reachable, does not know us,
// has another epoch, expects another op, and talks nonsense. The token is added by main; nothing here knows it.
import { z } from 'zod';
import {
  errorSchema,
  helloRequestSchema,
  helloResponseSchema,
  opsHoleSchema,
  opsResponseSchema,
  pullResponseSchema,
} from '../../shared/contract/http';
import type { ParcelId } from '../../shared/domain/ids';
import { type KeptLabel, keptLabelSchema } from '../../shared/label/model';
import type { Checkpoint, CollectionName } from '../../shared/sync/documents';
import type { OpPlace } from './op-log';
import type { StoredOp } from './stored';

export type HeadOfficeTrouble =
  | 'unreachable'
  | 'token-refused'
  | 'failing'
  | 'strange-answer'
  /** Head office cannot read one of our ops. */
  | 'op-refused'
  /** Ours: the local store no longer has an op head office still needs. */
  | 'ops-missing';

/** A port failure: retried, and shown in the status strip. */
export class HeadOfficeFailure extends Error {
  readonly trouble: HeadOfficeTrouble;
  readonly status: number | null;
  /** Milliseconds that head office asks to be left alone for; 0 when it asks for nothing. */
  readonly retryAfterMs: number;

  constructor(trouble: HeadOfficeTrouble, status: number | null, cause?: unknown, retryAfterMs = 0) {
    super(`head office: ${trouble}${status === null ? '' : ` (${status})`}`, { cause });
    this.name = 'HeadOfficeFailure';
    this.trouble = trouble;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

export type PullAnswer =
  | { kind: 'page'; documents: Record<string, unknown>[]; checkpoint: Checkpoint }
  | { kind: 'other-epoch' };
export type OpsAnswer =
  | ({ kind: 'received' } & OpPlace)
  /** An op before these is missing. */
  | ({ kind: 'hole' } & OpPlace)
  /** This number is taken by another op: this store is older than what head office has. */
  | ({ kind: 'taken'; stationSeq: number } & OpPlace);
export type Hello = z.input<typeof helloRequestSchema>;
export type HelloAnswer = z.infer<typeof helloResponseSchema>;

/** Each method throws HeadOfficeFailure. */
export type HeadOffice = {
  hello: (hello: Hello, signal: AbortSignal) => Promise<HelloAnswer>;
  sendOps: (ops: readonly StoredOp[], signal: AbortSignal) => Promise<OpsAnswer>;
  pull: (
    collection: CollectionName,
    checkpoint: Checkpoint | null,
    limit: number,
    signal: AbortSignal,
  ) => Promise<PullAnswer>;
  /** The label that was bought of a carrier for a parcel held here. */
  carrierLabel: (parcelId: ParcelId, signal: AbortSignal) => Promise<KeptLabel>;
  /** The open stream, behind the event named if head office remembers it; its body must be read to the end or cancelled. */
  stream: (signal: AbortSignal, lastEventId: string | null) => Promise<ReadableStream<Uint8Array>>;
};

const requestTimeoutMs = 20_000;
const opChangedSchema = errorSchema.extend({
  code: z.literal('op-changed'),
  values: opsHoleSchema.extend({ stationSeq: z.int().positive() }),
});

/** @param origin where head office answers, for example `http://127.0.0.1:4310` */
export function createHeadOffice(
  origin: string,
  fetchNow: typeof fetch = (...args) => fetch(...args),
): HeadOffice {
  const ask = async (path: string, init: RequestInit, signal: AbortSignal): Promise<Response> => {
    try {
      // A browser that must not keep the answer does not keep the leave to ask either: every delivery would go twice, first
      // as a question whether it may (CORS preflight). No browser keeps answers to POST.
      const cache = init.method === 'POST' ? 'default' : 'no-store';
      return await fetchNow(new URL(path, origin), { ...init, signal, cache });
    } catch (cause) {
      throw new HeadOfficeFailure('unreachable', null, cause);
    }
  };
  const askShortly = async <T>(
    path: string,
    init: RequestInit,
    signal: AbortSignal,
    read: (answer: Response) => Promise<T>,
  ): Promise<T> => {
    const { bounded, done } = withTimeout(signal, requestTimeoutMs);
    try {
      return await read(await ask(path, init, bounded));
    } catch (cause) {
      if (cause instanceof HeadOfficeFailure) throw cause;
      throw new HeadOfficeFailure('unreachable', null, cause);
    } finally {
      done();
    }
  };

  return {
    hello: (hello, signal) =>
      askShortly('/v1/hello', post(helloRequestSchema.parse(hello)), signal, (answer) =>
        bodyOf(answer, helloResponseSchema),
      ),
    sendOps: (ops, signal) =>
      askShortly('/v1/ops', post({ ops }), signal, async (answer): Promise<OpsAnswer> => {
        if (answer.status === 409) {
          const hole = opsHoleSchema.safeParse(await answer.json().catch(() => null));
          if (!hole.success) throw new HeadOfficeFailure('strange-answer', 409, hole.error);
          return { kind: 'hole', ...hole.data };
        }
        if (answer.status === 422) {
          const changed = opChangedSchema.safeParse(await answer.json().catch(() => null));
          if (changed.success) {
            const { values } = changed.data;
            if (values.stationSeq < values.expect) return { kind: 'taken', ...values };
          }
        }
        if (answer.status === 400 || answer.status === 413 || answer.status === 422)
          throw new HeadOfficeFailure('op-refused', answer.status);
        const { expect, chain } = await bodyOf(answer, opsResponseSchema);
        return { kind: 'received', expect, chain };
      }),
    pull: (collection, checkpoint, limit, signal) => {
      const query = new URLSearchParams({ collection, limit: String(limit) });
      if (checkpoint) {
        query.set('epoch', checkpoint.epoch);
        query.set('seq', String(checkpoint.seq));
        if (checkpoint.mark !== undefined) query.set('mark', checkpoint.mark);
      }
      return askShortly(`/v1/pull?${query}`, {}, signal, async (answer): Promise<PullAnswer> => {
        if (answer.status === 410) return { kind: 'other-epoch' };
        return { kind: 'page', ...(await bodyOf(answer, pullResponseSchema)) };
      });
    },
    carrierLabel: (parcelId, signal) =>
      askShortly(`/v1/parcels/${encodeURIComponent(parcelId)}/carrier-label`, {}, signal, (answer) =>
        bodyOf(answer, keptLabelSchema),
      ),
    stream: async (signal, lastEventId) => {
      const headers = { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) };
      const answer = await ask('/v1/stream', { headers }, signal);
      if (!answer.ok || answer.body === null) throw failureOf(answer);
      return answer.body;
    },
  };
}

function post(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function bodyOf<S extends z.ZodType>(answer: Response, schema: S): Promise<z.output<S>> {
  if (!answer.ok) throw failureOf(answer);
  const parsed = schema.safeParse(await answer.json().catch(() => null));
  if (!parsed.success) throw new HeadOfficeFailure('strange-answer', answer.status, parsed.error);
  return parsed.data;
}

/** How long the cause of a failure asks to be left alone. */
export function retryAfterMsOf(cause: unknown): number {
  return cause instanceof HeadOfficeFailure ? cause.retryAfterMs : 0;
}

function failureOf({ status, headers }: Response): HeadOfficeFailure {
  if (status === 401 || status === 403) return new HeadOfficeFailure('token-refused', status);
  if (status === 429 || status >= 500) {
    const seconds = Number(headers.get('retry-after') ?? 0);
    return new HeadOfficeFailure('failing', status, undefined, seconds > 0 ? seconds * 1000 : 0);
  }
  return new HeadOfficeFailure('strange-answer', status);
}

/** Chromium 114 has no AbortSignal.any. */
function withTimeout(signal: AbortSignal, timeoutMs: number): { bounded: AbortSignal; done: () => void } {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  const timer = setTimeout(end, timeoutMs);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  return {
    bounded: controller.signal,
    done: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    },
  };
}
