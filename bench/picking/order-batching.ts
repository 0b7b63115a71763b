// Reads instances of joint order batching and picker routing in one block, as published with Henn and Waescher (2012),
// Muter and Oncan (2015) and Bahceci and Oncan (2021): "key : value" lines, then sections of articles, places and orders.
import type { Block, Stop } from '../../shared/domain/picking/block';
import type { PoolOrder } from '../../shared/domain/picking/batch-pool';

export type BatchingInstance = { block: Block; capacity: number; orders: PoolOrder[] };

/** @throws Error when the file is not of this format */
export function readBatching(text: string): BatchingInstance {
  const value = (key: string): number => {
    const found = new RegExp(`^${key}\\s*:\\s*(\\S+)`, 'm').exec(text)?.[1];
    if (found === undefined) throw new Error(`there is no ${key}`);
    return Number(found);
  };
  const cells = value('NUM_CELLS');
  const cell = value('DISTANCE_CELL_TO_CELL');
  const toFront = value('DISTANCE_BOTTOM_TO_CELL');
  const block: Block = {
    aisles: value('NUM_AISLES'),
    aisleLength: value('DISTANCE_TOP_TO_CELL') + (cells - 1) * cell + toFront,
    aisleSpacing: value('DISTANCE_AISLE_TO_AISLE'),
    depotAisle: value('DEPOT_AISLE'),
  };
  const weights = new Map<number, number>();
  for (const [, id, weight] of text.matchAll(/^ID (\d+) WEIGHT (\S+)/gm))
    weights.set(Number(id), Number(weight));
  const places = new Map<number, Stop>();
  // Cells are numbered from the rear.
  for (const [, id, aisle, at] of text.matchAll(/^ID (\d+) AISLE (\d+) CELL (\d+)/gm))
    places.set(Number(id), { aisle: Number(aisle), height: toFront + (cells - 1 - Number(at)) * cell });
  const orders = text
    .slice(text.indexOf('ORDER_SECTION'))
    .split(/^NUM_ARTICLES_IN_ORDER/m)
    .slice(1)
    .map((part): PoolOrder => {
      const lines = [...part.matchAll(/^ID (\d+) QUANTITY (\d+)/gm)].map(([, id, quantity]) => ({
        id: Number(id),
        quantity: Number(quantity),
      }));
      return {
        load: lines.reduce((sum, { id, quantity }) => sum + (weights.get(id) ?? 0) * quantity, 0),
        stops: lines.map(({ id }) => {
          const place = places.get(id);
          if (!place) throw new Error(`article ${id} lies nowhere`);
          return place;
        }),
      };
    });
  if (orders.length === 0) throw new Error('there are no orders');
  return { block, capacity: value('PICKER_CAPACITY'), orders };
}
