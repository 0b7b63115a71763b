// Receipts of orders that were taken here: composed of the order's own op, printed by the label desk, once a label and again
// only by a person's REPRINT. Everything it needs lies on this computer.
import type { IntlShape } from 'react-intl';
import type { OpId, PersonId, WarehouseId } from '../../../shared/domain/ids';
import { partyOf } from '../../../shared/label/from-parcel';
import { receiptJobId, receiptPages } from '../../../shared/label/receipt-pages';
import type { Directory } from '../../data/directory';
import type { PulledCollections } from '../../data/store';
import type { BesideLabel, LabelDesk } from '../packing/label-desk';
import { receiptOf } from './receipt-of';
import { readTaken, type TakenOp, type TakenOps } from './taken-order';

export type ReceiptDesk = {
  /** Prints it; where it is printed already, once more. */
  print: (opId: OpId, by: PersonId | null) => void;
  /** After a start: one that was owed and never reached the print outbox is printed now. */
  resume: (opId: OpId) => void;
};

export type ReceiptPorts = {
  opLog: TakenOps;
  products: Pick<PulledCollections['products'], 'byIds'>;
  directory: Pick<Directory, 'warehouse'>;
  warehouseId: WarehouseId;
  labels: Pick<LabelDesk, 'printBeside' | 'store'>;
  /** The language of whoever works here now. */
  intl: () => IntlShape;
  report: (cause: unknown) => void;
};

export function openReceiptDesk(ports: ReceiptPorts): ReceiptDesk {
  const { opLog, products, directory, labels } = ports;

  const labelsOf = async (taken: TakenOp): Promise<BesideLabel[]> => {
    const address = directory.warehouse(ports.warehouseId)?.address;
    if (!address) throw new Error('a receipt needs the address of the warehouse');
    const found = await products.byIds([...new Set(taken.order.lines.map(({ sku }) => sku as string))]);
    const names = new Map<string, string>(found.map(({ doc }) => [doc.sku, doc.name]));
    const whole = receiptOf({ taken, company: partyOf(address), names }, ports.intl());
    return receiptPages(whole).map((label) => ({
      jobId: receiptJobId(taken.opId, label.page.number),
      label,
    }));
  };

  const take = async (opId: OpId): Promise<TakenOp> => {
    const taken = await readTaken(opLog, opId);
    if (!taken) throw new Error(`no order of op ${opId} to print a receipt of`);
    return taken;
  };

  return {
    print: (opId, by) => {
      take(opId)
        .then(labelsOf)
        .then((pages) => labels.printBeside(pages, by))
        .catch(ports.report);
    },
    resume: (opId) => {
      const owed = async (): Promise<void> => {
        const taken = await take(opId);
        if (taken.order.payment !== 'cash') return;
        const { jobs } = labels.store.getState();
        const missing = (await labelsOf(taken)).filter(({ jobId }) => !jobs.has(jobId));
        labels.printBeside(missing, null);
      };
      owed().catch(ports.report);
    },
  };
}
