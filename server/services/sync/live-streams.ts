// Tells open stations at once what was committed. One connection a station carries every collection; what a station may
// not see is not sent to it. Each batch is encoded once for all who see the same. A reader that falls behind is cut off
// rather than kept in memory. One that comes back goes on behind the last event it has, as long as that is remembered;
// else it is told to pull, which is always complete.
import { randomUUID } from 'node:crypto';
import type { Writable } from 'node:stream';
import type { StreamMessage } from '../../../shared/contract/http';
import { companyStream } from '../../../shared/domain/ids';
import type { CollectionName } from '../../../shared/sync/documents';
import { markOf } from '../../db/stream-eras';
import type { Batch, Change, StreamWriter } from '../../db/stream-writer';
import { createStreamRing } from './stream-ring';

export type LiveReader = { stationId: string; warehouseId: string };

export type LiveStreams = {
  /**
   * Takes over a line whose head is written. It begins with what came after `lastEventId` and `resumed`, or with
   * `resync`: then whatever was committed before is pulled.
   */
  open: (reader: LiveReader, line: Writable, lastEventId: string | null) => void;
  /** Ends the streams of a station that may no longer read. */
  closeOf: (stationId: string) => void;
  count: () => number;
  /** Those with a stream open here. */
  stationIds: () => string[];
  /** Ends all streams and takes no more. */
  stop: () => void;
};

export type LiveOptions = {
  now: () => Date;
  heartbeatMs?: number;
  /** Bytes a reader may have waiting. */
  mostBufferedBytes?: number;
  /** Documents of past commits that are remembered for readers that come back. */
  mostRemembered?: number;
};

const streamsPerStation = 2;
/** A larger change of one collection is pulled page by page instead of pushed. */
const mostDocuments = 500;

type Open = LiveReader & { line: Writable };
type Told = { streamId: string; messagesFor: (reader: LiveReader) => Buffer[] };

export function createLiveStreams(
  writer: Pick<StreamWriter, 'subscribe'>,
  options: LiveOptions,
): LiveStreams {
  const mostBuffered = options.mostBufferedBytes ?? 1_048_576;
  const open = new Set<Open>();
  /** Oldest first; looking through all open ones for those of a station would cost more the more there are. */
  const openOf = new Map<string, Open[]>();
  const ring = createStreamRing<Told>(randomUUID(), options.mostRemembered ?? 5_000);
  let stopped = false;

  const send = (reader: Open, bytes: Buffer): void => {
    reader.line.write(bytes);
    if (reader.line.writableLength > mostBuffered) reader.line.destroy();
  };
  /** All of it in one write, and its place behind it: a place is only known to whoever has everything before it. */
  const placed = (messages: readonly Buffer[]): Buffer =>
    Buffer.concat([...messages, Buffer.from(`id: ${ring.eventId()}\n\n`)]);

  const unsubscribe = writer.subscribe((streamId, batch) => {
    const told: Told = { streamId, messagesFor: batch ? encodeBatch(batch) : () => [resync] };
    ring.add(told, batch?.changes.length ?? 1);
    const bytesFor = cached(audienceKeyOf(batch), (_key, reader) => {
      const messages = told.messagesFor(reader);
      return messages.length > 0 ? placed(messages) : null;
    });
    for (const reader of open) {
      const bytes = hears(reader, streamId) ? bytesFor(reader) : null;
      if (bytes) send(reader, bytes);
    }
  });

  const forget = (entry: Open): void => {
    open.delete(entry);
    const left = openOf.get(entry.stationId)?.filter((each) => each !== entry) ?? [];
    if (left.length > 0) openOf.set(entry.stationId, left);
    else openOf.delete(entry.stationId);
  };

  const heartbeat = setInterval(() => {
    const beat = placed([encode({ kind: 'heartbeat', at: options.now().toISOString() })]);
    for (const reader of open) send(reader, beat);
  }, options.heartbeatMs ?? 15_000);
  heartbeat.unref();

  return {
    open: (reader, line, lastEventId) => {
      if (stopped) {
        line.end();
        return;
      }
      const own = openOf.get(reader.stationId) ?? [];
      for (const oldest of own.slice(0, Math.max(0, own.length - streamsPerStation + 1))) oldest.line.end();
      const { stationId, warehouseId } = reader;
      const entry: Open = { stationId, warehouseId, line };
      // Listening begins before the first word, so nothing committed after it can be missed.
      open.add(entry);
      openOf.set(stationId, [...own, entry]);
      line.on('close', () => forget(entry));
      line.on('error', () => forget(entry));
      const missed = ring.after(lastEventId);
      const messages = missed
        ? [
            ...missed
              .filter(({ streamId }) => hears(entry, streamId))
              .flatMap(({ messagesFor }) => messagesFor(entry)),
            resumed,
          ]
        : [resync];
      send(entry, placed(messages));
    },
    closeOf: (stationId) => {
      for (const each of openOf.get(stationId) ?? []) each.line.end();
    },
    count: () => open.size,
    stationIds: () => [...new Set([...open].map(({ stationId }) => stationId))],
    stop: () => {
      stopped = true;
      unsubscribe();
      clearInterval(heartbeat);
      for (const each of open) each.line.end();
    },
  };
}

const resync = encode({ kind: 'resync' });
const resumed = encode({ kind: 'resumed' });

function hears(reader: LiveReader, streamId: string): boolean {
  return streamId === companyStream || streamId === reader.warehouseId;
}

function encode(message: StreamMessage): Buffer {
  return Buffer.from(`data: ${JSON.stringify(message)}\n\n`);
}

/** What each reader gets of a batch, every distinct message encoded once. */
export function encodeBatch(batch: Batch): (reader: LiveReader) => Buffer[] {
  const byCollection = new Map<string, Change[]>();
  for (const change of batch.changes) {
    const list = byCollection.get(change.collection) ?? [];
    list.push(change);
    byCollection.set(change.collection, list);
  }
  const audiences = [...byCollection].map(([collection, changes]) => audienceOf(batch, collection, changes));
  return (reader) => audiences.flatMap((messageFor) => messageFor(reader) ?? []);
}

/** Readers with the same key are told the same: those of a warehouse, unless a change is addressed to their station. */
function audienceKeyOf(batch: Batch | null): (reader: LiveReader) => string {
  const addressed = new Set(batch?.changes.map(({ stationId }) => stationId));
  return ({ stationId, warehouseId }) => (addressed.has(stationId) ? `to ${stationId}` : `in ${warehouseId}`);
}

type MessageFor = (reader: LiveReader) => Buffer | null;

function audienceOf(batch: Batch, collection: string, changes: Change[]): MessageFor {
  const mark = markOf(batch);
  const inOrder = changes.sort((a, b) => a.seq - b.seq);
  const message = (visible: readonly Change[]): Buffer | null => {
    if (visible.length === 0) return null;
    if (visible.length > mostDocuments) return resync;
    return encode({
      kind: 'documents',
      collection: collection as CollectionName,
      documents: visible.map((change) => change.document),
      checkpoint: { epoch: batch.epoch, seq: batch.seq, ...(mark !== null && { mark }) },
    });
  };
  if (inOrder.some((change) => change.stationId !== null))
    return cached(
      (reader) => reader.stationId,
      (stationId) =>
        message(inOrder.filter((change) => change.stationId === null || change.stationId === stationId)),
    );
  if (inOrder.some((change) => change.warehouseIds !== null))
    return cached(
      (reader) => reader.warehouseId,
      (warehouseId) =>
        message(
          inOrder.filter(
            (change) => change.warehouseIds === null || change.warehouseIds.includes(warehouseId),
          ),
        ),
    );
  return cached(
    () => '',
    () => message(inOrder),
  );
}

function cached(
  keyOf: (reader: LiveReader) => string,
  make: (key: string, reader: LiveReader) => Buffer | null,
): MessageFor {
  const made = new Map<string, Buffer | null>();
  return (reader) => {
    const key = keyOf(reader);
    let bytes = made.get(key);
    if (bytes === undefined) {
      bytes = make(key, reader);
      made.set(key, bytes);
    }
    return bytes;
  };
}
