// An order to a supplier as it is typed, and as it is kept: prices as they are spoken.
import type { PurchaseContent } from '../../../../shared/contract/purchasing';
import { skuSchema, warehouseIdSchema } from '../../../../shared/domain/ids';
import type { Purchase } from '../../../../shared/domain/purchasing/purchase';
import { dayAfter } from '../../../../shared/domain/stock/available-to-promise';
import { amountText, readAmount } from '../../../../shared/money/spoken-amount';

export type DraftLine = { key: string; sku: string; quantity: string; cost: string; expectedOn: string };
export const purchaseTexts = ['supplier', 'supplierReference', 'currency', 'note'] as const;
export type PurchaseTexts = Record<(typeof purchaseTexts)[number], string>;

export function emptyLine(today: string): DraftLine {
  return { key: crypto.randomUUID(), sku: '', quantity: '1', cost: '', expectedOn: dayAfter(today, 7) };
}

export function linesOf({ lines, currency }: Purchase): DraftLine[] {
  return lines.map(({ lineNo, sku, ordered, unitCostMinor, expectedOn }) => ({
    key: String(lineNo),
    sku,
    quantity: String(ordered),
    cost: unitCostMinor === null ? '' : amountText(unitCostMinor, currency),
    expectedOn,
  }));
}

/** `wrong`: the first thing that cannot be read, with its line. */
export function contentOf(
  warehouseId: string,
  texts: PurchaseTexts,
  lines: readonly DraftLine[],
):
  | { ok: true; content: PurchaseContent }
  | { ok: false; wrong: { what: 'currency' | 'quantity' | 'amount'; line: number } } {
  const currency = texts.currency.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return { ok: false, wrong: { what: 'currency', line: 0 } };
  const read: PurchaseContent['lines'] = [];
  for (const [at, { sku, quantity, cost, expectedOn }] of lines.entries()) {
    if (!/^[1-9]\d{0,5}$/.test(quantity.trim()))
      return { ok: false, wrong: { what: 'quantity', line: at + 1 } };
    const unitCostMinor = cost.trim() === '' ? null : readAmount(cost, currency);
    if (cost.trim() !== '' && (unitCostMinor === null || unitCostMinor < 0))
      return { ok: false, wrong: { what: 'amount', line: at + 1 } };
    read.push({ sku: skuSchema.parse(sku.trim()), quantity: Number(quantity), unitCostMinor, expectedOn });
  }
  return {
    ok: true,
    content: {
      warehouseId: warehouseIdSchema.parse(warehouseId),
      supplier: texts.supplier.trim(),
      supplierReference: texts.supplierReference.trim(),
      currency,
      note: texts.note.trim(),
      lines: read,
    },
  };
}
