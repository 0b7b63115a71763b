// Everything by which one person can be found in the database: of all customers that are shown as one.
import { type ErasedPerson, markOf } from '../../../shared/domain/customer/erased';
import type { Address } from '../../../shared/domain/customer/address';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { loadCustomerRules } from './customer-settings';

export type PersonFile = {
  /** Whom the person is shown as, and everybody who was merged into them. */
  customerIds: string[];
  orderIds: string[];
  parcelIds: string[];
  /** What channels call them: `channel:number`. */
  channelNumbers: string[];
  mails: string[];
  person: ErasedPerson;
};

export async function readPersonFile(db: Queryable, rootId: string): Promise<PersonFile> {
  const ids = await db.query<{ customer_id: string; name: string }>(
    'SELECT customer_id, name FROM customer WHERE stream_id = $1 AND root_id = $2 ORDER BY customer_id',
    [companyStream, rootId],
  );
  const customerIds = ids.rows.map(({ customer_id }) => customer_id);
  const orders = await db.query<{ order_id: string; customer: string; address: Address }>(
    `SELECT o.order_id, o.doc #>> '{customer,name}' AS customer, o.doc -> 'shipTo' AS address
     FROM customer_order c JOIN sales_order o ON o.stream_id = c.stream_id AND o.order_id = c.order_id
     WHERE c.stream_id = $1 AND c.customer_id = ANY($2::uuid[])`,
    [companyStream, customerIds],
  );
  const orderIds = orders.rows.map(({ order_id }) => order_id);
  const parcels = await db.query<{ parcel_id: string }>(
    'SELECT parcel_id FROM parcel WHERE order_id = ANY($1::uuid[])',
    [orderIds],
  );
  const contacts = await db.query<{ kind: string; value: string; shown: string }>(
    'SELECT kind, value, shown FROM customer_contact WHERE stream_id = $1 AND customer_id = ANY($2::uuid[])',
    [companyStream, customerIds],
  );
  const kept = await db.query<{ doc: Address }>(
    'SELECT doc FROM customer_address WHERE stream_id = $1 AND customer_id = ANY($2::uuid[])',
    [companyStream, customerIds],
  );
  const { shared } = await loadCustomerRules(db);
  const addresses = [...orders.rows.map(({ address }) => address), ...kept.rows.map(({ doc }) => doc)];
  const reached = contacts.rows.filter(({ kind }) => kind !== 'channel');
  // What several people use is of them too: it goes only with the addresses it stands in.
  const own = reached.filter(({ value }) => !shared.includes(value));
  const others = reached.filter(({ value }) => shared.includes(value));
  return {
    customerIds,
    orderIds,
    parcelIds: parcels.rows.map(({ parcel_id }) => parcel_id),
    channelNumbers: contacts.rows.filter(({ kind }) => kind === 'channel').map(({ value }) => value),
    mails: reached.filter(({ kind }) => kind === 'mail').map(({ value }) => value),
    person: {
      mark: markOf(rootId),
      contacts: distinct(own.flatMap(({ value, shown }) => [value, shown])),
      words: distinct([
        ...ids.rows.map(({ name }) => name),
        ...orders.rows.map(({ customer }) => customer),
        ...addresses.flatMap(({ name, company, lines, phone, email }) => [
          name,
          company,
          ...lines,
          phone,
          email,
        ]),
        ...others.flatMap(({ value, shown }) => [value, shown]),
      ]),
      postcodes: distinct(addresses.map(({ postcode }) => postcode)),
    },
  };
}

function distinct(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.flatMap((text) => (text === null || text.trim() === '' ? [] : [text.trim()])))];
}
