// What is written of an order, on this station's disk: found again after a kill or a power cut, gone when the order is taken
// or thrown away. Names and addresses that nobody needs any more are nothing to keep.
// Must never bring back the address of an order that was taken: the next customer's goods would go there.
import { z } from 'zod';
import type { OpLog } from '../../data/op-log';
import type { Notes } from '../../data/store';
import { createOrderDraft, draftSchema, type OrderDraft, withoutCustomer } from './order-draft';

export type KeptDraft = OrderDraft & {
  /** Resolves when what stands there is on disk. */
  settled: () => Promise<void>;
  close: () => void;
};

type Ports = {
  notes: Notes;
  opLog: Pick<OpLog, 'maxStationSeq' | 'from'>;
  report: (cause: unknown) => void;
};

const noteName = 'order-draft';
const noteSchema = z.object({
  /** Number of the newest op when this was written. */
  upTo: z.int().nonnegative(),
  draft: draftSchema,
});
type Note = z.infer<typeof noteSchema>;

/** A word is often several letters, and each write is one of the disk. */
const pauseMs = 200;
/** Ops behind the note: it is written with every pause in writing. */
const mostOps = 500;

export async function openKeptDraft({ notes, opLog, report }: Ports): Promise<KeptDraft> {
  const draft = createOrderDraft(await read());
  let next: Note | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function read(): Promise<Note['draft'] | null> {
    const noted = noteSchema.safeParse(await notes.read(noteName));
    if (!noted.success) return null;
    const { upTo, draft: found } = noted.data;
    const since = await opLog.from(upTo + 1, mostOps);
    // A kill fell between the order and this note.
    return since.some(({ type }) => type === 'order.take') ? withoutCustomer(found) : found;
  }

  const write = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const note = next;
    next = null;
    if (note) writing = writing.then(() => notes.write(noteName, note)).catch(report);
    return writing;
  };

  const unlisten = draft.store.subscribe((now) => {
    // An order that is taken between this letter and its write must be seen to come after it.
    next = { upTo: opLog.maxStationSeq(), draft: now };
    timer ??= setTimeout(() => void write(), pauseMs);
  });

  return {
    store: draft.store,
    clear: () => {
      draft.clear();
      void write();
    },
    settled: write,
    close: () => {
      unlisten();
      clearTimeout(timer);
    },
  };
}
