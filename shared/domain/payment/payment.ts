// One promise of money for an order: by card, by bank transfer, in cash at the door, on account. What was asked of the
// provider and what the provider said stand apart: an ask may be answered late, twice or never; only answers move money.
// Keeps: captured <= authorised, refunded <= captured, one effect a key. Never holds a card number: only the provider's
// own references, which are worth nothing without its key.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { orderIdSchema } from '../ids';

export const paymentIdSchema = z.uuid().brand<'PaymentId'>();
export type PaymentId = z.infer<typeof paymentIdSchema>;

/** "Partly captured" and "partly refunded" are questions (questions.ts), not states. */
export const paymentStates = ['pending', 'authorised', 'captured', 'voided', 'failed', 'expired'] as const;
export type PaymentState = (typeof paymentStates)[number];

/** receive: nobody is asked; money of an account customer has come. link: a page of the provider where the customer pays. */
export const askKinds = ['authorise', 'capture', 'void', 'refund', 'receive', 'link'] as const;
export type AskKind = (typeof askKinds)[number];

const amount = z.int().nonnegative();
export const keySchema = z.string().min(1).max(120);

/** A run of digits as long as a card number is refused wherever a reference is kept. */
export const referenceSchema = z
  .string()
  .min(1)
  .max(120)
  .refine((text) => !looksLikeCardNumber(text), 'this looks like a card number, which is never stored');

export const askSchema = z.object({
  key: keySchema,
  kind: z.enum(askKinds),
  amountMinor: amount,
  state: z.enum(['asked', 'done', 'failed']),
  reason: z.string().max(300).nullable(),
  /** Of a refund: the record it belongs to. */
  refundId: z.uuid().nullable(),
  /** What the provider calls it. */
  reference: referenceSchema.nullable(),
});
export type Ask = z.infer<typeof askSchema>;

/** Where the customer pays by himself: what the provider calls the page, and its address. */
export const paymentLinkSchema = z.object({ reference: referenceSchema, url: z.url().max(500) });
export type PaymentLink = z.infer<typeof paymentLinkSchema>;

export const paymentSchema = z.object({
  paymentId: paymentIdSchema,
  orderId: orderIdSchema,
  /** A row of the table of providers. */
  providerId: z.string().min(1).max(40),
  method: z.string().min(1).max(40),
  currency: currencySchema,
  state: z.enum(paymentStates),
  /** What it is to bring. */
  amountMinor: amount,
  authorisedMinor: amount,
  capturedMinor: amount,
  refundedMinor: amount,
  /** On account: captured is what the customer owes, this is what has come of it. */
  paidMinor: amount,
  /** How the provider, or the customer's bank slip, names it. */
  reference: referenceSchema.nullable(),
  /** What the customer's browser got from the provider instead of a card. */
  token: referenceSchema.nullable(),
  authorisedUntil: z.iso.datetime().nullable(),
  /** When money is owed: of an account customer, by the terms. */
  dueAt: z.iso.datetime().nullable(),
  /** When nobody waits for it any longer, if nothing has come by then. */
  expiresAt: z.iso.datetime().nullable(),
  /** A second capture would be refused: the first takes all, or the rest is lost. */
  capturesOnce: z.boolean(),
  /** Null where nobody was sent one, and until the provider has made it. */
  link: paymentLinkSchema.nullable().default(null),
  asks: z.array(askSchema).max(1000),
});
export type Payment = z.infer<typeof paymentSchema>;

/** All a provider knows of a payment, as it stands now. Totals, so that hearing it twice changes nothing. */
export type Seen = {
  reference: string | null;
  /** closed: nothing more can be captured. */
  status: 'open' | 'closed' | 'voided' | 'failed' | 'expired';
  reason: string | null;
  /** What was captured counts as authorised too. */
  authorisedMinor: number;
  capturedMinor: number;
  authorisedUntil: string | null;
  capturesOnce: boolean;
  refunds: readonly SeenRefund[];
};
export type SeenRefund = {
  /** Our key when the provider gave it back, else null: somebody refunded it on the provider's own pages. */
  key: string | null;
  reference: string;
  amountMinor: number;
  state: 'pending' | 'done' | 'failed';
  reason: string | null;
};

export type NewPayment = Pick<
  Payment,
  | 'paymentId'
  | 'orderId'
  | 'providerId'
  | 'method'
  | 'currency'
  | 'amountMinor'
  | 'reference'
  | 'token'
  | 'dueAt'
  | 'expiresAt'
>;

export type PaymentCommand =
  | { type: 'StartPayment'; payment: NewPayment }
  | { type: 'AskAuthorise'; key: string; token?: string | null }
  | { type: 'AskLink'; key: string }
  | { type: 'AskCapture'; key: string; amountMinor: number }
  | { type: 'AskVoid'; key: string }
  | { type: 'AskRefund'; key: string; amountMinor: number; refundId: string | null }
  /** The provider answered an ask. `seen` null: it has no books of its own, and did what was asked. */
  | { type: 'RecordDone'; key: string; seen: Seen | null; until?: string | null }
  | { type: 'RecordFailed'; key: string; reason: string }
  | ({ type: 'RecordLink'; key: string } & PaymentLink)
  | { type: 'RecordSeen'; seen: Seen }
  /** Money came by itself: a line of a bank statement, cash from a carrier. A fact, however late or much. */
  | { type: 'RecordReceived'; key: string; amountMinor: number }
  /** It was matched by mistake. */
  | { type: 'TakeBackReceived'; key: string }
  | { type: 'ExpirePayment' };

export type PaymentEvent =
  | { type: 'PaymentStarted'; payment: NewPayment }
  | {
      type: 'PaymentAsked';
      key: string;
      kind: AskKind;
      amountMinor: number;
      refundId: string | null;
      token: string | null;
    }
  /** `authorisedMinor` is the whole of it, not what was added. */
  | {
      type: 'PaymentAuthorised';
      authorisedMinor: number;
      reference: string | null;
      until: string | null;
      capturesOnce: boolean;
    }
  /** `link`: its address, as the mail to the customer says it. */
  | { type: 'PaymentLinkMade'; reference: string; link: string; amountMinor: number }
  | { type: 'PaymentCaptured'; amountMinor: number; key: string | null }
  | { type: 'AuthorisationReleased'; amountMinor: number }
  | { type: 'PaymentVoided' }
  | { type: 'PaymentRefunded'; amountMinor: number; key: string; reference: string | null }
  | { type: 'RefundCameBack'; amountMinor: number; key: string; reason: string }
  | { type: 'AccountPaid'; amountMinor: number; key: string }
  | { type: 'ReceivedTakenBack'; amountMinor: number; key: string }
  /** Nothing has come any more. */
  | { type: 'PaymentReopened' }
  | { type: 'PaymentAskDone'; key: string }
  | { type: 'PaymentAskFailed'; key: string; reason: string }
  | { type: 'PaymentFailed'; reason: string }
  | { type: 'PaymentExpired' };

/** 12 to 19 digits, spaces and dashes between them or not, with the check digit of a card (ISO/IEC 7812-1, Luhn). */
export function looksLikeCardNumber(text: string): boolean {
  for (const [run] of text.matchAll(/(?<![\dA-Za-z])\d(?:[ -]?\d){11,18}(?![\dA-Za-z])/g)) {
    const digits = [...run].filter((sign) => sign >= '0' && sign <= '9').map(Number);
    const sum = digits.reverse().reduce((total, digit, index) => {
      const doubled = index % 2 === 1 ? digit * 2 : digit;
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
    if (sum % 10 === 0) return true;
  }
  return false;
}
