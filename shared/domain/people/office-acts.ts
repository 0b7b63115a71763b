// Acts of the office that somebody has to answer for by name, and which roles may. Asked with the roles that head office
// knows, after badge and PIN; never with roles that a request claims.
import type { Role } from './roles';

export const officeActs = {
  'payment.capture': ['office', 'supervisor', 'manager'],
  'payment.void': ['office', 'supervisor', 'manager'],
  'payment.start': ['office', 'supervisor', 'manager'],
  'payment.received': ['office', 'manager'],
  'refund.request': ['office', 'supervisor', 'manager'],
  'refund.answer': ['manager'],
  'return.handle': ['packer', 'office', 'supervisor', 'manager'],
  'return.goodwill': ['office', 'supervisor', 'manager'],
  'return.exchange': ['office', 'supervisor', 'manager'],
  'settings.returns': ['manager'],
  'hold.release': ['office', 'supervisor', 'manager'],
  'orders.bulk': ['office', 'supervisor', 'manager'],
  'order.undo': ['office', 'supervisor', 'manager'],
  'settings.money': ['manager'],
  'special.unmark': ['supervisor', 'manager'],
  'settings.special': ['manager'],
  'count.approve': ['manager'],
  'settings.alerts': ['supervisor', 'manager'],
  'settings.counts': ['supervisor', 'manager'],
  'settings.routing': ['supervisor', 'manager'],
  'customer.vip': ['office', 'supervisor', 'manager'],
  'customer.merge': ['office', 'supervisor', 'manager'],
  'customer.export': ['office', 'manager'],
  'customer.erase': ['manager'],
  'settings.customers': ['manager'],
  'settings.flow': ['manager'],
  'books.post': ['bookkeeper', 'manager'],
  'books.close': ['bookkeeper', 'manager'],
  'bill.enter': ['bookkeeper', 'office', 'manager'],
  'bill.answer': ['bookkeeper', 'manager'],
  'invoice.issue': ['bookkeeper', 'office', 'manager'],
  'books.remind': ['bookkeeper', 'office', 'manager'],
  'waybill.answer': ['bookkeeper', 'office', 'manager'],
  'settings.books': ['bookkeeper', 'manager'],
  'demand.override': ['office', 'supervisor', 'manager'],
  'settings.buying': ['manager'],
  'settings.labour': ['manager'],
  'report.schedule': ['office', 'bookkeeper', 'manager'],
  'figures.own': ['packer', 'supervisor', 'manager', 'office', 'bookkeeper'],
  'figures.of-person': ['supervisor', 'manager'],
} as const satisfies Record<string, readonly Role[]>;
export type OfficeAct = keyof typeof officeActs;

export function mayDoInOffice(held: readonly Role[], act: OfficeAct): boolean {
  const allowed: readonly Role[] = officeActs[act];
  return held.some((role) => allowed.includes(role));
}
