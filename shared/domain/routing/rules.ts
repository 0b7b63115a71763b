// Which rules of the policy speak about an order, and what they say of each node. A ban always holds, whatever it costs;
// a preference is a price and gives way where it costs too much.
import { nodePolicyOf, type RoutingPolicy, type RoutingRule } from './policy';

export type RuledOrder = {
  countryCode: string;
  channelId: string;
  isVip: boolean;
  skus: readonly string[];
};

export type Ban = { nodeId: string; sku: string; ruleId: string };

export type RuleOutcome = {
  bans: Ban[];
  /** What a shipment from a node costs on top, because others are preferred. */
  preferenceMinor: ReadonlyMap<string, number>;
  comesFirst: boolean;
};

export function applyRules(
  policy: RoutingPolicy,
  order: RuledOrder,
  nodeIds: readonly string[],
): RuleOutcome {
  const bans: Ban[] = [];
  const preferenceMinor = new Map<string, number>();
  let comesFirst = false;
  for (const rule of policy.rules) {
    const skus = meantSkus(rule, order);
    if (skus.length === 0) continue;
    const { then } = rule;
    if (then.kind === 'first') {
      comesFirst = true;
      continue;
    }
    const isMeant = (nodeId: string): boolean =>
      then.nodes.warehouseIds.some((id) => id === nodeId) ||
      then.nodes.kinds.includes(nodePolicyOf(policy, nodeId).kind);
    for (const nodeId of nodeIds) {
      if (then.kind === 'prefer') {
        if (!isMeant(nodeId)) {
          preferenceMinor.set(nodeId, (preferenceMinor.get(nodeId) ?? 0) + then.worthMinor);
        }
      } else if (isMeant(nodeId) === (then.kind === 'never')) {
        for (const sku of skus) bans.push({ nodeId, sku, ruleId: rule.ruleId });
      }
    }
  }
  return { bans, preferenceMinor, comesFirst };
}

/** SKUs of the order that a rule speaks about; none when it does not speak about the order. */
function meantSkus({ active, when }: RoutingRule, order: RuledOrder): readonly string[] {
  const isMeant = (list: readonly string[], value: string): boolean =>
    list.length === 0 || list.includes(value);
  if (!active || (when.vipOnly && !order.isVip)) return [];
  if (!isMeant(when.countries, order.countryCode) || !isMeant(when.channelIds, order.channelId)) return [];
  return order.skus.filter((sku) => isMeant(when.skus, sku));
}
