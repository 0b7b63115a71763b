// Head office as the station's port sees it, in memory: two streams, ops applied once by the shared rules, results,
// a live stream, and a cable that can be pulled. The real one is met in e2e/.
import { answerOp } from '../../shared/sync/apply-op';
import { foldParcels } from '../../shared/domain/parcel/evolve';
import type { StationId } from '../../shared/domain/ids';
import type { KeptLabel } from '../../shared/label/model';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import {
  type CollectionName,
  collectionNames,
  collections,
  type OpResult,
  streamOf,
} from '../../shared/sync/documents';
import { type Chain, continued } from '../../shared/sync/op-chain';
import { parseOp } from '../../shared/sync/op';
import type { StreamMessage } from '../../shared/contract/http';
import { type HeadOffice, HeadOfficeFailure } from './head-office';
import type { StoredOp } from './stored';

type Doc = Record<string, unknown> & { seq: number };

export type FakeHeadOffice = HeadOffice & {
  /** Puts documents into a collection under the next sequence numbers, as one commit. */
  put: (collection: CollectionName, ...documents: object[]) => void;
  /** Every op received, in the order of arrival, repeats included. */
  received: StoredOp[];
  /** Ops that took effect, in order. */
  applied: StoredOp[];
  /** The station's chain as head office has it. */
  chain: () => Chain;
  requests: { busy: number; busiest: number };
  /** The stream has left something out, as one says that cannot keep up. */
  resync: () => void;
  cut: () => void;
  mend: () => void;
  /** The next answer to ops is lost after it was committed. */
  loseNextAnswer: () => void;
  /** Another history: every number starts anew; ops from `keep` on were never received. */
  restoreFromBackup: (keep: number) => void;
  isCut: () => boolean;
  /** From the next greeting on. */
  signOff: (replacedBy: string | null) => void;
  parcel: (parcelId: string) => Parcel | undefined;
  /** Labels of carriers, by parcel. */
  labels: Map<string, KeptLabel>;
};

export function createFakeHeadOffice(stationId: StationId, warehouseId: string): FakeHeadOffice {
  let generation = 0;
  const epochOf = (stream: string): string =>
    `0000000${stream === 'company' ? 1 : 2}-0000-4000-8000-${String(generation).padStart(12, '0')}`;
  const seqOf = new Map<string, number>();
  const held = new Map<CollectionName, Map<string, Doc>>(collectionNames.map((name) => [name, new Map()]));
  const known = new Map<string, OpResult>();
  const listeners = new Set<(message: StreamMessage) => void>();
  const closers = new Set<() => void>();
  const labels = new Map<string, KeptLabel>();
  const requests = { busy: 0, busiest: 0 };
  const received: StoredOp[] = [];
  let applied: StoredOp[] = [];
  let expect = 1;
  const begun: Chain = { head: null, brokenAt: null };
  /** The chain behind each op, by number. */
  const chains: Chain[] = [begun];
  const chain = (): Chain => chains[expect - 1] ?? begun;
  const place = (): { expect: number; chain?: string } => {
    const { head } = chain();
    return { expect, ...(head !== null && { chain: head }) };
  };
  let isCut = false;
  let signedOff: { replacedBy: string | null } | null = null;
  let losing = false;

  const put = (collection: CollectionName, ...documents: object[]): void => {
    const stream = streamOf(collection, warehouseId);
    const stored: Doc[] = documents.map((document) => {
      const seq = (seqOf.get(stream) ?? 0) + 1;
      seqOf.set(stream, seq);
      return { ...structuredClone(document), seq } as Doc;
    });
    for (const each of stored) held.get(collection)?.set(String(each[collections[collection].key]), each);
    const seq = seqOf.get(stream) ?? 0;
    for (const listener of listeners)
      listener({
        kind: 'documents',
        collection,
        documents: stored,
        checkpoint: { epoch: epochOf(stream), seq },
      });
  };

  const online = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (isCut) throw new HeadOfficeFailure('unreachable', null);
  };

  const apply = (stored: StoredOp): void => {
    const op = parseOp(stored);
    const parcels = new Map<string, Parcel>();
    const parcel = op.parcelId
      ? (held.get('parcels')?.get(op.parcelId) as unknown as Parcel | undefined)
      : undefined;
    if (parcel) parcels.set(parcel.parcelId, parcel);
    const answer = answerOp(parcel ?? null, op, stationId);
    if (answer.events.length > 0) {
      foldParcels(parcels, answer.events);
      for (const changed of parcels.values()) put('parcels', changed);
    }
    applied.push(stored);
    const changed = op.parcelId ? held.get('parcels')?.get(op.parcelId) : undefined;
    const result: OpResult = {
      opId: op.opId,
      stationSeq: op.stationSeq,
      status: answer.status,
      parcelSeq: changed?.seq ?? 0,
      refusal: answer.refusal,
      taskId: null,
      seq: 0,
    };
    put('results', result);
    known.set(op.opId, result);
  };

  return {
    put,
    received,
    chain,
    get applied() {
      return applied;
    },
    requests,
    resync: () => {
      for (const listener of listeners) listener({ kind: 'resync' });
    },
    cut: () => {
      isCut = true;
      for (const close of closers) close();
    },
    isCut: () => isCut,
    signOff: (replacedBy) => {
      signedOff = { replacedBy };
    },
    mend: () => {
      isCut = false;
    },
    loseNextAnswer: () => {
      losing = true;
    },
    restoreFromBackup: (keep) => {
      generation += 1;
      applied = applied.filter((op) => op.stationSeq < keep);
      expect = keep;
      for (const [opId, result] of known) if (result.stationSeq >= keep) known.delete(opId);
      held.get('results')?.clear();
      for (const close of closers) close();
    },
    parcel: (parcelId) => held.get('parcels')?.get(parcelId) as unknown as Parcel | undefined,
    hello: async () => {
      await online();
      return {
        ...place(),
        at: new Date().toISOString(),
        skewMs: 0,
        epochs: { company: epochOf('company'), [warehouseId]: epochOf(warehouseId) },
        zone: null,
        maxParcels: 60,
        rights: null,
        signedOff,
      };
    },
    sendOps: async (ops) => {
      requests.busy += 1;
      requests.busiest = Math.max(requests.busiest, requests.busy);
      try {
        await online();
        received.push(...ops);
        for (const op of ops) {
          if (known.has(op.opId)) continue;
          if (op.stationSeq > expect) return { kind: 'hole', ...place() };
          if (op.stationSeq < expect) return { kind: 'taken', stationSeq: op.stationSeq, ...place() };
          apply(op);
          chains[op.stationSeq] = continued(chain(), op);
          expect = op.stationSeq + 1;
        }
        if (losing) {
          losing = false;
          throw new HeadOfficeFailure('unreachable', null);
        }
        return { kind: 'received', ...place() };
      } finally {
        requests.busy -= 1;
      }
    },
    pull: async (collection, checkpoint, limit) => {
      await online();
      const stream = streamOf(collection, warehouseId);
      const epoch = epochOf(stream);
      const seq = seqOf.get(stream) ?? 0;
      if (checkpoint && (checkpoint.epoch !== epoch || checkpoint.seq > seq)) return { kind: 'other-epoch' };
      const documents = [...(held.get(collection)?.values() ?? [])]
        .filter((document) => document.seq > (checkpoint?.seq ?? 0))
        .sort((a, b) => a.seq - b.seq)
        .slice(0, limit);
      return {
        kind: 'page',
        documents: structuredClone(documents),
        checkpoint: { epoch, seq: documents.length < limit ? seq : (documents.at(-1)?.seq ?? seq) },
      };
    },
    labels,
    carrierLabel: async (parcelId) => {
      await online();
      const label = labels.get(parcelId);
      if (!label) throw new HeadOfficeFailure('strange-answer', 404);
      return label;
    },
    stream: async (signal) => {
      await online();
      if (signal.aborted) throw new HeadOfficeFailure('unreachable', null);
      return new ReadableStream<Uint8Array>({
        start: (controller) => {
          const listener = (message: StreamMessage): void =>
            controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(message)}\n\n`));
          const close = (): void => {
            listeners.delete(listener);
            closers.delete(close);
            controller.error(new Error('the stream broke'));
          };
          listener({ kind: 'resync' });
          listeners.add(listener);
          closers.add(close);
          signal.addEventListener('abort', close, { once: true });
        },
      });
    },
  };
}
