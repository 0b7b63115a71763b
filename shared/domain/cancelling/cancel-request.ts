// A cancellation that head office cannot make by itself: the units are in a station's hand, so it asks, and the station
// says what it did. Nothing of the order is cancelled before the answer; while the question stands the box cannot leave.
import { z } from 'zod';

/**
 * asked: nobody at the bench has answered. too-late: the box was sealed when the bench heard of it; it stops at hand-over
 * and may still be opened. accepted: the bench leaves the units out. withdrawn: head office wants them after all.
 * decided: the lease ended unanswered, head office took the units out under a new fence. left: the carrier has them.
 */
export const cancelStates = ['asked', 'too-late', 'accepted', 'withdrawn', 'decided', 'left'] as const;
export type CancelState = (typeof cancelStates)[number];

const cancelledUnits = z.object({ lineNo: z.int().positive(), quantity: z.int().positive() });
export type CancelledUnits = z.infer<typeof cancelledUnits>;

export const cancelRequestSchema = z.object({
  state: z.enum(cancelStates),
  reason: z.string().max(200),
  /** Head office's time of the newest question. */
  askedAt: z.iso.datetime(),
  /** While it stands: what is asked for. After that: what it ended with. */
  lines: z.array(cancelledUnits).min(1),
});
export type CancelRequest = z.infer<typeof cancelRequestSchema>;

export type CancelEvent =
  /** `lines` is all that is asked for now, with what was asked before and not answered. */
  | { type: 'CancelAsked'; reason: string; askedAt: string; lines: CancelledUnits[] }
  /** `keepsOrder`: nobody was asking any more; the units are out of the box, and the order gets them in another. */
  | { type: 'CancelAccepted'; reason: string; lines: CancelledUnits[]; keepsOrder: boolean }
  | { type: 'CancelTooLate' }
  | { type: 'CancelWithdrawn' }
  | { type: 'CancelDecided'; reason: string; lines: CancelledUnits[] }
  | { type: 'CancelLeft' };

export type CancelCommand =
  | { type: 'AskCancel'; reason: string; at: string; lines: CancelledUnits[] }
  | { type: 'AnswerCancel'; answer: 'accepted'; lines: CancelledUnits[] }
  | { type: 'AnswerCancel'; answer: 'too-late' }
  | { type: 'WithdrawCancel' };
