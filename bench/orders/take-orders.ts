// Taking orders in over HTTP from many clients at once, as channels and shops send them: each with its stock held, routed
// and released before it is answered or soon behind it.
import { setTimeout as wait } from 'node:timers/promises';
import type { NewOrder } from '../../shared/contract/http';
import { BenchCannotRun, seededRandom } from '../bench';
import { anOrder, stockUp, type SyncCompany } from '../sync/company';
import type { OfficeLine } from './office-line';

export type Taken = {
  perSecond: number;
  /** From sending to the answer. */
  latenciesMs: number[];
  /** From the last answer until every order has its parcel. */
  releasedAfterMs: number;
  /** What the numbers of these orders begin with. */
  prefix: string;
};

export async function takeOrders(
  company: SyncCompany,
  line: OfficeLine,
  asked: { clients: number; seconds: number; seed: number },
): Promise<Taken> {
  const random = seededRandom(asked.seed + 1);
  const goods = await stockUp(company.pool, company.writer, asked.seconds * 3000);
  const prefix = `TAKE-${Date.now().toString(36)}-`;
  let made = 0;
  const next = (): NewOrder => {
    made += 1;
    const number = `${prefix}${made}`;
    return { ...anOrder(made, goods, random), externalId: number, number };
  };
  const latenciesMs: number[] = [];
  const startedMs = performance.now();
  const endMs = startedMs + asked.seconds * 1000;
  await Promise.all(
    Array.from({ length: asked.clients }, async () => {
      while (performance.now() < endMs) {
        const order = next();
        const sentMs = performance.now();
        await line.post('/v1/orders', order);
        latenciesMs.push(performance.now() - sentMs);
      }
    }),
  );
  const perSecond = (latenciesMs.length * 1000) / (performance.now() - startedMs);
  const doneMs = performance.now();
  for (;;) {
    const { rows } = await company.pool.query<{ n: number }>(
      `SELECT count(DISTINCT order_id) AS n FROM parcel WHERE order_number LIKE $1`,
      [`${prefix}%`],
    );
    if ((rows[0]?.n ?? 0) >= latenciesMs.length) break;
    if (performance.now() - doneMs > 60_000) throw new BenchCannotRun('orders were taken that got no parcel');
    await wait(50);
  }
  return { perSecond, latenciesMs, releasedAfterMs: performance.now() - doneMs, prefix };
}
