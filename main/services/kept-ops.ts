// The second place of this station's ops: files of their own beside the window's database, so that what was scanned and
// not sent yet survives the loss of that database. Answers for ops in the order they were given, on disk before they are
// confirmed, and kept until head office has them and thirty days have passed. Never numbers, changes or sends an op.
import { join } from 'node:path';
import type { OpEnvelope } from '../../shared/sync/op';
import { Failure } from '../failure';
import { type KeptFiles, nodeKeptFiles } from './kept-ops-files';
import {
  frameOf,
  keptFormat,
  type KeptRecord,
  keptVersion,
  readFrames,
  type Replaced,
} from './kept-ops-frame';
import { type AppendFile, diskFailure } from './print-outbox-files';

export type KeptState = {
  /** Highest number kept; 0 when there is none. */
  maxStationSeq: number;
  /** Head office has every op below it, as far as was noted. */
  expect: number;
  /** Places in the files that could not be read, the cut end of the last file among them. */
  damaged: number;
};

export type KeptOps = {
  state: () => KeptState;
  /** Resolves when the ops are on disk, with the highest number kept. Ops it has already are not written again. */
  keep: (ops: readonly OpEnvelope[]) => Promise<number>;
  /** The ops that had the numbers `from` and up have new ones. */
  renumber: (from: number, ops: readonly OpEnvelope[]) => Promise<number>;
  /** Head office has every op below `expect`; with a lower number than before, it lost some. */
  received: (expect: number) => Promise<void>;
  /** Ops from a number on, in order, at most `limit`. */
  read: (from: number, limit: number) => Promise<OpEnvelope[]>;
  close: () => Promise<void>;
};

export type KeptOpsOptions = {
  folder: string;
  nowMs: () => number;
  files?: KeptFiles;
  /** A file this long is followed by a new one. */
  fileBytes?: number;
  keepDays?: number;
};

type Known = { maxSeq: number; expect: number; replaced: Replaced[] };
type Current = { name: string; file: AppendFile; length: number; begunMs: number };

const dayMs = 86_400_000;
const fileName = /^(\d{6})\.ops$/;

/**
 * Opens the second place in `folder`.
 * Throws `kept-ops.newer-version`, `disk.full` or `disk.cannot-write` (values: path).
 */
export async function openKeptOps(options: KeptOpsOptions): Promise<KeptOps> {
  const { folder, nowMs } = options;
  const files = options.files ?? nodeKeptFiles;
  const fileBytes = options.fileBytes ?? 4 * 1024 * 1024;
  const keepMs = (options.keepDays ?? 30) * dayMs;
  const before = new Map<string, number>();
  const known: Known = { maxSeq: 0, expect: 1, replaced: [] };
  let damaged = 0;
  let current: Current | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const names = async (): Promise<string[]> =>
    (await files.list(folder)).map(({ name }) => name).filter((name) => fileName.test(name));

  const recordsOf = async (name: string): Promise<KeptRecord[]> => {
    const path = join(folder, name);
    const found = readFrames((await files.read(path)) ?? new Uint8Array());
    if (found.newerVersion !== null)
      throw new Failure('kept-ops.newer-version', { path, version: found.newerVersion });
    const [head] = found.records;
    if (head?.kind === 'head') before.set(name, head.maxSeq);
    return found.records;
  };

  /** A file tells where it began, so that the older ones need not be read; one without its head does not. */
  const learn = async (all: readonly string[]): Promise<void> => {
    const read: KeptRecord[][] = [];
    for (const name of all.toReversed()) {
      const records = await recordsOf(name);
      read.unshift(records);
      if (records[0]?.kind === 'head') break;
    }
    for (const record of read.flat()) take(known, record);
  };

  const cutEnd = async (name: string): Promise<number> => {
    const path = join(folder, name);
    const bytes = (await files.read(path)) ?? new Uint8Array();
    const found = readFrames(bytes);
    damaged += found.damaged;
    if (found.goodBytes === bytes.length) return bytes.length;
    damaged += 1;
    await files.replace(`${path}.cut`, bytes.subarray(found.goodBytes));
    const file = await files.openAppend(path);
    try {
      await file.truncate(found.goodBytes);
    } finally {
      await file.close();
    }
    return found.goodBytes;
  };

  const begin = async (name: string): Promise<Current> => {
    const { maxSeq, expect, replaced } = known;
    const at = new Date(nowMs()).toISOString();
    const head = frameOf({
      kind: 'head',
      format: keptFormat,
      version: keptVersion,
      at,
      maxSeq,
      expect,
      replaced,
    });
    await files.replace(join(folder, name), head);
    before.set(name, maxSeq);
    return {
      name,
      file: await files.openAppend(join(folder, name)),
      length: head.length,
      begunMs: nowMs(),
    };
  };

  /** Whole files go when head office has all their ops and the newest of them is older than the days to keep. */
  const trim = async (): Promise<void> => {
    const seen = (await files.list(folder)).filter(({ name }) => fileName.test(name));
    for (const [index, { name, changedMs }] of seen.entries()) {
      const next = seen[index + 1];
      if (next === undefined || changedMs > nowMs() - keepMs) break;
      if (!before.has(next.name)) await recordsOf(next.name);
      const lastSeq = before.get(next.name);
      if (lastSeq === undefined || lastSeq >= known.expect) break;
      await files.remove(join(folder, name));
      before.delete(name);
    }
  };

  const roomy = async (): Promise<Current> => {
    if (current && current.length < fileBytes && nowMs() - current.begunMs < dayMs) return current;
    const last = current?.name ?? (await names()).at(-1) ?? '000000.ops';
    const name = `${String(Number(last.slice(0, 6)) + 1).padStart(6, '0')}.ops`;
    const next = await begin(name);
    await current?.file.close();
    current = next;
    await trim();
    return next;
  };

  const append = async (record: KeptRecord): Promise<void> => {
    try {
      const to = await roomy();
      const frame = frameOf(record);
      try {
        await to.file.append(frame);
      } catch (cause) {
        // Half a record must not stand before the next one. What cannot be cut is left behind in a closed file.
        await to.file.truncate(to.length).catch(() => {
          current = null;
          return to.file.close().catch(() => undefined);
        });
        throw cause;
      }
      to.length += frame.length;
      take(known, record);
    } catch (cause) {
      throw diskFailure(cause, folder);
    }
  };

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = queue.then(work);
    queue = mine.catch(() => undefined);
    return mine;
  };

  const read = async (from: number, limit: number): Promise<OpEnvelope[]> => {
    const all = await names();
    for (const name of all) if (!before.has(name)) await recordsOf(name);
    const first = all.findLastIndex((name) => (before.get(name) ?? 0) < from);
    const found = new Map<number, OpEnvelope>();
    for (const name of all.slice(Math.max(0, first))) {
      for (const op of (await recordsOf(name)).flatMap(opsIn))
        if (op.stationSeq >= from && !isReplaced(known, op.stationSeq)) found.set(op.stationSeq, op);
      if (found.size >= limit) break;
    }
    return [...found.values()].sort((a, b) => a.stationSeq - b.stationSeq).slice(0, limit);
  };

  try {
    const all = await names();
    await learn(all);
    const last = all.at(-1);
    if (last !== undefined) {
      // Cutting needs a disk that can be written; a full one is met again, and said, when the next op comes.
      const length = await cutEnd(last).catch(() => null);
      const head = (await recordsOf(last))[0];
      // A file of an older version is not gone on with: the program that made it would take new records for damage.
      if (length !== null && head?.kind === 'head' && head.version === keptVersion)
        current = {
          name: last,
          file: await files.openAppend(join(folder, last)),
          length,
          begunMs: Date.parse(head.at),
        };
    }
  } catch (cause) {
    throw diskFailure(cause, folder);
  }

  return {
    state: () => ({ maxStationSeq: known.maxSeq, expect: known.expect, damaged }),
    keep: (ops) =>
      inTurn(async () => {
        const fresh = ops.filter((op) => op.stationSeq > known.maxSeq);
        if (fresh.length > 0) await append({ kind: 'ops', ops: fresh });
        return known.maxSeq;
      }),
    renumber: (from, ops) =>
      inTurn(async () => {
        await append({ kind: 'renumbered', from, ops: [...ops] });
        return known.maxSeq;
      }),
    received: (expect) =>
      inTurn(async () => {
        if (expect !== known.expect) await append({ kind: 'received', expect });
      }),
    read: (from, limit) =>
      inTurn(() =>
        read(from, limit).catch((cause: unknown) => {
          throw diskFailure(cause, folder);
        }),
      ),
    close: () => inTurn(async () => current?.file.close()),
  };
}

function take(known: Known, record: KeptRecord): void {
  switch (record.kind) {
    case 'head':
      known.maxSeq = Math.max(known.maxSeq, record.maxSeq);
      known.expect = record.expect;
      known.replaced = [...record.replaced];
      break;
    case 'received':
      known.expect = record.expect;
      break;
    case 'renumbered':
      if (record.from <= known.maxSeq) known.replaced.push([record.from, known.maxSeq]);
      known.maxSeq = Math.max(known.maxSeq, ...record.ops.map((op) => op.stationSeq));
      break;
    case 'ops':
      known.maxSeq = Math.max(known.maxSeq, ...record.ops.map((op) => op.stationSeq));
      break;
    default: {
      const never: never = record;
      throw new Error(`unexpected ${JSON.stringify(never)}`);
    }
  }
}

function opsIn(record: KeptRecord): OpEnvelope[] {
  return record.kind === 'ops' || record.kind === 'renumbered' ? record.ops : [];
}

function isReplaced({ replaced }: Known, stationSeq: number): boolean {
  return replaced.some(([first, last]) => stationSeq >= first && stationSeq <= last);
}
