// What a supplier says of an order: the lines it will deliver, when and at what price. Days are taken over, as goods come when
// they come; fewer units and other prices are told, and change nothing until a person does.
import { z } from 'zod';
import { mostLines, plannedLineSchema, type PurchaseLine } from './purchase';
import { toCome } from './questions';

export const confirmationSchema = z.strictObject({
  /** What the supplier calls it. */
  reference: z.string().trim().max(80),
  lines: z
    .array(
      z.strictObject({
        lineNo: plannedLineSchema.shape.lineNo,
        quantity: z.int().min(0).max(1_000_000),
        unitCostMinor: plannedLineSchema.shape.unitCostMinor,
        expectedOn: z.iso.date().max(10),
      }),
    )
    .min(1)
    .max(mostLines),
});
export type Confirmation = z.infer<typeof confirmationSchema>;

export const confirmationDifferenceSchema = z.object({
  lineNo: z.int(),
  sku: z.string(),
  kind: z.enum(['quantity', 'price', 'unknown']),
  ordered: z.int().nullable(),
  confirmed: z.int().nullable(),
});
export type ConfirmationDifference = z.infer<typeof confirmationDifferenceSchema>;

export function confirmationDifferences(
  lines: readonly Pick<PurchaseLine, 'lineNo' | 'sku' | 'ordered' | 'unitCostMinor'>[],
  { lines: told }: Confirmation,
): ConfirmationDifference[] {
  return told.flatMap(({ lineNo, quantity, unitCostMinor }): ConfirmationDifference[] => {
    const line = lines.find((each) => each.lineNo === lineNo);
    if (!line) return [{ lineNo, sku: '', kind: 'unknown', ordered: null, confirmed: quantity }];
    const { sku, ordered } = line;
    const found: ConfirmationDifference[] = [];
    if (quantity !== ordered) found.push({ lineNo, sku, kind: 'quantity', ordered, confirmed: quantity });
    if (unitCostMinor !== null && unitCostMinor !== line.unitCostMinor)
      found.push({ lineNo, sku, kind: 'price', ordered: line.unitCostMinor, confirmed: unitCostMinor });
    return found;
  });
}

/** Lines of a sent order whose day is over and of which something is still to come. */
export function lateLines<Line extends Pick<PurchaseLine, 'expectedOn' | 'ordered' | 'received'>>(
  { state, lines }: { state: string; lines: readonly Line[] },
  today: string,
): Line[] {
  return state === 'sent' ? lines.filter((line) => line.expectedOn < today && toCome(line) > 0) : [];
}
