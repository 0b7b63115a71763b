// An order that was taken at this station, as its op tells it: what is read out, printed, and found again after a start.
import type { OpId } from '../../../shared/domain/ids';
import { type StationOrder, stationOrderSchema } from '../../../shared/domain/stock/station-order';
import type { OpLog } from '../../data/op-log';

/** `at`: of the station's clock. */
export type TakenOp = { opId: OpId; at: string; order: StationOrder };

export type TakenOps = Pick<OpLog, 'unsettled' | 'from' | 'maxStationSeq'>;

/** What a station does between an order and its receipt. */
const mostOps = 500;

/** One of the newest ops of this station, from memory or from its disk; null when it is not among them. */
export async function opHere(
  opLog: TakenOps,
  opId: OpId,
): Promise<{ opId: string; type: string; at: string; body: unknown } | null> {
  const known = opLog.unsettled().find((each) => each.opId === opId);
  if (known) return known;
  const newest = await opLog.from(Math.max(1, opLog.maxStationSeq() - mostOps), mostOps + 1);
  return newest.find((each) => each.opId === opId) ?? null;
}

/** Null when it is not among the newest ops of this station. */
export async function readTaken(opLog: TakenOps, opId: OpId): Promise<TakenOp | null> {
  const op = await opHere(opLog, opId);
  const order = op?.type === 'order.take' ? stationOrderSchema.safeParse(op.body) : null;
  return op && order?.success ? { opId, at: op.at, order: order.data } : null;
}
