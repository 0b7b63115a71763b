// What would have happened to an order of the past under another flow: its history is told again, with the holds and the
// rules of that flow in place of those it met. Must never look at what rules or holds did at that time.
import { factsOf, type FactMarks } from '../automation/order-facts';
import { triggerOfEvent } from '../automation/rule';
import { type Effect, runRules } from '../automation/run-rules';
import { ruleOf } from '../mail/channel-mail';
import type { MailKind } from '../mail/mail-kinds';
import { evolveOrder } from '../order/evolve';
import type { Order, OrderEvent, OrderHold } from '../order/order';
import type { OrderFlow } from './order-flow';

export type PastEvent = {
  aggregate: string;
  type: string;
  body: Readonly<Record<string, unknown>>;
  actor: string | null;
};

export type ReplayFacts = {
  marks: FactMarks;
  /** What the flow's holds say of the order when it is placed. */
  holdsAtPlacing: readonly OrderHold[];
  /** Kinds of mails that an event is written about. */
  mailsOf: (type: string) => readonly MailKind[];
  /** Who rules act as. */
  automation: string;
};

export type Replayed = {
  /** It waits for its money before it goes on. */
  waitsForPayment: boolean;
  /** Every hold it met. */
  holds: string[];
  tags: string[];
  priority: Order['priority'];
  /** Rules that acted, in their order. */
  rules: string[];
  notices: string[];
  mails: MailKind[];
};

/** Null for a history without the placing of an order. */
export function replayOrder(
  events: readonly PastEvent[],
  flow: OrderFlow,
  facts: ReplayFacts,
): Replayed | null {
  let order: Order | null = null;
  const told: Pick<Replayed, 'rules' | 'notices'> = { rules: [], notices: [] };
  const held = new Set<string>();
  const mails = new Set<MailKind>();
  const hold = (each: Pick<OrderHold, 'reason' | 'note'>): void => void held.add(each.reason);
  for (const event of events) {
    if (event.type === 'RuleFired' || event.actor === facts.automation || isOfOldFlow(event)) continue;
    if (event.aggregate === 'order') {
      const next = { ...event.body, type: event.type } as OrderEvent;
      // What has the same instant in another stream may stand before it.
      if (next.type !== 'OrderPlaced' && order === null) continue;
      order = evolveOrder(order, next);
      if (next.type === 'OrderPlaced')
        for (const each of facts.holdsAtPlacing) {
          order = evolveOrder(order, { type: 'OrderHeld', hold: each });
          hold(each);
        }
      if (next.type === 'OrderHeld') hold(next.hold);
    }
    if (order === null) continue;
    const channelMail = flow.mails.find(({ channelId }) => channelId === order?.channelId)?.mail;
    for (const kind of facts.mailsOf(event.type))
      if (channelMail && ruleOf(channelMail, kind)?.isOn) mails.add(kind);
    const trigger = event.type === 'OrderPlaced' ? 'order-placed' : triggerOfEvent[event.type];
    if (!trigger) continue;
    const run = runRules(flow.rules, factsOf(order, facts.marks), trigger);
    told.rules.push(...run.fired.map(({ name }) => name));
    for (const effect of run.effects) {
      if (effect.kind === 'notify') told.notices.push(effect.text);
      if (effect.kind === 'hold') hold(effect);
      for (const each of eventsOf(effect)) order = evolveOrder(order, each);
    }
  }
  if (order === null) return null;
  const { channelId, tags, priority } = order;
  const steps = flow.steps.find((each) => each.channelId === channelId);
  return {
    waitsForPayment: steps !== undefined && steps.paymentRule !== 'outside',
    holds: [...held].sort(),
    tags: tags ?? [],
    priority,
    rules: [...new Set(told.rules)],
    notices: [...new Set(told.notices)],
    mails: [...mails].sort(),
  };
}

/** Holds that the placing rules of that time put, and their end. */
function isOfOldFlow({ type, body }: PastEvent): boolean {
  if (type === 'OrderHeld') return (body['hold'] as OrderHold | undefined)?.by === 'placement';
  return type === 'HoldReleased' && body['by'] === 'placement';
}

function eventsOf(effect: Effect): OrderEvent[] {
  const by = effect.ruleName;
  switch (effect.kind) {
    case 'tag':
      return [
        ...(effect.add.length > 0 ? [{ type: 'OrderTagged', tags: effect.add, by } as const] : []),
        ...(effect.remove.length > 0 ? [{ type: 'OrderUntagged', tags: effect.remove, by } as const] : []),
      ];
    case 'hold':
      return [{ type: 'OrderHeld', hold: { reason: effect.reason, note: effect.note, by: by.slice(0, 40) } }];
    case 'release':
      return [{ type: 'HoldReleased', reason: effect.reason }];
    case 'priority':
      return [{ type: 'PriorityChanged', priority: effect.priority, by }];
    case 'notify':
    case 'webhook':
      return [];
  }
}
