// What comes on top of a tariff's price: fuel, remote areas, oversize, collecting cash. Amounts are of the service's
// currency; shares are basis points (10,000 is all of it), rounded half up.
import { z } from 'zod';
import type { Size } from '../../units/measure';
import { areaMatch, postcodeAreasSchema } from './postcode';

const amountMinor = z.int().nonnegative().max(1e12);
const basisPoints = z.int().nonnegative().max(100_000);
const lengthMm = z.int().positive().max(1e6);

export const surchargeSchema = z.discriminatedUnion('kind', [
  /** On the price with every other surcharge but cash on delivery. */
  z.object({ kind: z.literal('fuel'), basisPoints }),
  z.object({
    kind: z.literal('remote'),
    countries: z.array(z.string().length(2)).min(1).max(300),
    /** Left out: all of these countries. */
    postcodes: postcodeAreasSchema.optional(),
    amountMinor,
  }),
  /** When one of the limits is passed: longest side, or length and girth (length + 2 x (width + height)). */
  z.object({
    kind: z.literal('oversize'),
    longestMm: lengthMm.optional(),
    girthMm: lengthMm.optional(),
    amountMinor,
  }),
  z.object({ kind: z.literal('cod'), amountMinor, basisPoints }),
]);
export type Surcharge = z.infer<typeof surchargeSchema>;

export type ChargePart = { kind: 'base' | Surcharge['kind']; amountMinor: number };

export type Charged = {
  to: { countryCode: string; postcode: string };
  size: Size | null;
  /** Money to be collected at the door, in the service's currency; null for none. */
  codMinor: number | null;
};

/** @returns the price and everything on top, base first; null when cash has to be collected and the contract knows none */
export function withSurcharges(
  baseMinor: number,
  surcharges: readonly Surcharge[],
  parcel: Charged,
): ChargePart[] | null {
  const parts: ChargePart[] = [{ kind: 'base', amountMinor: baseMinor }];
  for (const surcharge of surcharges) {
    if (surcharge.kind === 'remote' && isRemote(surcharge, parcel.to)) parts.push(part(surcharge));
    if (surcharge.kind === 'oversize' && parcel.size && isOversize(surcharge, parcel.size))
      parts.push(part(surcharge));
  }
  const carried = parts.reduce((sum, { amountMinor: amount }) => sum + amount, 0);
  for (const surcharge of surcharges)
    if (surcharge.kind === 'fuel')
      parts.push({ kind: 'fuel', amountMinor: shareOf(carried, surcharge.basisPoints) });
  if (parcel.codMinor === null) return parts;
  const cod = surcharges.find((surcharge) => surcharge.kind === 'cod');
  if (!cod) return null;
  parts.push({ kind: 'cod', amountMinor: cod.amountMinor + shareOf(parcel.codMinor, cod.basisPoints) });
  return parts;
}

function part({
  kind,
  amountMinor: amount,
}: Extract<Surcharge, { kind: 'remote' | 'oversize' }>): ChargePart {
  return { kind, amountMinor: amount };
}

function isRemote(
  { countries, postcodes }: Extract<Surcharge, { kind: 'remote' }>,
  to: Charged['to'],
): boolean {
  return (
    countries.includes(to.countryCode) && (postcodes === undefined || areaMatch(postcodes, to.postcode) > 0)
  );
}

function isOversize({ longestMm, girthMm }: Extract<Surcharge, { kind: 'oversize' }>, size: Size): boolean {
  const [longest = 0, middle = 0, shortest = 0] = [size.lengthMm, size.widthMm, size.heightMm].sort(
    (a, b) => b - a,
  );
  if (longestMm !== undefined && longest > longestMm) return true;
  return girthMm !== undefined && longest + 2 * (middle + shortest) > girthMm;
}

function shareOf(amount: number, points: number): number {
  return Number((BigInt(amount) * BigInt(points) + 5000n) / 10_000n);
}
