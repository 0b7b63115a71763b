import { describe, expect, it } from 'vitest';
import { channelIdSchema } from '../ids';
import { skuOf } from '../ids.test-kit';
import {
  decideWish,
  evolveWish,
  type Wish,
  type WishCommand,
  wishContentSchema,
  type WishState,
} from './wish';

const content = wishContentSchema.parse({
  channelId: channelIdSchema.parse('web'),
  sku: skuOf('MUG'),
  email: 'ayse@example.org',
  countryCode: 'TR',
});
const leave: WishCommand = {
  type: 'LeaveWish',
  content,
  at: '2026-05-04T10:00:00.000Z',
  until: '2026-11-04T10:00:00.000Z',
};
const told = (...commands: WishCommand[]): Wish => {
  let wish: Wish | null = null;
  for (const command of [leave, ...commands]) {
    const decision = decideWish(wish, command);
    if (decision.ok) for (const event of decision.events) wish = evolveWish(wish, event);
  }
  if (!wish) throw new Error('no wish');
  return wish;
};
const over: WishCommand = { type: 'LetTimePass', at: '2026-11-04T10:00:00.000Z' };
const wishIn: Record<WishState, Wish> = {
  waiting: told(),
  told: told({ type: 'AnswerWish' }),
  withdrawn: told({ type: 'WithdrawWish' }),
  expired: told(over),
};

describe('a wish', () => {
  it.each<[WishCommand, ...(string | null)[]]>([
    [leave, 'WishLeft', null, 'WishLeft', 'WishLeft', 'WishLeft'],
    [{ type: 'AnswerWish' }, 'wish-unknown', 'WishAnswered', null, null, null],
    [{ type: 'WithdrawWish' }, 'wish-unknown', 'WishWithdrawn', null, null, null],
    [over, 'wish-unknown', 'WishExpired', null, null, null],
    [{ type: 'LetTimePass', at: '2026-11-04T09:59:59.999Z' }, 'wish-unknown', null, null, null, null],
  ])('%j in every state', (command, ...cells) => {
    const states = [null, wishIn.waiting, wishIn.told, wishIn.withdrawn, wishIn.expired];
    const answers = states.map((state) => {
      const decision = decideWish(state, command);
      return decision.ok ? (decision.events[0]?.type ?? null) : decision.refusal.code;
    });
    expect(answers).toEqual(cells);
  });
  it('is in the state its name says', () => {
    for (const [state, wish] of Object.entries(wishIn)) expect(wish.state).toBe(state);
  });
});
