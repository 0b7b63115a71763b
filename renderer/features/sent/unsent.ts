// What head office has not received from this bench yet, act by act, oldest first. Read only while somebody looks: every
// scan changes it, and no scan may wait for it.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OpType } from '../../../shared/sync/op';
import type { Directory } from '../../data/directory';
import type { NetworkState } from '../../data/network';
import type { OpLog } from '../../data/op-log';
import type { ParcelBook } from '../../data/parcels';
import { rest } from '../../data/rest';

export type UnsentAct = {
  opId: string;
  stationSeq: number;
  type: OpType;
  orderNumber: string | null;
  operatorName: string | null;
  at: string;
};

export type UnsentState = { acts: readonly UnsentAct[] };

export type Unsent = {
  store: StoreApi<UnsentState>;
  /** Somebody looks at the list until the returned function is called. */
  watch: () => () => void;
  close: () => void;
};

export function openUnsent(
  opLog: Pick<OpLog, 'unsettled' | 'expect' | 'changes'>,
  book: Pick<ParcelBook, 'get'>,
  directory: Pick<Directory, 'person'>,
): Unsent {
  const state = createStore<UnsentState>(() => ({ acts: [] }));
  let watchers = 0;
  let reading: Promise<void> | null = null;

  const read = (): void => {
    const acts = opLog
      .unsettled()
      .filter((op) => op.stationSeq >= opLog.expect())
      .map(
        (op): UnsentAct => ({
          opId: op.opId,
          stationSeq: op.stationSeq,
          type: op.type,
          orderNumber: op.parcelId ? (book.get(op.parcelId)?.orderNumber ?? null) : null,
          operatorName: op.actor ? (directory.person(op.actor)?.name ?? op.actor) : null,
          at: op.at,
        }),
      );
    state.setState({ acts });
  };
  const listening = opLog.changes.subscribe(() => {
    if (watchers === 0) return;
    reading ??= rest().then(() => {
      reading = null;
      read();
    });
  });
  return {
    store: state,
    watch: () => {
      watchers += 1;
      read();
      return () => {
        watchers -= 1;
      };
    },
    close: () => listening.unsubscribe(),
  };
}

/** Why what waits is not with head office yet; words: `unsent.why.WHY`. */
export type UnsentWhy =
  | 'on-the-way'
  | 'connecting'
  | 'away'
  | 'not-known'
  | 'failing'
  | 'op-refused'
  | 'hole';

export function whyUnsent({ headOffice, trouble }: Pick<NetworkState, 'headOffice' | 'trouble'>): UnsentWhy {
  if (headOffice === 'up') return 'on-the-way';
  if (headOffice === 'unknown') return 'connecting';
  switch (trouble) {
    case 'token-refused':
      return 'not-known';
    case 'failing':
    case 'strange-answer':
      return 'failing';
    case 'op-refused':
      return 'op-refused';
    case 'ops-missing':
      return 'hole';
    default:
      return 'away';
  }
}
