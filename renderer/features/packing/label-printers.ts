// The label printers of this bench, and which of them it uses: the first, or the one somebody changed to. Kept over a restart;
// one that is not there any more is left for the first that is.
import { z } from 'zod';
import type { DeviceStatus, WaybillBridge } from '../../../shared/contract/window';
import type { PrinterId } from '../../../shared/label/print-job';
import type { Notes } from '../../data/store';

export type LabelPrinter = { printerId: PrinterId; name: string };

export type LabelPrinters = {
  /** Null: there is none. */
  used: () => LabelPrinter | null;
  /** The one after it, in the order of the list; null where there is no other. */
  other: () => LabelPrinter | null;
  /** Uses the other one from now on, with what waits at the first. Resolves when the outbox has it. */
  change: () => Promise<void>;
  /** The devices as they are now. */
  learn: (devices: readonly DeviceStatus[]) => void;
};

const noteName = 'label-printer';
const noteSchema = z.object({ printerId: z.string().max(40) });

export async function openLabelPrinters({
  bridge,
  notes,
}: {
  bridge: Pick<WaybillBridge, 'request'>;
  notes: Notes;
}): Promise<LabelPrinters> {
  const noted = noteSchema.safeParse(await notes.read(noteName));
  let wanted = noted.success ? noted.data.printerId : null;
  let known: readonly LabelPrinter[] = [];
  const used = (): LabelPrinter | null =>
    known.find(({ printerId }) => printerId === wanted) ?? known[0] ?? null;
  const other = (): LabelPrinter | null => {
    const now = used();
    const next = now && known[(known.indexOf(now) + 1) % known.length];
    return next && next !== now ? next : null;
  };
  return {
    used,
    other,
    change: async () => {
      const [from, to] = [used(), other()];
      if (!from || !to) return;
      wanted = to.printerId;
      await notes.write(noteName, { printerId: to.printerId });
      await bridge.request('print:hand-over', { from: from.printerId, to: to.printerId });
    },
    learn: (devices) => {
      known = devices
        .filter(({ kind }) => kind === 'printer')
        .map(({ id, name }) => ({ printerId: id as PrinterId, name }));
    },
  };
}
