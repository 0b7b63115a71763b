// One page of a collection as a station may see it: in stream order, of its own warehouse, orders as summaries.
import type { Order } from '../../../shared/domain/order/order';
import { type CollectionName, summariseOrder } from '../../../shared/sync/documents';
import type { Queryable } from '../../db/pool';
import { type Asked, type PullPage, pullPage } from '../../db/pull';
import type { KnownStation } from '../stations/tokens';

export function pullFor(
  db: Queryable,
  station: KnownStation,
  collection: CollectionName,
  after: Asked,
  limit: number,
): Promise<PullPage> {
  return pullPage(db, collection, station, after, limit, collection === 'orders' ? asSummary : undefined);
}

function asSummary(doc: Record<string, unknown>): Record<string, unknown> {
  return summariseOrder(doc as unknown as Order);
}
