// How orders go, as one document that a manager edits: when an order of a channel may go on, what holds it, what its customer
// is written, and what happens by itself. Kept in versions; what differs between two of them is said here.
import { z } from 'zod';
import { rulesSchema } from '../automation/rule';
import { channelPolicySchema } from '../channel/policy';
import { channelMailSchema } from '../mail/channel-mail';
import { channelPaymentSchema } from '../payment/channel-payment';
import { placementSettingsSchema } from '../placement/placement-rules';

const mostChannels = 200;

export const channelStepsSchema = z.strictObject({
  channelId: z.string().min(1).max(40),
  /** A shop's order is taken when it is placed there, or not before it is paid there. */
  takeWhen: channelPolicySchema.shape.takeWhen.unwrap(),
  /** Taken, it goes on at once, or when head office has or is promised the money. */
  paymentRule: channelPaymentSchema.shape.rule.unwrap(),
  captureAt: channelPaymentSchema.shape.captureAt.unwrap(),
});
export type ChannelSteps = z.infer<typeof channelStepsSchema>;

export const orderFlowSchema = z.object({
  steps: z.array(channelStepsSchema).max(mostChannels),
  holds: placementSettingsSchema,
  mails: z
    .array(z.strictObject({ channelId: z.string().min(1).max(40), mail: channelMailSchema }))
    .max(mostChannels),
  rules: rulesSchema,
});
export type OrderFlow = z.infer<typeof orderFlowSchema>;

export type FlowChange = {
  part: 'steps' | 'holds' | 'mails' | 'rules';
  how: 'added' | 'removed' | 'changed';
  /** Name of the rule, id of the channel, name of the group of holds. */
  name: string;
};

export function flowChanges(before: OrderFlow, after: OrderFlow): FlowChange[] {
  const holdGroups = (flow: OrderFlow): { name: string; content: unknown }[] =>
    Object.entries(flow.holds).map(([name, content]) => ({ name, content }));
  return [
    ...between(
      'steps',
      before.steps.map((each) => ({ id: each.channelId, name: each.channelId, content: each })),
      after.steps.map((each) => ({ id: each.channelId, name: each.channelId, content: each })),
    ),
    ...between(
      'holds',
      holdGroups(before).map((each) => ({ id: each.name, ...each })),
      holdGroups(after).map((each) => ({ id: each.name, ...each })),
    ),
    ...between(
      'mails',
      before.mails.map(({ channelId, mail }) => ({ id: channelId, name: channelId, content: mail })),
      after.mails.map(({ channelId, mail }) => ({ id: channelId, name: channelId, content: mail })),
    ),
    ...between(
      'rules',
      before.rules.map((each) => ({ id: each.ruleId, name: each.name, content: each })),
      after.rules.map((each) => ({ id: each.ruleId, name: each.name, content: each })),
    ),
    // The order of rules is the order in which they act.
    ...(isReordered(before, after) ? [{ part: 'rules', how: 'changed', name: '' } as const] : []),
  ];
}

type Part = { id: string; name: string; content: unknown };

function between(part: FlowChange['part'], before: readonly Part[], after: readonly Part[]): FlowChange[] {
  const had = new Map(before.map((each) => [each.id, each]));
  const has = new Set(after.map(({ id }) => id));
  return [
    ...after.flatMap(({ id, name, content }): FlowChange[] => {
      const was = had.get(id);
      if (!was) return [{ part, how: 'added', name }];
      return stable(was.content) === stable(content) ? [] : [{ part, how: 'changed', name }];
    }),
    ...before.flatMap(({ id, name }): FlowChange[] => (has.has(id) ? [] : [{ part, how: 'removed', name }])),
  ];
}

function isReordered(before: OrderFlow, after: OrderFlow): boolean {
  const [was, is] = [before, after].map((flow) => flow.rules.map(({ ruleId }) => ruleId));
  const kept = (list: string[] = [], other: string[] = []): string =>
    list.filter((id) => other.includes(id)).join('\n');
  return kept(was, is) !== kept(is, was);
}

/** The same content is the same text, whatever the order of its fields. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
