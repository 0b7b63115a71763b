// Proposes box sizes in a thread beside head office: begun by a person or once a month by itself, told of while it goes on,
// stopped at any time with what it has found, and accepted once.
import { ownCode } from '../../../shared/barcode/own-code';
import { boxIdSchema, companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { Box } from '../../../shared/domain/packing/box';
import { type JobLoop, startJob } from '../../jobs/job-loop';
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
  const underWay = new Map<string, { stop: () => void; done: Promise<void> }>();
  const now = (): string => tools.now().toISOString();

  const run = async (proposalId: string, planning: ReturnType<typeof sizesInThread>): Promise<void> => {
    const study = await planning.answer;
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
    let noting = Promise.resolve();
    const planning = sizesInThread(question, (study, share) => {
      noting = noting.then(() => noteProposal(pool, proposalId, study, share)).catch(onFailure);
    });
    const done = run(proposalId, planning)
      .catch(async (cause: unknown) => {
        onFailure(cause);
        await moveProposal(pool, proposalId, 'looking', 'failed', now(), { failure: String(cause) });
      })
      .then(() => noting)
      .catch(onFailure)
      .finally(() => underWay.delete(proposalId));
    underWay.set(proposalId, { stop: planning.stop, done });
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
        await underWay.get(await begin(warehouseId))?.done;
      return false;
    },
    idleMs: lookEveryMs,
    onFailure,
  });

  const stopAll = async (): Promise<void> => {
    const running = [...underWay.values()];
    for (const { stop } of running) stop();
    await Promise.all(running.map(({ done }) => done));
  };
  return {
    begin,
    stop: async (proposalId) => {
      const running = underWay.get(proposalId);
      running?.stop();
      await running?.done;
    },
    ended: async (proposalId) => underWay.get(proposalId)?.done,
    accept,
    monthly,
    close: async () => {
      await stopAll();
      await monthly.stop();
      await stopAll();
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
