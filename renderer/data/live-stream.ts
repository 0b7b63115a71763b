// The one open stream from head office. Answers for turning bytes into messages and for noticing when it went silent.
// A connection that broke goes on behind the last event that was handed on, if head office still remembers it.
import { type StreamMessage, streamMessageSchema } from '../../shared/contract/http';
import { type HeadOffice, HeadOfficeFailure } from './head-office';

/** Head office sends a heartbeat every 15 s. */
const silentMs = 40_000;

/** Id of the last event whose messages were all handed on; null before the first. Kept from connection to connection. */
export type StreamPlace = { lastEventId: string | null };

/**
 * Opens the stream and hands on messages until it ends, goes silent or `signal` aborts.
 * Throws HeadOfficeFailure when it does not open, breaks, goes silent or sends what the contract does not know.
 */
export async function readLiveStream(
  headOffice: Pick<HeadOffice, 'stream'>,
  signal: AbortSignal,
  place: StreamPlace,
  onOpen: () => void,
  onMessage: (message: StreamMessage) => void,
): Promise<void> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let watchdog = setTimeout(stop, silentMs);
  const heard = (): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(stop, silentMs);
  };
  try {
    const reader = (await headOffice.stream(controller.signal, place.lastEventId)).getReader();
    onOpen();
    const events = createEventReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      for (const event of events(value)) {
        if (event.data !== null) onMessage(messageOf(event.data));
        if (event.id !== null) place.lastEventId = event.id;
      }
    }
  } catch (cause) {
    if (cause instanceof HeadOfficeFailure) throw cause;
    throw new HeadOfficeFailure('unreachable', null, cause);
  } finally {
    clearTimeout(watchdog);
    signal.removeEventListener('abort', stop);
    controller.abort();
  }
}

function messageOf(data: string): StreamMessage {
  let found: unknown;
  try {
    found = JSON.parse(data);
  } catch (cause) {
    throw new HeadOfficeFailure('strange-answer', null, cause);
  }
  const message = streamMessageSchema.safeParse(found);
  if (!message.success) throw new HeadOfficeFailure('strange-answer', null, message.error);
  return message.data;
}

/** What one event said; null what it did not. */
type StreamEvent = { data: string | null; id: string | null };

/**
 * Splits server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) and answers `data` and `id`
 * of each whole event. Comments and other fields are passed over; a chunk may end anywhere, inside a character too.
 */
export function createEventReader(): (chunk: Uint8Array) => StreamEvent[] {
  const decoder = new TextDecoder();
  let rest = '';
  let data: string[] = [];
  let id: string | null = null;
  return (chunk) => {
    const events: StreamEvent[] = [];
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0 || id !== null)
          events.push({ data: data.length > 0 ? data.join('\n') : null, id });
        data = [];
        id = null;
      } else if (line.startsWith('data:')) {
        data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
      } else if (line.startsWith('id:')) {
        id = line.slice(line.startsWith('id: ') ? 4 : 3);
      }
    }
    return events;
  };
}
