// What is put around goods: free space along every side by the most delicate of them, and the cheapest material that
// protects them for the room that is left. Shares of the room to fill are the practice of packers, not a standard's.
import { type ProtectionClass, protectionClasses } from '../catalogue/handling';
import type { Padding } from '../packing/box';

/** Kept free between goods and each side of the box, millimetres. */
export const sideMm: Readonly<Record<ProtectionClass, number>> = {
  none: 0,
  light: 5,
  fragile: 15,
  'very-fragile': 40,
};

/** Share of the room left that has to be filled so that nothing moves. */
export const fillShare: Readonly<Record<ProtectionClass, number>> = {
  none: 0.3,
  light: 0.6,
  fragile: 1,
  'very-fragile': 1,
};

/** Room too little to matter, litres. */
const slackLitres = 0.5;

export type Prescription = {
  paddingId: string;
  name: string;
  unit: Padding['unit'];
  quantity: number;
  costMinor: number;
};

export function mostDelicate(classes: readonly ProtectionClass[]): ProtectionClass {
  const most = classes.reduce((max, each) => Math.max(max, protectionClasses.indexOf(each)), 0);
  return protectionClasses[most] ?? 'none';
}

/** Litres that one unit fills; null: it fills nothing (corner guards). */
export function litresOf({ unit, litresPerUnit }: Padding): number | null {
  return litresPerUnit ?? (unit === 'litre' ? 1 : null);
}

/**
 * The cheapest material that protects goods of the class; where none does, the one that protects best.
 *
 * @param voidLitres inner room of the box less the goods
 * @returns null when nothing has to be filled, or nothing is there to fill with
 */
export function prescribe(
  voidLitres: number,
  protection: ProtectionClass,
  paddings: readonly Padding[],
): Prescription | null {
  const litres = voidLitres * fillShare[protection];
  if (litres < slackLitres) return null;
  const rank = (padding: Padding): number => protectionClasses.indexOf(padding.protects ?? 'light');
  const wanted = protectionClasses.indexOf(protection);
  const filling = paddings.flatMap((padding) => {
    const each = litresOf(padding);
    if (each === null) return [];
    const quantity = Math.ceil(litres / each);
    return [{ padding, quantity, costMinor: quantity * padding.costMinor }];
  });
  const best = Math.min(
    wanted,
    filling.reduce((most, { padding }) => Math.max(most, rank(padding)), -1),
  );
  const [chosen] = filling
    .filter(({ padding }) => rank(padding) >= best)
    .sort((a, b) => a.costMinor - b.costMinor || (a.padding.paddingId < b.padding.paddingId ? -1 : 1));
  if (!chosen) return null;
  const { paddingId, name, unit } = chosen.padding;
  return { paddingId, name, unit, quantity: chosen.quantity, costMinor: chosen.costMinor };
}
