// Orders of the simulated company.
import { newOrder } from '../../server/test-office.test-kit';
import { skuSchema } from '../../shared/domain/ids';
import { skus } from './company';
import type { Random } from './random';

export function orderOf(number: string, random: Random): ReturnType<typeof newOrder> {
  const chosen = new Set(Array.from({ length: 1 + random.below(2) }, () => random.pick(skus)));
  return newOrder({
    externalId: number,
    number,
    placedAt: `2026-01-05T07:00:${String(random.below(60)).padStart(2, '0')}.000Z`,
    priority: random.chance(0.2) ? 'vip' : 'normal',
    lines: [...chosen].map((sku) => ({
      sku: skuSchema.parse(sku),
      quantity: 1 + random.below(2),
      unitPriceMinor: 500,
    })),
  });
}
