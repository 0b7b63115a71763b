// The fee that a reminder asks for: a debt of its own on the customer's account, until it is paid or given up. It stands on no order.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { bookDaySchema } from '../books/book-day';

export const feeStates = ['open', 'paid', 'waived'] as const;
export type FeeState = (typeof feeStates)[number];

export const reminderFeeSchema = z.object({
  /** That of the letter which asks for it. */
  feeId: z.uuid(),
  state: z.enum(feeStates),
  customerId: z.string().min(1).max(40),
  currency: currencySchema,
  amountMinor: z.int().positive(),
  paidMinor: z.int().nonnegative(),
  /** Level of the letter. */
  level: z.int().positive(),
  chargedOn: bookDaySchema,
  payments: z.array(z.object({ key: z.string(), amountMinor: z.int().positive(), day: bookDaySchema })),
  /** Why nobody has to pay the rest. */
  reason: z.string().max(300).nullable(),
});
export type ReminderFee = z.infer<typeof reminderFeeSchema>;

export type FeeCommand =
  | {
      type: 'ChargeReminderFee';
      fee: Pick<ReminderFee, 'feeId' | 'customerId' | 'currency' | 'amountMinor' | 'level' | 'chargedOn'>;
    }
  /** key: the same payment told again is one. */
  | { type: 'PayReminderFee'; key: string; amountMinor: number; day: string }
  | { type: 'WaiveReminderFee'; reason: string };

export type FeeEvent =
  | ({ type: 'ReminderFeeCharged' } & Extract<FeeCommand, { type: 'ChargeReminderFee' }>['fee'])
  | { type: 'ReminderFeePaid'; key: string; amountMinor: number; day: string }
  /** amountMinor: what was still open. */
  | { type: 'ReminderFeeWaived'; amountMinor: number; reason: string };

export function openFeeMinor(fee: Pick<ReminderFee, 'state' | 'amountMinor' | 'paidMinor'>): number {
  return fee.state === 'open' ? fee.amountMinor - fee.paidMinor : 0;
}
