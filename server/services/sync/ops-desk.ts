// Where requests with ops wait for their turn: while one group is being committed the next one gathers, so that many
// stations share one transaction and one set of statements. One desk a head office, one queue a warehouse.
import type { OpEnvelope } from '../../../shared/sync/op';
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { BenchesFirst } from '../../jobs/benches-first';
import type { StreamWriter } from '../../db/stream-writer';
import type { StationFacts } from './apply-op';
import {
  type Delivered,
  type Delivery,
  type DeliveryAnswer,
  type DeliveryClock,
  deliverOps,
  type OpFailureReport,
  readForDelivery,
} from './deliver-ops';
import { mayTouchOrder } from './load-op-facts';

export type OpsDesk = {
  /** Resolves after commit. Rejects when the database fails; nothing of the delivery is then taken. */
  deliver: (station: StationFacts, ops: readonly OpEnvelope[]) => Promise<DeliveryAnswer>;
};

type Waiting = Delivery & { resolve: (answer: DeliveryAnswer) => void; reject: (cause: unknown) => void };

/** Ops of one transaction; a delivery is never split, so one alone may be larger. */
const opsAtOnce = 2000;
const deliveriesAtOnce = 256;

export function createOpsDesk(
  writer: StreamWriter,
  clock: DeliveryClock,
  report: OpFailureReport,
  reportBrokenChain: (station: StationFacts, stationSeq: number) => void,
  /** A committed group left allocation something to do. */
  wakeAllocation: () => void,
  /** Warehouses that these ops touch besides that of their station. */
  otherSitesOf: (warehouseId: WarehouseId, ops: readonly OpEnvelope[]) => Promise<readonly string[]>,
  benches: BenchesFirst,
): OpsDesk {
  const queues = new Map<string, Waiting[]>();
  const running = new Set<string>();

  const submit = async (warehouseId: string, group: readonly Waiting[]): Promise<Delivered> => {
    const needsCompany = group.some(({ ops }) => ops.some(mayTouchOrder));
    const others = needsCompany
      ? await otherSitesOf(
          warehouseId as WarehouseId,
          group.flatMap(({ ops }) => ops),
        )
      : [];
    const streams = needsCompany ? [...new Set([companyStream, warehouseId, ...others])] : [warehouseId];
    return writer.submitRead(
      streams,
      (client) => readForDelivery(client, group, clock),
      (tx, read) => deliverOps(tx, group, read, clock, report),
    );
  };

  const settle = async (warehouseId: string, group: readonly Waiting[]): Promise<void> => {
    try {
      const { answers, isWaking } = await submit(warehouseId, group);
      if (isWaking) wakeAllocation();
      group.forEach((waiting, index) => {
        const answer = answers[index];
        if (answer?.kind === 'answered' && answer.chainBrokenAt !== null)
          reportBrokenChain(waiting.station, answer.chainBrokenAt);
        if (answer) waiting.resolve(answer);
        else waiting.reject(new Error('a delivery was not answered'));
      });
    } catch (cause) {
      // What one delivery breaks must not fail the others.
      if (group.length === 1) group[0]?.reject(cause);
      else for (const waiting of group) await settle(warehouseId, [waiting]);
    }
  };

  const work = async (warehouseId: string): Promise<void> => {
    const queue = queues.get(warehouseId) ?? [];
    while (queue.length > 0) await settle(warehouseId, nextGroup(queue));
    running.delete(warehouseId);
  };

  return {
    deliver: (station, ops) =>
      benches.now(
        () =>
          new Promise((resolve, reject) => {
            const queue = queues.get(station.warehouseId) ?? [];
            queues.set(station.warehouseId, queue);
            queue.push({ station, ops, resolve, reject });
            if (running.has(station.warehouseId)) return;
            running.add(station.warehouseId);
            // A turn of the event loop lets requests that arrived together share one commit.
            setImmediate(() => void work(station.warehouseId));
          }),
      ),
  };
}

function nextGroup(queue: Waiting[]): Waiting[] {
  let ops = 0;
  let size = 0;
  while (size < queue.length && size < deliveriesAtOnce) {
    ops += queue[size]?.ops.length ?? 0;
    if (size > 0 && ops > opsAtOnce) break;
    size += 1;
  }
  return queue.splice(0, size);
}
