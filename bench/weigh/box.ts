// Boxes of `bench weigh` with what is put in beside the goods: the box that its maker sold, tape and papers, and the padding that
// the product prescribes, as people put it in.
import type { BoxId } from '../../shared/domain/ids';
import { boxIdSchema } from '../../shared/domain/ids';
import { mostDelicate, prescribe } from '../../shared/domain/boxing/padding';
import type { Padding, UsedPadding } from '../../shared/domain/packing/box';
import type { Article } from './goods';
import type { Draw } from './pan';

/** Inner room and weight by the maker; assumed, of corrugated board. */
const boxes = [
  { boxId: 'S', litres: 6, tareGrams: 130 },
  { boxId: 'M', litres: 16, tareGrams: 240 },
  { boxId: 'L', litres: 36, tareGrams: 430 },
  { boxId: 'XL', litres: 80, tareGrams: 760 },
  { boxId: 'XXL', litres: 180, tareGrams: 1_250 },
] as const;
/** Goods take this share of a box at most. */
const fullest = 0.75;

/** What fills it, and what one unit really weighs; assumed: crumpled paper, and bubble wrap for fragile goods. */
const paddings: readonly (Padding & { grams: number })[] = [
  {
    paddingId: 'paper',
    name: 'Paper',
    unit: 'metre',
    costMinor: 2,
    currency: 'EUR',
    litresPerUnit: 5,
    protects: 'light',
    grams: 27,
  },
  {
    paddingId: 'bubble',
    name: 'Bubble wrap',
    unit: 'metre',
    costMinor: 9,
    currency: 'EUR',
    litresPerUnit: 8,
    protects: 'fragile',
    grams: 31,
  },
];

/** How people here put it in, and what board, tape and papers stray by; stated in the output. */
export const besides = {
  /** Standard deviation of what they take, as a share of what is prescribed. */
  paddingShare: 0.15,
  /** Boxes of which somebody forgot it. */
  paddingForgotten: 0.01,
  /** Boxes of a maker are as heavy as he says but for so much, all alike; and each for itself. */
  makerShare: 0.04,
  boardShare: 0.015,
  tapeGrams: 5,
  sheetGrams: 5,
  mostSheets: 3,
} as const;

export type PackedIn = {
  boxId: BoxId;
  /** By the maker. */
  tareGrams: number;
  /** The box with tape and papers. */
  emptyGrams: number;
  prescribed: UsedPadding | null;
  paddingGrams: number;
};

/** Boxes of this makers' delivery: what each kind really weighs. */
export function boxesOf(draw: Draw): ReadonlyMap<string, number> {
  return new Map(
    boxes.map(({ boxId, tareGrams }) => [boxId, tareGrams * (1 + draw.normal() * besides.makerShare)]),
  );
}

export function boxFor(goods: readonly Article[], really: ReadonlyMap<string, number>, draw: Draw): PackedIn {
  const litres = goods.reduce((sum, each) => sum + each.litres, 0);
  const box = boxes.find((each) => each.litres * fullest >= litres) ?? boxes[4];
  const prescribed = prescribe(
    Math.max(0, box.litres - litres),
    mostDelicate(goods.map(({ protection }) => protection)),
    paddings,
  );
  const each = paddings.find(({ paddingId }) => paddingId === prescribed?.paddingId)?.grams ?? 0;
  const isForgotten = draw.even() < besides.paddingForgotten;
  const taken = Math.max(0.2, 1 + draw.normal() * besides.paddingShare);
  const sheets = Math.ceil(draw.even() * besides.mostSheets);
  const board = (really.get(box.boxId) ?? box.tareGrams) * (1 + draw.normal() * besides.boardShare);
  return {
    boxId: boxIdSchema.parse(box.boxId),
    tareGrams: box.tareGrams,
    emptyGrams: board + besides.tapeGrams * (1 + 0.3 * draw.normal()) + sheets * besides.sheetGrams,
    prescribed: prescribed && { paddingId: prescribed.paddingId, quantity: prescribed.quantity },
    paddingGrams: prescribed && !isForgotten ? prescribed.quantity * each * taken : 0,
  };
}
