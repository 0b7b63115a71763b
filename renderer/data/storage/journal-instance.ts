// One collection in the journal storage: RxDB's memory engine answers, the journal remembers.
// Answers for: a strict write is on the disk before it is seen by anybody or answered; a stale revision is an ordinary
// conflict and nothing of it is written; a failed transaction rejects every write in it, and of strict ones changes
// nothing. Relaxed writes are copies: they are seen at once and answered when they are written; one that failed goes
// with the next. Must never let memory run ahead of a strict journal, nor give a local number twice.
import {
  type EventBulk,
  getPrimaryFieldOfPrimaryKey,
  type PreparedQuery,
  type RxStorageBulkWriteResponse,
  type RxStorageChangeEvent,
  type RxStorageInstance,
  type RxStorageInstanceCreationParams,
} from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { map } from 'rxjs';
import { compact } from './compaction';
import { createGroupCommit, type Waiter } from './group-commit';
import { type Doc, type JudgedWrite, judgeWrite, type Row, type Write } from './judge-write';
import {
  type Block,
  type Durability,
  type IndexedDbParts,
  journalFileName,
  openJournalFile,
} from './journal-file';
import { JournalRefused } from './journal-refused';
import { createLocalNumbers } from './local-numbers';
import { nextTask } from '../rest';

export type JournalOptions = {
  parts: IndexedDbParts;
  durability: Durability;
  newId: () => string;
  /** Log entries that are always left alone; above that a quarter of the living documents (1000). */
  compactAbove: number;
  /** Nothing must have been written for so long before a compaction begins. */
  quietMs: number;
};

/** `n` orders; id and time are what other storages' checkpoints hold, and what RxDB's callers expect to find. */
export type JournalCheckpoint = { id: string; lwt: number; n?: number; journal?: string };

type Answer = RxStorageBulkWriteResponse<Record<string, unknown>>;
type Instance = RxStorageInstance<Record<string, unknown>, unknown, unknown, JournalCheckpoint>;
type Params = RxStorageInstanceCreationParams<Record<string, unknown>, unknown>;
type Changes = EventBulk<RxStorageChangeEvent<Doc>, JournalCheckpoint>;

type Commit = Waiter<Write, Answer>;
type Judged = Commit & JudgedWrite & { firstNumber: number };

/** Bounds one transaction; what waits longer than that goes with the next one. */
const rowsPerTransaction = 5000;

/** Opens the journal and reads it into memory. Throws JournalRefused, or what IndexedDB throws. */
export async function openJournalInstance(params: Params, options: JournalOptions): Promise<Instance> {
  const name = journalFileName(params.databaseName, params.schema.version, params.collectionName);
  if (params.multiInstance) throw new JournalRefused('several-windows', name);
  if (params.schema.attachments) throw new JournalRefused('attachments', name);
  const primary = getPrimaryFieldOfPrimaryKey(params.schema.primaryKey) as string;
  const idOf = (doc: unknown): string => String((doc as Record<string, unknown>)[primary]);
  const file = await openJournalFile(options.parts, name, options.durability, options.newId);
  // The memory engine keeps its state by name for the whole realm; ours lives as long as this instance.
  const memory = (await getRxStorageMemory().createStorageInstance({
    ...params,
    databaseName: `${params.databaseName} ${options.newId()}`,
  } as never)) as unknown as Instance;
  const numbers = createLocalNumbers();
  const { journalId } = file.meta();
  let logEntries = 0;
  let lastKey = 0;
  let appliedKey = 0;
  try {
    lastKey = await load();
    appliedKey = lastKey;
  } catch (cause) {
    file.close();
    await memory.remove();
    throw cause instanceof SyntaxError ? new JournalRefused('damaged', name, cause) : cause;
  }

  async function load(): Promise<number> {
    const found = new Map<string, { doc: Doc; number: number }>();
    const read = await file.read((block) => {
      logEntries += block.numbers.length;
      for (const [index, doc] of (JSON.parse(block.docs) as Doc[]).entries()) {
        const id = idOf(doc);
        // Deleted first: a map in order of writing is in order of numbers.
        found.delete(id);
        found.set(id, { doc, number: block.numbers[index] as number });
      }
    });
    const rows: Row[] = [];
    for (const [id, { doc, number }] of found) {
      numbers.restore(id, number);
      rows.push({ document: doc as never });
    }
    numbers.startAt(file.meta().nextNumber);
    logEntries -= found.size;
    if (rows.length > 0) await memory.bulkWrite(rows, 'journal-load');
    return read;
  }

  const writes = createGroupCommit<Write, Answer>((each) => each.rows.length, rowsPerTransaction, commit);
  let ended: Promise<void> | null = null;
  let emitting: number = numbers.next() - 1;
  let lastWriteMs = 0;
  /** Documents of a copy that memory has and the journal has not. */
  const owed = new Set<string>();
  let compacting: Promise<void> | null = null;
  let quiet: ReturnType<typeof setTimeout> | null = null;

  const refuseWhenEnded = (): void => {
    if (ended) throw new JournalRefused('closed', name);
  };

  async function commit(group: readonly Commit[]): Promise<void> {
    const ids = group.flatMap((each) => each.rows.map((row) => idOf(row.document)));
    const current = new Map<string, Doc>();
    for (const doc of await memory.findDocumentsById(ids, true)) current.set(idOf(doc), doc);
    const judged: Judged[] = [];
    let number = numbers.next();
    for (const each of group) {
      try {
        const one = judgeWrite(each, idOf, current);
        judged.push({ ...each, ...one, firstNumber: number });
        number += one.accepted.length;
      } catch (cause) {
        each.reject(cause);
      }
    }
    const isCopy = options.durability === 'relaxed';
    if (isCopy) {
      for (const each of judged) await show(each);
      await nextTask();
    }
    const written = judged.filter((each) => each.accepted.length > 0);
    if (written.length > 0) {
      const blocks = [
        ...(await owedBlocks()),
        ...written.map(({ accepted, firstNumber, docs }) => ({
          numbers: accepted.map((_row, index) => firstNumber + index),
          docs,
        })),
      ];
      if (isCopy)
        for (const { accepted } of written) for (const row of accepted) owed.add(idOf(row.document));
      await file.append(lastKey + 1, blocks);
      owed.clear();
      lastKey += blocks.length;
      lastWriteMs = performance.now();
    }
    for (const each of judged) {
      if (!isCopy) await show(each);
      each.resolve({ error: each.errors });
    }
    appliedKey = lastKey;
    compactWhenQuiet();
  }

  /** What a transaction that failed has left out, as it is now. */
  async function owedBlocks(): Promise<Block[]> {
    if (owed.size === 0) return [];
    const docs = await memory.findDocumentsById([...owed], true);
    docs.sort((a, b) => numbers.of(idOf(a)) - numbers.of(idOf(b)));
    return [{ numbers: docs.map((doc) => numbers.of(idOf(doc))), docs: JSON.stringify(docs) }];
  }

  async function show({ accepted, context, reject }: Judged): Promise<void> {
    if (accepted.length === 0) return;
    emitting = numbers.give(accepted.map((row) => idOf(row.document)));
    logEntries += accepted.length;
    const { error } = await memory.bulkWrite(accepted, context);
    if (error.length > 0)
      reject(new Error(`${name}: the memory engine refused what the journal has`, { cause: error[0] }));
  }

  function compactWhenQuiet(): void {
    if (quiet !== null || ended || compacting) return;
    if (logEntries < Math.max(options.compactAbove, numbers.size() / 4)) return;
    const look = (): void => {
      quiet = null;
      if (ended) return;
      const leftMs = options.quietMs - (performance.now() - lastWriteMs);
      if (leftMs > 0) quiet = setTimeout(look, leftMs);
      // A failure leaves the old generation and its log as they were; the next writes bring the next try.
      else void compactNow().catch(() => undefined);
    };
    quiet = setTimeout(look, options.quietMs);
  }

  function compactNow(): Promise<void> {
    compacting ??= (async () => {
      const covered = logEntries;
      try {
        const done = await compact(file, {
          appliedKey: () => appliedKey,
          nextNumber: () => numbers.next(),
          page,
          pause: idle,
          stopped: () => ended !== null,
        });
        if (done) logEntries -= covered;
      } finally {
        compacting = null;
      }
    })();
    return compacting;
  }

  async function page(
    after: number,
    limit: number,
    before: number,
  ): Promise<{ numbers: number[]; docs: Doc[] }> {
    const docs = await memory.findDocumentsById(numbers.since(after, limit, before), true);
    return { numbers: docs.map((doc) => numbers.of(idOf(doc))), docs: docs as Doc[] };
  }

  async function purge(minimumDeletedMs: number): Promise<boolean> {
    refuseWhenEnded();
    await writes.settled();
    await memory.cleanup(minimumDeletedMs);
    const all = numbers.since(0, Number.POSITIVE_INFINITY);
    const left = new Set((await memory.findDocumentsById(all, true)).map(idOf));
    if (left.size === all.length) return true;
    for (const id of all) if (!left.has(id)) numbers.forget(id);
    // One that runs began before the purge and may have written what is to go.
    await compacting;
    await compactNow();
    return true;
  }

  async function end(finish: () => Promise<void>): Promise<void> {
    if (quiet !== null) clearTimeout(quiet);
    await writes.settled();
    await compacting?.catch(() => undefined);
    await finish();
    await memory.remove();
  }

  const checkpointOf = (doc: Doc, n: number): JournalCheckpoint => ({
    id: idOf(doc),
    lwt: doc._meta.lwt,
    n,
    journal: journalId,
  });

  compactWhenQuiet();
  return {
    databaseName: params.databaseName,
    collectionName: params.collectionName,
    schema: params.schema,
    options: params.options as Instance['options'],
    internals: {},
    bulkWrite: async (rows, context) => {
      refuseWhenEnded();
      return writes.add({ rows, context });
    },
    findDocumentsById: async (ids, withDeleted) => {
      refuseWhenEnded();
      return memory.findDocumentsById(ids, withDeleted);
    },
    query: async (query: PreparedQuery<Record<string, unknown>>) => {
      refuseWhenEnded();
      return memory.query(query);
    },
    count: async (query) => {
      refuseWhenEnded();
      return memory.count(query);
    },
    getAttachmentData: async () => {
      throw new JournalRefused('attachments', name);
    },
    getChangedDocumentsSince: async (limit, checkpoint) => {
      refuseWhenEnded();
      const after = numberAt(checkpoint);
      const docs = (await memory.findDocumentsById(numbers.since(after, limit), true)) as Doc[];
      const last = docs.at(-1);
      const reached = last ? checkpointOf(last, numbers.of(idOf(last))) : checkpoint;
      return { documents: docs, checkpoint: reached ?? { id: '', lwt: 0, n: 0, journal: journalId } };
    },
    changeStream: () =>
      memory.changeStream().pipe(
        map((bulk) => {
          const changes = bulk as unknown as Changes;
          return { ...changes, checkpoint: { ...changes.checkpoint, n: emitting, journal: journalId } };
        }),
      ) as never,
    cleanup: purge,
    close: () => {
      ended ??= end(async () => file.close());
      return ended;
    },
    remove: async () => {
      refuseWhenEnded();
      ended = end(() => file.remove());
      await ended;
    },
  };

  /** A checkpoint of this journal by its number, one of another storage by its document; a foreign one is the start. */
  function numberAt(checkpoint: JournalCheckpoint | undefined): number {
    if (!checkpoint) return 0;
    if (checkpoint.n === undefined) return numbers.of(checkpoint.id);
    return checkpoint.journal === journalId ? checkpoint.n : 0;
  }
}

/** Lets the window paint and answer first. Under Node there is no idle time, only a next turn. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 0);
  });
}
