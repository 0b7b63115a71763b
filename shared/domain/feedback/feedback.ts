// What a customer said of an order: asked once after delivery, answered as often as they like, one answer that counts.
import { z } from 'zod';
import { orderIdSchema } from '../ids';
import { mailLanguages } from '../mail/mail-kinds';

export const feedbackStates = ['asked', 'answered'] as const;
export type FeedbackState = (typeof feedbackStates)[number];

export const arrivals = ['all', 'part', 'none'] as const;

export const mostRatedLines = 50;
export const starsSchema = z.int().min(1).max(5);
export const answerSchema = z.object({
  stars: starsSchema,
  lines: z.array(z.object({ lineNo: z.int().positive(), stars: starsSchema })).max(mostRatedLines),
  arrived: z.enum(arrivals),
  comment: z.string().max(2000),
});
export type FeedbackAnswer = z.infer<typeof answerSchema>;

export const feedbackSchema = z.object({
  orderId: orderIdSchema,
  number: z.string().max(40),
  language: z.enum(mailLanguages),
  state: z.enum(feedbackStates),
  askedAt: z.iso.datetime(),
  /** The newest; null before the first. */
  answer: answerSchema.nullable(),
  answeredAt: z.iso.datetime().nullable(),
});
export type Feedback = z.infer<typeof feedbackSchema>;

export type FeedbackEvent =
  | {
      type: 'RatingAsked';
      orderId: Feedback['orderId'];
      number: string;
      language: Feedback['language'];
      at: string;
    }
  | { type: 'RatingGiven'; answer: FeedbackAnswer; at: string }
  | { type: 'RatingChanged'; answer: FeedbackAnswer; at: string };

export type FeedbackCommand =
  | {
      type: 'AskForRating';
      orderId: Feedback['orderId'];
      number: string;
      language: Feedback['language'];
      at: string;
    }
  | { type: 'GiveRating'; answer: FeedbackAnswer; at: string };

/** At most so many stars are a complaint. */
const fewStars = 2;

/** Whether somebody of ours should write back. */
export function isComplaint({ stars, arrived }: FeedbackAnswer): boolean {
  return arrived !== 'all' || stars <= fewStars;
}
