// The two jobs of mail: one notices what is written about, the other sends.
import { startFollower } from '../../jobs/follow-events';
import type { JobLoop } from '../../jobs/job-loop';
import { startReaction } from '../../jobs/outbox';
import type { OfficeParts } from '../../head-office';
import { sendTopic } from './ask-for-mail';
import { followedEvents, reactToEvents } from './follow-orders';
import { mostTries } from './deliver-letter';
import { sendMail } from './send-mail';

export function startMail(parts: OfficeParts): JobLoop[] {
  const { pool, log, now, newId, idleMs } = parts;
  return [
    startFollower({
      pool,
      name: 'mail',
      types: followedEvents,
      react: (client, events) => reactToEvents(client, events, { now, newId }),
      idleMs,
      onFailure: (cause, job) => log.error({ err: cause, job }, 'a job failed and will be tried again'),
    }),
    startReaction<{ mailId: string }>({
      pool,
      topic: sendTopic,
      perform: (work) => sendMail(parts, work),
      now,
      idleMs,
      patienceMs: 120_000,
      mostAttempts: mostTries,
      onFailure: (cause, work) => log.warn({ err: cause, work }, 'a mail was not sent'),
    }),
  ];
}
