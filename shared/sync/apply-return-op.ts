// What an op about goods that come back means for their return. Station overlay and head office cross the same bridge; what
// nobody knows a return of is about none here, and moves stock at head office alone.
import { accept, type Decision } from '../domain/decision';
import type { StationId, WarehouseId } from '../domain/ids';
import { type Arrival, receiveSeen } from '../domain/returns/arrival';
import { decideReturn } from '../domain/returns/decide';
import { evolveReturn } from '../domain/returns/evolve';
import type { ReturnCommand, ReturnEvent } from '../domain/returns/goods-return';
import type { Op } from './op';

export type ReturnOp = Extract<Op, { type: `return.${string}` }>;

export function isReturnOp(op: Op): op is ReturnOp {
  return op.type.startsWith('return.');
}

type About = Pick<Arrival, 'found' | 'lines'> & {
  warehouseId: WarehouseId;
  /** What people call a product. */
  nameOf: (sku: string) => string;
  /** Head office's clock; the station's own until head office has answered. */
  at: string;
};

function returnCommandOf(op: ReturnOp, { warehouseId, nameOf, at, ...about }: About): ReturnCommand | null {
  const { opId: act, actor: by } = op;
  switch (op.type) {
    case 'return.take': {
      const { sku, quantity, condition, note, photos = [] } = op.body;
      const seen = { act, sku, name: nameOf(sku), quantity, condition, note, photos };
      return receiveSeen(about, { ...seen, warehouseId, by, at });
    }
    case 'return.undo':
      return { type: 'TakeBackUnits', act, undoes: op.body.undoes, by, at };
    case 'return.shelve': {
      const { sku, quantity, to: locationId } = op.body;
      return { type: 'ShelveUnits', act, sku, quantity, warehouseId, locationId, by, at };
    }
    case 'return.report':
      return null;
    case 'return.finish':
      return op.body.rest === 'missing' ? { type: 'CloseReturn', at } : null;
  }
}

export function answerReturnOp(op: ReturnOp, about: About): Decision<ReturnEvent> {
  const command = returnCommandOf(op, about);
  return command ? decideReturn(about.found, command) : accept();
}

export function isReturnHeard({ heard }: Arrival, stationId: StationId, stationSeq: number): boolean {
  return heard.some((each) => each.stationId === stationId && stationSeq <= each.stationSeq);
}

/** Pulled returns with this station's ops folded over them, in station order; changed in place. */
export function overlayReturns(
  arrivals: Map<string, Arrival>,
  ops: readonly ReturnOp[],
  { stationId, warehouseId }: { stationId: StationId; warehouseId: WarehouseId },
): void {
  for (const op of ops) {
    const arrival = arrivals.get(op.body.returnId);
    if (!arrival || isReturnHeard(arrival, stationId, op.stationSeq)) continue;
    const decision = answerReturnOp(op, { ...arrival, warehouseId, nameOf: (sku) => sku, at: op.at });
    if (!decision.ok) continue;
    const found = decision.events.reduce(evolveReturn, arrival.found);
    arrivals.set(op.body.returnId, { ...arrival, found });
  }
}
