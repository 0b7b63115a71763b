// Special orders for tests: a VIP mark as a rule gives it, and what a bench is told of it.
import { orderIdOf } from '../ids.test-kit';
import { specialCodeOf } from './special-code';
import { firstKinds, type SpecialKind } from './special-kind';
import { type BenchMark, markedKind, type SpecialMark } from './special-mark';

export const testCode = specialCodeOf(orderIdOf(1));

export function kindOf(kindId: string, over: Partial<SpecialKind> = {}): SpecialKind {
  const kind = firstKinds.find((each) => each.kindId === kindId);
  if (!kind) throw new Error(`no kind ${kindId}`);
  return { ...kind, ...over };
}

export function markOf(kindId: string, over: Partial<SpecialMark> = {}): SpecialMark {
  return {
    kind: markedKind(kindOf(kindId)),
    note: null,
    reason: '',
    by: { from: 'rule', ruleId: 'r1', name: 'Dear customers' },
    at: '2026-05-04T10:00:00.000Z',
    ...over,
  };
}

/** VIP: a second person is asked for, and no supervisor may do without. */
export function benchMark(over: Partial<BenchMark> = {}): BenchMark {
  const { kindId, names, sign, colour, notes } = kindOf('vip');
  return {
    code: testCode,
    kinds: [{ kindId, names, sign, colour, notes }],
    note: null,
    giftMessage: null,
    needsSecond: true,
    mayOverride: false,
    goesFirst: true,
    ...over,
  };
}
