// Where the sample's goods lie and how many there are. Fast movers lie near the benches; each product has one bin in a
// warehouse. Most orders can be filled from the first warehouse, some only from the second, some not at all.
import type { ChosenInvoice } from './choose-invoices';
import { draw } from './draw';

export type SampleBin = { warehouse: 'W1' | 'W2'; location: string; walk: number };
export type SampleStock = { warehouse: 'W1' | 'W2'; location: string; sku: string; quantity: number };

type Zone = { letter: string; aisles: number; bays: number; levels: number };
/** A is nearest to the benches. The last zone takes whatever is left. */
const zones: readonly Zone[] = [
  { letter: 'A', aisles: 4, bays: 20, levels: 3 },
  { letter: 'B', aisles: 8, bays: 20, levels: 4 },
  { letter: 'C', aisles: 99, bays: 30, levels: 5 },
];

/** Shares of the products: what the first warehouse lacks in part, lacks altogether, and what nobody has. */
const shortShare = 0.012;
const secondOnlyShare = 0.02;
const nowhereShare = 0.004;
const alsoInSecondShare = 0.6;

export function layOutStock(
  orders: readonly ChosenInvoice[],
  seed: number,
): { bins: SampleBin[]; stock: SampleStock[] } {
  const demand = new Map<string, { units: number; lines: number }>();
  for (const { goods } of orders) {
    for (const row of goods) {
      const wanted = demand.get(row.sku) ?? { units: 0, lines: 0 };
      demand.set(row.sku, { units: wanted.units + row.quantity, lines: wanted.lines + 1 });
    }
  }
  const byMovement = [...demand].sort((a, b) => b[1].lines - a[1].lines || (a[0] < b[0] ? -1 : 1));
  const stock: Omit<SampleStock, 'location'>[] = [];
  for (const [sku, { units }] of byMovement) {
    const drawn = draw(seed, 'stock', sku);
    if (drawn < nowhereShare) continue;
    if (drawn < nowhereShare + shortShare) {
      stock.push({ warehouse: 'W1', sku, quantity: Math.max(1, Math.floor(units / 2)) });
      continue;
    }
    if (drawn < nowhereShare + shortShare + secondOnlyShare) {
      stock.push({ warehouse: 'W2', sku, quantity: Math.ceil(units * 1.3) + 6 });
      continue;
    }
    stock.push({ warehouse: 'W1', sku, quantity: Math.ceil(units * 1.2) + 6 });
    if (draw(seed, 'second', sku) < alsoInSecondShare) {
      stock.push({ warehouse: 'W2', sku, quantity: Math.ceil(units * 0.5) + 3 });
    }
  }
  const bins: SampleBin[] = [];
  const placed: SampleStock[] = [];
  for (const warehouse of ['W1', 'W2'] as const) {
    const places = binsInWalkingOrder();
    stock
      .filter((entry) => entry.warehouse === warehouse)
      .forEach((entry, walk) => {
        const location = places.next().value;
        if (location === undefined) throw new Error('the sample warehouse is full');
        bins.push({ warehouse, location, walk });
        placed.push({ ...entry, location });
      });
  }
  return { bins, stock: placed };
}

/** Zone by zone, up one aisle and down the next; `A01-03-2` is zone A, aisle 1, bay 3, level 2. */
function* binsInWalkingOrder(): Generator<string, undefined> {
  for (const zone of zones) {
    for (let aisle = 1; aisle <= zone.aisles; aisle += 1) {
      for (let step = 1; step <= zone.bays; step += 1) {
        const bay = aisle % 2 === 1 ? step : zone.bays + 1 - step;
        for (let level = 1; level <= zone.levels; level += 1) {
          yield `${zone.letter}${two(aisle)}-${two(bay)}-${level}`;
        }
      }
    }
  }
  return undefined;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
