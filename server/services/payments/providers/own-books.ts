// Methods that head office keeps the books of itself: money by bank transfer, cash that a carrier collects, accounts of
// customers. They answer at once and do exactly what was asked.
import { z } from 'zod';
import type { PaymentProvider, ProviderKind } from './provider';

const done = { kind: 'done', seen: null } as const;
const look: PaymentProvider['look'] = () => Promise.resolve(null);

const bankSchema = z.object({
  /** Days a customer has to pay before nobody waits any longer. */
  waitDays: z.int().min(1).max(365).default(14),
  /** What the customer is told: account holder, IBAN, bank. */
  payTo: z.string().max(500).default(''),
});
export const waitDaysOf = (settings: unknown): number => bankSchema.parse(settings).waitDays;

/** Money is recorded when a statement shows it (RecordReceived); a refund is a transfer that the office makes. */
export const bankTransferProvider: ProviderKind = {
  method: 'bank-transfer',
  waitsForMoney: true,
  capturesByItself: false,
  secretNames: [],
  open: ({ settings }) => {
    bankSchema.parse(settings);
    return {
      look,
      perform: (_payment, { kind }) =>
        Promise.resolve(
          kind === 'authorise' ? { kind: 'refused', reason: 'waits-for-money', seen: null } : done,
        ),
    };
  },
};

/** The carrier's promise to collect is what authorises; captured when the carrier has paid it out. */
export const cashOnDeliveryProvider: ProviderKind = {
  method: 'cash-on-delivery',
  waitsForMoney: false,
  capturesByItself: false,
  secretNames: [],
  open: () => ({ look, perform: () => Promise.resolve(done) }),
};

/** Put on the counter before anybody writes it down; a refund is handed back over the counter. */
export const cashProvider: ProviderKind = {
  method: 'cash',
  waitsForMoney: false,
  capturesByItself: true,
  secretNames: [],
  open: () => ({ look, perform: () => Promise.resolve(done) }),
};

/** Goods that came back pay for others: captured as it begins, from the money of the order they were bought with. */
export const exchangeProvider: ProviderKind = {
  method: 'exchange',
  waitsForMoney: false,
  capturesByItself: true,
  secretNames: [],
  isInternal: true,
  open: (_row, { giveBackExchanged }) => ({
    look,
    perform: (payment, ask) =>
      ask.kind === 'refund' ? giveBackExchanged(payment, ask) : Promise.resolve(done),
  }),
};

/** A customer with terms: the limit is looked at when the order is placed (a hold), an account that is shut says no here. */
export const accountProvider: ProviderKind = {
  method: 'account',
  waitsForMoney: false,
  capturesByItself: true,
  secretNames: [],
  open: (_row, { accountOf }) => ({
    look,
    perform: async (payment, { kind }) => {
      if (kind !== 'authorise') return done;
      const account = await accountOf(payment.orderId);
      if (!account?.isOpen) return { kind: 'refused', reason: 'account-not-open', seen: null };
      if (account.currency !== payment.currency)
        return { kind: 'refused', reason: 'account-other-currency', seen: null };
      return done;
    },
  }),
};
