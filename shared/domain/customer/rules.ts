// What a manager may set about customers: whose contacts are checked, what makes a VIP, how long invoices are kept.
import { z } from 'zod';
import { currencySchema } from '../../money/money';

const channels = z.array(z.string().min(1).max(40)).max(200);

/** Every limit that is set has to be met; a customer is a VIP by hand whatever this says. */
export const vipRuleSchema = z.strictObject({
  /** Spent in all, in the company's currency. */
  moneyMinor: z.int().nonnegative().max(1_000_000_000_000),
  orders: z.int().nonnegative().max(100_000),
  /** The last order at most so many days ago; 0: whenever. */
  withinDays: z.int().nonnegative().max(3_650),
  /** Percent of shipped units that came back at most; 100: however many. */
  returnPercent: z.int().min(0).max(100),
});
export type VipRule = z.infer<typeof vipRuleSchema>;

export const customerRulesSchema = z.strictObject({
  /** What value is counted in; null: the currency of the channel that was there first. */
  currency: currencySchema.nullable(),
  /** Channels that send their own mail or call to the address they tell; `*` is every one. */
  trustMail: channels,
  trustPhone: channels,
  /** Mails and phones (E.164) that several people use: a reception, a family. */
  shared: z.array(z.string().min(3).max(254)).max(5_000),
  vip: vipRuleSchema.nullable(),
  /** Years invoices and bank entries are kept by law after they were made, counted from the end of their year. */
  keepYears: z.int().min(0).max(30),
});
export type CustomerRules = z.infer<typeof customerRulesSchema>;

/** Ten years is what the Turkish Commercial Code (art. 82) and the German one ask for; it is the longest common one. */
export const usualCustomerRules: CustomerRules = {
  currency: null,
  trustMail: ['*'],
  trustPhone: ['*'],
  shared: [],
  vip: null,
  keepYears: 10,
};

/** Midnight UTC after which something made at `at` need not be kept any more. */
export function keptUntil(at: string, keepYears: number): string {
  return new Date(Date.UTC(new Date(at).getUTCFullYear() + 1 + keepYears, 0, 1)).toISOString();
}
