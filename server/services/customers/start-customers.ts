// The jobs about customers: one reads the company's history and keeps every customer's file up to date, one works out the
// fifths from time to time, one brings new costs into old margins, one ends what was kept by law once it need not be kept any more.
import { companyStream } from '../../../shared/domain/ids';
import type { Client, Queryable } from '../../db/pool';
import { type HistoryEvent, startFollower } from '../../jobs/follow-events';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import type { OfficeParts } from '../../head-office';
import { rescale } from './customer-value';
import { changeCustomers, loadScale } from './customer-settings';
import { endKept, finishErasures } from './erase-customer';
import { matchOrders } from './match-orders';
import { recountMargins } from './product-costs';

/** Whatever may change who ordered, where it goes or what an order is worth. */
export const followedByCustomers: readonly string[] = [
  'OrderPlaced',
  'AddressChanged',
  'LinesCancelled',
  'LinesShipped',
  'OrderCancelled',
  'OrderClosed',
  'RefundSettled',
  'UnitsReceived',
  'UnitsTakenBack',
];

/** The fifths move slowly. */
const rescaleMs = 3_600_000;
const lookMs = 60_000;
/** How soon a cost that was told is in the margins of older orders. */
const costLookMs = 10_000;
/** How often it is looked for erasures that a crash cut short, and for papers whose day has come. */
const eraseLookMs = 600_000;

export function startCustomers({ pool, writer, log, now, newId, idleMs }: OfficeParts): JobLoop[] {
  const onFailure = (cause: unknown, job: string): void =>
    log.error({ err: cause, job }, 'a job failed and will be tried again');
  return [
    startFollower({
      pool,
      name: 'customers',
      types: followedByCustomers,
      react: (client, events) => reactForCustomers(client, events, now),
      fromStart: true,
      isHeldOff: () => isImporting(pool),
      idleMs,
      onFailure,
    }),
    startJob({
      name: 'rescale-customers',
      round: async () => {
        const at = now();
        const last = await loadScale(pool);
        if (last && at.getTime() - Date.parse(last.at) < rescaleMs) return false;
        await changeCustomers(pool, (client) => rescale(client, at.toISOString()));
        return false;
      },
      idleMs: lookMs,
      onFailure,
    }),
    startJob({
      name: 'recount-margins',
      round: async () => (await recountMargins(pool, now().toISOString())) > 0,
      idleMs: costLookMs,
      onFailure,
    }),
    startJob({
      name: 'erase-customers',
      round: async () => {
        await finishErasures({ pool, writer, now, newId });
        await endKept(pool, now().toISOString(), newId);
        return false;
      },
      idleMs: eraseLookMs,
      onFailure,
    }),
  ];
}

/** A file of a million lines is placed first; whose orders they are is found when it is done. */
async function isImporting(db: Queryable): Promise<boolean> {
  const { rows } = await db.query(`SELECT 1 FROM import WHERE state IN ('reading', 'placing') LIMIT 1`);
  return rows.length > 0;
}

/** Orders are the company's: its stream alone says in which order they came. */
export function reactForCustomers(
  client: Client,
  events: readonly HistoryEvent[],
  now: () => Date,
): Promise<void> {
  const company = events.filter(({ streamId }) => streamId === companyStream);
  const orderIds = [...new Set(company.flatMap(({ orderId }) => orderId ?? []))];
  return matchOrders(client, orderIds, now().toISOString());
}
