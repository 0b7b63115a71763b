// The five standard boxes of the sample company and what it pads them with. Double-wall boxes weigh about what their
// board does; inner sizes are the outer ones less the board.
import { boxIdSchema } from '../../shared/domain/ids';
import type { Box, Padding } from '../../shared/domain/packing/box';

type Row = readonly [
  id: string,
  name: string,
  inner: readonly [number, number, number],
  wallMm: number,
  tareGrams: number,
  maxGrams: number,
  costMinor: number,
];

const rows: readonly Row[] = [
  ['B1', 'Letter box', [240, 160, 80], 3, 90, 2000, 18],
  ['B2', 'Small', [310, 220, 150], 4, 190, 5000, 32],
  ['B3', 'Medium', [400, 300, 200], 5, 420, 12_000, 58],
  ['B4', 'Large', [500, 400, 300], 7, 820, 20_000, 94],
  ['B5', 'Extra large', [600, 400, 400], 7, 1060, 25_000, 121],
];

/** Boxes without the code that is printed on their shelves. */
export const sampleBoxes: readonly Omit<Box, 'code'>[] = rows.map(
  ([id, name, [lengthMm, widthMm, heightMm], wallMm, tareGrams, maxGrams, costMinor]) => ({
    boxId: boxIdSchema.parse(id),
    name,
    inner: { lengthMm, widthMm, heightMm },
    outer: {
      lengthMm: lengthMm + 2 * wallMm,
      widthMm: widthMm + 2 * wallMm,
      heightMm: heightMm + 4 * wallMm,
    },
    tareGrams,
    maxGrams,
    costMinor,
    currency: 'GBP',
  }),
);

export const samplePadding: readonly Padding[] = [
  {
    paddingId: 'paper',
    name: 'Crumpled paper',
    unit: 'metre',
    costMinor: 4,
    currency: 'GBP',
    litresPerUnit: 3,
    protects: 'light',
  },
  {
    paddingId: 'bubble',
    name: 'Bubble wrap',
    unit: 'metre',
    costMinor: 11,
    currency: 'GBP',
    litresPerUnit: 4,
    protects: 'very-fragile',
  },
  { paddingId: 'air', name: 'Air cushions', unit: 'litre', costMinor: 2, currency: 'GBP' },
  { paddingId: 'corner', name: 'Corner guard', unit: 'piece', costMinor: 9, currency: 'GBP' },
];
