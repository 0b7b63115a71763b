// Which papers go with boxes and sales of this bench, as the directory has the rules now.
import { papersOf } from '../../../shared/domain/document/papers-of';
import type { PaperFormat } from '../../../shared/domain/document/paper-rules';
import type { WarehouseId } from '../../../shared/domain/ids';
import type { BenchFacts } from '../../../shared/domain/packing/session';
import type { Directory } from '../../data/directory';

type Known = Pick<Directory, 'paperRules' | 'warehouse'>;

export function benchPapers(directory: Known, warehouseId: WarehouseId): BenchFacts['papers'] {
  const { rules } = directory.paperRules(warehouseId);
  return { rules, givesReceipt: receiptFormat(directory, warehouseId) !== null };
}

/** Of goods that are taken along; null where no rule asks for a receipt. */
export function receiptFormat(directory: Known, warehouseId: WarehouseId): PaperFormat | null {
  const countryCode = directory.warehouse(warehouseId)?.address.countryCode ?? '';
  const about = { sale: 'counter', countryCode, channelName: 'counter' } as const;
  const asked = papersOf(directory.paperRules(warehouseId), about);
  return asked.find(({ kind }) => kind === 'receipt')?.format ?? null;
}
