// What was taken for a parcel of which somebody knows lot or serial: in its totes and in its box.
import { benchLocation } from '../stock/ledger';
import { type Lot, lotKey } from '../stock/lot';
import { cutSources } from './cut-sources';
import type { Parcel } from './parcel';
import { wanted } from './questions';

/** One of both is known; a serial is one unit, and is counted among the units of its lot too. */
export type TakenGoods = {
  lineNo: number;
  sku: Parcel['lines'][number]['sku'];
  lot: Lot | null;
  serial: string | null;
  units: number;
};

export function takenGoods({ lines }: Pick<Parcel, 'lines'>): TakenGoods[] {
  return lines.flatMap((line) => {
    const { lineNo, sku } = line;
    const inBox = cutSources(line.sources, 0, line.packed);
    const inTotes = cutSources(line.sources, line.packed, wanted(line)).filter(
      ({ locationId }) => locationId === benchLocation,
    );
    const lots = new Map<string, TakenGoods>();
    for (const { lot, quantity } of [...inBox, ...inTotes]) {
      if (!lot) continue;
      const row = lots.get(lotKey(lot)) ?? { lineNo, sku, lot, serial: null, units: 0 };
      lots.set(lotKey(lot), { ...row, units: row.units + quantity });
    }
    const serials = (line.serials ?? []).map((serial) => ({ lineNo, sku, lot: null, serial, units: 1 }));
    return [...lots.values(), ...serials];
  });
}
