// What other prices and rules would choose for the orders that wait now, each by itself, beside what the rules in force
// choose. Nothing is kept.
import type { PolicyPreview } from '../../../shared/contract/replan';
import type { OrderId, Sku } from '../../../shared/domain/ids';
import type { RoutingPolicy } from '../../../shared/domain/routing/policy';
import { applyRules } from '../../../shared/domain/routing/rules';
import { sourceOrder } from '../../../shared/domain/routing/source-order';
import type { SourcingPlan } from '../../../shared/domain/routing/sourcing';
import type { Queryable } from '../../db/pool';
import { asItIs, loadPool } from '../replan/load-pool';
import { nodesFor } from './route-order';

const mostPreviewed = 500;
const mostExamples = 50;

export async function previewPolicy(db: Queryable, at: string, draft: RoutingPolicy): Promise<PolicyPreview> {
  const { question, orders, facts, currency } = await loadPool(db, at, asItIs);
  const there = new Map(question.stock.map(({ nodeId, sku, units }) => [`${nodeId}\n${sku}`, units]));
  const availableOf = (nodeId: string, sku: string): number => there.get(`${nodeId}\n${sku}`) ?? 0;
  const spoken = new Map(draft.rules.map(({ ruleId }) => [ruleId, 0]));
  const preview: PolicyPreview = {
    orders: 0,
    currency,
    moved: 0,
    nowhere: 0,
    costBeforeMinor: 0,
    costAfterMinor: 0,
    rules: [],
    examples: [],
  };
  for (const { order, wanted, override } of orders.slice(0, mostPreviewed)) {
    preview.orders += 1;
    const lines = wanted.map((line) => ({ ...line, sku: line.sku as Sku }));
    const chosenBy = (policy: RoutingPolicy): SourcingPlan | null =>
      sourceOrder(
        nodesFor({ ...facts, policy }, order, lines, availableOf, override?.warehouseIds ?? null).order,
      ).chosen;
    for (const rule of draft.rules) {
      const about = {
        countryCode: order.shipTo.countryCode,
        channelId: order.channelId,
        isVip: order.priority === 'vip',
        skus: wanted.map(({ sku }) => sku),
      };
      const alone = applyRules(
        { ...draft, rules: [rule] },
        about,
        question.nodes.map(({ nodeId }) => nodeId),
      );
      const isSpoken = alone.comesFirst || alone.bans.length > 0 || alone.preferenceMinor.size > 0;
      if (isSpoken) spoken.set(rule.ruleId, (spoken.get(rule.ruleId) ?? 0) + 1);
    }
    const [before, after] = [chosenBy(facts.policy), chosenBy(draft)];
    const [from, to] = [placesOf(before), placesOf(after)];
    if (!after) preview.nowhere += 1;
    preview.costBeforeMinor += Math.round(before?.score ?? 0);
    preview.costAfterMinor += Math.round(after?.score ?? 0);
    if (from.join() === to.join()) continue;
    preview.moved += 1;
    if (preview.examples.length < mostExamples)
      preview.examples.push({
        orderId: order.orderId as OrderId,
        number: order.number,
        from,
        to,
        costBeforeMinor: before && Math.round(before.score),
        costAfterMinor: after && Math.round(after.score),
      });
  }
  preview.rules = [...spoken].map(([ruleId, count]) => ({ ruleId, orders: count }));
  return preview;
}

const placesOf = (plan: SourcingPlan | null): string[] =>
  (plan?.shipments ?? []).map(({ nodeId }) => nodeId).sort();
