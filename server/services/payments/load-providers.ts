// Who takes payments, from the table; secrets stay inside this folder.
import type { Pool, Queryable } from '../../db/pool';
import { companyStream } from '../../../shared/domain/ids';
import { giveBackExchanged } from './exchanged-worth';
import type { PaymentTools } from './perform-payment';
import type { PaymentProvider, ProviderKind, ProviderPorts, ProviderRow } from './providers/provider';
import { providerKind } from './providers/registry';

type Row = {
  provider_id: string;
  method: string;
  name: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  enabled: boolean;
};

export type OpenProvider = { row: ProviderRow; kind: ProviderKind; provider: PaymentProvider };

export async function loadProvider(db: Queryable, providerId: string): Promise<ProviderRow | null> {
  const { rows } = await db.query<Row>(
    'SELECT provider_id, method, name, settings, secrets, enabled FROM payment_provider WHERE provider_id = $1',
    [providerId],
  );
  const [row] = rows;
  return row ? { ...row, providerId: row.provider_id } : null;
}

/** Without secrets: only which of them are set. */
export async function listProviders(db: Queryable): Promise<
  {
    providerId: string;
    method: string;
    name: string;
    enabled: boolean;
    settings: Record<string, unknown>;
    secretsSet: string[];
  }[]
> {
  const { rows } = await db.query<Row>(
    'SELECT provider_id, method, name, settings, secrets, enabled FROM payment_provider ORDER BY name, provider_id',
  );
  return rows.map(({ provider_id, method, name, enabled, settings, secrets }) => ({
    providerId: provider_id,
    method,
    name,
    enabled,
    settings,
    secretsSet: Object.keys(secrets).filter((secret) => secrets[secret] !== ''),
  }));
}

export async function openProvider(
  db: Pool,
  providerId: string,
  ports: ProviderPorts,
): Promise<OpenProvider | null> {
  const row = await loadProvider(db, providerId);
  const kind = row ? providerKind(row.method) : null;
  return row && kind ? { row, kind, provider: kind.open(row, ports) } : null;
}

export function portsOf(tools: PaymentTools): ProviderPorts {
  const { pool, now } = tools;
  return {
    now,
    giveBackExchanged: (payment, ask) => giveBackExchanged(tools, payment, ask),
    orderNumber: async (orderId) => {
      const { rows } = await pool.query<{ number: string }>(
        'SELECT number FROM sales_order WHERE stream_id = $1 AND order_id = $2',
        [companyStream, orderId],
      );
      return rows[0]?.number ?? null;
    },
    accountOf: async (orderId) => {
      const { rows } = await pool.query<{ is_open: boolean; currency: string }>(
        `SELECT a.is_open, a.currency FROM sales_order o JOIN customer_account a ON a.customer_id = o.doc #>> '{customer,customerId}'
         WHERE o.stream_id = $1 AND o.order_id = $2`,
        [companyStream, orderId],
      );
      const [account] = rows;
      return account ? { isOpen: account.is_open, currency: account.currency } : null;
    },
  };
}
