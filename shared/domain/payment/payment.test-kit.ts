// Payments for tests, and what the machine answers in every state.
import type { OrderId } from '../ids';
import type { RefusalCode } from '../refusal';
import { decidePayment } from './decide';
import { evolvePayment } from './evolve';
import type {
  NewPayment,
  Payment,
  PaymentCommand,
  PaymentEvent,
  PaymentId,
  PaymentState,
  Seen,
} from './payment';

export const newPayment: NewPayment = {
  paymentId: '019b0000-0000-7000-8000-00000000a001' as PaymentId,
  orderId: '019b0000-0000-7000-8000-00000000b001' as OrderId,
  providerId: 'card',
  method: 'card',
  currency: 'GBP',
  amountMinor: 1000,
  reference: null,
  token: 'pm_1',
  dueAt: null,
  expiresAt: null,
};

export function told(payment: Payment | null, ...commands: PaymentCommand[]): Payment {
  const after = commands.reduce<Payment | null>((state, command) => {
    const decision = decidePayment(state, command);
    if (!decision.ok) throw new Error(`${command.type} refused: ${decision.refusal.code}`);
    return decision.events.reduce<Payment | null>((each, event) => evolvePayment(each, event), state);
  }, payment);
  if (!after) throw new Error('no payment');
  return after;
}

export const seen = (change: Partial<Seen>): Seen => ({
  reference: 'pi_1',
  status: 'open',
  reason: null,
  authorisedMinor: 0,
  capturedMinor: 0,
  authorisedUntil: null,
  capturesOnce: false,
  refunds: [],
  ...change,
});

const start: PaymentCommand = { type: 'StartPayment', payment: newPayment };
const authorised: PaymentCommand = { type: 'RecordSeen', seen: seen({ authorisedMinor: 1000 }) };

export const paymentIn: Record<PaymentState, Payment> = {
  pending: told(null, start),
  authorised: told(null, start, authorised),
  captured: told(null, start, authorised, {
    type: 'RecordSeen',
    seen: seen({ authorisedMinor: 1000, capturedMinor: 400 }),
  }),
  voided: told(null, start, authorised, { type: 'RecordSeen', seen: seen({ status: 'voided' }) }),
  failed: told(null, start, { type: 'RecordSeen', seen: seen({ status: 'failed' }) }),
  expired: told(null, start, authorised, { type: 'ExpirePayment' }),
};

/** Event types in order, or the refusal code. No events means: already so. */
export type PaymentCell = readonly PaymentEvent['type'][] | RefusalCode;
export const paymentColumns = [
  'none',
  'pending',
  'authorised',
  'captured',
  'voided',
  'failed',
  'expired',
] as const;
type Column = (typeof paymentColumns)[number];

/** The commands of the table: 1000 are to come, 1000 authorised, 400 captured; each is about 100 with a new key. */
export const paymentCommands: Record<PaymentCommand['type'], PaymentCommand> = {
  StartPayment: start,
  AskAuthorise: { type: 'AskAuthorise', key: 'k' },
  AskLink: { type: 'AskLink', key: 'k' },
  AskCapture: { type: 'AskCapture', key: 'k', amountMinor: 100 },
  AskVoid: { type: 'AskVoid', key: 'k' },
  AskRefund: { type: 'AskRefund', key: 'k', amountMinor: 100, refundId: null },
  RecordDone: { type: 'RecordDone', key: 'k', seen: null },
  RecordFailed: { type: 'RecordFailed', key: 'k', reason: 'declined' },
  RecordLink: { type: 'RecordLink', key: 'k', reference: 'plink_1', url: 'https://pay.example/1' },
  RecordSeen: { type: 'RecordSeen', seen: seen({ authorisedMinor: 1000, capturedMinor: 500 }) },
  RecordReceived: { type: 'RecordReceived', key: 'k', amountMinor: 100 },
  TakeBackReceived: { type: 'TakeBackReceived', key: 'k' },
  ExpirePayment: { type: 'ExpirePayment' },
};

const received = ['PaymentAsked', 'PaymentAuthorised', 'PaymentCaptured', 'PaymentAskDone'] as const;
const lateMoney = ['PaymentAuthorised', 'PaymentCaptured'] as const;

export const paymentTable: Record<PaymentCommand['type'], Record<Column, PaymentCell>> = {
  StartPayment: {
    none: ['PaymentStarted'],
    pending: 'payment-exists',
    authorised: 'payment-exists',
    captured: 'payment-exists',
    voided: 'payment-exists',
    failed: 'payment-exists',
    expired: 'payment-exists',
  },
  AskAuthorise: {
    none: 'payment-unknown',
    pending: ['PaymentAsked'],
    authorised: 'payment-not-open',
    captured: 'payment-not-open',
    voided: 'payment-not-open',
    failed: ['PaymentAsked'],
    expired: 'payment-not-open',
  },
  AskLink: {
    none: 'payment-unknown',
    pending: ['PaymentAsked'],
    authorised: 'payment-not-open',
    captured: 'payment-not-open',
    voided: 'payment-not-open',
    failed: 'payment-not-open',
    expired: 'payment-not-open',
  },
  AskCapture: {
    none: 'payment-unknown',
    pending: 'capture-over-authorised',
    authorised: ['PaymentAsked'],
    captured: ['PaymentAsked'],
    voided: 'capture-over-authorised',
    failed: 'capture-over-authorised',
    expired: 'capture-over-authorised',
  },
  AskVoid: {
    none: 'payment-unknown',
    pending: ['PaymentAsked'],
    authorised: ['PaymentAsked'],
    captured: ['PaymentAsked'],
    voided: 'nothing-to-void',
    failed: 'nothing-to-void',
    expired: 'nothing-to-void',
  },
  AskRefund: {
    none: 'payment-unknown',
    pending: 'refund-over-captured',
    authorised: 'refund-over-captured',
    captured: ['PaymentAsked'],
    voided: 'refund-over-captured',
    failed: 'refund-over-captured',
    expired: 'refund-over-captured',
  },
  RecordDone: {
    none: 'payment-unknown',
    pending: 'payment-ask-unknown',
    authorised: 'payment-ask-unknown',
    captured: 'payment-ask-unknown',
    voided: 'payment-ask-unknown',
    failed: 'payment-ask-unknown',
    expired: 'payment-ask-unknown',
  },
  RecordFailed: {
    none: 'payment-unknown',
    pending: 'payment-ask-unknown',
    authorised: 'payment-ask-unknown',
    captured: 'payment-ask-unknown',
    voided: 'payment-ask-unknown',
    failed: 'payment-ask-unknown',
    expired: 'payment-ask-unknown',
  },
  RecordLink: {
    none: 'payment-unknown',
    pending: 'payment-ask-unknown',
    authorised: 'payment-ask-unknown',
    captured: 'payment-ask-unknown',
    voided: 'payment-ask-unknown',
    failed: 'payment-ask-unknown',
    expired: 'payment-ask-unknown',
  },
  RecordSeen: {
    none: 'payment-unknown',
    pending: lateMoney,
    authorised: ['PaymentCaptured'],
    captured: ['PaymentCaptured'],
    voided: lateMoney,
    failed: lateMoney,
    expired: lateMoney,
  },
  RecordReceived: {
    none: 'payment-unknown',
    pending: received,
    authorised: ['PaymentAsked', 'PaymentCaptured', 'PaymentAskDone'],
    captured: ['PaymentAsked', 'PaymentCaptured', 'PaymentAskDone'],
    voided: received,
    failed: received,
    expired: received,
  },
  TakeBackReceived: {
    none: 'payment-unknown',
    pending: 'payment-ask-unknown',
    authorised: 'payment-ask-unknown',
    captured: 'payment-ask-unknown',
    voided: 'payment-ask-unknown',
    failed: 'payment-ask-unknown',
    expired: 'payment-ask-unknown',
  },
  ExpirePayment: {
    none: 'payment-unknown',
    pending: ['PaymentExpired'],
    authorised: ['PaymentExpired'],
    captured: [],
    voided: [],
    failed: ['PaymentExpired'],
    expired: [],
  },
};
