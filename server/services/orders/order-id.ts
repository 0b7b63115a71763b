// The id of an order is made of what the channel calls it: the same order told twice has the same id, whoever tells it.
import { v5 } from 'uuid';
import { orderIdSchema, type OrderId } from '../../../shared/domain/ids';

/** Namespace of order ids; changing it would make every order a new one. */
const orderNamespace = '5b0f3c0e-6c1d-4f0e-9a55-0b7b6a6f2d41';

export function orderIdOf(channelId: string, externalId: string): OrderId {
  return orderIdSchema.parse(v5(`${channelId}\n${externalId}`, orderNamespace));
}
