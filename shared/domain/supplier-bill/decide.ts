// What may be done to a supplier's bill, and why not.
import { accept, assertNever, type Decision, refuse } from '../decision';
import { problemsOf } from './match';
import type { BillCommand, BillEvent, SupplierBill } from './supplier-bill';

export function decideBill(bill: SupplierBill | null, command: BillCommand): Decision<BillEvent> {
  if (command.type === 'EnterBill') {
    // The same one entered again, by a second click or a second delivery.
    if (bill) return accept();
    const { billId, content, facts } = command;
    const problems = problemsOf(content, facts);
    const events: BillEvent[] = [{ type: 'BillEntered', billId, content, problems }];
    if (problems.length === 0) events.push({ type: 'BillApproved', by: null, note: null });
    return accept(...events);
  }
  if (!bill) return refuse('bill-unknown');
  switch (command.type) {
    case 'ApproveBill':
      return bill.state === 'held'
        ? accept({ type: 'BillApproved', by: command.by, note: command.note })
        : already(bill, 'approved');
    case 'RefuseBill':
      return bill.state === 'held'
        ? accept({ type: 'BillRefused', by: command.by, note: command.note })
        : already(bill, 'refused');
    case 'PayBill': {
      const { key, amountMinor, day } = command;
      if (bill.payments.some((payment) => payment.key === key)) return accept();
      if (bill.state !== 'approved') return refuse('bill-not-approved', { number: bill.number });
      const limitMinor = bill.totalMinor - bill.paidMinor;
      if (amountMinor <= 0 || amountMinor > limitMinor)
        return refuse('bill-over-paid', { amountMinor, limitMinor, currency: bill.currency });
      return accept({ type: 'BillPaid', key, amountMinor, day });
    }
    default:
      return assertNever(command);
  }
}

function already(bill: SupplierBill, wanted: SupplierBill['state']): Decision<BillEvent> {
  return bill.state === wanted ? accept() : refuse('bill-answered', { number: bill.number });
}
