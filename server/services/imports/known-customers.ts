// Customers that head office has on file, by channel and the number the channel knows them by.
import type { KnownCustomer } from '../../../shared/domain/channel/imported-order';
import type { Address } from '../../../shared/domain/customer/address';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { jsonRows } from '../changes/json-rows';

export async function loadCustomers(
  db: Queryable,
  channelId: string,
  customerIds: readonly string[],
): Promise<Map<string, KnownCustomer>> {
  if (customerIds.length === 0) return new Map();
  const { rows } = await db.query<{ customer_id: string; name: string; address: Address }>(
    'SELECT customer_id, name, address FROM channel_customer WHERE stream_id = $1 AND channel_id = $2 AND customer_id = ANY($3::text[])',
    [companyStream, channelId, customerIds],
  );
  return new Map(
    rows.map((row) => [
      row.customer_id,
      { customerId: row.customer_id, name: row.name, address: row.address },
    ]),
  );
}

/** Puts customers on file; those that are there keep what they have. */
export async function addCustomers(
  db: Queryable,
  channelId: string,
  customers: readonly KnownCustomer[],
): Promise<void> {
  await db.query(
    `INSERT INTO channel_customer (stream_id, channel_id, customer_id, name, address)
     SELECT $1, $2, doc->>'customerId', doc->>'name', doc->'address' FROM jsonb_array_elements($3::jsonb) AS doc
     ON CONFLICT DO NOTHING`,
    [companyStream, channelId, jsonRows(customers)],
  );
}
