// Asks the provider, outside any transaction, and records what it said. Called again with the same key until it answered;
// a provider does the same thing once for one key, and a payment counts it once.
import { companyStream } from '../../../shared/domain/ids';
import type { Payment, PaymentCommand } from '../../../shared/domain/payment/payment';
import { askOf } from '../../../shared/domain/payment/questions';
import type { Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { GiveUp, TryLater, pauseAfter, type Performed } from '../../jobs/outbox';
import { headOfficeCause } from '../changes/change-set';
import { readRecord } from '../records/read-records';
import { openProvider, portsOf } from './load-providers';
import { paymentRecord } from './payment-record';
import { ProviderAway } from './providers/provider';
import { recordLink } from './pay-by-link';
import { type PaymentWork, tellPayment } from './tell-payment';

export type PaymentTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

/** Card providers keep a key for a day: what must not be done twice is not asked for again under one they may have forgotten. */
const keyKeptMs = 20 * 3_600_000;

export async function performPayment(tools: PaymentTools, work: Performed<PaymentWork>): Promise<string> {
  const { paymentId, key, askedAt } = work.payload;
  const payment = await readRecord(tools.pool, paymentRecord, paymentId);
  if (!payment) throw new GiveUp('there is no such payment');
  const open = await openProvider(tools.pool, payment.providerId, portsOf(tools));
  if (!open) throw new GiveUp(`there is no provider ${payment.providerId}`);
  const { provider } = open;
  if (key === null) {
    const seen = await patiently(work.attempt, () => provider.look(payment));
    if (!seen) return 'it keeps no books';
    return record(tools, payment, { type: 'RecordSeen', seen });
  }
  const ask = askOf(payment, key);
  if (!ask || ask.state !== 'asked') return 'answered already';
  const isOld = tools.now().getTime() - Date.parse(askedAt) > keyKeptMs;
  // A second authorisation, or a second page to pay on, would be one too many.
  if (isOld && (ask.kind === 'authorise' || ask.kind === 'link'))
    return record(tools, payment, { type: 'RecordFailed', key, reason: 'not-answered-in-time' });
  const answer = await patiently(work.attempt, () => provider.perform(payment, ask));
  if (answer.kind === 'done' && answer.link) return recordLink(tools, payment, key, answer.link);
  if (answer.kind === 'done')
    return record(tools, payment, {
      type: 'RecordDone',
      key,
      seen: answer.seen,
      until: answer.until ?? null,
    });
  const { reason, seen } = answer;
  return record(tools, payment, ...(seen ? [{ type: 'RecordSeen', seen } as const] : []), {
    type: 'RecordFailed',
    key,
    reason: reason.slice(0, 300),
  });
}

async function record(
  { writer, now, newId }: PaymentTools,
  { paymentId }: Payment,
  ...commands: PaymentCommand[]
): Promise<string> {
  return writer.submit([companyStream], async (tx) => {
    const happened: string[] = [];
    for (const command of commands) {
      const cause = headOfficeCause({ at: now().toISOString() });
      const told = await tellPayment(tx, newId, paymentId, command, cause);
      // A provider that contradicts itself: nothing is counted, and a person looks at both books.
      if (!told.ok) throw new GiveUp(`${told.refusal.code} ${JSON.stringify(told.refusal.values)}`);
      happened.push(...told.events.map(({ type }) => type));
    }
    return happened.join(', ') || 'nothing new';
  });
}

async function patiently<T>(attempt: number, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof ProviderAway)
      throw new TryLater(cause.message, Math.max(cause.pauseMs ?? 0, pauseAfter(attempt)));
    throw cause;
  }
}
