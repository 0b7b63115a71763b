// `bench boxset`: the best few box sizes for the given orders against the boxes they come with: cartons, outer volume and
// what they cost to make and to send, each order packed again with either set.
import { basename } from 'node:path';
import { chooseBoxes } from '../shared/domain/boxing/choose-boxes';
import { type BoxType, type Piece, type Size, volumeOf } from '../shared/domain/boxing/goods';
import { proposeSizes } from '../shared/domain/boxing/propose-sizes';
import { type Bar, type Bench, BenchCannotRun, type Figures } from './bench';
import { readMeasuredOrders } from './boxing/orders-of-pieces';

/** Postage by the kilogram or the volumetric kilogram (5,000 cubic centimetres, IATA), and board by the square metre. */
const costOf = (outer: Size, grams: number): number => {
  const chargeable = Math.max(grams / 1000, volumeOf(outer) / 5e6);
  const { length, width, height } = outer;
  const board = (2 * (length * width + length * height + width * height)) / 1e6;
  return 3 + 0.9 * chargeable + 0.6 * board;
};

type Outcome = { cartons: number; cubicMetres: number; cost: number };

const packAll = (orders: readonly Piece[][], types: readonly BoxType[]): Outcome => {
  const outcome = { cartons: 0, cubicMetres: 0, cost: 0 };
  for (const pieces of orders) {
    const { boxes, unboxable } = chooseBoxes(pieces, types);
    if (unboxable.length > 0) throw new Error('a piece fits no box of the set');
    for (const { box, placements } of boxes) {
      const grams = placements.reduce((sum, { piece }) => sum + (pieces[piece] as Piece).grams, box.grams);
      outcome.cartons += 1;
      outcome.cubicMetres += volumeOf(box.outer) / 1e9;
      outcome.cost += costOf(box.outer, grams);
    }
  }
  return outcome;
};

export const bench: Bench = {
  name: 'boxset',
  about: 'Proposes 3, 4 and 5 box sizes for the orders, none larger or stronger than the largest there is.',
  defaultData: '../shared/data/cartons-boxpacker',
  run: async ({ options, note }) => {
    const read = readMeasuredOrders(options.data);
    if (!read) throw new BenchCannotRun(`no boxes.csv and items.csv in ${options.data}`);
    const { types, orders } = read;
    const most = (of: (type: BoxType) => number): number => Math.max(...types.map(of));
    const sides = types.map(({ inner }) => [inner.length, inner.width, inner.height].sort((a, b) => b - a));
    const largest: Size = {
      length: Math.max(...sides.map(([l = 0]) => l)),
      width: Math.max(...sides.map(([, m = 0]) => m)),
      height: Math.max(...sides.map(([, , s = 0]) => s)),
    };
    const maxGrams = most((type) => type.maxGrams - type.grams);
    const now = packAll(orders, types);
    note(
      `${types.length} given sizes: ${now.cartons} cartons, ${now.cubicMetres.toFixed(2)} m3, cost ${now.cost.toFixed(0)}`,
    );
    const figures: Figures = {
      givenCartons: now.cartons,
      givenCubicMetres: now.cubicMetres,
      givenCost: now.cost,
    };
    const bars: Record<string, Bar> = {};
    const startedMs = performance.now();
    for (const count of [3, 4, 5]) {
      const proposing = proposeSizes({
        orders,
        count,
        costOf,
        maxGrams,
        largest,
        step: 10,
      });
      let step = proposing.next();
      for (; !step.done; step = proposing.next())
        if ('done' in step.value && step.value.done % 500 === 0)
          note(`${step.value.done} of ${step.value.of} orders measured`);
      const proposed = step.value.sizes.map(
        (inner, at): BoxType => ({
          boxId: `P${at}`,
          inner,
          outer: inner,
          grams: 200,
          maxGrams: maxGrams + 200,
        }),
      );
      const then = packAll(orders, proposed);
      const words = step.value.sizes
        .map(({ length, width, height }) => `${length}x${width}x${height}`)
        .join(', ');
      note(
        `${count} proposed sizes (${words}): ${then.cartons} cartons, ${then.cubicMetres.toFixed(2)} m3, cost ${then.cost.toFixed(0)}`,
      );
      figures[`sizes${count}Cartons`] = then.cartons;
      figures[`sizes${count}CubicMetres`] = then.cubicMetres;
      figures[`sizes${count}Cost`] = then.cost;
      bars[`sizes${count}CubicMetres`] = {
        want: `< ${now.cubicMetres.toFixed(2)}`,
        is: then.cubicMetres,
        holds: then.cubicMetres < now.cubicMetres,
      };
      bars[`sizes${count}Cost`] = {
        want: `< ${now.cost.toFixed(0)}`,
        is: then.cost,
        holds: then.cost < now.cost,
      };
    }
    figures['minutes'] = (performance.now() - startedMs) / 60_000;
    return { data: basename(options.data), n: orders.length, figures, bars };
  },
};
