// The parcels this station works with, as the screen shows them: pulled documents with own unanswered ops folded over
// them (shared/sync/apply-op.ts). Everything held here is in memory, so a scan of it reads no disk.
// Must never edit a pulled document, and never show an op twice.
import { Subject, type Observable } from 'rxjs';
import type { ParcelId, StationId } from '../../shared/domain/ids';
import { carrierNumbersOf, parcelsOfCarrierCode } from '../../shared/domain/parcel/carrier-code';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import { overlay, parcelCommandOf } from '../../shared/sync/apply-op';
import type { OpResult } from '../../shared/sync/documents';
import type { Op } from '../../shared/sync/op';
import type { OpLog } from './op-log';
import type { PulledCollections } from './store';
import { isFinished } from './stored';

export type ParcelBook = {
  /** A parcel in memory: held here, or changed by an own op that is not settled. */
  get: (parcelId: ParcelId) => Parcel | null;
  /** Held by this station, in the order of the queue. */
  held: () => readonly Parcel[];
  /** Held here and still to be packed, in the order of the queue. */
  toPack: () => readonly Parcel[];
  byOrderNumber: (number: string) => Promise<readonly Parcel[]>;
  bySscc: (sscc: string) => Promise<readonly Parcel[]>;
  /** Boxes that are not sealed yet and whose units lie in this tote. */
  byTote: (tote: string) => Promise<readonly Parcel[]>;
  /** Boxes held here that a carrier's own code fits; where none is, those that left here lately. In memory, at once. */
  byCarrierCode: (code: string) => readonly Parcel[];
  /** Parcels of any bench that have begun and not left. */
  inUse: () => Promise<readonly Parcel[]>;
  /** Not held by anybody, first of the queue first. */
  released: (limit: number) => Promise<readonly Parcel[]>;
  /** A parcel of memory as head office last sent it, without own ops. */
  sent: (parcelId: ParcelId) => Parcel | null;
  /** Every pulled list is complete at this moment. */
  whole: () => void;
  /** These stay in memory whoever holds them: a tour that is walked here picks for them. */
  keep: (parcelIds: readonly ParcelId[]) => Promise<void>;
  /** Takes a parcel of nobody or of another bench into memory, because an op about it is to be written. */
  adopt: (parcel: Parcel) => void;
  changes: Observable<void>;
  close: () => void;
};

/** Boxes that left here and are still known by their carrier's number: about a day of a busy bench. */
const mostGone = 1_000;

const toPackStates: ReadonlySet<Parcel['state']> = new Set(['released', 'leased', 'packing']);

export async function openParcelBook(
  pulled: Pick<PulledCollections, 'parcels' | 'results'>,
  opLog: OpLog,
  stationId: StationId,
): Promise<ParcelBook> {
  const changes = new Subject<void>();
  const base = new Map<string, Parcel>();
  const shown = new Map<string, Parcel>();
  /** Unsettled ops by the parcel they are about. */
  const opsOf = new Map<string, Op[]>();
  /** A second box was made out of the first by an op: they are folded together. */
  const parentOf = new Map<string, string>();
  let kept: ReadonlySet<string> = new Set();
  let queue: readonly Parcel[] | null = null;
  /** A box that is scanned once more behind the hand-over is still that box. */
  const gone = new Map<string, Parcel>();
  const remember = (parcel: Parcel | undefined): void => {
    if (parcel?.state !== 'handed-over' || carrierNumbersOf(parcel).length === 0) return;
    gone.set(parcel.parcelId, parcel);
    const [oldest] = gone.keys();
    if (gone.size > mostGone && oldest !== undefined) gone.delete(oldest);
  };

  const isHere = (parcel: Parcel): boolean => parcel.holder === stationId && !isFinished(parcel);
  const isKept = (parcel: Parcel): boolean => isHere(parcel) || kept.has(parcel.parcelId);

  const rootOf = (parcelId: string): string => {
    let root = parcelId;
    for (let parent = parentOf.get(root); parent !== undefined; parent = parentOf.get(root)) root = parent;
    return root;
  };

  const addOp = (op: Op): void => {
    if (!op.parcelId || parcelCommandOf(op, stationId) === null) return;
    const ops = opsOf.get(op.parcelId) ?? [];
    ops.push(op);
    opsOf.set(op.parcelId, ops);
    if (op.type === 'parcel.next-box') parentOf.set(op.body.newParcelId, op.parcelId);
  };

  const familyOf = (root: string): string[] => {
    const family = [root];
    for (const [child, parent] of parentOf) if (family.includes(parent)) family.push(child);
    return family;
  };

  const refold = (parcelIds: Iterable<string>): void => {
    const roots = new Set([...parcelIds].map(rootOf));
    for (const root of roots) {
      const family = familyOf(root);
      const ops: Op[] = [];
      for (const parcelId of family) {
        const parcel = base.get(parcelId);
        if (parcel) shown.set(parcelId, parcel);
        else shown.delete(parcelId);
        ops.push(...(opsOf.get(parcelId) ?? []));
      }
      ops.sort((a, b) => a.stationSeq - b.stationSeq);
      overlay(shown, ops, stationId);
    }
  };

  /**
   * Head office began a new life (it was restored): parcels as it sends them since. Until it has been told again what it
   * forgot, the bench goes on with what it knows: a box must not close under a packer's hands meanwhile.
   */
  let relearning: { fresh: Map<string, Parcel>; isWhole: boolean } | null = null;

  const isShown = (op: Op, result: OpResult): boolean => {
    if (relearning && op.parcelId && result.status !== 'refused')
      return result.parcelSeq <= (relearning.fresh.get(op.parcelId)?.seq ?? 0);
    const parcel = op.parcelId ? base.get(op.parcelId) : undefined;
    return !parcel || result.status === 'refused' || parcel.seq >= result.parcelSeq;
  };

  const take = (parcels: readonly Parcel[]): void => {
    const touched: string[] = [];
    for (const parcel of parcels) {
      const { parcelId } = parcel;
      relearning?.fresh.set(parcelId, parcel);
      // It has forgotten this lease; the ops that are on their way again bring it back.
      if (relearning && parcel.fence < (base.get(parcelId)?.fence ?? 0)) continue;
      const wanted = isKept(parcel) || opsOf.has(parcelId) || parentOf.has(parcelId);
      if (wanted) base.set(parcelId, parcel);
      else if (base.delete(parcelId)) remember(parcel);
      else continue;
      touched.push(parcelId);
    }
    if (touched.length > 0) refold(touched);
    opLog.settle(isShown);
    if (touched.length > 0) changed();
    endRelearning();
  };

  /** Head office has everything of ours, and we have everything of it: from here on it is right again. */
  const endRelearning = (): void => {
    if (!relearning?.isWhole || opLog.unsettled().length > 0) return;
    const { fresh } = relearning;
    relearning = null;
    const known = [...base.keys()];
    base.clear();
    shown.clear();
    for (const parcel of fresh.values()) if (isKept(parcel)) base.set(parcel.parcelId, parcel);
    refold([...known, ...base.keys()]);
    changed();
  };

  const changed = (): void => {
    queue = null;
    changes.next();
  };

  const loadHeld = async (): Promise<void> => {
    const held = await pulled.parcels.find({ selector: { holder: stationId } });
    const touched = await pulled.parcels.byIds([...opsOf.keys(), ...parentOf.keys()]);
    take([...held, ...touched].map(({ doc }) => doc));
  };

  const seen = (found: readonly { doc: Parcel }[]): Parcel[] =>
    found.map(({ doc }) => shown.get(doc.parcelId) ?? doc);

  const inMemory = (isMeant: (parcel: Parcel) => boolean): Parcel[] => [...shown.values()].filter(isMeant);

  const both = (stored: readonly Parcel[], own: readonly Parcel[]): Parcel[] => [
    ...new Map([...stored, ...own].map((parcel) => [parcel.parcelId, parcel])).values(),
  ];

  for (const op of opLog.unsettled()) addOp(op);
  const listening = [
    opLog.changes.subscribe((change) => {
      if (change.kind === 'appended') {
        for (const op of change.ops) addOp(op);
        overlay(shown, change.ops, stationId);
        changed();
      } else if (change.kind === 'settled') {
        forget(change.ops);
        changed();
        endRelearning();
      }
    }),
    pulled.parcels.changes.subscribe((change) => {
      if (change.kind === 'documents') take(change.documents.map(({ doc }) => doc));
      else relearning = { fresh: new Map(), isWhole: false };
    }),
    pulled.results.changes.subscribe((change) => {
      if (change.kind !== 'documents') return;
      opLog.answered(change.documents.map(({ doc }) => doc));
      opLog.settle(isShown);
      endRelearning();
    }),
  ];

  const forget = (ops: readonly Op[]): void => {
    const touched = new Set<string>();
    for (const op of ops) {
      const left = opsOf.get(op.parcelId ?? '')?.filter((other) => other.opId !== op.opId);
      if (!op.parcelId || left === undefined) continue;
      touched.add(op.parcelId);
      if (left.length > 0) opsOf.set(op.parcelId, left);
      else opsOf.delete(op.parcelId);
    }
    refold(touched);
    for (const op of ops) if (op.type === 'parcel.next-box') parentOf.delete(op.body.newParcelId);
    // What is neither held nor touched any more is left to the store.
    for (const parcelId of touched) {
      const parcel = base.get(parcelId);
      if ((parcel && isKept(parcel)) || opsOf.has(parcelId)) continue;
      remember(parcel);
      base.delete(parcelId);
      shown.delete(parcelId);
    }
  };

  await loadHeld();

  return {
    get: (parcelId) => shown.get(parcelId) ?? null,
    held: () => (queue ??= inMemory(isHere).sort(byQueue)),
    toPack: () => {
      queue ??= inMemory(isHere).sort(byQueue);
      return queue.filter((parcel) => parcel.state === 'leased' || parcel.state === 'packing');
    },
    byOrderNumber: async (number) => {
      const own = inMemory((parcel) => parcel.orderNumber === number);
      return both(seen(await pulled.parcels.find({ selector: { orderNumber: number } })), own);
    },
    bySscc: async (sscc) => {
      const own = inMemory((parcel) => parcel.sscc === sscc);
      const stored = seen(await pulled.parcels.find({ selector: { sscc } }));
      return both(
        stored.filter((parcel) => parcel.sscc === sscc),
        own,
      );
    },
    byTote: async (tote) => {
      const isIn = (parcel: Parcel): boolean =>
        toPackStates.has(parcel.state) && (parcel.totes ?? []).includes(tote);
      const own = inMemory(isIn);
      // Of a tour that is walked here, each unit is followed by its tote: the store is not asked for every one.
      if (own.length > 0) return own.some(isHere) ? own.filter(isHere) : own;
      return seen(await pulled.parcels.find({ selector: { waiting: { $gt: '' } } })).filter(isIn);
    },
    byCarrierCode: (code) => {
      const here = parcelsOfCarrierCode(code, inMemory(isHere));
      if (here.length > 0) return here;
      const left = inMemory((parcel) => !isHere(parcel));
      return parcelsOfCarrierCode(code, both([...gone.values()], left));
    },
    inUse: async () => {
      const stored = seen(await pulled.parcels.find({ selector: { holder: { $gt: '' } } }));
      return both(stored, [...shown.values()]).filter((parcel) => !isFinished(parcel));
    },
    released: async (limit) => {
      const found = await pulled.parcels.find({
        selector: { waiting: { $gt: '' } },
        sort: [{ waiting: 'asc' }],
        limit,
      });
      return seen(found).filter((parcel) => parcel.state === 'released');
    },
    sent: (parcelId) => base.get(parcelId) ?? null,
    whole: () => {
      if (relearning) relearning.isWhole = true;
      endRelearning();
    },
    keep: async (parcelIds) => {
      const before = kept;
      kept = new Set(parcelIds);
      const missing = parcelIds.filter((parcelId) => !base.has(parcelId));
      if (missing.length > 0) take((await pulled.parcels.byIds(missing)).map(({ doc }) => doc));
      // What is neither kept nor held any more is taken out by the same rule as what head office sends.
      take([...before].flatMap((parcelId) => (kept.has(parcelId) ? [] : (base.get(parcelId) ?? []))));
    },
    adopt: (parcel) => {
      if (base.has(parcel.parcelId) || shown.has(parcel.parcelId)) return;
      base.set(parcel.parcelId, parcel);
      shown.set(parcel.parcelId, parcel);
      // News of it that came since the caller read it went past this memory.
      void pulled.parcels.byId(parcel.parcelId).then((stored) => {
        const known = base.get(parcel.parcelId);
        if (stored && known && stored.seq > known.seq) take([stored.doc]);
      });
    },
    changes: changes.asObservable(),
    close: () => {
      for (const each of listening) each.unsubscribe();
    },
  };
}

/** VIP first, then oldest; the id keeps equal ones in place. */
export function byQueue(a: Parcel, b: Parcel): number {
  if (a.priority !== b.priority) return a.priority === 'vip' ? -1 : 1;
  if (a.placedAt !== b.placedAt) return a.placedAt < b.placedAt ? -1 : 1;
  if (a.orderNumber !== b.orderNumber) return a.orderNumber < b.orderNumber ? -1 : 1;
  return a.boxNumber - b.boxNumber;
}
