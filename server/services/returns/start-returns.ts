// The work that goes on about returns: labels at their providers, and giving up what is not sent in time.
import { companyStream } from '../../../shared/domain/ids';
import { startFollower } from '../../jobs/follow-events';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { later, type Performed, startReaction } from '../../jobs/outbox';
import type { OfficeParts } from '../../head-office';
import type { CarrierDesk } from '../carriers/connections';
import { headOfficeCause } from '../changes/change-set';
import { dueRecords } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { labelTopic } from './advise-return';
import { announceChangedReturns } from './announce-returns';
import {
  giveUpLabel,
  giveUpTopic,
  labelReturn,
  type ReturnDesk,
  type ReturnWork,
  trackReturn,
  trackReturnTopic,
} from './label-returns';
import { returnMachine } from './return-machine';

const expiryRoundMs = 10 * 60_000;
const expiredAtOnce = 100;

export function startReturns({ log, idleMs, ...tools }: OfficeParts, carriers: CarrierDesk): JobLoop[] {
  const desk: ReturnDesk = { ...tools, carriers };
  const { pool, now, newId } = tools;
  const onFailure = (cause: unknown, job: string): void =>
    log.error({ err: cause, job }, 'a job failed and will be tried again');
  const reaction = (
    topic: string,
    perform: (desk: ReturnDesk, work: Performed<ReturnWork>) => Promise<string>,
  ): JobLoop =>
    startReaction<ReturnWork>({
      pool,
      topic,
      perform: (work) => perform(desk, work),
      now,
      idleMs,
      onFailure: (cause, work) => log.warn({ err: cause, work }, 'a returns provider was not reached'),
    });
  return [
    reaction(labelTopic, labelReturn),
    reaction(trackReturnTopic, trackReturn),
    reaction(giveUpTopic, giveUpLabel),
    // A label of a return that will not come is given up, so that nobody pays for it.
    startFollower({
      pool,
      name: 'returns',
      types: ['ReturnRefused', 'ReturnCancelled', 'ReturnExpired'],
      react: (client, events) =>
        later(
          client,
          events.map(({ aggregateId: returnId }) => ({
            topic: giveUpTopic,
            key: returnId,
            payload: { returnId },
            availableAt: now().toISOString(),
          })),
          newId,
        ),
      idleMs,
      onFailure,
    }),
    startJob({
      name: 'announce-returns',
      round: () => announceChangedReturns(tools),
      idleMs,
      onFailure,
    }),
    startJob({
      name: 'expire-returns',
      round: () => expireReturns(tools),
      idleMs: expiryRoundMs,
      onFailure,
    }),
  ];
}

export async function expireReturns({
  pool,
  writer,
  now,
}: Pick<OfficeParts, 'pool' | 'writer' | 'now'>): Promise<boolean> {
  const at = now().toISOString();
  const due = await dueRecords(pool, returnMachine, at, expiredAtOnce);
  if (due.length === 0) return false;
  await writer.submit([companyStream], async (tx) => {
    for (const { recordId } of due)
      await tellRecord(tx, returnMachine, recordId, { type: 'ExpireReturn', at }, headOfficeCause({ at }));
  });
  return due.length === expiredAtOnce;
}
