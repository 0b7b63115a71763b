import { describe, expect, it } from 'vitest';
import { orderIdOf } from '../ids.test-kit';
import { expectValues } from '../refusal-values.test-kit';
import { decideFeedback } from './decide';
import { evolveFeedback } from './evolve';
import {
  type Feedback,
  type FeedbackAnswer,
  type FeedbackCommand,
  feedbackSchema,
  isComplaint,
} from './feedback';

const at = '2026-01-05T11:00:00.000Z';
const ask: FeedbackCommand = {
  type: 'AskForRating',
  orderId: orderIdOf(1),
  number: '1042',
  language: 'tr',
  at,
};
const answer: FeedbackAnswer = {
  stars: 4,
  arrived: 'all',
  comment: 'good',
  lines: [
    { lineNo: 1, stars: 5 },
    { lineNo: 2, stars: 3 },
  ],
};
const give = (over: Partial<FeedbackAnswer> = {}): FeedbackCommand => ({
  type: 'GiveRating',
  answer: { ...answer, ...over },
  at,
});

function eventsOf(feedback: Feedback | null, command: FeedbackCommand): string[] | string {
  const decision = decideFeedback(feedback, command);
  if (!decision.ok) expectValues(decision.refusal);
  return decision.ok ? decision.events.map(({ type }) => type) : decision.refusal.code;
}

function after(feedback: Feedback | null, ...commands: FeedbackCommand[]): Feedback | null {
  return commands.reduce<Feedback | null>((state, command) => {
    const decision = decideFeedback(state, command);
    if (!decision.ok) throw new Error(decision.refusal.code);
    return decision.events.reduce<Feedback | null>(evolveFeedback, state);
  }, feedback);
}

describe('feedback', () => {
  const asked = after(null, ask);
  const answered = after(asked, give());
  it('is asked once, answered once, and changed as often as there is something new', () => {
    expect(eventsOf(null, ask)).toEqual(['RatingAsked']);
    expect(eventsOf(null, give())).toBe('rating-not-asked');
    expect(eventsOf(asked, ask)).toEqual([]);
    expect(eventsOf(asked, give())).toEqual(['RatingGiven']);
    expect(eventsOf(answered, ask)).toEqual([]);
    expect(eventsOf(answered, give())).toEqual([]);
    expect(eventsOf(answered, give({ lines: answer.lines.toReversed() }))).toEqual([]);
    for (const over of [{ stars: 5 }, { arrived: 'part' as const }, { comment: '' }, { lines: [] }])
      expect(eventsOf(answered, give(over)), JSON.stringify(over)).toEqual(['RatingChanged']);
  });

  it('has the newest answer', () => {
    expect(asked).toMatchObject({ state: 'asked', answer: null });
    const changed = after(answered, give({ stars: 1 }));
    expect(changed).toMatchObject({ state: 'answered', answer: { stars: 1 } });
    expect(feedbackSchema.safeParse(changed).success).toBe(true);
    expect(() => evolveFeedback(null, { type: 'RatingGiven', answer, at })).toThrow('before RatingAsked');
  });

  it.each([
    [{}, false],
    [{ stars: 3 }, false],
    [{ stars: 2 }, true],
    [{ arrived: 'part' }, true],
    [{ arrived: 'none', stars: 5 }, true],
  ] as const)('%j is a complaint: %s', (over, complaint) => {
    expect(isComplaint({ ...answer, ...over })).toBe(complaint);
  });
});
