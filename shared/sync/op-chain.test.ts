import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opIdOf } from '../domain/ids.test-kit';
import type { OpEnvelope } from './op';
import { type Chain, chained, chainStart, continued, linkAfter } from './op-chain';
import { opOf } from './op.test-kit';

const ops = (count: number, from = 1): OpEnvelope[] =>
  Array.from({ length: count }, (_, index) =>
    opOf('bench.refuse-scan', { stationSeq: from + index, opId: opIdOf(from + index) }),
  );
const none: Chain = { head: null, brokenAt: null };
const follow = (delivered: readonly OpEnvelope[], chain = none): Chain =>
  delivered.reduce((before, op) => continued(before, op), chain);
const renumbered = (list: readonly OpEnvelope[]): OpEnvelope[] =>
  list.map((op, index) => ({ ...op, stationSeq: index + 1 }));

describe('the chain of ops', () => {
  it('holds for ops as they were made, in any pieces', () => {
    const made = chained(chainStart, ops(10));
    const half = follow(made.slice(0, 4));
    expect(half).toEqual({ head: made[3]?.chain, brokenAt: null });
    expect(follow(made.slice(4), half)).toEqual({ head: made[9]?.chain, brokenAt: null });
    expect(chained(made[3]?.chain ?? '', ops(6, 5))).toEqual(made.slice(4));
  });

  it('is the same hash over the same text wherever it is made', () => {
    const node = (text: string): string => createHash('sha256').update(text).digest('base64url');
    const [first] = ops(1) as [OpEnvelope];
    expect(linkAfter('before', first, node)).toBe(linkAfter('before', first));
    // A store may hand fields back in another order than it took them.
    const turned = Object.fromEntries(Object.entries(first).reverse()) as OpEnvelope;
    expect(linkAfter('before', turned)).toBe(linkAfter('before', first));
  });

  it('begins with the first op that has a link; those before were made by a program without chains', () => {
    const made = [...ops(3), ...chained(chainStart, ops(3, 4))];
    expect(follow(made.slice(0, 3))).toEqual(none);
    expect(follow(made)).toEqual({ head: made[5]?.chain, brokenAt: null });
  });

  it.each<[string, (made: OpEnvelope[]) => OpEnvelope[], number]>([
    ['changed', (made) => made.map((op, i) => (i === 4 ? { ...op, body: { code: 'x', text: 'y' } } : op)), 5],
    ['given to another person', (made) => made.map((op, i) => (i === 4 ? { ...op, actor: null } : op)), 5],
    ['taken out', (made) => renumbered(made.filter((_op, i) => i !== 4)), 5],
    ['put in', (made) => renumbered([...made.slice(0, 4), ...ops(1, 90), ...made.slice(4)]), 5],
    [
      'moved',
      (made) =>
        renumbered([...made.slice(0, 4), made[6], made[4], made[5], ...made.slice(7)] as OpEnvelope[]),
      5,
    ],
    ['robbed of its link', (made) => made.map(({ chain, ...op }, i) => (i === 4 ? op : { ...op, chain })), 5],
  ])('breaks where an op was %s, and only there', (_what, change, at) => {
    const delivered = change(chained(chainStart, ops(10)) as OpEnvelope[]);
    const chain = follow(delivered);
    expect(chain.brokenAt).toBe(at);
    expect(follow(delivered.slice(0, at - 1)).brokenAt).toBeNull();
  });

  it('goes on behind a break and keeps the first place', () => {
    const made = chained(chainStart, ops(10));
    const delivered = made.map((op, i) => (i === 3 || i === 7 ? { ...op, mono: op.mono + 1 } : op));
    expect(follow(delivered)).toEqual({ head: made[9]?.chain, brokenAt: 4 });
    // With the first break known, what is sound behind it adds none.
    expect(follow(made.slice(4), { head: made[3]?.chain ?? null, brokenAt: null }).brokenAt).toBeNull();
  });

  it('property: any one field of any op changed is seen at that op', () => {
    const changes: ((op: OpEnvelope) => OpEnvelope)[] = [
      (op) => ({ ...op, mono: op.mono + 1 }),
      (op) => ({ ...op, at: '2026-01-05T10:00:01.000Z' }),
      (op) => ({ ...op, fence: (op.fence ?? 0) + 1 }),
      (op) => ({ ...op, opId: opIdOf(1000) }),
      (op) => ({ ...op, body: { ...op.body, text: `${String(op.body['text'])} ` } }),
      (op) => ({ ...op, chain: linkAfter('', op) }),
    ];
    fc.assert(
      fc.property(fc.nat(9), fc.constantFrom(...changes), (at, change) => {
        const made = chained('x', ops(10)).map((op, index) => (index === at ? change(op) : op));
        expect(follow(made, { head: 'x', brokenAt: null }).brokenAt).toBe(at + 1);
      }),
    );
  });
});
