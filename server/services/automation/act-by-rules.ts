// Does what rules say to an order of a change set. Everything it does is told by `automation`, which rules are never asked
// about again; each rule that acted is in the order's history, with what has to be told because of it.
import { factsOf, type FactMarks } from '../../../shared/domain/automation/order-facts';
import type { Rule, Trigger } from '../../../shared/domain/automation/rule';
import { type Effect, runRules } from '../../../shared/domain/automation/run-rules';
import type { OrderId } from '../../../shared/domain/ids';
import type { OrderCommand } from '../../../shared/domain/order/order';
import type { Cause, ChangeSet } from '../changes/change-set';
import { tellOrder } from '../changes/order-changes';

/** Who events of rules come from. */
export const automationActor = 'automation';

export type Happening = {
  trigger: Trigger;
  /** The same when the same happening is looked at again. */
  causeId: string;
};

/** @returns how many rules acted */
export function actByRules(
  changes: ChangeSet,
  orderId: OrderId,
  rules: readonly Rule[],
  marks: FactMarks,
  { trigger, causeId }: Happening,
): number {
  const order = changes.orders.get(orderId);
  if (!order || !rules.some(({ isOn, when }) => isOn && when === trigger)) return 0;
  const run = runRules(rules, factsOf(order, marks), trigger);
  const cause: Cause = { at: changes.at, actor: automationActor, stationId: null, opId: null };
  for (const effect of run.effects) {
    const command = commandOf(effect, changes.at);
    // An order that is over takes no more holds: the rule acted as far as it could.
    if (command) tellOrder(changes, orderId, command, cause);
  }
  for (const { ruleId, name, on } of run.fired) {
    const own = run.effects.filter((effect) => effect.ruleId === ruleId);
    const webhooks = own.flatMap((effect) => (effect.kind === 'webhook' ? [effect.name] : []));
    const notices = own.flatMap((effect) => (effect.kind === 'notify' ? [effect.text] : []));
    changes.events.push({
      aggregate: 'order',
      aggregateId: orderId,
      type: 'RuleFired',
      body: { ruleId, rule: name, on, causeId, webhooks, notices },
      cause,
    });
    changes.touchedOrders.add(orderId);
  }
  return run.fired.length;
}

function commandOf(effect: Effect, at: string): OrderCommand | null {
  const by = effect.ruleName;
  switch (effect.kind) {
    case 'tag':
      return { type: 'TagOrder', add: effect.add, remove: effect.remove, by };
    case 'hold': {
      const { reason, note } = effect;
      return { type: 'HoldOrder', hold: { reason, note: note || by, by: by.slice(0, 40), at, owner: null } };
    }
    case 'release':
      return { type: 'ReleaseHold', reason: effect.reason, note: by, by: automationActor };
    case 'priority':
      return { type: 'SetPriority', priority: effect.priority, by };
    case 'notify':
    case 'webhook':
      return null;
  }
}
