import { describe, expect, it } from 'vitest';
import type { NetworkState } from '../../data/network';
import { whyUnsent, type UnsentWhy } from './unsent';

describe('why something is not sent yet', () => {
  it.each<[NetworkState['headOffice'], NetworkState['trouble'], UnsentWhy]>([
    ['up', null, 'on-the-way'],
    ['unknown', null, 'connecting'],
    ['down', 'unreachable', 'away'],
    ['down', 'token-refused', 'not-known'],
    ['down', 'failing', 'failing'],
    ['down', 'strange-answer', 'failing'],
    ['down', 'op-refused', 'op-refused'],
    ['down', 'ops-missing', 'hole'],
  ])('head office %s, %s: %s', (headOffice, trouble, why) => {
    expect(whyUnsent({ headOffice, trouble })).toBe(why);
  });
});
