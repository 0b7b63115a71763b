// Applies groups of a plan, or takes them back: each group in whole or not at all, in one transaction under all counters.
// What has gone to a bench meanwhile stays there, and its group is told to be stale.
import type { PlanDoc, PlanGroup, RoutingPlan } from '../../../shared/contract/replan';
import type { RouteOverride, RouteRecord } from '../../../shared/contract/routing';
import { companyStream, type OrderId, type Sku, type WarehouseId } from '../../../shared/domain/ids';
import { explain } from '../../../shared/domain/routing/explain';
import type { SourcingPlan } from '../../../shared/domain/routing/sourcing';
import type { UnitsAt } from '../../../shared/domain/routing/waiting-pool';
import type { Pool } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { warehousesOf } from '../allocation/allocate-orders';
import { loadAvailability } from '../allocation/availability';
import { loadChannelShares } from '../allocation/channel-shares';
import { releaseParcels } from '../allocation/release-parcels';
import { newChangeSet } from '../changes/change-set';
import { loadOrders } from '../changes/load';
import { storeChanges } from '../changes/store';
import { loadRoutes, saveOverride, saveRoutes } from '../routing/order-routes';
import { type Move, moveTogether, type MovingGround, type StaleReason } from './move-units';
import { readPlan, rowsOfGroups, saveDoc, type StoredRow } from './plan-store';

export type ApplyTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };
export type ApplyAnswer =
  | { ok: true; plan: RoutingPlan }
  | { ok: false; refusal: 'plan-unknown' | 'plan-not-ready' | 'plan-is-what-if' };

/** As it is compared: what a person said, or nothing. */
export const overrideKey = (override: RouteOverride | null): string =>
  override === null ? '' : [...override.warehouseIds].sort().join(' ');

type Turn = {
  /** Groups in this state are moved, and are in that one afterwards. */
  from: PlanGroup['state'];
  to: PlanGroup['state'];
  moveOf: (row: StoredRow, group: PlanGroup) => Move;
  /** A person's word for an order, so that the next plan does not do the same again. */
  sayOf: (row: StoredRow) => RouteOverride | null;
};

export function applyPlan(
  tools: ApplyTools,
  planId: string,
  groups?: readonly number[],
): Promise<ApplyAnswer> {
  return change(tools, planId, groups, {
    from: 'proposed',
    to: 'applied',
    moveOf: ({ orderId, kept }, group) => ({
      orderId: orderId as OrderId,
      held: kept.held,
      wanted: kept.wanted,
      overrideKey: kept.overrideKey,
      to: unitsOfPlan(kept.proposed),
      route: routeOf(kept, group),
    }),
    sayOf: () => null,
  });
}

export function undoPlan(
  tools: ApplyTools,
  planId: string,
  groups: readonly number[] | undefined,
  word: string,
): Promise<ApplyAnswer> {
  return change(tools, planId, groups, {
    from: 'applied',
    to: 'undone',
    moveOf: ({ orderId, kept }) => ({
      orderId: orderId as OrderId,
      held: unitsOfPlan(kept.proposed),
      wanted: kept.wanted,
      overrideKey: kept.overrideKey,
      to: kept.held,
      route: kept.was,
    }),
    sayOf: ({ kept }) => {
      const warehouseIds = [...new Set(kept.held.map(({ nodeId }) => nodeId as WarehouseId))];
      return kept.overrideKey === '' && warehouseIds.length > 0 ? { warehouseIds, reason: word } : null;
    },
  });
}

async function change(
  tools: ApplyTools,
  planId: string,
  groups: readonly number[] | undefined,
  turn: Turn,
): Promise<ApplyAnswer> {
  const warehouseIds = await warehousesOf(tools.pool);
  return tools.writer.submit([companyStream, ...warehouseIds], async (tx): Promise<ApplyAnswer> => {
    const known = await readPlan(tx.client, planId, true);
    if (!known) return { ok: false, refusal: 'plan-unknown' };
    if (known.kind !== 'proposal') return { ok: false, refusal: 'plan-is-what-if' };
    if (!known.plan) return { ok: false, refusal: 'plan-not-ready' };
    const wanted = known.plan.groups.filter(
      ({ groupNo, state }) => state === turn.from && (groups === undefined || groups.includes(groupNo)),
    );
    const doc =
      wanted.length === 0
        ? known.plan
        : await moveGroups(tx, tools, known.planId, known.plan, wanted, turn, warehouseIds);
    return { ok: true, plan: { ...known, plan: doc } };
  });
}

async function moveGroups(
  tx: StreamTx,
  tools: ApplyTools,
  planId: string,
  doc: PlanDoc,
  wanted: readonly PlanGroup[],
  turn: Turn,
  warehouseIds: readonly WarehouseId[],
): Promise<PlanDoc> {
  const rows = await rowsOfGroups(
    tx.client,
    planId,
    wanted.map(({ groupNo }) => groupNo),
  );
  const orderIds = rows.map(({ orderId }) => orderId as OrderId);
  const changes = newChangeSet(tools.now().toISOString(), tools.newId);
  await loadOrders(tx.client, changes, orderIds);
  const skus = [
    ...new Set(
      rows.flatMap(({ kept }) => [...kept.held, ...unitsOfPlan(kept.proposed)].map(({ sku }) => sku as Sku)),
    ),
  ];
  const stock = await loadAvailability(tx.client, warehouseIds, skus, changes.at);
  const routes = await loadRoutes(tx.client, orderIds);
  const ground: MovingGround = {
    changes,
    stock,
    shares: await loadChannelShares(tx.client, warehouseIds, skus, stock),
    overrideKeys: new Map([...routes].map(([orderId, { override }]) => [orderId, overrideKey(override)])),
  };
  const moved = new Map<OrderId, RouteRecord>();
  const told = new Map<number, StaleReason | null>();
  const said: { orderId: OrderId; override: RouteOverride }[] = [];
  for (const group of wanted) {
    const own = rows.filter(({ groupNo }) => groupNo === group.groupNo);
    const moves = own.map((row) => turn.moveOf(row, group));
    const reason = moveTogether(ground, moves);
    told.set(group.groupNo, reason);
    if (reason) continue;
    for (const { orderId, route } of moves) if (route) moved.set(orderId, route);
    for (const row of own) {
      const override = turn.sayOf(row);
      if (override) said.push({ orderId: row.orderId as OrderId, override });
    }
  }
  await saveRoutes(tx.client, changes.at, moved);
  for (const { orderId, override } of said) await saveOverride(tx.client, orderId, override);
  await releaseParcels(
    tx.client,
    changes,
    orderIds.filter((orderId) => changes.touchedOrders.has(orderId)),
  );
  await storeChanges(tx, changes);
  const after: PlanDoc = {
    ...doc,
    groups: doc.groups.map((group) => {
      const reason = told.get(group.groupNo);
      if (reason === undefined) return group;
      return reason === null
        ? { ...group, state: turn.to, reason: null }
        : { ...group, state: 'stale', reason };
    }),
  };
  await saveDoc(tx.client, planId, after);
  return after;
}

function unitsOfPlan(plan: SourcingPlan | null): UnitsAt[] {
  return (plan?.shipments ?? [])
    .flatMap(({ nodeId, lines }) => lines.map((line) => ({ ...line, nodeId })))
    .sort((a, b) => a.lineNo - b.lineNo || (a.nodeId < b.nodeId ? -1 : 1));
}

/** Why it ships from there now: the order by itself against how it was, and what all of its group saved. */
function routeOf(kept: StoredRow['kept'], group: PlanGroup): RouteRecord | null {
  if (!kept.proposed) return kept.was;
  return {
    decision: {
      chosen: kept.proposed,
      alternatives: kept.inForce ? [kept.inForce] : [],
      because: explain(kept.proposed, kept.inForce),
      short: kept.was?.decision.short ?? [],
      proven: false,
      weighed: 2,
    },
    bans: kept.was?.bans ?? [],
    policyVersion: kept.policyVersion,
    currency: kept.was?.currency ?? 'EUR',
    together: { orders: group.orders, savingMinor: group.savingMinor },
  };
}
