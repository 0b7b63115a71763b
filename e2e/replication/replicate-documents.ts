// RxDB's replication plugged into the document stream, with the station's own reader of the live stream.
import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication';
import type { RxCollection } from 'rxdb';
import { Subject } from 'rxjs';
import { createHeadOffice } from '../../renderer/data/head-office';
import { readLiveStream, type StreamPlace } from '../../renderer/data/live-stream';
import type { Checkpoint } from '../../shared/sync/documents';
import type { AnyDocument, DocumentPage, PushedRow } from './document-stream';

type Item = DocumentPage | 'RESYNC';

/** A live one follows the stream until its collection is closed. */
export function replicateDocuments(
  collection: RxCollection<AnyDocument>,
  origin: string,
  live: boolean,
): RxReplicationState<AnyDocument, Checkpoint> {
  const items = new Subject<Item>();
  const stopping = new AbortController();
  const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
    const sent: RequestInit = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${origin}${path}`, {
      ...sent,
      headers: { 'content-type': 'application/json' },
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return (await answer.json()) as Answer;
  };
  const state = replicateRxCollection<AnyDocument, Checkpoint>({
    collection: collection as never,
    replicationIdentifier: `documents of ${origin}`,
    live,
    waitForLeadership: false,
    toggleOnDocumentVisible: false,
    pull: {
      handler: (checkpoint, limit) => ask<DocumentPage>(`/pull?seq=${checkpoint?.seq ?? 0}&limit=${limit}`),
      stream$: items as never,
    },
    push: { handler: (rows) => ask<never[]>('/push', rows satisfies readonly unknown[] as PushedRow[]) },
  });
  if (live) {
    collection.onClose.push(async () => stopping.abort());
    void follow(origin, stopping.signal, items);
  }
  return state;
}

async function follow(origin: string, signal: AbortSignal, items: Subject<Item>): Promise<void> {
  const headOffice = createHeadOffice(origin);
  const place: StreamPlace = { lastEventId: null };
  while (!signal.aborted) {
    await readLiveStream(
      headOffice,
      signal,
      place,
      () => undefined,
      (message) => {
        if (message.kind === 'resync') items.next('RESYNC');
        if (message.kind === 'documents')
          items.next({ documents: message.documents as AnyDocument[], checkpoint: message.checkpoint });
      },
    ).catch(() => undefined);
  }
}
