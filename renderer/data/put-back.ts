// Puts ops that the second place has and the store lost back into the store, under their own numbers. To be done before
// the op log is opened: no number may be given while an op that carries it is still outside.
// Never overwrites an op of the store, and never puts one back under another number.
import { chainStart } from '../../shared/sync/op-chain';
import type { OpEnvelope } from '../../shared/sync/op';
import type { KeptOps } from './kept-ops';
import { keepPlace, opLogNote, readPlace } from './op-log-place';
import type { Store } from './store';

export type PutBack = {
  /** Ops that are in the store again. */
  ops: number;
  /** The store knew nothing at all although ops of this station are kept: it was lost. */
  storeWasLost: boolean;
  /** Ops whose number the store has given to another op; they stay in the second place only. */
  clashes: number;
};

/** Throws what the second place or the store throws. */
export async function putBackOps(store: Store, kept: KeptOps): Promise<PutBack> {
  const { maxStationSeq, expect } = await kept.state();
  const note = await store.notes.read(opLogNote);
  const place = readPlace(note);
  const unsettled = await numbersAfter(store, place.settledUpTo);
  const storeWasLost = note === null && unsettled.length === 0 && maxStationSeq > 0;
  const from = storeWasLost ? expect : firstMissing(place.settledUpTo, unsettled);
  const done = await putBackFrom(store, kept, from, maxStationSeq);
  // Head office has the older ones; they are fetched from the second place when it should ask for them again.
  if (storeWasLost) {
    const [before] = expect > 1 ? await kept.read(expect - 1) : [];
    const link = before?.stationSeq === expect - 1 ? before.chain : undefined;
    await keepPlace(store.notes, {
      settledUpTo: expect - 1,
      expect,
      end: { stationSeq: expect - 1, link: link ?? chainStart },
    });
  }
  return { ...done, storeWasLost };
}

/** Puts back what is missing of `from` to `upTo`. */
export async function putBackFrom(
  store: Store,
  kept: KeptOps,
  from: number,
  upTo: number,
): Promise<{ ops: number; clashes: number }> {
  const done = { ops: 0, clashes: 0 };
  for (let next = from; next <= upTo; ) {
    const page = await kept.read(next);
    const last = page.at(-1);
    if (last === undefined) break;
    const { missing, clashes } = await putBackPage(store, page);
    done.ops += missing;
    done.clashes += clashes;
    next = last.stationSeq + 1;
  }
  return done;
}

/** Puts ops of a page, in the order of their numbers, into the store where they are missing. */
export async function putBackPage(
  store: Store,
  page: readonly OpEnvelope[],
): Promise<{ missing: number; clashes: number }> {
  const { missing, clashes } = await sortOut(store, page);
  if (missing.length > 0) {
    const { error } = await store.ops.bulkInsert(missing);
    if (error.length > 0) throw new Error('the store did not take ops back', { cause: error[0] });
  }
  return { missing: missing.length, clashes };
}

async function sortOut(
  store: Store,
  page: readonly OpEnvelope[],
): Promise<{ missing: OpEnvelope[]; clashes: number }> {
  const first = page[0]?.stationSeq ?? 0;
  const last = page.at(-1)?.stationSeq ?? 0;
  const here = await store.ops.find({ selector: { stationSeq: { $gte: first, $lte: last } } }).exec();
  const numbers = new Set(here.map((op) => op.stationSeq));
  const known = await store.ops.findByIds(page.map((op) => op.opId)).exec();
  const absent = page.filter((op) => !known.has(op.opId));
  const missing = absent.filter((op) => !numbers.has(op.stationSeq));
  return { missing, clashes: absent.length - missing.length };
}

async function numbersAfter(store: Store, stationSeq: number): Promise<number[]> {
  const found = await store.ops
    .find({ selector: { stationSeq: { $gt: stationSeq } }, sort: [{ stationSeq: 'asc' }] })
    .exec();
  return found.map((op) => op.stationSeq);
}

function firstMissing(after: number, numbers: readonly number[]): number {
  let next = after + 1;
  for (const number of numbers) {
    if (number !== next) break;
    next += 1;
  }
  return next;
}
