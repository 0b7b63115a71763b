// One page of a collection as a station may see it: in stream order, of its own warehouse, orders as summaries, boxes with
// what a label needs.
import type { Order } from '../../../shared/domain/order/order';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Purchase } from '../../../shared/domain/purchasing/purchase';
import { benchParcel, purchaseEntry, type CollectionName, benchOrder } from '../../../shared/sync/documents';
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
  return pullPage(db, collection, station, after, limit, shapes[collection]);
}

type Shape = (doc: Record<string, unknown>) => Record<string, unknown>;

const shapes: Partial<Record<CollectionName, Shape>> = {
  orders: (doc) => benchOrder(doc as unknown as Order),
  parcels: (doc) => benchParcel(doc as unknown as Parcel),
  // Made of what is stored: an order without its prices.
  inbound: (doc) => (doc['kind'] === 'purchase' ? purchaseEntry(doc['purchase'] as Purchase) : doc),
};
