// Feedback as data: what is not in the table changes no state.
import type { FeedbackEvent, FeedbackState } from './feedback';

export const feedbackTransitions = {
  asked: { RatingGiven: 'answered' },
  answered: { RatingChanged: 'answered' },
} as const satisfies Record<FeedbackState, Partial<Record<FeedbackEvent['type'], FeedbackState>>>;

export function nextFeedbackState(state: FeedbackState, event: FeedbackEvent['type']): FeedbackState {
  const moves: Partial<Record<FeedbackEvent['type'], FeedbackState>> = feedbackTransitions[state];
  return moves[event] ?? state;
}
