// One pulled collection coming down: pages when asked, then whatever the live stream brings. Answers for never letting
// the checkpoint move past a document that cannot be read, and never going back to an older state.
// Knows no RxDB: replication.ts plugs it in.
import { Subject, type Observable } from 'rxjs';
import type { StreamMessage } from '../../shared/contract/http';
import type { Checkpoint, CollectionName } from '../../shared/sync/documents';
import { type HeadOffice, HeadOfficeFailure } from './head-office';
import type { Network } from './network';
import type { Waiting } from './retry';
import { type StoredDoc, storedDocOf } from './stored';

export type FeedDoc<C extends CollectionName> = StoredDoc<C> & { _deleted: boolean };
export type FeedPage<C extends CollectionName> = { documents: FeedDoc<C>[]; checkpoint: Checkpoint };
export type FeedItem<C extends CollectionName> = FeedPage<C> | 'RESYNC';

export type Feed<C extends CollectionName> = {
  collection: C;
  epoch: string;
  /** Answers one page after `checkpoint`; tries until it has one or the feed stops (then an empty page). */
  pull: (checkpoint: Checkpoint | undefined, limit: number) => Promise<FeedPage<C>>;
  items: Observable<FeedItem<C>>;
  take: (message: Extract<StreamMessage, { kind: 'documents' }>) => void;
  /** Asks for everything since the checkpoint: after a connection, or when the stream said so. */
  resync: () => void;
  /** True when nothing that head office had at the last resync is missing here. */
  isWhole: () => boolean;
  /** Highest sequence handed on. */
  reachedSeq: () => number;
  stop: () => void;
};

export type FeedOptions = {
  /** Where the stream safely stood before this start: the first page goes back to it, however far the copy claims to be. */
  safeSeq: number;
  headOffice: Pick<HeadOffice, 'pull'>;
  network: Network;
  waiting: Waiting;
  onOtherEpoch: () => void;
  /** A document that broke the contract, once for each one seen. */
  onUnreadable: (collection: CollectionName, issue: string) => void;
};

export function createFeed<C extends CollectionName>(
  collection: C,
  epoch: string,
  options: FeedOptions,
): Feed<C> {
  const { headOffice, network, waiting } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const items = new Subject<FeedItem<C>>();
  /** Highest sequence handed on; what the stream repeats is older and is dropped. */
  let reachedSeq = 0;
  let whole = false;
  let first = true;
  let blocked = false;
  let missed = false;

  const read = (raw: readonly Record<string, unknown>[]): FeedDoc<C>[] | null => {
    try {
      const documents = raw.map((each) => ({ ...storedDocOf(collection, each), _deleted: false }));
      network.block(collection, null);
      blocked = false;
      return documents;
    } catch (cause) {
      const issue = cause instanceof Error ? cause.message.slice(0, 400) : String(cause);
      if (network.store.getState().blocked[collection] !== issue) options.onUnreadable(collection, issue);
      network.block(collection, issue);
      blocked = true;
      return null;
    }
  };

  /** The first page of a start reaches back over what the disk may not have had yet when the power went. */
  const begin = (checkpoint: Checkpoint | undefined): Checkpoint | null => {
    if (!checkpoint || !first) return checkpoint ?? null;
    return { epoch: checkpoint.epoch, seq: Math.min(checkpoint.seq, options.safeSeq) };
  };

  const pull = async (checkpoint: Checkpoint | undefined, limit: number): Promise<FeedPage<C>> => {
    const nothing: FeedPage<C> = { documents: [], checkpoint: checkpoint ?? { epoch, seq: 0 } };
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        const answer = await headOffice.pull(collection, begin(checkpoint), limit, signal);
        network.heard();
        if (answer.kind === 'other-epoch' || answer.checkpoint.epoch !== epoch) {
          options.onOtherEpoch();
          return nothing;
        }
        const documents = read(answer.documents);
        if (documents) {
          first = false;
          reachedSeq = Math.max(reachedSeq, answer.checkpoint.seq);
          if (documents.length < limit) caughtUp();
          return { documents, checkpoint: answer.checkpoint };
        }
      } catch (cause) {
        if (signal.aborted) break;
        if (!(cause instanceof HeadOfficeFailure)) throw cause;
        network.failed(cause.trouble);
      }
      await waiting.wait(attempt, signal);
    }
    return nothing;
  };

  const caughtUp = (): void => {
    whole = true;
    if (!missed) return;
    // Something passed by while a document stood in the way.
    missed = false;
    items.next('RESYNC');
  };

  const resync = (): void => {
    whole = false;
    items.next('RESYNC');
  };

  return {
    collection,
    epoch,
    pull,
    items: items.asObservable(),
    take: (message) => {
      if (message.checkpoint.epoch !== epoch) {
        options.onOtherEpoch();
        return;
      }
      if (blocked) {
        missed = true;
        return;
      }
      if (message.checkpoint.seq <= reachedSeq) return;
      const documents = read(message.documents);
      if (documents === null) {
        missed = true;
        resync();
        return;
      }
      reachedSeq = message.checkpoint.seq;
      items.next({ documents, checkpoint: message.checkpoint });
    },
    resync,
    isWhole: () => whole && !blocked,
    reachedSeq: () => reachedSeq,
    stop: () => stopping.abort(),
  };
}
