// What a supplier's bill is after an event.
import { nextBillState } from './transitions';
import type { BillEvent, SupplierBill } from './supplier-bill';

export function evolveBill(bill: SupplierBill | null, event: BillEvent): SupplierBill {
  if (event.type === 'BillEntered')
    return {
      ...event.content,
      billId: event.billId,
      state: 'held',
      problems: event.problems,
      paidMinor: 0,
      answeredBy: null,
      note: null,
      payments: [],
    };
  if (!bill) throw new Error(`a bill cannot begin with ${event.type}`);
  const state = nextBillState(bill.state, event.type);
  if (event.type === 'BillPaid')
    return {
      ...bill,
      paidMinor: bill.paidMinor + event.amountMinor,
      payments: [...bill.payments, { key: event.key, amountMinor: event.amountMinor, day: event.day }],
    };
  return { ...bill, state, answeredBy: event.by, note: event.note };
}
