import { describe, expect, it } from 'vitest';
import { type Rule, ruleSchema } from '../automation/rule';
import { channelMailSchema, defaultChannelMail } from '../mail/channel-mail';
import { header, newLines } from '../order/order.test-kit';
import { noPlacementRules } from '../placement/placement-rules';
import { flowChanges, type OrderFlow, orderFlowSchema } from './order-flow';
import { type PastEvent, replayOrder, type ReplayFacts } from './replay';

const rule = (ruleId: string, change: Partial<Rule> = {}): Rule =>
  ruleSchema.parse({
    ruleId,
    name: `Rule ${ruleId}`,
    isOn: true,
    when: 'order-placed',
    match: 'all',
    conditions: [],
    actions: [{ do: 'tag', tags: [ruleId] }],
    ...change,
  });
const mail = channelMailSchema.parse(defaultChannelMail({ takesFiles: false }));
const flow = (change: Partial<OrderFlow> = {}): OrderFlow =>
  orderFlowSchema.parse({
    steps: [{ channelId: 'web', takeWhen: 'placed', paymentRule: 'outside', captureAt: 'hand-over' }],
    holds: noPlacementRules,
    mails: [{ channelId: 'web', mail }],
    rules: [],
    ...change,
  });

describe('what differs between two flows', () => {
  it('is nothing for the same, whatever the order of its fields', () => {
    const one = flow({ rules: [rule('a')] });
    expect(flowChanges(one, JSON.parse(JSON.stringify(one)) as OrderFlow)).toEqual([]);
  });

  it('names what came, went and changed', () => {
    const before = flow({ rules: [rule('a'), rule('b')] });
    const after = flow({
      steps: [{ channelId: 'web', takeWhen: 'paid', paymentRule: 'outside', captureAt: 'hand-over' }],
      holds: { ...noPlacementRules, stopped: ['MUG'] },
      mails: [{ channelId: 'web', mail: { ...mail, oldestDays: 3 } }],
      rules: [rule('b', { isOn: false }), rule('c')],
    });
    expect(flowChanges(before, after)).toEqual([
      { part: 'steps', how: 'changed', name: 'web' },
      { part: 'holds', how: 'changed', name: 'stopped' },
      { part: 'mails', how: 'changed', name: 'web' },
      { part: 'rules', how: 'changed', name: 'Rule b' },
      { part: 'rules', how: 'added', name: 'Rule c' },
      { part: 'rules', how: 'removed', name: 'Rule a' },
    ]);
    const turned = flow({ rules: [rule('b'), rule('a')] });
    expect(flowChanges(before, turned)).toEqual([{ part: 'rules', how: 'changed', name: '' }]);
  });
});

describe('a history told again', () => {
  const event = (
    type: string,
    body: object = {},
    actor: string | null = null,
    aggregate = 'order',
  ): PastEvent => ({
    aggregate,
    type,
    body: body as PastEvent['body'],
    actor,
  });
  const lines = newLines.map((line, index) => ({
    ...line,
    lineNo: index + 1,
    allocated: 0,
    packed: 0,
    shipped: 0,
    cancelled: 0,
  }));
  const history = [
    event('OrderPlaced', { header, lines, charges: [] }),
    event('OrderHeld', { hold: { reason: 'fraud', note: 'amount', by: 'placement' } }),
    event('OrderTagged', { tags: ['old'], by: 'Old rule' }, 'automation'),
    event('OrderConfirmed'),
    event('OrderTagged', { tags: ['gift'], by: 'Ayşe' }),
    event('ParcelHandedOver', {}, null, 'parcel'),
  ];
  const facts: ReplayFacts = {
    marks: { customerTags: [], productTags: [] },
    holdsAtPlacing: [],
    mailsOf: (type) => (type === 'OrderConfirmed' ? ['order-confirmed'] : []),
    automation: 'automation',
  };

  it('leaves out what rules and holds did at that time', () => {
    expect(replayOrder(history, flow(), facts)).toEqual({
      waitsForPayment: false,
      holds: [],
      tags: ['gift'],
      priority: 'normal',
      rules: [],
      notices: [],
      mails: ['order-confirmed'],
    });
  });

  it('meets the rules and holds of the other flow, at each thing that happened', () => {
    const other = flow({
      steps: [{ channelId: 'web', takeWhen: 'placed', paymentRule: 'prepaid', captureAt: 'placing' }],
      mails: [{ channelId: 'web', mail: { ...mail, rules: [] } }],
      rules: [
        rule('big', {
          conditions: [{ what: 'total', is: 'at-least', amountMinor: 3000, currency: 'GBP' }],
          actions: [
            { do: 'tag', tags: ['big'] },
            { do: 'priority', priority: 'vip' },
          ],
        }),
        rule('gift', {
          when: 'order-tagged',
          conditions: [{ what: 'tag', is: 'any-of', values: ['gift'] }],
          actions: [{ do: 'hold', reason: 'other', note: 'wrap it' }],
        }),
        rule('gone', { when: 'parcel-handed-over', actions: [{ do: 'notify', text: 'It left' }] }),
      ],
    });
    const holdsAtPlacing = [{ reason: 'address' as const, note: 'city:missing', by: 'placement' }];
    expect(replayOrder(history, other, { ...facts, holdsAtPlacing })).toEqual({
      waitsForPayment: true,
      holds: ['address', 'other'],
      tags: ['big', 'gift'],
      priority: 'vip',
      rules: ['Rule big', 'Rule gift', 'Rule gone'],
      notices: ['It left'],
      mails: [],
    });
  });

  it('without the placing of an order is none', () => {
    expect(replayOrder([event('OrderConfirmed')], flow(), facts)).toBeNull();
  });
});
