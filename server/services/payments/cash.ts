// Money that was put on the counter: in the till when the order is taken, so its payment is captured as it begins.
import { cashProvider } from './providers/own-books';
import type { Queryable } from '../../db/pool';
import { wordsOf } from '../imports/words';

export const cashProviderId = 'cash';

/** It needs no settings: whoever takes cash has a till. */
export async function ensureCash(db: Queryable): Promise<void> {
  await db.query(
    'INSERT INTO payment_provider (provider_id, method, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [cashProviderId, cashProvider.method, wordsOf('payment.method.cash', {})],
  );
}
