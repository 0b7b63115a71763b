// Plugs uplink and feeds into RxDB's replication and keeps the one live stream open. Answers for starting from cold
// with head office down, for asking again after every break, and for dropping what belongs to another epoch.
// RxDB is the engine that stores and triggers; it is never the proof that something arrived (sync.md 2.4).
import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication';
import { type CollectionName, collectionNames, streamOf } from '../../shared/sync/documents';
import type { RightsAnswer, RightsTold } from '../../shared/contract/rights';
import type { OpId } from '../../shared/domain/ids';
import type { Checkpoint } from '../../shared/sync/documents';
import { createFeed, type Feed } from './feed';
import {
  type HeadOffice,
  HeadOfficeFailure,
  type Hello,
  type HelloAnswer,
  retryAfterMsOf,
} from './head-office';
import { readLiveStream, type StreamPlace } from './live-stream';
import type { Network } from './network';
import type { OpLog } from './op-log';
import { createPageTurns } from './page-turns';
import { startPush } from './push';
import { rest } from './rest';
import { createWaiting, type Waiting } from './retry';
import type { Store } from './store';
import type { StoredDoc } from './stored';
import { startUplink, type Uplink } from './uplink';

export type SyncOptions = {
  store: Store;
  opLog: OpLog;
  network: Network;
  headOffice: HeadOffice;
  warehouseId: string;
  appVersion: string;
  wantParcels: () => number;
  holds?: () => Hello['holds'];
  /** Numbers and quotas: what the greeting says of them, and what is made of the answer. */
  rights?: { toTell: () => RightsTold; heard: (told: RightsTold, answer: RightsAnswer) => Promise<void> };
  now: () => Date;
  onUnreadable: (collection: CollectionName, issue: string) => void;
  onBug: (cause: unknown) => void;
  waiting?: Waiting;
  /** Head office answered a greeting that was sent when the monotonic clock showed this. */
  onHeadOfficeTime?: (at: string, sentMonoMs: number) => Promise<void>;
  /** What head office lets this station hold. */
  onLimits?: (limits: Pick<HelloAnswer, 'zone' | 'maxParcels'>) => void;
  /** See `UplinkOptions`. */
  fetchMissing?: (from: number) => Promise<number>;
  newOpId?: () => OpId;
  /** Done before it is written down how far ops are settled. */
  beforeKeepPlace?: () => Promise<void>;
};

export type Sync = {
  /** See `Uplink`. */
  verdictShown: () => void;
  helloSoon: () => void;
  /** Forgets ops made before `before` that head office has answered, and what was kept about them. */
  tidy: (before: Date) => Promise<void>;
  stop: () => Promise<void>;
};

/** How far each copy was known to be whole. */
type SafePlace = Partial<Record<CollectionName, Checkpoint>>;

type Running = {
  feed: Feed<CollectionName>;
  state: RxReplicationState<StoredDoc, Checkpoint>;
};

const epochsNote = 'epochs';
const pulledNote = 'pulled';
const safeNote = 'safe';
/** Dexie reads every key before it writes: more at once would hold up a scan (sync.md 2.4, 11). */
const pullBatch = 500;
const keepPlaceEveryMs = 30_000;
/** A stream that lasted this long was a good one. */
const steadyMs = 2_000;

export async function startSync(options: SyncOptions): Promise<Sync> {
  const { store, opLog, network, headOffice, now } = options;
  const waiting = options.waiting ?? createWaiting();
  const stopping = new AbortController();
  const running = new Map<CollectionName, Running>();
  const turns = createPageTurns<CollectionName>();
  let epochs: Record<string, string> =
    ((await store.notes.read(epochsNote)) as Record<string, string> | null) ?? {};
  let safe: { before: SafePlace; latest: SafePlace } = {
    before: ((await store.notes.read(safeNote)) as SafePlace | null) ?? {},
    latest: {},
  };
  let safeNotedMs = Number.NEGATIVE_INFINITY;
  let switching: Promise<void> = Promise.resolve();

  const begin = (collection: CollectionName, epoch: string): void => {
    const feed = createFeed(collection, epoch, {
      safeSeq: safe.before[collection]?.epoch === epoch ? (safe.before[collection]?.seq ?? 0) : 0,
      headOffice,
      network,
      waiting,
      onOtherEpoch: () => uplink.helloSoon(),
      onUnreadable: options.onUnreadable,
    });
    const state = replicateRxCollection<StoredDoc, Checkpoint>({
      collection: store.pulled[collection].rx() as never,
      // The identity of the checkpoint: an epoch names one history of one stream of one head office.
      replicationIdentifier: `pull ${streamOf(collection, options.warehouseId)} ${epoch}`,
      live: true,
      waitForLeadership: false,
      toggleOnDocumentVisible: false,
      pull: {
        batchSize: pullBatch,
        handler: async (checkpoint, limit) => {
          // The engine asks for the next page when it has stored the one before.
          turns.end(collection);
          const page = await feed.pull(checkpoint, limit);
          await turns.begin(collection, page.documents.length);
          return page;
        },
        stream$: feed.items as never,
      },
    });
    state.error$.subscribe(options.onBug);
    running.set(collection, { feed, state });
  };

  /** Two notes back: what stood a whole interval ago has reached the disk by itself. Outages bring more notes than that. */
  const noteSafe = async (): Promise<void> => {
    if (performance.now() - safeNotedMs < keepPlaceEveryMs) return;
    safeNotedMs = performance.now();
    const now: SafePlace = {};
    for (const [collection, { feed }] of running)
      if (feed.isWhole()) now[collection] = { epoch: feed.epoch, seq: feed.reached().seq };
    safe = { before: { ...safe.before, ...safe.latest }, latest: now };
    await store.notes.write(safeNote, safe.before);
  };

  /** An epoch may come back, when a copy of head office that knew no later one takes its place: the place was of documents that are gone. */
  const forgetSafe = async (collection: CollectionName): Promise<void> => {
    const without = ({ [collection]: _gone, ...others }: SafePlace): SafePlace => others;
    safe = { before: without(safe.before), latest: without(safe.latest) };
    await store.notes.write(safeNote, safe.before);
  };

  const end = async (collection: CollectionName): Promise<void> => {
    const old = running.get(collection);
    running.delete(collection);
    if (!old) return;
    old.feed.stop();
    await old.state.cancel();
  };

  const useEpochs = async (heard: Record<string, string>): Promise<void> => {
    let changed = false;
    for (const collection of collectionNames) {
      const stream = streamOf(collection, options.warehouseId);
      const epoch = heard[stream];
      if (epoch === undefined || running.get(collection)?.feed.epoch === epoch) continue;
      changed = true;
      await end(collection);
      if (epochs[stream] !== undefined && epochs[stream] !== epoch) {
        await forgetSafe(collection);
        await store.pulled[collection].empty();
      }
      begin(collection, epoch);
    }
    if (!changed) return;
    epochs = { ...epochs, ...heard };
    await store.notes.write(epochsNote, epochs);
  };

  const keepPlace = async (): Promise<void> => {
    const { lastPulledMs } = network.store.getState();
    if (lastPulledMs !== null) await store.notes.write(pulledNote, { lastPulledMs });
    await noteSafe();
    await options.beforeKeepPlace?.();
    await opLog.keepPlace();
  };

  const countUnsent = (): void => {
    const unsent = opLog.unsettled().filter((op) => op.stationSeq >= opLog.expect());
    const oldest = unsent[0];
    network.set({ unsent: unsent.length, oldestUnsentMs: oldest ? Date.parse(oldest.at) : null });
  };

  const pulledBefore = Number((await store.notes.read(pulledNote))?.['lastPulledMs'] ?? Number.NaN);
  if (Number.isFinite(pulledBefore)) network.set({ lastPulledMs: pulledBefore });
  countUnsent();
  // The age of the lists must be right at the next start too, and a start offline follows an outage.
  let wasUp = false;
  const stopWatching = network.store.subscribe((state) => {
    if (wasUp && state.headOffice === 'down') void keepPlace().catch(options.onBug);
    wasUp = state.headOffice === 'up';
  });
  let counting: Promise<void> | null = null;
  const listening = opLog.changes.subscribe((change) => {
    if (change.kind === 'answered') return;
    if (change.kind !== 'appended') countUnsent();
    else
      counting ??= rest().then(() => {
        counting = null;
        countUnsent();
      });
  });

  const uplink: Uplink = startUplink({
    headOffice,
    opLog,
    network,
    waiting,
    appVersion: options.appVersion,
    wantParcels: options.wantParcels,
    holds: options.holds ?? (() => []),
    knows: () =>
      knownStreams(
        [...running.values()].map(({ feed }) => feed),
        options.warehouseId,
      ),
    now,
    ...(options.rights ? { rights: options.rights.toTell } : {}),
    ...(options.fetchMissing ? { fetchMissing: options.fetchMissing } : {}),
    ...(options.newOpId ? { newOpId: options.newOpId } : {}),
    onHello: async (answer: HelloAnswer, sentMonoMs, told) => {
      await options.onHeadOfficeTime?.(answer.at, sentMonoMs);
      options.onLimits?.(answer);
      if (told && answer.rights) await options.rights?.heard(told, answer.rights).catch(options.onBug);
      switching = switching.then(() => useEpochs(answer.epochs)).catch(options.onBug);
      return switching;
    },
    onBug: options.onBug,
  });
  switching = switching.then(() => useEpochs(epochs)).catch(options.onBug);

  const push = startPush(store, uplink, options.onBug);
  const streaming = keepStreamOpen();
  const keeping = setInterval(() => void keepPlace().catch(options.onBug), keepPlaceEveryMs);

  /** How old the lists are is told in minutes: news itself is shown first. */
  let noticing: Promise<void> | null = null;
  const noticeWhole = (): void => {
    noticing ??= rest().then(() => {
      noticing = null;
      const feeds = [...running.values()].map(({ feed }) => feed);
      if (feeds.length === collectionNames.length && feeds.every((feed) => feed.isWhole())) network.pulled();
    });
  };

  async function keepStreamOpen(): Promise<void> {
    const { signal } = stopping;
    const place: StreamPlace = { lastEventId: null };
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      let openedMs: number | null = null;
      let askedMs = 0;
      try {
        await readLiveStream(
          headOffice,
          signal,
          place,
          () => {
            openedMs = now().getTime();
            network.heard();
            waiting.wake();
            uplink.kick();
          },
          (message) => {
            network.heard();
            if (message.kind === 'resync') for (const { feed } of running.values()) feed.resync();
            if (message.kind === 'documents') running.get(message.collection)?.feed.take(message);
            noticeWhole();
          },
        );
      } catch (cause) {
        if (signal.aborted) return;
        askedMs = retryAfterMsOf(cause);
        if (cause instanceof HeadOfficeFailure) network.failed(cause.trouble);
        else options.onBug(cause);
      }
      // The first try after a break is at once: it is what tells a hiccup from an outage.
      if (openedMs !== null && now().getTime() - openedMs > steadyMs) attempt = -1;
      else await waiting.wait(attempt, signal, askedMs);
    }
  }

  return {
    verdictShown: uplink.verdictShown,
    helloSoon: uplink.helloSoon,
    tidy: async (before) => {
      const forgotten = await opLog.forgetBefore(before);
      await push.renew(opLog.maxStationSeq());
      // Deleted rows stay in the table until they are cleaned out of it.
      if (forgotten > 0) await store.ops.storageInstance.cleanup(0);
    },
    stop: async () => {
      stopping.abort();
      clearInterval(keeping);
      listening.unsubscribe();
      stopWatching();
      await Promise.all([streaming, uplink.stop()]);
      await switching;
      await Promise.all([...running.keys()].map(end));
      await push.stop();
      await keepPlace();
    },
  };
}

/** The life, the highest number and its mark of every stream that has been seen here. */
function knownStreams(
  feeds: readonly Feed<CollectionName>[],
  warehouseId: string,
): Record<string, Checkpoint> {
  const known: Record<string, Checkpoint> = {};
  for (const { collection, epoch, reached } of feeds) {
    const stream = streamOf(collection, warehouseId);
    const before = known[stream];
    if (!before || before.seq < reached().seq) known[stream] = { epoch, ...reached() };
  }
  return known;
}
