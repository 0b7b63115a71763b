// A box whose units were picked in several zones, each into its own tote: what still lies in which of them, and of which lot. It
// is asked of the parcel as it is now, so what is in the box is in no tote any more (law 6).
import type { Sku } from '../ids';
import { isSameLot, type Lot } from '../stock/lot';
import type { Parcel } from './parcel';
import { atBench } from './picked-units';

export type ToteUnits = { lineNo: number; sku: Sku; name: string; quantity: number; lot?: Lot | undefined };
/** `tote` null: picked into none. */
export type ZoneTote = { zone: string; tote: string | null; units: ToteUnits[] };

/** By zone and tote; empty where no zones were picked apart, and when all of it is in the box. */
export function zoneTotes({ lines }: Pick<Parcel, 'lines'>): ZoneTote[] {
  const totes = new Map<string, ZoneTote>();
  for (const line of lines) {
    const { lineNo, sku, name } = line;
    for (const { from, quantity, lot } of atBench(line)) {
      if (!from) continue;
      const key = `${from.zone}\n${from.tote ?? ''}`;
      const found = totes.get(key) ?? { ...from, units: [] };
      totes.set(key, found);
      const known = found.units.find((each) => each.lineNo === lineNo && isSameLot(each.lot, lot));
      if (known) known.quantity += quantity;
      else found.units.push({ lineNo, sku, name, quantity, ...(lot ? { lot } : {}) });
    }
  }
  return [...totes.values()].sort((a, b) => order(a.zone, b.zone) || order(a.tote ?? '', b.tote ?? ''));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
