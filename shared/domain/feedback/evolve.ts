// Applies what happened to feedback. Never refuses: an event is a fact.
import { assertNever } from '../decision';
import type { Feedback, FeedbackEvent } from './feedback';
import { nextFeedbackState } from './transitions';

/** `feedback` is null only before RatingAsked. */
export function evolveFeedback(feedback: Feedback | null, event: FeedbackEvent): Feedback {
  if (event.type === 'RatingAsked') {
    const { orderId, number, language, at } = event;
    return { orderId, number, language, state: 'asked', askedAt: at, answer: null, answeredAt: null };
  }
  if (!feedback) throw new Error(`${event.type} before RatingAsked`);
  const moved = { ...feedback, state: nextFeedbackState(feedback.state, event.type) };
  switch (event.type) {
    case 'RatingGiven':
    case 'RatingChanged':
      return { ...moved, answer: event.answer, answeredAt: event.at };
    default:
      return assertNever(event);
  }
}
