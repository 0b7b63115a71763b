// Takes ops from stations: checks that none is missing, answers known ones from the log, applies new ones and stores the
// answer in the same transaction. The station is known from its token. Must never apply an op twice (law 2), skip one
// (a hole is answered with the number expected), or stand still because of one it cannot apply.
import type { OpResult } from '../../../shared/sync/documents';
import { type Chain, continued, opText } from '../../../shared/sync/op-chain';
import type { OpEnvelope } from '../../../shared/sync/op';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { addTask, type ChangeSet, newChangeSet } from '../changes/change-set';
import { checkDocuments, InvalidDocument } from '../changes/check-documents';
import { storeChanges } from '../changes/store';
import { settleLateMoves } from '../counts/late-moves';
import { settleSupplies } from '../purchasing/settle-supplies';
import { settleTransfers } from '../transfers/settle-transfers';
import {
  applyOp,
  BoxFactsNeeded,
  type DeliveredOp,
  failedOp,
  type OpFacts,
  type StationFacts,
} from './apply-op';
import { loadOpFacts } from './load-op-facts';
import { hashOfText } from './op-content';

export type Delivery = { station: StationFacts; ops: readonly OpEnvelope[] };

export type DeliveryAnswer =
  | ({ kind: 'answered'; results: OpResult[]; chainBrokenAt: number | null } & OpPlace)
  | ({ kind: 'hole' } & OpPlace)
  /** This id, or this place in the station's count, belongs to something else. */
  | ({ kind: 'changed'; opId: string; stationSeq: number } & OpPlace)
  | { kind: 'revoked' };

/** Where a station's next op goes: its number, and the link it follows on. */
export type OpPlace = { expect: number; chain: string | null };

/** `isWaking`: the group left allocation something to do. */
export type Delivered = { answers: DeliveryAnswer[]; isWaking: boolean };

export type DeliveryClock = { now: () => Date; newId: () => string };
export type OpFailureReport = (cause: unknown, op: OpEnvelope) => void;

type KnownOp = { stationId: string; contentHash: string; result: OpResult };

type Checked =
  | { kind: 'take'; fresh: { envelope: OpEnvelope; contentHash: string }[] }
  | Exclude<DeliveryAnswer, { kind: 'answered' }>;

/** What a group of deliveries is judged by. */
export type DeliveryRead = {
  known: ReadonlyMap<string, KnownOp>;
  counts: ReadonlyMap<string, Count>;
  toFold: ToFold;
};

/**
 * Reads everything at once, on the guess that all ops are new and readable, which they nearly always are: one way to the
 * database and not six. All deliveries are of stations of one warehouse.
 */
export async function readForDelivery(
  db: Queryable,
  deliveries: readonly Delivery[],
  clock: DeliveryClock,
): Promise<DeliveryRead> {
  const delivered = deliveries.flatMap(({ station, ops }) =>
    ops.map((envelope): DeliveredOp => ({ envelope, station })),
  );
  const [known, counts, toFold] = await Promise.all([
    loadKnown(
      db,
      delivered.map(({ envelope }) => envelope.opId),
    ),
    loadCounts(db, [...new Set(deliveries.map(({ station }) => station.stationId))]),
    loadToFold(db, delivered, clock, false),
  ]);
  return { known, counts, toFold };
}

/** The unit names the warehouse's stream, and the company's when orders may change. */
export async function deliverOps(
  tx: StreamTx,
  deliveries: readonly Delivery[],
  { known, counts, toFold }: DeliveryRead,
  clock: DeliveryClock,
  report: OpFailureReport,
): Promise<Delivered> {
  // Checked in order: what one delivery brings is known to the next.
  const fresh = new Map<string, { stationId: string; contentHash: string }>();
  const checked = deliveries.map((delivery) => check(delivery, known, fresh, counts));
  const toApply = checked.flatMap((each, index) => {
    const station = deliveries[index]?.station;
    return each.kind === 'take' && station ? each.fresh.map((op) => ({ ...op, station })) : [];
  });
  const broken = deliveries.flatMap(({ station }) => {
    const chain = counts.get(station.stationId);
    if (!chain?.isBreakNew || chain.brokenAt === null) return [];
    chain.isBreakNew = false;
    return [{ station, brokenAt: chain.brokenAt }];
  });
  const [{ results, isWaking }] = await Promise.all([
    applyAll(tx, toApply, broken, toFold, clock, report),
    storeCounts(tx.client, counts),
  ]);
  const brokenAtOf = new Map<string, number>(
    broken.map(({ station, brokenAt }) => [station.stationId, brokenAt]),
  );
  const answers = checked.map((each, index): DeliveryAnswer => {
    if (each.kind !== 'take') return each;
    const delivery = deliveries[index];
    const stationId = delivery?.station.stationId ?? '';
    const count = counts.get(stationId);
    const told = (delivery?.ops ?? []).map((op) => known.get(keyOf(op))?.result ?? results.get(keyOf(op)));
    return {
      kind: 'answered',
      results: told.filter((result): result is OpResult => result !== undefined),
      expect: (count?.last ?? 0) + 1,
      chain: count?.head ?? null,
      chainBrokenAt: brokenAtOf.get(stationId) ?? null,
    };
  });
  return { answers, isWaking };
}

/** PostgreSQL writes uuids in small letters; so does the map of what is known. */
function keyOf(op: OpEnvelope): string {
  return op.opId.toLowerCase();
}

type Count = Chain & { last: number; revoked: boolean; changed: boolean; isBreakNew: boolean };

function check(
  { station, ops }: Delivery,
  known: ReadonlyMap<string, KnownOp>,
  fresh: Map<string, { stationId: string; contentHash: string }>,
  counts: ReadonlyMap<string, Count>,
): Checked {
  const count = counts.get(station.stationId);
  if (!count || count.revoked) return { kind: 'revoked' };
  const take: { envelope: OpEnvelope; contentHash: string }[] = [];
  const own = new Map<string, { contentHash: string }>();
  let last = count.last;
  let chain: Chain = { head: count.head, brokenAt: count.brokenAt };
  for (const envelope of [...ops].sort((a, b) => a.stationSeq - b.stationSeq)) {
    const key = keyOf(envelope);
    // Its link is left out: a station that moves an op to another place in its count gives it another link.
    const said = opText(envelope);
    const contentHash = hashOfText(said);
    const before = known.get(key) ?? fresh.get(key) ?? own.get(key);
    if (before) {
      const same =
        before.contentHash === contentHash &&
        (!('stationId' in before) || before.stationId === station.stationId);
      if (same) continue;
      return changed(envelope, count);
    }
    if (envelope.stationSeq <= last) return changed(envelope, count);
    if (envelope.stationSeq !== last + 1) return { kind: 'hole', expect: count.last + 1, chain: count.head };
    last += 1;
    chain = continued(chain, envelope, hashOfText, said);
    take.push({ envelope, contentHash });
    own.set(key, { contentHash });
  }
  for (const { envelope, contentHash } of take)
    fresh.set(keyOf(envelope), { stationId: station.stationId, contentHash });
  count.changed ||= last !== count.last;
  count.last = last;
  count.isBreakNew ||= chain.brokenAt !== count.brokenAt;
  count.head = chain.head;
  count.brokenAt = chain.brokenAt;
  return { kind: 'take', fresh: take };
}

/** Nothing of a refused delivery is taken: the place is the one before it. */
function changed({ opId, stationSeq }: OpEnvelope, { last, head }: Count): Checked {
  return { kind: 'changed', opId, stationSeq, expect: last + 1, chain: head };
}

type BrokenChain = { station: StationFacts; brokenAt: number };
type FreshOp = DeliveredOp & { contentHash: string };

/**
 * Folds the ops over what is loaded and stores everything. An op on which the rules fail (a bug) is kept unapplied with a
 * task, and the others are folded again without it: one bad op must not hold up every later scan of its station.
 */
async function applyAll(
  tx: StreamTx,
  ops: readonly FreshOp[],
  brokenChains: readonly BrokenChain[],
  toFold: ToFold,
  clock: DeliveryClock,
  report: OpFailureReport,
): Promise<{ results: ReadonlyMap<string, OpResult>; isWaking: boolean }> {
  if (ops.length === 0) return { results: new Map(), isWaking: false };
  const failed = new Set<string>();
  let areBoxesNeeded = false;
  let { changes, facts } = toFold;
  for (;;) {
    const broken = foldAll(changes, ops, facts, failed);
    if (!broken) {
      for (const { station, brokenAt } of brokenChains)
        addTask(
          changes,
          station.warehouseId,
          { kind: 'chain-broken', values: { station: station.name, stationSeq: brokenAt } },
          { orderId: null, parcelId: null, opId: null },
        );
      await settleLateMoves(tx, changes);
      await storeChanges(tx, changes);
      await settleSupplies(tx, changes);
      await settleTransfers(tx, changes);
      const results = new Map<string, OpResult>();
      for (const { envelope, stored } of changes.ops) if (stored) results.set(keyOf(envelope), stored);
      return { results, isWaking: changes.wakes.size > 0 };
    }
    if (broken.cause instanceof BoxFactsNeeded) areBoxesNeeded = true;
    else {
      report(broken.cause, broken.op.envelope);
      failed.add(broken.op.envelope.opId);
    }
    ({ changes, facts } = await loadToFold(tx.client, ops, clock, areBoxesNeeded));
  }
}

type ToFold = { changes: ChangeSet; facts: OpFacts };

/** A change set that holds everything the ops may touch. Folding uses it up. */
async function loadToFold(
  db: Queryable,
  ops: readonly DeliveredOp[],
  clock: DeliveryClock,
  areBoxesNeeded: boolean,
): Promise<ToFold> {
  const changes = newChangeSet(clock.now().toISOString(), clock.newId);
  return { changes, facts: await loadOpFacts(db, changes, ops, areBoxesNeeded) };
}

function foldAll(
  changes: ChangeSet,
  ops: readonly FreshOp[],
  facts: OpFacts,
  failed: ReadonlySet<string>,
): { op: FreshOp; cause: unknown } | null {
  for (const op of ops) {
    const { envelope, station, contentHash } = op;
    try {
      const applied = failed.has(envelope.opId)
        ? failedOp(changes, envelope, station)
        : applyOp(changes, envelope, station, facts);
      changes.ops.push({
        envelope,
        contentHash,
        stationId: station.stationId,
        warehouseId: station.warehouseId,
        result: {
          opId: envelope.opId,
          stationSeq: envelope.stationSeq,
          status: applied.status,
          refusal: applied.refusal,
          taskId: applied.taskId as OpResult['taskId'],
          at: changes.at,
        },
      });
    } catch (cause) {
      if (failed.has(envelope.opId)) throw cause;
      return { op, cause };
    }
  }
  try {
    checkDocuments(changes);
  } catch (cause) {
    const op = ops.findLast((each) => !failed.has(each.envelope.opId) && isAbout(changes, each, cause));
    if (!op) throw cause;
    return { op, cause };
  }
  return null;
}

function isAbout(changes: ChangeSet, { envelope }: FreshOp, cause: unknown): boolean {
  if (!(cause instanceof InvalidDocument)) return false;
  const { document } = cause;
  if ('tourId' in document) return document.tourId === envelope.body['tourId'];
  if ('transferId' in document) return document.transferId === envelope.body['transferId'];
  if ('purchaseId' in document) return document.purchaseId === envelope.body['purchaseId'];
  if ('returnId' in document) return envelope.type.startsWith('return.');
  if (!envelope.parcelId) return false;
  if ('parcelId' in document)
    return document.parcelId === envelope.parcelId || document.parcelId === envelope.body['newParcelId'];
  return changes.parcels.get(envelope.parcelId)?.orderId === document.orderId;
}

async function loadKnown(db: Queryable, opIds: readonly string[]): Promise<Map<string, KnownOp>> {
  const { rows } = await db.query<{
    op_id: string;
    station_id: string;
    content_hash: string;
    doc: OpResult;
  }>({
    name: 'known-ops',
    text: 'SELECT op_id, station_id, content_hash, doc FROM op WHERE op_id = ANY($1::uuid[])',
    values: [opIds],
  });
  return new Map(
    rows.map((row) => [
      row.op_id,
      { stationId: row.station_id, contentHash: row.content_hash, result: row.doc },
    ]),
  );
}

async function loadCounts(db: Queryable, stationIds: readonly string[]): Promise<Map<string, Count>> {
  const { rows } = await db.query<{
    station_id: string;
    last: number;
    revoked: boolean;
    head: string | null;
    broken_at: number | null;
  }>({
    name: 'station-counts',
    text: `SELECT station_id, last_station_seq AS last, revoked_at IS NOT NULL AS revoked, chain_head AS head, chain_broken_at AS broken_at
           FROM station WHERE station_id = ANY($1::uuid[])`,
    values: [stationIds],
  });
  return new Map(
    rows.map(({ station_id, last, revoked, head, broken_at }) => [
      station_id,
      { last, revoked, changed: false, head, brokenAt: broken_at, isBreakNew: false },
    ]),
  );
}

async function storeCounts(db: Queryable, counts: ReadonlyMap<string, Count>): Promise<void> {
  const rows = [...counts].filter(([, count]) => count.changed);
  if (rows.length === 0) return;
  // Lists and not a record set: for a hundred rows the planner reads the whole table.
  await db.query({
    name: 'store-station-counts',
    text: `UPDATE station s SET last_station_seq = r.last, chain_head = r.head, chain_broken_at = r.broken_at
           FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[]) AS r (station_id, last, head, broken_at)
           WHERE s.station_id = r.station_id`,
    values: [
      rows.map(([stationId]) => stationId),
      rows.map(([, { last }]) => last),
      rows.map(([, { head }]) => head),
      rows.map(([, { brokenAt }]) => brokenAt),
    ],
  });
}
