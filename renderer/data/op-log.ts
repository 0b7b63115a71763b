// Every action of this station, numbered without holes and on disk before anybody is told (laws 1 and 2).
// Answers for the numbers, for durability, and for knowing which ops head office has received and answered.
// Must never reuse a number that may have reached the disk, and never resolve before the disk has everything.
import { Subject, type Observable } from 'rxjs';
import type { OpId, PersonId } from '../../shared/domain/ids';
import type { OpResult } from '../../shared/sync/documents';
import { chained, chainStart } from '../../shared/sync/op-chain';
import { type Op, type OpDraft, opBodies, parseOp } from '../../shared/sync/op';
import { NotSaved } from './not-saved';
import { type ChainEnd, keepPlace, opLogNote, readPlace } from './op-log-place';
import type { Store } from './store';
import type { StoredOp } from './stored';

export type OpLogChange =
  | { kind: 'appended'; ops: readonly Op[] }
  /** Head office has received every op below `expect`. */
  | { kind: 'delivered'; expect: number }
  /** The ops that were numbered `from` and up have new numbers. */
  | { kind: 'renumbered'; from: number; ops: readonly Op[] }
  | { kind: 'answered'; results: readonly OpResult[] }
  | { kind: 'settled'; ops: readonly Op[] };

export type Clock = { now: () => Date; monoMs: () => number };

export type OpLog = {
  /** Resolves when all of them are on disk, in one write. Rejects with NotSaved, and then none of them counts. */
  append: (drafts: readonly OpDraft[], actor: PersonId | null) => Promise<readonly Op[]>;
  /** Ops whose outcome the pulled documents do not show yet, in station order. */
  unsettled: () => readonly Op[];
  resultOf: (opId: string) => OpResult | null;
  maxStationSeq: () => number;
  /** Number of the first op that head office has not received. */
  expect: () => number;
  /**
   * Head office said what it expects next. A lower number than ours means that it lost some. A higher one means that this
   * store did: new ops are numbered after it, and those not known to be received are offered again.
   */
  heardExpect: (place: OpPlace) => void;
  /** Head office has received the ops up to `upTo` and expects `place` next. */
  received: (upTo: number, place: OpPlace) => void;
  /** Gives the ops from a number on a new place, in the same order: head office has other ops under theirs. */
  renumber: (from: number, to: OpPlace) => Promise<void>;
  /**
   * Fills a hole that nobody can: the ops from `place` up to `upTo` are in no place of this computer, and head office does not
   * have them. Ops that say so stand there from now on, and those behind them follow on.
   */
  fillLost: (place: OpPlace, upTo: number, newOpId: () => OpId) => Promise<void>;
  /** Stored ops from a number on, in order. */
  from: (stationSeq: number, limit: number) => Promise<StoredOp[]>;
  answered: (results: readonly OpResult[]) => void;
  /** Takes out the answered ops that `isShown` says the pulled documents contain. */
  settle: (isShown: (op: Op, result: OpResult) => boolean) => void;
  /**
   * Forgets answers and settles anew: head office came back from a backup, or ops came back to this store. Answers to ops
   * from `lostFrom` on are void, also where the store still has them: head office says that it never heard those.
   */
  unsettleFrom: (stationSeq: number, lostFrom: number) => Promise<void>;
  changes: Observable<OpLogChange>;
  /** Writes down how far everything is settled, so that the next start need not read further back. */
  keepPlace: () => Promise<void>;
  /** Removes settled ops that were made before `before`; head office may need the younger ones after a restore. */
  forgetBefore: (before: Date) => Promise<number>;
};

/** The number head office gives the next op, and the link it follows on; none before the chain began. */
export type OpPlace = { expect: number; chain?: string | undefined };

type Entry = { op: Op; result: OpResult | null };

/** A write that takes longer has lost its engine: nobody knows whether it is on disk. */
const writeTimeoutMs = 10_000;
const forgetBatch = 500;

export async function openOpLog(store: Store, clock: Clock): Promise<OpLog> {
  const changes = new Subject<OpLogChange>();
  const place = readPlace(await store.notes.read(opLogNote));
  const entries = new Map<number, Entry>();
  const seqOf = new Map<string, number>();
  let next = place.settledUpTo + 1;
  let expect = place.expect;
  let settledUpTo = place.settledUpTo;
  let queue: Promise<unknown> = Promise.resolve();
  let broken = false;
  let end: ChainEnd = place.end;

  /** Where ops are that this store has not, head office says how the chain goes on. */
  const goOnBehind = ({ expect: heard, chain }: OpPlace): void => {
    if (heard <= next) return;
    next = heard;
    end = { stationSeq: heard - 1, link: chain ?? chainStart };
  };

  const remember = (op: Op): void => {
    entries.set(op.stationSeq, { op, result: null });
    seqOf.set(op.opId, op.stationSeq);
    next = Math.max(next, op.stationSeq + 1);
    if (op.stationSeq >= end.stationSeq) end = { stationSeq: op.stationSeq, link: op.chain ?? chainStart };
  };

  const load = async (after: number, lostFrom = Number.POSITIVE_INFINITY): Promise<void> => {
    const stored = await opsAfter(store, after);
    for (const op of stored) if (!entries.has(op.stationSeq)) remember(parseOp(op));
    const heard = stored.filter(({ stationSeq }) => stationSeq < lostFrom);
    const results = await store.pulled.results.byIds(heard.map((op) => op.opId));
    for (const { doc } of results) note(doc);
  };

  const note = (result: OpResult): void => {
    const entry = entries.get(seqOf.get(result.opId) ?? 0);
    if (entry) entry.result = result;
  };

  const write = async (drafts: readonly OpDraft[], actor: PersonId | null): Promise<readonly Op[]> => {
    if (broken) throw new NotSaved('unknown');
    const at = clock.now().toISOString();
    const mono = clock.monoMs();
    const made = drafts.map((draft, index): Op => {
      const body = opBodies[draft.type].parse(draft.body);
      return { ...draft, body, stationSeq: next + index, v: 1, actor, at, mono } as Op;
    });
    const ops = chained(end.link, made);
    try {
      await insert(store, ops);
    } catch (cause) {
      const failure = NotSaved.of(cause);
      broken = failure.certainty === 'unknown';
      throw failure;
    }
    for (const op of ops) remember(op);
    changes.next({ kind: 'appended', ops });
    return ops;
  };

  const setExpect = (heard: number): void => {
    if (heard === expect) return;
    expect = heard;
    changes.next({ kind: 'delivered', expect });
  };

  const renumber = async (from: number, to: OpPlace): Promise<void> => {
    const moving = [...entries.values()].map((entry) => entry.op).filter((op) => op.stationSeq >= from);
    const moved = chained(
      to.chain ?? chainStart,
      moving.map((op, index) => ({ ...op, stationSeq: to.expect + index })),
    );
    await store.ops.bulkUpsert(moved as unknown as StoredOp[]);
    for (const op of moving) entries.delete(op.stationSeq);
    for (const op of moved) remember(op);
    changes.next({ kind: 'renumbered', from, ops: moved });
    setExpect(to.expect);
  };

  const fillLost = async (from: OpPlace, upTo: number, newOpId: () => OpId): Promise<void> => {
    const [at, mono] = [clock.now().toISOString(), clock.monoMs()];
    const lost = Array.from({ length: upTo - from.expect + 1 }, (_, index): Op => {
      const draft = {
        opId: newOpId(),
        type: 'bench.lost-op' as const,
        parcelId: null,
        fence: null,
        body: {},
      };
      return { ...draft, stationSeq: from.expect + index, v: 1, actor: null, at, mono };
    });
    const behind = (await opsAfter(store, upTo)).map(parseOp);
    const ops = chained(from.chain ?? chainStart, [...lost, ...behind]);
    await store.ops.bulkUpsert(ops as unknown as StoredOp[]);
    for (const op of ops) remember(op);
    sortByNumber(entries);
    changes.next({ kind: 'appended', ops: [] });
  };

  await load(place.settledUpTo);
  if (end.stationSeq < next - 1) {
    const [newest] = await opsAfter(store, next - 2, 1);
    if (newest?.stationSeq === next - 1) end = { stationSeq: next - 1, link: newest.chain ?? chainStart };
  }

  return {
    append: (drafts, actor) => {
      const written = queue.then(() => write(drafts, actor));
      queue = written.catch(() => undefined);
      return written;
    },
    unsettled: () => [...entries.values()].map((entry) => entry.op),
    resultOf: (opId) => entries.get(seqOf.get(opId) ?? 0)?.result ?? null,
    maxStationSeq: () => next - 1,
    expect: () => expect,
    heardExpect: (place) => {
      const heard = place.expect;
      const nothingUnsent = expect >= next;
      goOnBehind(place);
      if (heard < expect || nothingUnsent) setExpect(heard);
    },
    received: (upTo, place) => {
      const heard = place.expect;
      goOnBehind(place);
      const offered = [...entries.keys()].some((seq) => seq > upTo && seq < heard);
      setExpect(offered ? upTo + 1 : heard);
    },
    renumber: (from, to) => {
      const done = queue.then(() => renumber(from, to));
      queue = done.catch(() => undefined);
      return done;
    },
    fillLost: (from, upTo, newId) => {
      const done = queue.then(() => fillLost(from, upTo, newId));
      queue = done.catch(() => undefined);
      return done;
    },
    from: (stationSeq, limit) => opsAfter(store, stationSeq - 1, limit),
    answered: (results) => {
      for (const result of results) note(result);
      // Head office takes ops in order: an answered one has been received, and so have all before it.
      const received = Math.max(0, ...results.map((result) => seqOf.get(result.opId) ?? 0));
      if (received >= expect) setExpect(received + 1);
      changes.next({ kind: 'answered', results });
    },
    settle: (isShown) => {
      const settled: Op[] = [];
      for (const [seq, { op, result }] of entries) {
        if (result === null || !isShown(op, result)) continue;
        entries.delete(seq);
        seqOf.delete(op.opId);
        settled.push(op);
      }
      if (settled.length === 0) return;
      const first = entries.keys().next();
      settledUpTo = Math.max(settledUpTo, (first.done ? next : first.value) - 1);
      changes.next({ kind: 'settled', ops: settled });
    },
    unsettleFrom: async (stationSeq, lostFrom) => {
      settledUpTo = Math.min(settledUpTo, stationSeq - 1);
      for (const entry of entries.values()) entry.result = null;
      await load(settledUpTo, lostFrom);
      sortByNumber(entries);
      await keepPlace(store.notes, { settledUpTo, expect, end });
      changes.next({ kind: 'appended', ops: [] });
    },
    changes: changes.asObservable(),
    keepPlace: () => keepPlace(store.notes, { settledUpTo, expect, end }),
    forgetBefore: async (before) => {
      // The numbers must be safe before the ops that carry them go; the newest op stays as a second witness.
      await keepPlace(store.notes, { settledUpTo, expect, end });
      return forgetBefore(store, before.toISOString(), Math.min(settledUpTo, expect - 1));
    },
  };
}

async function insert(store: Store, ops: readonly Op[]): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NotSaved('unknown')), writeTimeoutMs);
  });
  try {
    const { error } = await Promise.race([store.ops.bulkInsert(ops as unknown as StoredOp[]), late]);
    if (error.length > 0) throw new NotSaved('unknown', error[0]);
  } finally {
    clearTimeout(timer);
  }
}

async function opsAfter(store: Store, stationSeq: number, limit?: number): Promise<StoredOp[]> {
  const found = await store.ops
    .find({
      selector: { stationSeq: { $gt: stationSeq } },
      sort: [{ stationSeq: 'asc' }],
      ...(limit === undefined ? {} : { limit }),
    })
    .exec();
  return found.map((document) => document.toJSON() as unknown as StoredOp);
}

async function forgetBefore(store: Store, before: string, upTo: number): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const oldest = await opsAfter(store, 0, forgetBatch);
    const due = oldest.filter((op) => op.stationSeq < upTo && op.at < before);
    if (due.length === 0) break;
    await store.ops.bulkRemove(due.map((op) => op.opId));
    forgotten += due.length;
    if (due.length < oldest.length) break;
  }
  return forgotten;
}

function sortByNumber(entries: Map<number, Entry>): void {
  const sorted = [...entries].sort(([a], [b]) => a - b);
  entries.clear();
  for (const [seq, entry] of sorted) entries.set(seq, entry);
}
