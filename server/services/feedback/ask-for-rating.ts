// Notes that a customer is asked for a rating, just before the mail leaves: the page of the link opens from then on.
import { companyStream } from '../../../shared/domain/ids';
import type { MailLanguage } from '../../../shared/domain/mail/mail-kinds';
import type { Order } from '../../../shared/domain/order/order';
import type { Queryable } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { readRecord } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { feedbackIdOf, feedbackMachine } from './feedback-machine';

export async function askForRating(
  writer: StreamWriter,
  { orderId, number }: Pick<Order, 'orderId' | 'number'>,
  language: MailLanguage,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  await writer.submit([companyStream], (tx) =>
    tellRecord(
      tx,
      feedbackMachine,
      feedbackIdOf(orderId),
      { type: 'AskForRating', orderId, number, language, at },
      { at, actor: null, stationId: null, opId: null },
    ),
  );
}

export async function isRated(db: Queryable, orderId: string): Promise<boolean> {
  return (await readRecord(db, feedbackMachine, feedbackIdOf(orderId)))?.state === 'answered';
}
