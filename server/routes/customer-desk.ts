// What the routes about customers have in common: the time, who answers for an act, and the file as it is answered.
import type { CustomerPage } from '../../shared/contract/customers';
import type { Refusal } from '../../shared/domain/decision';
import type { OfficeAct } from '../../shared/domain/people/office-acts';
import type { HeadOffice } from '../head-office';
import { changeFile } from '../services/customers/change-file';
import { customerPage } from '../services/customers/customer-page';
import type { Answering } from '../services/people/answering-person';
import { refuse, refusedBy } from './refused';

export function customerDesk(office: HeadOffice) {
  const { pool } = office;
  const at = (): string => office.now().toISOString();
  /** @throws when this person may not */
  const named = async (by: Answering, act: OfficeAct): Promise<string> => {
    const person = await office.people(pool, by, act);
    if (!person.ok) throw refusedBy(person.refusal, 403);
    return person.personId;
  };
  /** @throws customer-unknown */
  const pageOf = async (customerId: string): Promise<CustomerPage> => {
    const found = await customerPage(pool, customerId, at());
    if (!found) throw refuse('customer-unknown');
    return found;
  };
  /** @returns the file as it is then */
  const changed = async (
    customerId: string,
    change: Parameters<typeof changeFile>[2],
  ): Promise<CustomerPage> => {
    const refusal = await changeFile(pool, customerId, change);
    if (refusal) throw refusedBy(refusal, statusOf(refusal));
    return pageOf(customerId);
  };
  return { at, named, pageOf, changed };
}

export function statusOf({ code }: Refusal): number {
  if (code === 'contact-wrong' || code === 'address-incomplete') return 422;
  return code === 'customer-unknown' || code === 'merge-unknown' ? 404 : 409;
}
