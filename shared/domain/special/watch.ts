// A special order on the watch list of the retention team: who looks after it, what was said, how it stands. It is watched
// until it is with the customer or cancelled, and again when somebody marks it anew.
import { z } from 'zod';
import { orderIdSchema } from '../ids';
import { kindIdSchema } from './special-kind';
import { riskSchema, type SpecialRisk } from './special-risk';

export const watchStates = ['watched', 'over'] as const;
export type WatchState = (typeof watchStates)[number];

export const watchEnds = ['delivered', 'cancelled', 'quiet', 'unmarked'] as const;
export type WatchEndReason = (typeof watchEnds)[number];

/** What is kept of them; of more the oldest go. */
export const mostCalls = 200;
export const callSchema = z.object({
  at: z.iso.datetime(),
  by: z.string().max(120),
  /** `call`: said to the customer. */
  kind: z.enum(['call', 'note']),
  text: z.string().min(1).max(2000),
});
export type Call = z.infer<typeof callSchema>;

export const specialWatchSchema = z.object({
  orderId: orderIdSchema,
  number: z.string().max(40),
  customer: z.string().max(120),
  code: z.string().length(8),
  kindIds: z.array(kindIdSchema).max(20),
  state: z.enum(watchStates),
  /** Who looks after it; nobody yet when null. */
  owner: z.string().max(80).nullable(),
  calls: z.array(callSchema).max(mostCalls),
  isRaised: z.boolean(),
  risk: riskSchema,
  /** The worst that people have been told of: each level is told once. */
  told: z.enum(['none', 'at-risk', 'late']),
  since: z.iso.datetime(),
  end: z.object({ reason: z.enum(watchEnds), at: z.iso.datetime() }).nullable(),
});
export type SpecialWatch = z.infer<typeof specialWatchSchema>;

type Opening = Pick<SpecialWatch, 'orderId' | 'number' | 'customer' | 'code' | 'kindIds'>;

export type WatchEvent =
  | { type: 'WatchStarted'; opening: Opening; at: string }
  | { type: 'WatchKindsChanged'; kindIds: string[] }
  | { type: 'WatchResumed'; kindIds: string[]; at: string }
  | { type: 'WatchTaken'; owner: string | null }
  | { type: 'CustomerCalled'; call: Call }
  | { type: 'WatchRaised'; by: string; reason: string }
  | { type: 'RiskChanged'; risk: SpecialRisk }
  /** People were told: a task stands. */
  | { type: 'RiskTold'; level: 'at-risk' | 'late' }
  | { type: 'WatchEnded'; reason: WatchEndReason; at: string };

export type WatchCommand =
  /** Said whenever the order is marked; goes on with the watch there is. */
  | { type: 'WatchOrder'; opening: Opening; at: string }
  | { type: 'TakeWatch'; owner: string | null }
  | { type: 'NoteCall'; call: Call }
  | { type: 'RaiseWatch'; by: string; reason: string }
  | { type: 'AssessRisk'; risk: SpecialRisk }
  | { type: 'EndWatch'; reason: WatchEndReason; at: string };
