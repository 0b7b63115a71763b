// What may be said of an order, and when it changes something: the same answer twice is one answer.
import { accept, assertNever, type Decision, refuse } from '../decision';
import type { Feedback, FeedbackAnswer, FeedbackCommand, FeedbackEvent } from './feedback';

export function decideFeedback(feedback: Feedback | null, command: FeedbackCommand): Decision<FeedbackEvent> {
  switch (command.type) {
    case 'AskForRating': {
      if (feedback) return accept();
      const { type: _type, ...asked } = command;
      return accept({ type: 'RatingAsked', ...asked });
    }
    case 'GiveRating': {
      if (!feedback) return refuse('rating-not-asked');
      const { answer, at } = command;
      if (feedback.answer === null) return accept({ type: 'RatingGiven', answer, at });
      return isSameAnswer(feedback.answer, answer) ? accept() : accept({ type: 'RatingChanged', answer, at });
    }
    default:
      return assertNever(command);
  }
}

function isSameAnswer(before: FeedbackAnswer, now: FeedbackAnswer): boolean {
  const linesOf = ({ lines }: FeedbackAnswer): string =>
    lines
      .map(({ lineNo, stars }) => `${lineNo}:${stars}`)
      .sort()
      .join();
  return (
    before.stars === now.stars &&
    before.arrived === now.arrived &&
    before.comment === now.comment &&
    linesOf(before) === linesOf(now)
  );
}
