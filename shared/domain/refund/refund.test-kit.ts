// A refund of 5.00 in every state, and what each command answers there.
import type { OrderId } from '../ids';
import type { PaymentId } from '../payment/payment';
import type { RefusalCode } from '../refusal';
import { decideRefund } from './decide';
import { evolveRefund } from './evolve';
import type { NewRefund, Refund, RefundCommand, RefundEvent, RefundId, RefundState } from './refund';

export const requested: NewRefund = {
  refundId: '019b0000-0000-7000-8000-00000000c001' as RefundId,
  orderId: '019b0000-0000-7000-8000-00000000b001' as OrderId,
  returnId: null,
  currency: 'GBP',
  amountMinor: 500,
  lines: [{ lineNo: 1, quantity: 1, amountMinor: 500 }],
  reason: 'broken',
  requestedBy: 'PC',
};
const facts = { refundableMinor: 500, units: new Map([[1, 2]]) };
const request: RefundCommand = { type: 'RequestRefund', refund: requested, facts };
const approve: RefundCommand = { type: 'ApproveRefund', by: 'PM' };
const paymentId = '019b0000-0000-7000-8000-00000000a001' as PaymentId;
const send = (key: string): RefundCommand => ({
  type: 'SendRefund',
  parts: [{ paymentId, key, amountMinor: 500 }],
});
const part = (state: 'done' | 'failed'): RefundCommand => ({
  type: 'RecordPart',
  key: 'k',
  state,
  reason: null,
});

function told(...commands: RefundCommand[]): Refund {
  let refund: Refund | null = null;
  for (const command of commands) {
    const decision = decideRefund(refund, command);
    if (!decision.ok) throw new Error(decision.refusal.code);
    for (const event of decision.events) refund = evolveRefund(refund, event);
  }
  if (!refund) throw new Error('no refund');
  return refund;
}

export const refundIn: Record<RefundState, Refund> = {
  requested: told(request),
  approved: told(request, approve),
  sent: told(request, approve, send('k')),
  settled: told(request, approve, send('k'), part('done')),
  failed: told(request, approve, send('k'), part('failed')),
  declined: told(request, { type: 'DeclineRefund', by: 'PM', reason: 'no' }),
};

export const refundColumns = [
  'none',
  'requested',
  'approved',
  'sent',
  'settled',
  'failed',
  'declined',
] as const;
export type RefundCell = readonly RefundEvent['type'][] | RefusalCode;

export const refundCommands: Record<RefundCommand['type'], RefundCommand> = {
  RequestRefund: request,
  ApproveRefund: approve,
  DeclineRefund: { type: 'DeclineRefund', by: 'PM', reason: 'no' },
  SendRefund: send('again'),
  RecordPart: part('failed'),
};

export const refundTable: Record<
  RefundCommand['type'],
  Record<(typeof refundColumns)[number], RefundCell>
> = {
  RequestRefund: {
    none: ['RefundRequested'],
    requested: [],
    approved: [],
    sent: [],
    settled: [],
    failed: [],
    declined: [],
  },
  ApproveRefund: {
    none: 'refund-unknown',
    requested: ['RefundApproved'],
    approved: [],
    sent: [],
    settled: [],
    failed: ['RefundApproved'],
    declined: 'refund-answered',
  },
  DeclineRefund: {
    none: 'refund-unknown',
    requested: ['RefundDeclined'],
    approved: 'refund-answered',
    sent: 'refund-answered',
    settled: 'refund-answered',
    failed: ['RefundDeclined'],
    declined: [],
  },
  SendRefund: {
    none: 'refund-unknown',
    requested: 'refund-answered',
    approved: ['RefundSent'],
    sent: [],
    settled: [],
    failed: [],
    declined: [],
  },
  RecordPart: {
    none: 'refund-unknown',
    requested: [],
    approved: [],
    sent: ['RefundPartFailed', 'RefundFailed'],
    settled: ['RefundPartFailed', 'RefundFailed'],
    failed: [],
    declined: [],
  },
};
