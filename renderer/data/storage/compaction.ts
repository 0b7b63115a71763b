// Writes a journal anew while nobody needs the window: the living documents as blocks of the next generation, then one
// transaction from which on that generation counts and the log it covers is gone. Answers for surviving a crash before,
// between and after any of its transactions: until the flip the old generation and its whole log are untouched.
// A document that changes while it runs may lie newer in a block than its number says; the log behind it sets it right.
import type { Block, JournalFile } from './journal-file';

export type CompactionSource = {
  /** Last log key whose documents are in memory. */
  appliedKey: () => number;
  nextNumber: () => number;
  /** Living documents with numbers above `after` and below `before`, ascending; empty at the end. */
  page: (
    after: number,
    limit: number,
    before: number,
  ) => Promise<{ numbers: number[]; docs: readonly unknown[] }>;
  /** Resolves when a block's work does not stand in anybody's way. */
  pause: () => Promise<void>;
  stopped: () => boolean;
};

const docsPerBlock = 1000;

/** @returns whether the new generation counts; false when it was stopped. Rejects when the disk does, harmlessly. */
export async function compact(file: JournalFile, source: CompactionSource): Promise<boolean> {
  const upToKey = source.appliedKey();
  const nextNumber = source.nextNumber();
  const old = file.meta();
  const generation = old.generation + 1;
  await file.dropGeneration(generation);
  let after = 0;
  for (let block = 0; ; block += 1) {
    await source.pause();
    if (source.stopped()) return false;
    const { numbers, docs } = await source.page(after, docsPerBlock, nextNumber);
    const last = numbers.at(-1);
    if (last === undefined) break;
    const content: Block = { numbers, docs: JSON.stringify(docs) };
    await file.writeBlock(generation, block, content);
    after = last;
  }
  if (source.stopped()) return false;
  await file.flip({ ...old, generation, nextNumber }, upToKey);
  return true;
}
