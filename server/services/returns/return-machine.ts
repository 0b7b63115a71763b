// Returns as head office keeps them: found by their number, their order's number and what the carrier calls them.
import { decideReturn } from '../../../shared/domain/returns/decide';
import { evolveReturn } from '../../../shared/domain/returns/evolve';
import {
  type GoodsReturn,
  type ReturnCommand,
  type ReturnEvent,
  returnSchema,
} from '../../../shared/domain/returns/goods-return';
import type { Machine } from '../records/machine';

export const returnMachine: Machine<GoodsReturn, ReturnCommand, ReturnEvent> = {
  kind: 'return',
  schema: returnSchema,
  decide: decideReturn,
  evolve: evolveReturn,
  about: ({ state, orderId, number, orderNumber, label, expiresAt }) => ({
    state,
    orderId,
    keys: [
      `number:${number}`,
      `order:${orderNumber}`,
      ...(label?.trackingNumber ? [`tracking:${label.trackingNumber}`] : []),
    ],
    dueAt: state === 'advised' || state === 'in-transit' ? expiresAt : null,
  }),
};
