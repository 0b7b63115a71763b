// Takes what a customer said of an order, and opens a case when it is a complaint, in one transaction: the same answer
// twice changes nothing, another one changes both.
import { companyStream } from '../../../shared/domain/ids';
import { type FeedbackAnswer, type Feedback, isComplaint } from '../../../shared/domain/feedback/feedback';
import type { Order } from '../../../shared/domain/order/order';
import { complaintAboutOrder } from '../../../shared/domain/service-case/complaint';
import type { StreamWriter } from '../../db/stream-writer';
import { caseMachine } from '../cases/case-machine';
import { say } from '../mail/mail-words';
import { tellRecord, type Told } from '../records/tell-record';
import { caseIdOf, feedbackIdOf, feedbackMachine } from './feedback-machine';

export async function takeAnswer(
  writer: StreamWriter,
  order: Order,
  answer: FeedbackAnswer,
  now: Date,
): Promise<Told<Feedback, unknown>> {
  const at = now.toISOString();
  const cause = { at, actor: null, stationId: null, opId: null };
  return writer.submit([companyStream], async (tx) => {
    const told = await tellRecord(
      tx,
      feedbackMachine,
      feedbackIdOf(order.orderId),
      { type: 'GiveRating', answer, at },
      cause,
    );
    if (!told.ok || told.events.length === 0 || !isComplaint(answer)) return told;
    const text = complaintOf(order, answer, told.state);
    const note = { at, from: 'customer' as const, by: order.shipTo.name, text };
    const command = complaintAboutOrder(order, 'rating', note);
    await tellRecord(tx, caseMachine, caseIdOf(order.orderId), command, cause);
    return told;
  });
}

/** In the customer's language, as the customer said it. */
function complaintOf(order: Order, answer: FeedbackAnswer, { language }: Feedback): string {
  const poor = answer.lines
    .filter(({ stars }) => stars <= 2)
    .map(({ lineNo, stars }) => {
      const name = order.lines.find((line) => line.lineNo === lineNo)?.name ?? '';
      return `${name}: ${stars}/5`;
    });
  return [
    `${answer.stars}/5`,
    say(language, `customer.rating.arrived.${answer.arrived}`),
    ...poor,
    answer.comment,
  ]
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, 2000);
}
