// `bench cartons`: boxes for real orders of measured pieces, every plan looked at by a checker of its own. Peer:
// binpackingjs on the same orders, the cheapest single box that takes all first, else box after box.
import { basename } from 'node:path';
import { pack3D } from 'binpackingjs/3d';
import { checkPlacements } from '../shared/domain/boxing/check-placements';
import { chooseBoxes } from '../shared/domain/boxing/choose-boxes';
import { type BoxType, type Piece, volumeOf } from '../shared/domain/boxing/goods';
import { atMost, type Bench, BenchCannotRun, exactly, type Figures, spread } from './bench';
import { readMeasuredOrders } from './boxing/orders-of-pieces';

type Sum = { cartons: number; litres: number; milliseconds: number[] };

const add = (sum: Sum, boxes: readonly BoxType[]): void => {
  sum.cartons += boxes.length;
  sum.litres += boxes.reduce((litres, { outer }) => litres + volumeOf(outer) / 1e6, 0);
};

/** Boxes that binpackingjs fills: all into the smallest that takes all; else the one that takes most, and again. */
const byPeer = (pieces: readonly Piece[], types: readonly BoxType[]): BoxType[] => {
  const sorted = [...types].sort((a, b) => volumeOf(a.outer) - volumeOf(b.outer));
  const chosen: BoxType[] = [];
  let rest = pieces.map((piece, index) => ({ piece, index }));
  while (rest.length > 0) {
    let best: { type: BoxType; packed: Set<number>; volume: number } | null = null;
    for (const type of sorted) {
      const { packedBins } = pack3D({
        bins: [
          {
            name: type.boxId,
            width: type.inner.width,
            height: type.inner.height,
            depth: type.inner.length,
            maxWeight: type.maxGrams - type.grams,
          },
        ],
        items: rest.map(({ piece, index }) => ({
          name: String(index),
          width: piece.width,
          height: piece.height,
          depth: piece.length,
          weight: piece.grams,
        })),
      });
      const packed = new Set(packedBins.flatMap(({ items }) => items.map(({ name }) => Number(name))));
      const volume = [...packed].reduce((sum, index) => sum + volumeOf(pieces[index] as Piece), 0);
      if (packed.size === rest.length) {
        best = { type, packed, volume };
        break;
      }
      if (best === null || volume > best.volume) best = { type, packed, volume };
    }
    if (best === null || best.packed.size === 0) return chosen;
    chosen.push(best.type);
    const { packed } = best;
    rest = rest.filter(({ index }) => !packed.has(index));
  }
  return chosen;
};

const figuresOf = ({ cartons, litres, milliseconds }: Sum): Figures => ({
  cartons,
  cubicMetres: litres / 1000,
  ...spread('order', milliseconds),
});

export const bench: Bench = {
  name: 'cartons',
  about:
    'Chooses boxes for every order; --n takes so many of them, evenly; --peers none leaves the peer out.',
  defaultData: '../shared/data/cartons-boxpacker',
  extraFlags: { peers: 'none: without binpackingjs' },
  run: async ({ options, note }) => {
    const read = readMeasuredOrders(options.data);
    if (!read) throw new BenchCannotRun(`no boxes.csv and items.csv in ${options.data}`);
    const step = options.n > 0 ? Math.max(1, read.orders.length / options.n) : 1;
    const count = Math.floor(read.orders.length / step);
    const ours: Sum = { cartons: 0, litres: 0, milliseconds: [] };
    const peer: Sum = { cartons: 0, litres: 0, milliseconds: [] };
    let faults = 0;
    let unboxable = 0;
    const timed = <T>(sum: Sum, work: () => T): T => {
      const startedMs = performance.now();
      const result = work();
      sum.milliseconds.push(performance.now() - startedMs);
      return result;
    };
    for (let at = 0; at < count; at += 1) {
      const pieces = read.orders[Math.floor(at * step)] as Piece[];
      const choice = timed(ours, () => chooseBoxes(pieces, read.types));
      add(
        ours,
        choice.boxes.map(({ box }) => box),
      );
      unboxable += choice.unboxable.length;
      const seen = choice.boxes.flatMap(({ placements }) => placements.map(({ piece }) => piece));
      if (new Set([...seen, ...choice.unboxable]).size !== pieces.length) faults += 1;
      for (const { box, placements } of choice.boxes) {
        const wanted = placements.map(({ piece }) => piece);
        faults += checkPlacements(box, pieces, placements, wanted).length;
      }
      if (options.extra['peers'] !== 'none')
        add(
          peer,
          timed(peer, () => byPeer(pieces, read.types)),
        );
      if (at % 500 === 499)
        note(`${at + 1} of ${count} orders: ${ours.cartons} cartons, peer ${peer.cartons}`);
    }
    const figures: Figures = { ...figuresOf(ours), faults, unboxable };
    const hasPeer = peer.milliseconds.length > 0;
    return {
      data: basename(options.data),
      n: count,
      figures,
      ...(hasPeer ? { peers: { binpackingjs: figuresOf(peer) } } : {}),
      bars: {
        faults: exactly(faults, 0),
        orderP99Ms: atMost(figures['orderP99Ms'] ?? Number.NaN, 40),
        ...(hasPeer
          ? {
              cartons: { want: `< ${peer.cartons}`, is: ours.cartons, holds: ours.cartons < peer.cartons },
              cubicMetres: {
                want: `< ${(peer.litres / 1000).toFixed(2)}`,
                is: ours.litres / 1000,
                holds: ours.litres < peer.litres,
              },
            }
          : {}),
      },
    };
  },
};
