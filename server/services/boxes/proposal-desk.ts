// Proposes box sizes in a thread beside head office: begun by a person or once a month by itself, told of while it goes on,
// stopped at any time with what it has found, and accepted once.
import { ownCode } from '../../../shared/barcode/own-code';
import { boxIdSchema, companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { Box } from '../../../shared/domain/packing/box';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { createPlanningJobs, type PlanningJob } from '../../jobs/planning-jobs';
import { saveEntries } from '../directory/save-entries';
import { sizesInThread } from '../replan/plan-in-thread';
import { loadBoxes } from '../shipments/shipment-facts';
import type { BoxTools } from './box-sites';
import { loadStudy } from './load-study';
import {
  beginProposal,
  endOldProposals,
  moveProposal,
  noteProposal,
  readProposal,
  warehousesDue,
} from './proposal-store';

export type ProposalDesk = {
  /** @returns its id */
  begin: (warehouseId: WarehouseId) => Promise<string>;
  /** Keeps the offers there are. */
  stop: (proposalId: string) => Promise<void>;
  /** Resolves when it is ready or failed. */
  ended: (proposalId: string) => Promise<void>;
  /** Makes the boxes of one offer, once. @returns them; null when it is not ready, was accepted, or has no such offer */
  accept: (proposalId: string, count: number) => Promise<Box[] | null>;
  /** Once a month for every warehouse that packs enough. */
  monthly: JobLoop;
  close: () => Promise<void>;
};

const counts = [3, 4, 5];
/** One that is older has lost its process. */
const longestMs = 60 * 60_000;
const monthDays = 30;
/** Fewer boxes a month say nothing about sizes. */
const leastSealed = 200;
const lookEveryMs = 60 * 60_000;

export function createProposalDesk(tools: BoxTools, onFailure: (cause: unknown) => void): ProposalDesk {
  const { pool, writer } = tools;
  const jobs = createPlanningJobs(onFailure);
  const now = (): string => tools.now().toISOString();

  const run = async (
    proposalId: string,
    question: Parameters<typeof sizesInThread>[0],
    { stopped, note, noted }: PlanningJob,
  ): Promise<void> => {
    const planning = sizesInThread(question, (found, share) =>
      note(() => noteProposal(pool, proposalId, found, share)),
    );
    void stopped.then(planning.stop);
    const study = await planning.answer;
    await noted();
    // A whole study without an offer says that today's boxes are as good as any.
    const isReady = study !== null && study.orders > 0;
    await moveProposal(pool, proposalId, 'looking', isReady ? 'ready' : 'nothing', now(), { study });
  };

  const begin = async (warehouseId: WarehouseId): Promise<string> => {
    await endOldProposals(pool, new Date(tools.now().getTime() - longestMs).toISOString(), now());
    const { question, days } = await loadStudy(pool, warehouseId, counts);
    const proposalId = tools.newId();
    await beginProposal(pool, proposalId, warehouseId, days, now());
    if (question.orders.length === 0 || question.boxes.length === 0) {
      await moveProposal(pool, proposalId, 'looking', 'nothing', now());
      return proposalId;
    }
    jobs.begin(
      proposalId,
      (job) => run(proposalId, question, job),
      (cause) => moveProposal(pool, proposalId, 'looking', 'failed', now(), { failure: String(cause) }),
    );
    return proposalId;
  };

  const accept = async (proposalId: string, count: number): Promise<Box[] | null> => {
    const found = await readProposal(pool, proposalId);
    const offer = found?.study?.offers.find((each) => each.count === count);
    // Whoever moves it makes the boxes: a second press finds it accepted.
    if (!offer || !(await moveProposal(pool, proposalId, 'ready', 'accepted', now()))) return null;
    return writer.submit([companyStream], async (tx) => {
      const boxes = named(offer.boxes, await loadBoxes(tx.client));
      await saveEntries(
        tx,
        boxes.map((box) => ({ kind: 'box' as const, entryId: `box-${box.boxId}`, box })),
      );
      return boxes;
    });
  };

  const monthly = startJob({
    name: 'monthly box sizes',
    round: async () => {
      for (const warehouseId of await warehousesDue(pool, monthDays, leastSealed, now()))
        await jobs.ended(await begin(warehouseId));
      return false;
    },
    idleMs: lookEveryMs,
    onFailure,
  });

  return {
    begin,
    stop: jobs.stop,
    ended: jobs.ended,
    accept,
    monthly,
    close: async () => {
      await jobs.stopAll();
      await monthly.stop();
      await jobs.stopAll();
    },
  };
}

/** The numbers after the highest there is: B1 to B5 go on with B6. */
function named(boxes: readonly Box[], known: readonly Box[]): Box[] {
  const highest = known.reduce(
    (most, { boxId }) => Math.max(most, Number(/^B(\d{1,6})$/.exec(boxId)?.[1] ?? 0)),
    0,
  );
  return boxes.map((box, at) => {
    const boxId = boxIdSchema.parse(`B${highest + 1 + at}`);
    return { ...box, boxId, code: ownCode('box', boxId) };
  });
}
