// Alerts as head office keeps them: one record a kind and subject, whose id is made of both.
import { v5 } from 'uuid';
import {
  type Alert,
  type AlertCommand,
  type AlertEvent,
  alertSchema,
} from '../../../shared/domain/alert/alert';
import { decideAlert } from '../../../shared/domain/alert/decide';
import { evolveAlert } from '../../../shared/domain/alert/evolve';
import type { Machine } from '../records/machine';

export const alertMachine: Machine<Alert, AlertCommand, AlertEvent> = {
  kind: 'alert',
  schema: alertSchema,
  decide: decideAlert,
  evolve: evolveAlert,
  about: ({ state, kind }) => ({ state, orderId: null, keys: [`kind:${kind}`], dueAt: null }),
};

/** Changing it would open every alert once more. */
const alertNamespace = '5d1c51f4-2a52-4bb5-8f26-54fb1a8f4d7c';

export function alertIdOf({ kind, subject }: Pick<Alert, 'kind' | 'subject'>): string {
  return v5(`${kind}\n${subject}`, alertNamespace);
}
