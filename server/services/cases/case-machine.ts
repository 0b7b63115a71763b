// Cases as head office keeps them.
import { decideCase } from '../../../shared/domain/service-case/decide';
import { evolveCase } from '../../../shared/domain/service-case/evolve';
import {
  type CaseCommand,
  type CaseEvent,
  type ServiceCase,
  serviceCaseSchema,
} from '../../../shared/domain/service-case/service-case';
import type { Machine } from '../records/machine';

export const caseMachine: Machine<ServiceCase, CaseCommand, CaseEvent> = {
  kind: 'case',
  schema: serviceCaseSchema,
  decide: decideCase,
  evolve: evolveCase,
  about: ({ state, orderId, number }) => ({ state, orderId, keys: [`number:${number}`], dueAt: null }),
};
