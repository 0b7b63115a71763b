// Parcels packed at this bench today, and older ones that still wait for the carrier, each with its three facts. They are
// worked out of own ops, head office's answers and the parcels it sends; nothing of it is written down.
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type Acceptance,
  type KnownAct,
  outcomeOf,
  type ThreeFacts,
  threeFacts,
} from '../../../shared/domain/parcel/three-facts';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { OpResult } from '../../../shared/sync/documents';
import { type Op, parseOp } from '../../../shared/sync/op';
import type { OpLog } from '../../data/op-log';
import type { ParcelBook } from '../../data/parcels';
import { rest } from '../../data/rest';
import type { Store } from '../../data/store';
import type { StoredOp } from '../../data/stored';

export type OwnParcel = {
  parcelId: string;
  orderNumber: string;
  boxNumber: number;
  carrierName: string;
  facts: ThreeFacts;
};

export type OwnParcelsState = {
  /** Sealed last first. */
  parcels: readonly OwnParcel[];
  /** The day so far has been read. */
  loaded: boolean;
};

export type OwnParcels = { store: StoreApi<OwnParcelsState>; close: () => void };

type Entry = { seal: Op | null; handOvers: Op[]; sent: Parcel | null };

const readAtOnce = 500;

export function openOwnParcels(
  store: Store,
  opLog: OpLog,
  book: ParcelBook,
  now: () => Date,
  report: (cause: unknown) => void,
): OwnParcels {
  const state = createStore<OwnParcelsState>(() => ({ parcels: [], loaded: false }));
  const entries = new Map<string, Entry>();
  const results = new Map<string, OpResult>();
  let closed = false;
  let publishing: Promise<void> | null = null;
  let loaded = false;

  /** Ops come in the order of their numbers; one that is known already is not taken twice. */
  const take = (op: Op): void => {
    if (!op.parcelId || !['parcel.seal', 'parcel.reopen', 'parcel.hand-over'].includes(op.type)) return;
    const entry = entries.get(op.parcelId) ?? { seal: null, handOvers: [], sent: null };
    entries.set(op.parcelId, entry);
    if (op.type === 'parcel.seal') entry.seal = op;
    else if (op.type === 'parcel.reopen') entry.seal = null;
    else if (!entry.handOvers.some(({ opId }) => opId === op.opId)) entry.handOvers.push(op);
  };

  const knownAct = (op: Op, isInParcel: boolean): KnownAct => {
    const result = results.get(op.opId) ?? opLog.resultOf(op.opId);
    return {
      at: op.at,
      outcome: outcomeOf(op.stationSeq < opLog.expect(), result?.status ?? null, isInParcel),
      knownAt: result?.at ?? null,
    };
  };

  const factsOf = ({ seal, handOvers, sent }: Entry): ThreeFacts =>
    threeFacts(
      seal ? knownAct(seal, sent?.sealedBy === seal.opId) : null,
      handOvers.map(
        (op): Acceptance => ({ ...knownAct(op, sent?.state === 'handed-over'), source: 'driver-scan' }),
      ),
    );

  const publish = (): void => {
    const since = dayBegin(now());
    const shown = [...entries].flatMap(([parcelId, entry]) => {
      const parcel = book.get(parcelId as never) ?? entry.sent;
      if (!entry.seal || !parcel) return [];
      const facts = factsOf(entry);
      if (entry.seal.at < since && facts.acceptedByCarrier.state === 'yes') return [];
      const { orderNumber, boxNumber, shipping } = parcel;
      return [{ parcelId, orderNumber, boxNumber, carrierName: shipping.carrierName, facts }];
    });
    shown.sort((a, b) => ((a.facts.packedHere.at ?? '') < (b.facts.packedHere.at ?? '') ? 1 : -1));
    state.setState({ parcels: shown, loaded });
  };

  const publishSoon = (): void => {
    publishing ??= rest().then(() => {
      publishing = null;
      if (!closed) publish();
    });
  };

  const load = async (): Promise<void> => {
    const read = await opsOfToday(opLog, dayBegin(now()));
    const known = new Set(read.map(({ opId }) => opId));
    // Sealed before today and still here.
    const sealIds = book
      .held()
      .flatMap(({ sealedBy }) => (sealedBy && !known.has(sealedBy) ? [sealedBy] : []));
    const older = sealIds.length > 0 ? [...(await store.ops.findByIds(sealIds).exec()).values()] : [];
    const before = older.map((document) => parseOp(document.toJSON() as unknown as StoredOp));
    const own = new Map([...before, ...read, ...opLog.unsettled()].map((op) => [op.opId, op]));
    entries.clear();
    for (const op of [...own.values()].sort((a, b) => a.stationSeq - b.stationSeq)) take(op);
    const [answers, parcels] = await Promise.all([
      store.pulled.results.byIds([...own.keys()]),
      store.pulled.parcels.byIds([...entries.keys()]),
    ]);
    for (const { doc } of answers) results.set(doc.opId, doc);
    for (const { doc } of parcels) {
      const entry = entries.get(doc.parcelId);
      if (entry) entry.sent = doc;
    }
    loaded = true;
    publish();
  };

  const listening = [
    opLog.changes.subscribe((change) => {
      if (change.kind === 'appended') for (const op of change.ops) take(op);
      if (change.kind === 'renumbered')
        for (const op of change.ops)
          for (const entry of entries.values()) {
            if (entry.seal?.opId === op.opId) entry.seal = op;
            entry.handOvers = entry.handOvers.map((each) => (each.opId === op.opId ? op : each));
          }
      publishSoon();
    }),
    store.pulled.results.changes.subscribe((change) => {
      if (change.kind === 'emptied') results.clear();
      else for (const { doc } of change.documents) if (isOwnAct(doc.opId)) results.set(doc.opId, doc);
      publishSoon();
    }),
    store.pulled.parcels.changes.subscribe((change) => {
      let touched = false;
      for (const { doc } of change.kind === 'documents' ? change.documents : []) {
        const entry = entries.get(doc.parcelId);
        if (!entry) continue;
        entry.sent = doc;
        touched = true;
      }
      if (touched) publishSoon();
    }),
  ];

  const isOwnAct = (opId: string): boolean =>
    [...entries.values()].some(
      ({ seal, handOvers }) => seal?.opId === opId || handOvers.some((op) => op.opId === opId),
    );

  load().catch((cause: unknown) => {
    if (!closed) report(cause);
  });
  return {
    store: state,
    close: () => {
      closed = true;
      for (const each of listening) each.unsubscribe();
    },
  };
}

/** Backwards in pieces: a day is a small part of what is kept. */
async function opsOfToday(opLog: Pick<OpLog, 'from' | 'maxStationSeq'>, since: string): Promise<Op[]> {
  const found: Op[] = [];
  for (let to = opLog.maxStationSeq(); to > 0; ) {
    const from = Math.max(1, to - readAtOnce + 1);
    const piece = (await opLog.from(from, to - from + 1)).filter((op) => op.stationSeq <= to);
    found.unshift(...piece.filter((op) => op.at >= since).map(parseOp));
    const first = piece[0];
    if (!first || first.at < since) break;
    to = from - 1;
  }
  return found;
}

function dayBegin(now: Date): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
}
