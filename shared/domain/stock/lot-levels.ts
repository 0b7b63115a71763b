// What a place holds by lot. The ledger says it: every movement names its lot where that is known. Units of which nobody knows
// are the remainder: what lies there less its lots. It falls below zero where units left whose lot nobody named; that is a
// contradiction to be counted, never a reason to refuse what was done (law 3).
// A lot is only added to a movement where it cannot be another one.
import { benchLocation, isOutside, outsideLocations, type StockMove } from './ledger';
import { isSameLot, type Lot, lotKey } from './lot';

/** `onHand` counts units of every lot and of none. */
export type PlaceContent = { onHand: number; lots: LotUnits[] };
export type LotUnits = { lot: Lot; units: number };
/** By product, then place; places without any lot may be left out. */
export type Contents = Map<string, Map<string, PlaceContent>>;

export function remainderOf({ onHand, lots }: PlaceContent): number {
  return onHand - lots.reduce((sum, { units }) => sum + units, 0);
}

/** Units whose lot nobody named in a place, or a lot of which more left than came. */
export function isUnclear(content: PlaceContent): boolean {
  const { lots } = content;
  if (lots.some(({ units }) => units < 0)) return true;
  return lots.some(({ units }) => units > 0) && remainderOf(content) < 0;
}

/**
 * The same movement, with lots where they cannot be others: what leaves a place of one lot, or leaves it empty. `contents`
 * is changed as it is made. @returns movements of the same units in all
 */
export function nameLots(move: StockMove, contents: Contents): StockMove[] {
  const named = withLots(move, contents.get(move.sku)?.get(move.from));
  for (const each of named) carry(contents, each);
  return named;
}

function withLots(move: StockMove, from: PlaceContent | undefined): StockMove[] {
  if (!from || isOutside(move.from)) return [move];
  const { lot } = move;
  if (lot) {
    // A code without a day, of a lot that is there with one day only.
    const meant = lot.bestBefore === null ? from.lots.filter((each) => each.lot.lot === lot.lot) : [];
    const [only, other] = meant.filter(({ units }) => units > 0);
    return only && !other ? [{ ...move, lot: only.lot }] : [move];
  }
  if (isUnclear(from)) return [move];
  const here = from.lots.filter(({ units }) => units > 0);
  const [only, other] = here;
  if (!only) return [move];
  const remainder = remainderOf(from);
  if (!other && remainder === 0 && move.quantity <= only.units) return [{ ...move, lot: only.lot }];
  if (move.quantity < from.onHand) return [move];
  const rest = move.quantity - (from.onHand - remainder);
  return [
    ...here.map(({ lot: each, units }) => ({ ...move, quantity: units, lot: each })),
    ...(rest > 0 ? [{ ...move, quantity: rest }] : []),
  ];
}

function carry(contents: Contents, { sku, from, to, quantity, lot }: StockMove): void {
  const bySku = contents.get(sku) ?? new Map<string, PlaceContent>();
  contents.set(sku, bySku);
  for (const [place, delta] of [
    [from, -quantity],
    [to, quantity],
  ] as const) {
    const content = bySku.get(place) ?? { onHand: 0, lots: [] };
    bySku.set(place, content);
    content.onHand += delta;
    if (!lot) continue;
    const row = content.lots.find((each) => isSameLot(each.lot, lot));
    if (row) row.units += delta;
    else content.lots.push({ lot, units: delta });
  }
}

/** Places where somebody has to look which lots there are. Nobody counts what is on its way in totes. */
export function isLotPlace(locationId: string): boolean {
  return !isOutside(locationId) && locationId !== benchLocation;
}

/**
 * What a count told of the lots of a place, as movements out of the books and into them: in all no unit more or fewer, because
 * how many there are is booked by itself. `contents` is changed as they are made.
 * @param counted units by lot; what else lies there is of no lot that anybody knows
 */
export function recountLots(
  contents: Contents,
  { sku, place }: { sku: StockMove['sku']; place: StockMove['from'] },
  counted: readonly LotUnits[],
): StockMove[] {
  const changes = new Map<string, { lot?: Lot; change: number }>();
  for (const { lot, units } of contents.get(sku)?.get(place)?.lots ?? [])
    changes.set(lotKey(lot), { lot, change: -units });
  for (const { lot, units } of counted) {
    const before = changes.get(lotKey(lot))?.change ?? 0;
    changes.set(lotKey(lot), { lot, change: before + units });
  }
  const rest = -[...changes.values()].reduce((sum, { change }) => sum + change, 0);
  const all = [...changes.values(), { change: rest }].filter(({ change }) => change !== 0);
  const { adjustment } = outsideLocations;
  // Out first: nothing lies there twice in between.
  const moves = all
    .sort((a, b) => a.change - b.change)
    .map(({ change, ...of }): StockMove => {
      const [from, to] = change < 0 ? [place, adjustment] : [adjustment, place];
      return { sku, from, to, quantity: Math.abs(change), cause: 'LotsCounted', ...of };
    });
  for (const move of moves) carry(contents, move);
  return moves;
}
