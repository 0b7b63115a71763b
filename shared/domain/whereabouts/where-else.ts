// Where units are that are not where they should be, as far as a station knows without asking: other bins here, other sites. And
// which choices can work, by that. What it knows may be old, so no choice is ever refused for it (law 3): it is said beside it.
import type { LocationId, Sku, WarehouseId } from '../ids';
import type { Parcel } from '../parcel/parcel';
import { unitsPacked, unitsToPack } from '../parcel/questions';
import { type Shelf, unitsOf } from '../putaway/shelf';
import type { Whereabouts } from './whereabouts';

export type BinThere = { locationId: LocationId; units: number };
export type SiteThere = { warehouseId: WarehouseId; units: number };

export type WhereElse = {
  /** In walking order. */
  bins: readonly BinThere[];
  /** Null: head office has not told of it. */
  sites: readonly SiteThere[] | null;
  /** As of when it was known, by head office's clock; null: nobody told. */
  at: string | null;
};

export type Known = {
  shelves: readonly Shelf[];
  /** Null: of this product nothing was told. */
  told: Whereabouts | null;
  /** When head office last looked at all of them; null: never. */
  lookedAt: string | null;
};

/** @param notAt bins where they were looked for */
export function whereElse(
  { shelves, told, lookedAt }: Known,
  { sku, notAt }: { sku: Sku; notAt: readonly LocationId[] },
): WhereElse {
  const known = told?.isWanted ? told : null;
  const described = new Set<string>(shelves.map(({ locationId }) => locationId));
  const bins = [
    ...shelves.map(({ locationId, walkOrder, ...shelf }) => ({
      locationId,
      walkOrder,
      units: unitsOf(shelf, sku),
    })),
    // Described since: its shelf knows better.
    ...(known?.bins ?? []).filter(({ locationId }) => !described.has(locationId)),
  ];
  return {
    bins: bins
      .filter(({ locationId, units }) => units > 0 && !notAt.includes(locationId))
      .sort((a, b) => a.walkOrder - b.walkOrder || (a.locationId < b.locationId ? -1 : 1))
      .map(({ locationId, units }) => ({ locationId, units })),
    sites: known?.sites ?? null,
    at: known && lookedAt && lookedAt > known.at ? lookedAt : (known?.at ?? null),
  };
}

export const shortChoices = [
  'other-site',
  'another-bin',
  'ship-part',
  'hold',
  'new-box',
  'skip',
  'cancel',
] as const;
export type ShortChoice = (typeof shortChoices)[number];

/** Why a choice does not help; `units`: as many as there are. */
export type WhyNot =
  | { reason: 'no-bin' | 'no-site' | 'box-empty' | 'nothing-else' }
  | { reason: 'some'; units: number };

/** @returns null: it works, or nobody here can know */
export function whyNot(
  choice: ShortChoice,
  quantity: number,
  where: WhereElse,
  box: Parcel | null,
): WhyNot | null {
  switch (choice) {
    case 'another-bin':
      return lacking(where.bins, quantity, 'no-bin');
    case 'other-site':
      return where.sites && lacking(where.sites, quantity, 'no-site');
    case 'new-box':
      return box && unitsPacked(box) === 0 ? { reason: 'box-empty' } : null;
    case 'ship-part':
      return box && unitsPacked(box) === 0 && unitsToPack(box) <= quantity
        ? { reason: 'nothing-else' }
        : null;
    default:
      return null;
  }
}

function lacking(
  places: readonly { units: number }[],
  quantity: number,
  reason: 'no-bin' | 'no-site',
): WhyNot | null {
  const units = places.reduce((sum, place) => sum + place.units, 0);
  if (units === 0) return { reason };
  return units < quantity ? { reason: 'some', units } : null;
}
