// Fees of reminders as head office keeps them.
import { decideFee } from '../../../shared/domain/reminder-fee/decide';
import { evolveFee } from '../../../shared/domain/reminder-fee/evolve';
import {
  type FeeCommand,
  type FeeEvent,
  type ReminderFee,
  reminderFeeSchema,
} from '../../../shared/domain/reminder-fee/reminder-fee';
import type { Machine } from '../records/machine';

export const feeRecord: Machine<ReminderFee, FeeCommand, FeeEvent> = {
  kind: 'reminder-fee',
  schema: reminderFeeSchema,
  decide: decideFee,
  evolve: evolveFee,
  about: ({ state, customerId }) => ({
    state,
    orderId: null,
    keys: [`customer:${customerId}`],
    dueAt: null,
  }),
};
