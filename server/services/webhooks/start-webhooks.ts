// The jobs of webhooks, and the one object their routes work with.
import type { OfficeParts } from '../../head-office';
import { startFollower } from '../../jobs/follow-events';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { startReaction } from '../../jobs/outbox';
import { deliver, type WebhookTools } from './deliver';
import { forgetOldDeliveries } from './deliveries';
import { type DeliverWork, deliverTopic, followHistory } from './follow-history';
import { tellStockLevels } from './stock-levels';
import { anyWebhook } from './webhooks';

export type WebhookOptions = {
  /** Receivers inside the network of head office, also over plain http. */
  allowInside?: boolean;
  timeoutMs?: number;
  giveUpAfterMs?: number;
};

export type WebhookDesk = WebhookTools & {
  /** Sees what happened, and tells it. */
  watching: JobLoop[];
  telling: JobLoop;
  /** Everything that happened until now is told as far as it can be. */
  drain: () => Promise<void>;
};

const patienceMs = 15_000;
const threeDaysMs = 3 * 86_400_000;
const tidyRoundMs = 3_600_000;
/** It is given up by its age, never by how often it was tried. */
const mostAttempts = 1_000_000;

export function startWebhooks(
  parts: OfficeParts,
  options: WebhookOptions = {},
): { desk: WebhookDesk; jobs: JobLoop[] } {
  const { pool, writer, now, newId, idleMs, log } = parts;
  const tools: WebhookTools = {
    pool,
    writer,
    now,
    newId,
    post: { allowInside: options.allowInside ?? false, timeoutMs: options.timeoutMs ?? patienceMs },
    giveUpAfterMs: options.giveUpAfterMs ?? threeDaysMs,
  };
  const onFailure = (cause: unknown, job: string): void =>
    log.error({ err: cause, job }, 'a job failed and will be tried again');
  const history = startFollower({
    pool,
    name: 'webhooks',
    types: null,
    isWanted: anyWebhook,
    react: (client, events) => followHistory(client, events, { at: now().toISOString(), newId }),
    idleMs,
    onFailure,
  });
  const stock = startJob({
    name: 'webhook-stock',
    round: () => tellStockLevels(pool, { now, newId }),
    idleMs,
    onFailure,
  });
  const telling = startReaction<DeliverWork>({
    pool,
    topic: deliverTopic,
    perform: (work) => deliver(tools, work),
    now,
    idleMs,
    atOnce: 8,
    mostAttempts,
    // A receiver that is away is told in the log of its deliveries; it is no fault of head office.
    onFailure: (cause, job) =>
      log.warn(
        { reason: cause instanceof Error ? cause.message : String(cause), job },
        'a webhook was not taken',
      ),
  });
  const tidying = startJob({
    name: 'webhook-tidy',
    round: () => forgetOldDeliveries(pool, now()),
    idleMs: tidyRoundMs,
    onFailure,
  });
  const watching = [history, stock];
  return {
    desk: {
      ...tools,
      watching,
      telling,
      drain: async () => {
        for (const job of [...watching, telling]) await job.drain();
      },
    },
    jobs: [...watching, telling, tidying],
  };
}
