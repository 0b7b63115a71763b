// The watch of special orders as head office keeps it: one record an order, its id the order's.
import { decideWatch } from '../../../shared/domain/special/decide';
import { evolveWatch } from '../../../shared/domain/special/evolve';
import {
  type SpecialWatch,
  specialWatchSchema,
  type WatchCommand,
  type WatchEvent,
} from '../../../shared/domain/special/watch';
import type { Machine } from '../records/machine';

export const watchMachine: Machine<SpecialWatch, WatchCommand, WatchEvent> = {
  kind: 'special',
  schema: specialWatchSchema,
  decide: decideWatch,
  evolve: evolveWatch,
  about: ({ state, orderId, number, code }) => ({
    state,
    orderId,
    keys: [`number:${number}`, `code:${code}`],
    dueAt: null,
  }),
};
