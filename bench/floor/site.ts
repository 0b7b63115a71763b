// One site for a file of real orders: every product in a bin of its own, by its code, five levels over each place of both
// sides of the aisles. The file says nothing of places; by code is neither better nor worse than chance for walking.
import type { LocationId } from '../../shared/domain/ids';
import type { ReleaseJob } from '../../shared/domain/tour/release-plan';
import type { FloorTable } from '../../shared/domain/tour/floor-map';
import { createCsvReader } from '../../shared/domain/channel/csv';
import { readHeader } from '../../shared/domain/channel/csv-header';
import { onlineRetailColumns } from '../../shared/domain/channel/online-retail-row';
import { BenchCannotRun } from '../bench';

/** Metres; levels above one another are one place to walk to. */
const site = {
  aisleSpacing: 3,
  bay: 1.2,
  baysAnAisle: 25,
  sides: 2,
  levels: 5,
  aislesAZone: 3,
  crossAisle: 1.5,
};

export type FileOrder = { invoice: string; lines: Map<string, number> };

/** The first `most` invoices that were sold and not cancelled, in order of arrival. */
export function ordersOf(text: string, most: number): FileOrder[] {
  const end = text.indexOf('\n');
  const heading = readHeader(text.slice(0, end).trim(), onlineRetailColumns);
  if (!heading.ok) throw new BenchCannotRun(`the file lacks the columns ${heading.missing.join(', ')}`);
  const { places, separator } = heading.plan;
  const orders = new Map<string, FileOrder>();
  const reader = createCsvReader(separator);
  for (const { fields } of [...reader.push(text.slice(end + 1)), ...reader.end()]) {
    if (!fields) continue;
    const invoice = fields[places.invoice] ?? '';
    const sku = fields[places.sku] ?? '';
    const quantity = Number(fields[places.quantity]);
    // Codes of goods are five digits; the others are postage, fees and corrections.
    if (!/^\d{6}$/.test(invoice) || !/^\d{5}/.test(sku) || !(quantity > 0)) continue;
    if (!(Number(fields[places.price]) > 0)) continue;
    const order = orders.get(invoice) ?? { invoice, lines: new Map<string, number>() };
    order.lines.set(sku, (order.lines.get(sku) ?? 0) + quantity);
    if (orders.size === most && !orders.has(invoice)) break;
    orders.set(invoice, order);
  }
  return [...orders.values()];
}

export function floorFor(orders: readonly FileOrder[]): FloorTable {
  const skus = [...new Set(orders.flatMap(({ lines }) => [...lines.keys()]))].sort();
  const anAisle = site.baysAnAisle * site.sides * site.levels;
  const aisles = Math.max(1, Math.ceil(skus.length / anAisle));
  const length = site.baysAnAisle * site.bay + 2 * site.crossAisle;
  return {
    area: {
      aislesAt: Array.from({ length: aisles }, (_, aisle) => aisle * site.aisleSpacing),
      crossingsAt: [0, length],
      depot: { aisle: 0, crossing: 0 },
    },
    bins: skus.map((sku, at) => {
      const aisle = Math.floor(at / anAisle);
      const bay = Math.floor((at % anAisle) / (site.sides * site.levels));
      return {
        locationId: sku as LocationId,
        zone: String.fromCharCode(65 + Math.floor(aisle / site.aislesAZone)),
        stop: { aisle, height: site.crossAisle + (bay + 0.5) * site.bay },
      };
    }),
  };
}

export function jobsOf(orders: readonly FileOrder[], placedAt: (at: number) => string): ReleaseJob[] {
  return orders.map(({ invoice, lines }, at) => ({
    parcelId: invoice,
    isVip: false,
    placedAt: placedAt(at),
    dueAt: null,
    bins: [...lines].map(([sku, units]) => ({ locationId: sku as LocationId, units })),
  }));
}
