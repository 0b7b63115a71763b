// Feedback and cases as head office keeps them. An order has one of each, so their ids are made of its id: however often a
// page is sent, there is one answer and one case.
import { v5 } from 'uuid';
import { decideFeedback } from '../../../shared/domain/feedback/decide';
import { evolveFeedback } from '../../../shared/domain/feedback/evolve';
import {
  type Feedback,
  type FeedbackCommand,
  type FeedbackEvent,
  feedbackSchema,
} from '../../../shared/domain/feedback/feedback';
import type { Machine } from '../records/machine';

export const feedbackMachine: Machine<Feedback, FeedbackCommand, FeedbackEvent> = {
  kind: 'feedback',
  schema: feedbackSchema,
  decide: decideFeedback,
  evolve: evolveFeedback,
  about: ({ state, orderId, number }) => ({ state, orderId, keys: [`number:${number}`], dueAt: null }),
};

const feedbackNamespace = 'b0b9e0b4-8d64-4f0e-8a1a-39a0c2fa5f0d';

export function feedbackIdOf(orderId: string): string {
  return v5(`feedback\n${orderId}`, feedbackNamespace);
}

/** One case for each thing that a customer can complain about. @param aboutId of the order or the quote */
export function caseIdOf(aboutId: string): string {
  return v5(`case\n${aboutId}`, feedbackNamespace);
}
