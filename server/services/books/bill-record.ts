// Bills of suppliers as head office keeps them.
import { decideBill } from '../../../shared/domain/supplier-bill/decide';
import { evolveBill } from '../../../shared/domain/supplier-bill/evolve';
import {
  type BillCommand,
  type BillEvent,
  type SupplierBill,
  supplierBillSchema,
} from '../../../shared/domain/supplier-bill/supplier-bill';
import type { Machine } from '../records/machine';

export const billRecord: Machine<SupplierBill, BillCommand, BillEvent> = {
  kind: 'bill',
  schema: supplierBillSchema,
  decide: decideBill,
  evolve: evolveBill,
  about: ({ state, supplier, number, purchaseId, dueOn, totalMinor, paidMinor }) => ({
    state,
    orderId: null,
    keys: [`number:${number} ${supplier}`, ...(purchaseId === null ? [] : [`purchase:${purchaseId}`])],
    dueAt: state === 'approved' && paidMinor < totalMinor ? `${dueOn}T00:00:00.000Z` : null,
  }),
};
