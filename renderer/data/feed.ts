// One pulled collection coming down: pages when asked, then whatever the live stream brings. Answers for never letting
// the checkpoint move past a document that cannot be read, and never going back to an older state.
// Knows no RxDB: replication.ts plugs it in.
import { Subject, type Observable } from 'rxjs';
import type { StreamMessage } from '../../shared/contract/http';
import type { Checkpoint, CollectionName } from '../../shared/sync/documents';
import { type HeadOffice, HeadOfficeFailure, retryAfterMsOf } from './head-office';
import type { Network } from './network';
import type { Waiting } from './retry';
import { type StoredDoc, storedDocOf } from './stored';

export type FeedDoc<C extends CollectionName> = StoredDoc<C> & { _deleted: boolean };
export type FeedPage<C extends CollectionName> = { documents: FeedDoc<C>[]; checkpoint: Checkpoint };
export type FeedItem<C extends CollectionName> = FeedPage<C> | 'RESYNC';

type LiveDocuments = Extract<StreamMessage, { kind: 'documents' }>;

export type Feed<C extends CollectionName> = {
  collection: C;
  epoch: string;
  /** Answers one page after `checkpoint`; tries until it has one or the feed stops (then an empty page). */
  pull: (checkpoint: Checkpoint | undefined, limit: number) => Promise<FeedPage<C>>;
  items: Observable<FeedItem<C>>;
  take: (message: LiveDocuments) => void;
  /** Asks for everything since the checkpoint: after a connection, or when the stream said so. */
  resync: () => void;
  /** True when nothing that head office had at the last resync is missing here. */
  isWhole: () => boolean;
  /** How far it has handed on: the highest sequence, and the mark it came with. */
  reached: () => { seq: number; mark?: string | undefined };
  stop: () => void;
};

/** The engine forgets a RESYNC that stands in its queue behind documents: it is said again until a page is asked for. */
const insistMs = 500;

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
  let reachedMark: string | undefined;
  /** Rounds of pages: asked for, under way, done. One that is asked for while a page is on its way comes after it. */
  let asked = 1;
  let begun = 0;
  let finished = 0;
  let running = false;
  let first = true;
  let blocked = false;
  let missed = false;
  /** What the stream brought while pages are on their way. The engine would write it after them, and a page may be newer. */
  let held: LiveDocuments[] = [];
  let insisting: ReturnType<typeof setTimeout> | null = null;

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
    return { ...checkpoint, seq: Math.min(checkpoint.seq, options.safeSeq) };
  };

  const pull = async (checkpoint: Checkpoint | undefined, limit: number): Promise<FeedPage<C>> => {
    const nothing: FeedPage<C> = { documents: [], checkpoint: checkpoint ?? { epoch, seq: 0 } };
    // A page asked for now has everything that was asked for before, and the engine asks no more for that.
    begun = asked;
    running = true;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      let askedMs = 0;
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
          reachedMark = answer.checkpoint.mark;
          if (documents.length < limit) caughtUp();
          return { documents, checkpoint: answer.checkpoint };
        }
      } catch (cause) {
        if (signal.aborted) break;
        if (!(cause instanceof HeadOfficeFailure)) throw cause;
        network.failed(cause.trouble);
        askedMs = retryAfterMsOf(cause);
      }
      await waiting.wait(attempt, signal, askedMs);
    }
    return nothing;
  };

  const isWhole = (): boolean => !running && finished === asked;

  const caughtUp = (): void => {
    running = false;
    finished = begun;
    // Something passed by while a document stood in the way.
    if (missed) resync();
    else if (isWhole()) for (const message of held.splice(0)) hand(message);
  };

  const resync = (): void => {
    asked += 1;
    missed = false;
    held = [];
    items.next('RESYNC');
    insisting ??= setTimeout(insist, insistMs);
  };

  const insist = (): void => {
    insisting = null;
    if (signal.aborted || begun === asked) return;
    if (!running) items.next('RESYNC');
    insisting = setTimeout(insist, insistMs);
  };

  const hand = (message: LiveDocuments): void => {
    if (!isWhole()) {
      held.push(message);
      return;
    }
    if (message.checkpoint.seq <= reachedSeq) return;
    const documents = read(message.documents);
    if (documents === null) {
      resync();
      missed = true;
      return;
    }
    reachedSeq = message.checkpoint.seq;
    reachedMark = message.checkpoint.mark;
    items.next({ documents, checkpoint: message.checkpoint });
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
      hand(message);
    },
    resync,
    isWhole: () => isWhole() && !blocked,
    reached: () => ({ seq: reachedSeq, mark: reachedMark }),
    stop: () => {
      stopping.abort();
      if (insisting !== null) clearTimeout(insisting);
    },
  };
}
