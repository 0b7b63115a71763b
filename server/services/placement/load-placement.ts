// The rules of placing an order and what they ask about: read once for all orders of one call, and not at all where no
// rule is switched on.
import type { NewOrder } from '../../../shared/contract/http';
import { companyStream } from '../../../shared/domain/ids';
import type { BookedTotal, OrderHold } from '../../../shared/domain/order/order';
import {
  holdOf,
  judgePlacement,
  noPlacementRules,
  type PlacementSettings,
  placementSettingsSchema,
} from '../../../shared/domain/placement/placement-rules';
import type { Queryable } from '../../db/pool';
import { owedRows } from '../accounts/debts';

const settingName = 'placement';

/** Holds of orders as they are placed. */
export type PlacementBook = { holdsOf: (order: NewOrder, booked: BookedTotal | null) => OrderHold[] };

export async function loadPlacementSettings(db: Queryable): Promise<PlacementSettings> {
  const { rows } = await db.query<{ doc: unknown }>({
    name: 'placement-setting',
    text: 'SELECT doc FROM placement_setting WHERE name = $1',
    values: [settingName],
  });
  return rows[0] ? placementSettingsSchema.parse(rows[0].doc) : noPlacementRules;
}

export async function savePlacementSettings(db: Queryable, settings: PlacementSettings): Promise<void> {
  await db.query(
    'INSERT INTO placement_setting (name, doc) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET doc = excluded.doc',
    [settingName, settings],
  );
}

/** To ask about an order of the past: other settings, and nothing counted that came behind it. */
export type AskedBack = { settings: PlacementSettings; without: string };

export async function loadPlacement(
  db: Queryable,
  at: string,
  orders: readonly NewOrder[],
  asked: AskedBack | null = null,
): Promise<PlacementBook> {
  const settings = asked?.settings ?? (await loadPlacementSettings(db));
  const counted =
    settings.fraud.ordersInAnHour > 0
      ? await ordersByEmail(db, at, orders, asked)
      : new Map<string, number>();
  const accounts = await accountsOf(db, at, orders);
  const stopped = new Set(settings.stopped);
  const stoppedOf = (order: NewOrder): string[] => [
    ...new Set(order.lines.map(({ sku }) => sku).filter((sku) => stopped.has(sku))),
  ];
  return {
    holdsOf: (order, booked) => {
      const email = emailOf(order);
      const ordersInTheHour = email === null ? 0 : (counted.get(email) ?? 0);
      // The next one of this call comes after this one.
      if (email !== null) counted.set(email, ordersInTheHour + 1);
      const totalMinor = totalOf(order);
      const account = accounts.get(order.customer.customerId ?? '') ?? null;
      const isOnAccount = account !== null && order.payment?.providerId === account.providerId;
      const causes = judgePlacement(
        {
          channelId: order.channelId,
          currency: order.currency,
          totalMinor,
          customerId: order.customer.customerId,
          shipTo: order.shipTo,
          billingCountry: order.billingCountry ?? null,
          booked,
        },
        settings,
        { at, ordersInTheHour, account: isOnAccount ? account : null, stopped: stoppedOf(order) },
      );
      if (isOnAccount) account.openMinor += totalMinor;
      return causes.map((cause) => holdOf(cause, settings, at));
    },
  };
}

export function totalOf(order: NewOrder): number {
  const goods = order.lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
  return order.charges.reduce((sum, charge) => sum + charge.amountMinor, goods);
}

function emailOf(order: NewOrder): string | null {
  const email = order.shipTo.email?.trim() ?? '';
  return email === '' ? null : email.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

async function ordersByEmail(
  db: Queryable,
  at: string,
  orders: readonly NewOrder[],
  asked: AskedBack | null,
): Promise<Map<string, number>> {
  const emails = [...new Set(orders.map(emailOf).filter((email): email is string => email !== null))];
  if (emails.length === 0) return new Map();
  const since = new Date(Date.parse(at) - 3_600_000).toISOString();
  const { rows } = await db.query<{ email: string; orders: number }>({
    name: 'orders-by-email',
    text: `SELECT lower(doc #>> '{shipTo,email}') AS email, count(*)::int AS orders FROM sales_order
           WHERE stream_id = $1 AND doc #>> '{shipTo,email}' IS NOT NULL AND lower(doc #>> '{shipTo,email}') = ANY($2::text[])
             AND placed_at > $3 AND ($4::uuid IS NULL OR (placed_at <= $5 AND order_id <> $4)) GROUP BY 1`,
    values: [companyStream, emails, since, asked?.without ?? null, at],
  });
  return new Map(rows.map((row) => [row.email, row.orders]));
}

type Account = { providerId: string; limitMinor: number; openMinor: number; overdueMinor: number };

/** What customers with an account owe: promised or due and not paid, in the currency of the account. */
async function accountsOf(
  db: Queryable,
  at: string,
  orders: readonly NewOrder[],
): Promise<Map<string, Account>> {
  const ids = [
    ...new Set(
      orders.flatMap(({ customer, payment }) =>
        customer.customerId === null || payment === undefined ? [] : [customer.customerId],
      ),
    ),
  ];
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{
    customer_id: string;
    provider_id: string;
    limit_minor: number;
    open_minor: number;
    overdue_minor: number;
  }>({
    name: 'accounts-open',
    text: `SELECT a.customer_id, p.provider_id, a.limit_minor,
             coalesce(sum(d.owed), 0)::bigint AS open_minor,
             coalesce(sum(d.owed) FILTER (WHERE d.due_at < $2), 0)::bigint AS overdue_minor
           FROM customer_account a CROSS JOIN payment_provider p
           LEFT JOIN (${owedRows}) d ON d.customer_id = a.customer_id AND d.currency = a.currency
           WHERE a.customer_id = ANY($3::text[]) AND p.method = 'account'
           GROUP BY a.customer_id, p.provider_id, a.limit_minor`,
    values: [companyStream, at, ids],
  });
  return new Map(
    rows.map((row) => [
      row.customer_id,
      {
        providerId: row.provider_id,
        limitMinor: row.limit_minor,
        openMinor: row.open_minor,
        overdueMinor: row.overdue_minor,
      },
    ]),
  );
}
