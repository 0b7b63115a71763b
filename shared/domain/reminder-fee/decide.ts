// What may be done to the fee of a reminder, and why not.
import { accept, assertNever, type Decision, refuse } from '../decision';
import { type FeeCommand, type FeeEvent, openFeeMinor, type ReminderFee } from './reminder-fee';

export function decideFee(fee: ReminderFee | null, command: FeeCommand): Decision<FeeEvent> {
  if (command.type === 'ChargeReminderFee')
    // One letter asks for one fee.
    return fee ? accept() : accept({ type: 'ReminderFeeCharged', ...command.fee });
  if (!fee) return refuse('fee-unknown');
  const openMinor = openFeeMinor(fee);
  switch (command.type) {
    case 'PayReminderFee': {
      const { key, amountMinor, day } = command;
      if (fee.payments.some((payment) => payment.key === key)) return accept();
      if (fee.state !== 'open') return refuse('fee-settled', { state: fee.state });
      if (amountMinor <= 0 || amountMinor > openMinor)
        return refuse('fee-over-paid', { amountMinor, limitMinor: openMinor, currency: fee.currency });
      return accept({ type: 'ReminderFeePaid', key, amountMinor, day });
    }
    case 'WaiveReminderFee':
      if (fee.state === 'waived') return accept();
      if (fee.state !== 'open') return refuse('fee-settled', { state: fee.state });
      return accept({ type: 'ReminderFeeWaived', amountMinor: openMinor, reason: command.reason });
    default:
      return assertNever(command);
  }
}
