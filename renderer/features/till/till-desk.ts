// The till of this station: what should lie in it by its own sales, and counting it. All of it works with head office away.
// Must never forget a sale: what is noted is how far the station's own ops were read, and the rest is read from the disk.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { z } from 'zod';
import { currencySchema } from '../../../shared/money/money';
import type { OpId, PersonId } from '../../../shared/domain/ids';
import { afterCash, type CashOp, differenceOf, type Till, tillOf } from '../../../shared/domain/till/till';
import type { Op } from '../../../shared/sync/op';
import type { OpLog } from '../../data/op-log';
import type { Notes } from '../../data/store';

export type TillState = {
  tills: readonly Till[];
  /** The count that was written last since this start. */
  counted: { currency: string; countedMinor: number; differenceMinor: number } | null;
  notSaved: boolean;
};

export type TillDesk = {
  store: StoreApi<TillState>;
  /** On disk when it resolves; `counted` says so. */
  count: (
    count: { currency: string; countedMinor: number; leftMinor: number },
    by: PersonId,
  ) => Promise<void>;
  /** Writes down what was read; to be done before the ops that show it may be forgotten. */
  keep: () => Promise<void>;
  close: () => void;
};

type TillPorts = {
  opLog: Pick<OpLog, 'from' | 'changes' | 'append'>;
  notes: Notes;
  newOpId: () => OpId;
  report: (cause: unknown) => void;
};

const noteName = 'till';
const opsAtOnce = 500;

const noteSchema = z.object({
  tills: z.array(z.object({ currency: currencySchema, cashMinor: z.int(), sales: z.int().nonnegative() })),
  /** What ops up to this number brought is in here. */
  upTo: z.int().nonnegative(),
});

export async function openTillDesk({ opLog, notes, newOpId, report }: TillPorts): Promise<TillDesk> {
  const found = noteSchema.safeParse(await notes.read(noteName));
  let upTo = found.success ? found.data.upTo : 0;
  let kept = upTo;
  let writing: Promise<void> = Promise.resolve();
  const store = createStore<TillState>(() => ({
    tills: found.success ? found.data.tills : [],
    counted: null,
    notSaved: false,
  }));

  const take = (op: Op): void => {
    if (op.stationSeq <= upTo) return;
    upTo = op.stationSeq;
    if (!isCashOp(op)) return;
    store.setState({ tills: afterCash(store.getState().tills, op) });
  };
  for (let from = upTo + 1; ; ) {
    const page = await opLog.from(from, opsAtOnce);
    for (const op of page) take(op as unknown as Op);
    const last = page.at(-1);
    if (last === undefined) break;
    from = last.stationSeq + 1;
  }
  const listening = opLog.changes.subscribe((change) => {
    if (change.kind === 'appended') for (const op of change.ops) take(op);
  });

  return {
    store,
    count: async ({ currency, countedMinor, leftMinor }, by) => {
      const expectedMinor = Math.max(0, tillOf(store.getState().tills, currency).cashMinor);
      const body = { currency, expectedMinor, countedMinor, leftMinor };
      try {
        await opLog.append([{ opId: newOpId(), type: 'till.count', parcelId: null, fence: null, body }], by);
      } catch (cause) {
        report(cause);
        store.setState({ notSaved: true });
        return;
      }
      const differenceMinor = differenceOf(body, expectedMinor);
      store.setState({ counted: { currency, countedMinor, differenceMinor }, notSaved: false });
    },
    keep: () => {
      writing = writing
        .catch(() => undefined)
        .then(async () => {
          if (kept === upTo) return;
          const at = upTo;
          const tills = store.getState().tills.map((till) => ({ ...till }));
          await notes.write(noteName, { tills, upTo: at });
          kept = at;
        });
      return writing;
    },
    close: () => listening.unsubscribe(),
  };
}

function isCashOp(op: Op): op is Op & CashOp {
  return op.type === 'counter.sell' || op.type === 'order.take' || op.type === 'till.count';
}
