// A picker's walk without a station: scans are answered by the bench, and its ops are folded over tour and parcels at once.
import { binOf, skuOf } from '../domain/ids.test-kit';
import { leeds } from '../domain/order/order.test-kit';
import { answerScan } from '../domain/packing/bench';
import { benchOf, factsOf } from '../domain/packing/bench.test-kit';
import type { BenchCommand } from '../domain/packing/bench-command';
import type { Bench, BenchInput } from '../domain/packing/session';
import { foldParcels } from '../domain/parcel/evolve';
import type { Parcel } from '../domain/parcel/parcel';
import { firstTour, here } from '../domain/parcel/parcel.test-kit';
import { foldTours } from '../domain/tour/evolve';
import { stopsOf, tourProgress } from '../domain/tour/stops';
import type { Tour } from '../domain/tour/tour';
import { answerOp } from './apply-op';
import { answerTourOp, isTourOp } from './apply-tour-op';
import type { Op } from './op';

const terms = { at: '2026-01-05T09:00:00.000Z', until: '2026-01-05T13:00:00.000Z' };

/** The bench with what its ops have done so far. */
export function walkOf(boxes: readonly Parcel[]) {
  const parcels = new Map(boxes.map((parcel) => [parcel.parcelId as string, parcel]));
  const tours = new Map<string, Tour>();
  foldTours(tours, [
    {
      type: 'TourPlanned',
      tourId: firstTour,
      plan: {
        tourId: firstTour,
        warehouseId: leeds,
        number: 7,
        method: 'batch',
        zone: null,
        waveId: null,
        after: null,
        dueAt: null,
        plannedAt: '2026-01-05T09:00:00.000Z',
        route: [binOf('A-01-1'), binOf('A-01-2')],
        places: boxes.map(({ parcelId, orderNumber }, at) => ({
          position: at + 1,
          parcelId,
          orderNumber,
        })),
        measure: null,
      },
    },
  ]);
  let bench: Bench = benchOf();
  let seq = 0;
  const ops: Op[] = [];
  const scan = (input: BenchInput): string => {
    const all = [...tours.values()];
    const walked = bench.aside?.kind === 'tour' ? tours.get(bench.aside.walk.tourId) : undefined;
    const facts = factsOf({
      headOfficeMs: Date.parse(terms.at),
      tours: all,
      tour:
        walked?.holder === here
          ? { tour: walked, stops: stopsOf(walked, parcels), picked: tourProgress(walked, parcels).picked }
          : null,
    });
    const result = answerScan(bench, input, facts);
    bench = result.bench;
    for (const draft of result.ops) {
      seq += 1;
      const op = { ...draft, stationSeq: seq, v: 1, actor: 'ayse', at: '', mono: 0 } as unknown as Op;
      ops.push(op);
      if (isTourOp(op))
        foldTours(tours, answerTourOp(tours.get(op.body.tourId) ?? null, op, here, terms).events);
      if (op.parcelId)
        foldParcels(parcels, answerOp(parcels.get(op.parcelId) ?? null, op, here, terms).events);
    }
    const { verdict } = result;
    const text = verdict.kind === 'answer' ? verdict.code : `!${verdict.refusal.code}`;
    return text;
  };
  return {
    scan,
    command: (command: BenchCommand) => scan({ kind: 'command', command }),
    tote: (tote: string) => scan({ kind: 'tote', tote, parcels: [] }),
    bin: (bin: string) => scan({ kind: 'location', locationId: binOf(bin) }),
    item: (sku = 'MUG', units = 1) =>
      scan({ kind: 'item', sku: skuOf(sku), name: sku, units, code: sku, scanId: 's', wantedBy: [] }),
    ops: () => ops,
    parcel: (parcel: Parcel) => parcels.get(parcel.parcelId) as Parcel,
    tour: () => tours.get(firstTour) as Tour,
  };
}
