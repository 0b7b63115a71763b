// What the label of goods that came back says, in both languages where it says words. The same units give the same label.
import type { RestockUnits } from '../domain/packing/bench-return-label';
import type { ReturnCondition } from '../domain/returns/goods-return';
import { shownReturnNumber } from '../domain/returns/return-number';
import type { RestockLabel } from './model';
import { type PrintJobId, printJobIdSchema } from './print-job';

const conditionWords: Record<ReturnCondition, string> = {
  'as-new': 'AS NEW / YENİ GİBİ',
  opened: 'OPENED / AÇILMIŞ',
  damaged: 'DAMAGED / HASARLI',
};
const apart = 'QUARANTINE / KARANTİNA';

/** One label a judgement, and another where the goods lie in their bin by now: asked for twice it is one. */
export function restockJobId({ opId, isShelved }: Pick<RestockUnits, 'opId' | 'isShelved'>): PrintJobId {
  return printJobIdSchema.parse(`${isShelved ? 'bin' : 'ret'}-${opId.replaceAll('-', '')}`);
}

/** @param productCode what a scanner reads as one unit of the product; null where the catalogue has none */
export function labelOfRestock(
  { sku, name, quantity, condition, goesTo, code, lot, number }: RestockUnits,
  productCode: string | null,
): RestockLabel {
  const lots = [
    lot?.lot ? `LOT ${lot.lot}` : null,
    lot?.bestBefore ? `BEST BEFORE / SKT ${lot.bestBefore}` : null,
  ];
  return {
    kind: 'restock',
    barcode: productCode ?? (code === null || code === '' ? sku : code),
    sku,
    name,
    quantity,
    condition: conditionWords[condition],
    goesTo: goesTo ?? apart,
    lot: lots.filter((word) => word !== null).join(' / '),
    returnNumber: number === null ? '' : shownReturnNumber(number),
  };
}
