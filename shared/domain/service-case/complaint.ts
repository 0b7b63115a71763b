// How a case begins, whoever noticed: head office, the customer's rating, a quote that became no order.
import type { CaseCommand, CaseNote, ServiceCase } from './service-case';

export type ComplaintAbout = Pick<ServiceCase, 'orderId' | 'number' | 'customer'> & {
  shipTo: { email: string | null; phone: string | null };
};

/** By mail before telephone: an answer in writing can be read twice. */
export function complaint(
  { orderId, number, customer, shipTo }: ComplaintAbout,
  origin: ServiceCase['origin'],
  note: CaseNote,
): CaseCommand {
  const contact = shipTo.email ?? shipTo.phone ?? '';
  return { type: 'Complain', opening: { orderId, number, customer, contact, origin }, note };
}

/** About an order: its recipient is the customer who complains. */
export function complaintAboutOrder(
  order: Omit<ComplaintAbout, 'customer'> & { shipTo: { name: string } },
  origin: ServiceCase['origin'],
  note: CaseNote,
): CaseCommand {
  return complaint({ ...order, customer: order.shipTo.name }, origin, note);
}
