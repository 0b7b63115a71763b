// The jobs of carts and of what is promised.
import { companyStream } from '../../../shared/domain/ids';
import { dayOf } from '../../../shared/domain/stock/available-to-promise';
import type { OfficeParts } from '../../head-office';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { peggableSkus, pegOrders } from '../promising/peg-orders';
import { passCartTime } from './cart-timers';
import { endOrderHolds } from './order-cart';
import { answerWishes } from './wishes';

/** Goods that come late, and those that others let go of, are looked at again. */
const pegRoundMs = 60_000;
const wishRoundMs = 5_000;
const skusAtOnce = 500;

export type CartDesk = { timers: JobLoop; wishes: JobLoop; pegging: JobLoop };

export function startCarts(parts: OfficeParts): { desk: CartDesk; jobs: JobLoop[] } {
  const { log, idleMs } = parts;
  const onFailure = (cause: unknown, job: string): void =>
    log.error({ err: cause, job }, 'a job failed and will be tried again');
  const timers = startJob({
    name: 'cart-time',
    round: async () => {
      const [carts, orders] = [await passCartTime(parts), await endOrderHolds(parts)];
      return carts || orders;
    },
    idleMs,
    onFailure,
  });
  const wishes = startJob({
    name: 'wishes',
    round: () => answerWishes(parts),
    idleMs: Math.max(idleMs, wishRoundMs),
    onFailure,
  });
  const pegging = startJob({
    name: 'peg-orders',
    round: () => pegAll(parts),
    idleMs: Math.max(idleMs, pegRoundMs),
    onFailure,
  });
  return { desk: { timers, wishes, pegging }, jobs: [timers, wishes, pegging] };
}

async function pegAll({ pool, writer, now }: OfficeParts): Promise<boolean> {
  const skus = await peggableSkus(pool);
  for (let from = 0; from < skus.length; from += skusAtOnce)
    await writer.submit([companyStream], ({ client }) =>
      pegOrders(client, skus.slice(from, from + skusAtOnce), dayOf(now())),
    );
  return false;
}
