// What the fee of a reminder is after an event.
import type { FeeEvent, ReminderFee } from './reminder-fee';

export function evolveFee(fee: ReminderFee | null, event: FeeEvent): ReminderFee {
  if (event.type === 'ReminderFeeCharged') {
    const { type: _type, ...charged } = event;
    return { ...charged, state: 'open', paidMinor: 0, payments: [], reason: null };
  }
  if (!fee) throw new Error(`a fee cannot begin with ${event.type}`);
  if (event.type === 'ReminderFeeWaived') return { ...fee, state: 'waived', reason: event.reason };
  const { key, amountMinor, day } = event;
  const paidMinor = fee.paidMinor + amountMinor;
  return {
    ...fee,
    state: paidMinor === fee.amountMinor ? 'paid' : 'open',
    paidMinor,
    payments: [...fee.payments, { key, amountMinor, day }],
  };
}
