// A bench with several places, and what becomes of its parcels: ops are folded as a station folds them.
import { overlay } from '../../sync/apply-op';
import type { Op } from '../../sync/op';
import { opOf } from '../../sync/op.test-kit';
import { opIdOf, orderIdOf, parcelIdOf, skuOf } from '../ids.test-kit';
import { here, leased, lineOf, parcelAfter, planOf, type TellableEvent } from '../parcel/parcel.test-kit';
import { evolveParcel } from '../parcel/evolve';
import type { Parcel, ParcelEvent } from '../parcel/parcel';
import { answerScan } from './bench';
import { benchOf, factsOf, smallBox } from './bench.test-kit';
import type { BenchOp } from './bench-ops';
import { parcelAt } from './open-places';
import type { BenchCommand } from './bench-command';
import type { Bench, BenchFacts, BenchInput, BenchOutcome } from './session';

/** Units by product. */
export type Wish = Readonly<Record<string, number>>;

/** Leased here and not begun; `number` makes its ids, and the lower one is first in the queue. */
export function waitingOrder(number: number, wish: Wish): Parcel {
  const lines = Object.entries(wish).map(([sku, expected], index) =>
    lineOf({ lineNo: index + 1, sku: skuOf(sku), name: sku, expected }),
  );
  return {
    ...parcelAfter(planOf(lines), leased),
    parcelId: parcelIdOf(number),
    orderId: orderIdOf(number),
    orderNumber: `${1000 + number}`,
  };
}

export type PlacesBench = ReturnType<typeof placesBench>;

export function placesBench(count: number, ...orders: Parcel[]) {
  const parcels = new Map(orders.map((parcel) => [parcel.parcelId as string, parcel]));
  let bench: Bench = benchOf();
  let opCount = 0;
  let told = 0;
  let places = count;
  const ops: BenchOp[] = [];
  const queue = (): Parcel[] =>
    [...parcels.values()]
      .filter(({ state }) => state === 'leased' || state === 'packing')
      .sort((a, b) => (a.orderNumber < b.orderNumber ? -1 : 1));
  const factsAt = (parcelId: Bench['parcelId']): BenchFacts => {
    const open = parcelId === null ? null : (parcels.get(parcelId) ?? null);
    return factsOf({
      open,
      box: open?.boxId ? smallBox : null,
      held: queue(),
      lastSealed: bench.lastSealedId ? (parcels.get(bench.lastSealedId) ?? null) : null,
      online: false,
      newOpId: () => opIdOf((opCount += 1)),
      newParcelId: () => parcelIdOf(500 + opCount),
      places: {
        count: places,
        open: queue().filter(
          (parcel) =>
            parcel.parcelId === bench.parcelId ||
            bench.places.some((place) => place.parcelId === parcel.parcelId),
        ),
        turned: factsAt,
      },
    });
  };
  const scan = (input: BenchInput): string => {
    const result: BenchOutcome = answerScan(bench, input, factsAt(bench.parcelId));
    bench = result.bench;
    ops.push(...result.ops);
    overlay(
      parcels,
      result.ops.map(
        (op) =>
          ({
            ...opOf(op.type),
            ...op,
            stationSeq: (told += 1),
            actor: bench.operator?.personId ?? null,
          }) as Op,
      ),
      here,
    );
    const { verdict } = result;
    const place = verdict.values['place'];
    const code = verdict.kind === 'refusal' ? verdict.refusal.code : verdict.code;
    return `${verdict.tone} ${code}${verdict.kind === 'answer' && place !== undefined ? ` @${place}` : ''}`;
  };
  const find = (number: number): Parcel => {
    const found = [...parcels.values()].filter(({ orderNumber }) => orderNumber === `${1000 + number}`);
    const [newest] = found.sort((a, b) => b.boxNumber - a.boxNumber);
    if (!newest) throw new Error(`no order ${number}`);
    return newest;
  };
  return {
    scan,
    press: (command: BenchCommand) => scan({ kind: 'command', command }),
    place: (place: number) => scan({ kind: 'command', command: `place-${place}` as BenchCommand }),
    order: (number: number) =>
      scan({ kind: 'parcels', parcels: [find(number)], by: 'order', text: `${1000 + number}` }),
    item: (sku: string, units = 1) =>
      scan({
        kind: 'item',
        sku: skuOf(sku),
        name: sku,
        units,
        code: sku,
        scanId: `s${opCount}`,
        wantedBy: queue().filter((parcel) => lacks(parcel, sku) > 0),
      }),
    box: () => scan({ kind: 'box', box: smallBox }),
    /** What head office does to a parcel. */
    tell: (number: number, event: TellableEvent) => {
      const before = find(number);
      parcels.set(
        before.parcelId,
        evolveParcel(before, { ...event, parcelId: before.parcelId } as ParcelEvent),
      );
    },
    setPlaces: (next: number) => (places = next),
    ops,
    find,
    bench: () => bench,
    /** Order numbers by place; the one in hand is marked. */
    standing: () =>
      bench.places
        .map(({ place, parcelId }) => {
          const number = parcels.get(parcelId)?.orderNumber ?? '?';
          return `${place}:${number}${parcelId === bench.parcelId ? '*' : ''}`;
        })
        .join(' '),
    at: (place: number): Parcel | null => parcels.get(parcelAt(bench.places, place) ?? '') ?? null,
    /** Units in the box of an order. */
    packed: (number: number, sku: string): number =>
      find(number).lines.reduce((sum, line) => sum + (line.sku === sku ? line.packed : 0), 0),
  };
}

export function lacks(parcel: Parcel, sku: string): number {
  return parcel.lines.reduce(
    (sum, line) => sum + (line.sku === sku ? Math.max(0, line.expected - line.packed) : 0),
    0,
  );
}
