// What the office says of the fee of a reminder: paid, or given up. The books follow the events.
import { companyStream } from '../../../shared/domain/ids';
import type { FeeCommand, FeeEvent, ReminderFee } from '../../../shared/domain/reminder-fee/reminder-fee';
import type { StreamWriter } from '../../db/stream-writer';
import { tellRecord, type Told } from '../records/tell-record';
import { feeRecord } from './fee-record';

export function tellFee(
  { writer, now }: { writer: StreamWriter; now: () => Date },
  feeId: string,
  command: Exclude<FeeCommand, { type: 'ChargeReminderFee' }>,
  actor: string,
): Promise<Told<ReminderFee, FeeEvent>> {
  const cause = { at: now().toISOString(), actor, stationId: null, opId: null };
  return writer.submit([companyStream], (tx) => tellRecord(tx, feeRecord, feeId, command, cause));
}
