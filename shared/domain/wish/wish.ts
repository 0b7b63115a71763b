// A customer who waits for a product that is sold out and has left an address: written to once, when some can be promised
// again.
import { z } from 'zod';
import { channelIdSchema, skuSchema } from '../ids';
import { accept, assertNever, type Decision, refuse } from '../decision';

export const wishStates = ['waiting', 'told', 'withdrawn', 'expired'] as const;
export type WishState = (typeof wishStates)[number];

export const wishContentSchema = z.strictObject({
  channelId: channelIdSchema,
  sku: skuSchema,
  name: z.string().max(120).default(''),
  email: z.string().min(3).max(120),
  countryCode: z
    .string()
    .length(2)
    .regex(/^[A-Z]{2}$/),
  /** Where the shop shows the product. */
  productUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null),
});
export type WishContent = z.infer<typeof wishContentSchema>;

export const wishSchema = wishContentSchema.extend({
  state: z.enum(wishStates),
  leftAt: z.iso.datetime(),
  until: z.iso.datetime(),
});
export type Wish = z.infer<typeof wishSchema>;

export type WishCommand =
  | { type: 'LeaveWish'; content: WishContent; at: string; until: string }
  | { type: 'AnswerWish' }
  | { type: 'WithdrawWish' }
  | { type: 'LetTimePass'; at: string };
export type WishEvent =
  | { type: 'WishLeft'; content: WishContent; at: string; until: string }
  | { type: 'WishAnswered' }
  | { type: 'WishWithdrawn' }
  | { type: 'WishExpired' };

export const wishTransitions = {
  waiting: { WishAnswered: 'told', WishWithdrawn: 'withdrawn', WishExpired: 'expired' },
  told: { WishLeft: 'waiting' },
  withdrawn: { WishLeft: 'waiting' },
  expired: { WishLeft: 'waiting' },
} as const satisfies Record<WishState, Partial<Record<WishEvent['type'], WishState>>>;

export function decideWish(wish: Wish | null, command: WishCommand): Decision<WishEvent> {
  if (command.type === 'LeaveWish') {
    const { content, at, until } = command;
    return wish?.state === 'waiting' ? accept() : accept({ type: 'WishLeft', content, at, until });
  }
  if (!wish) return refuse('wish-unknown');
  const waits = wish.state === 'waiting';
  switch (command.type) {
    case 'AnswerWish':
      return waits ? accept({ type: 'WishAnswered' }) : accept();
    case 'WithdrawWish':
      return waits ? accept({ type: 'WishWithdrawn' }) : accept();
    case 'LetTimePass':
      return waits && wish.until <= command.at ? accept({ type: 'WishExpired' }) : accept();
    default:
      return assertNever(command);
  }
}

/** `wish` is null only before WishLeft. */
export function evolveWish(wish: Wish | null, event: WishEvent): Wish {
  if (event.type === 'WishLeft')
    return { ...event.content, state: 'waiting', leftAt: event.at, until: event.until };
  if (!wish) throw new Error(`${event.type} before WishLeft`);
  const moves: Partial<Record<WishEvent['type'], WishState>> = wishTransitions[wish.state];
  return { ...wish, state: moves[event.type] ?? wish.state };
}
