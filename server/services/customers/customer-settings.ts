// What is set about customers, and the lock that whatever changes who a customer is takes first: matching orders, merging,
// erasing. One at a time, so that none of them works with a customer another one is just moving.
import {
  type CustomerRules,
  customerRulesSchema,
  usualCustomerRules,
} from '../../../shared/domain/customer/rules';
import type { ValueScale } from '../../../shared/domain/customer/value';
import type { Client, Pool, Queryable } from '../../db/pool';

export async function loadCustomerRules(db: Queryable): Promise<CustomerRules> {
  const { rows } = await db.query<{ doc: unknown }>({
    name: 'customer-rules',
    text: `SELECT doc FROM customer_setting WHERE name = 'rules'`,
  });
  return rows[0] ? customerRulesSchema.parse(rows[0].doc) : usualCustomerRules;
}

export async function saveSetting(
  db: Queryable,
  name: 'rules' | 'scale',
  doc: CustomerRules | ValueScale,
): Promise<void> {
  await db.query(
    'INSERT INTO customer_setting (name, doc) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET doc = excluded.doc',
    [name, doc],
  );
}

export async function loadScale(db: Queryable): Promise<ValueScale | null> {
  const { rows } = await db.query<{ doc: ValueScale }>(
    `SELECT doc FROM customer_setting WHERE name = 'scale'`,
  );
  return rows[0]?.doc ?? null;
}

/** What value is counted in. */
export async function companyCurrency(db: Queryable, rules: CustomerRules): Promise<string> {
  if (rules.currency !== null) return rules.currency;
  const { rows } = await db.query<{ currency: string }>(
    `SELECT c.currency FROM channel c ORDER BY c.channel_id LIMIT 1`,
  );
  return rows[0]?.currency ?? 'EUR';
}

/** Until the transaction ends. */
export async function lockCustomers(client: Queryable): Promise<void> {
  await client.query(`INSERT INTO customer_setting (name, doc) VALUES ('lock', '{}') ON CONFLICT DO NOTHING`);
  await client.query(`SELECT 1 FROM customer_setting WHERE name = 'lock' FOR UPDATE`);
}

/** A transaction that holds the lock. */
export function changeCustomers<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await lockCustomers(client);
    return work(client);
  });
}

export async function inTransaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const done = await work(client);
    await client.query('COMMIT');
    return done;
  } catch (cause) {
    await client.query('ROLLBACK').catch((error: unknown) => {
      broken = error instanceof Error ? error : new Error(String(error));
    });
    throw cause;
  } finally {
    client.release(broken);
  }
}
