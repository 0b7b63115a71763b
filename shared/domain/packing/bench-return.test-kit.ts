// A bench at which goods come back, with a return that is awaited: what it answers, and the ops and labels it makes.
import { opOf } from '../../sync/op.test-kit';
import { overlayReturns, type ReturnOp } from '../../sync/apply-return-op';
import { binOf, orderIdOf, returnIdOf, skuOf, stationIdOf, warehouseIdOf } from '../ids.test-kit';
import type { Arrival } from '../returns/arrival';
import type { Shot } from '../photo/photo';
import type { TraitValues } from '../purchasing/purchase';
import { noTraits } from '../purchasing/receiving';
import type { GoodsReturn } from '../returns/goods-return';
import { newReturn, returnIn } from '../returns/return-table.test-kit';
import { answerScan } from './bench';
import { benchOf, factsOf } from './bench.test-kit';
import type { BenchOp } from './bench-ops';
import type { RestockUnits } from './bench-return-label';
import { type BenchRules, usualBenchRules } from './bench-rules';
import type { BenchCommand } from './bench-command';
import type { Bench, BenchInput } from './session';

const here = { stationId: stationIdOf(1), warehouseId: warehouseIdOf('W1') };
const advised = returnIn('advised') as GoodsReturn;
/** Two mugs are awaited of an order of five mugs and a lamp. */
export const arrival = (change: Partial<GoodsReturn> = {}, codes: string[] = []): Arrival => ({
  found: { ...advised, ...change },
  lines: [
    { lineNo: 1, sku: skuOf('MUG'), name: 'A mug', left: 5 },
    { lineNo: 2, sku: skuOf('LAMP'), name: 'A lamp', left: 1 },
  ],
  codes,
  heard: [],
});
export const other = arrival({
  returnId: returnIdOf(2),
  number: '200000028',
  orderId: orderIdOf(2),
  orderNumber: '1099',
  advisedAt: '2026-02-01T09:00:00.000Z',
});

/** A bench at which goods come back; answers are `tone code`. */
export function counter(...arrivals: Arrival[]) {
  let bench: Bench = benchOf();
  let nowMs = 1_000;
  let ids = 0;
  let known = new Map(arrivals.map((each) => [each.found.returnId as string, each]));
  let shot: Shot | null = null;
  let returnLabels: BenchRules['returnLabels'];
  const ops: BenchOp[] = [];
  const labels: RestockUnits[] = [];
  const scan = (input: BenchInput): string => {
    const facts = factsOf({
      returns: [...known.values()],
      nowMs,
      photo: { asked: false, hasCamera: true, shot },
      rules: { ...usualBenchRules(here.warehouseId), returnLabels },
      newOpId: () => `019b0000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}` as never,
      propose: () => ({ to: binOf('A-01'), quantity: 99, reason: 'face', order: '' }),
    });
    const result = answerScan(bench, input, facts);
    bench = result.bench;
    if (result.restock) labels.push(result.restock);
    for (const op of result.ops) {
      ops.push(op);
      if (!op.type.startsWith('return.')) continue;
      const told = { ...opOf(op.type), ...op, stationSeq: ops.length } as ReturnOp;
      known = new Map(known);
      overlayReturns(known, [told], here);
    }
    const { verdict } = result;
    return `${verdict.tone} ${verdict.kind === 'refusal' ? verdict.refusal.code : verdict.code}`;
  };
  return {
    scan,
    press: (command: BenchCommand) => scan({ kind: 'command', command }),
    code: (number: string) => scan({ kind: 'return', number, text: number }),
    text: (text: string) => scan({ kind: 'unknown', text }),
    item: (sku: string, traits: TraitValues = noTraits) =>
      scan({
        kind: 'item',
        sku: skuOf(sku),
        name: sku,
        units: 1,
        code: sku,
        scanId: 's',
        wantedBy: [],
        traits,
      }),
    /** What the camera sees from now on. */
    sees: (next: Shot | null) => (shot = next),
    prints: (rule: BenchRules['returnLabels']) => (returnLabels = rule),
    labels,
    bin: (location: string) => scan({ kind: 'location', locationId: binOf(location) }),
    wait: (ms: number) => (nowMs += ms),
    ops,
    returning: () => (bench.aside?.kind === 'return' ? bench.aside.returning : null),
    aside: () => bench.aside?.kind ?? null,
    found: (returnId = newReturn.returnId) => known.get(returnId)?.found,
  };
}
