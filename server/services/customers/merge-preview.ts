// Two customers side by side before they are shown as one, and what somebody should look at first.
import type { MergePreview } from '../../../shared/contract/customers';
import { foldName } from '../../../shared/domain/customer/alike';
import type { Queryable } from '../../db/pool';
import { customerPage } from './customer-page';

/** Null when either is not there. */
export async function previewMerge(
  db: Queryable,
  intoId: string,
  fromId: string,
  at: string,
): Promise<MergePreview | null> {
  const [into, from] = await Promise.all([customerPage(db, intoId, at), customerPage(db, fromId, at)]);
  if (!into || !from) return null;
  const part = (page: typeof into): MergePreview['into'] => ({
    customerId: page.customerId,
    name: page.name,
    orders: page.value.orders,
    moneyMinor: page.value.moneyMinor,
    contacts: page.contacts.map(({ shown }) => shown),
    addresses: page.addresses.length,
  });
  const warnings: MergePreview['warnings'] = [];
  if (foldName(into.name) !== foldName(from.name)) warnings.push('other-name');
  if (into.credit.length > 0 && from.credit.length > 0) warnings.push('two-accounts');
  if (into.countryCode !== from.countryCode) warnings.push('other-country');
  return { into: part(into), from: part(from), currency: into.currency, warnings };
}
