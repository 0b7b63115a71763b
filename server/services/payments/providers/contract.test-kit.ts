// What every provider must keep, whatever happens on the way to it: one effect a key, totals that fit, a no that stays no.
import { expect, it } from 'vitest';
import { decidePayment } from '../../../../shared/domain/payment/decide';
import { evolvePayment } from '../../../../shared/domain/payment/evolve';
import type { Ask, Payment, PaymentCommand } from '../../../../shared/domain/payment/payment';
import { newPayment } from '../../../../shared/domain/payment/payment.test-kit';
import { asked, capturableMinor } from '../../../../shared/domain/payment/questions';
import { type PaymentProvider, ProviderAway } from './provider';

export type Misfortune = { name: string; arrange: () => void };

export type ProviderCase = {
  provider: PaymentProvider;
  method: string;
  token: string | null;
  /** Tokens (or null) with which an authorisation is refused, and why; none where a provider cannot refuse. */
  refusedToken: string | null;
  /** Ways in which the road to it is bad; none for a provider without a road. */
  misfortunes: readonly Misfortune[];
  /** Minor units it says it has moved, by its own books; null when it keeps none. */
  moved: () => { captured: number; refunded: number; authorisations: number } | null;
};

/** A payment and its provider, spoken to as head office does: again with the same key until there is an answer. */
export class Talk {
  payment: Payment;
  attempts = 0;
  constructor(
    readonly provider: PaymentProvider,
    change: Partial<typeof newPayment>,
  ) {
    this.payment = evolvePayment(null, { type: 'PaymentStarted', payment: { ...newPayment, ...change } });
  }

  tell(command: PaymentCommand): boolean {
    const decision = decidePayment(this.payment, command);
    if (!decision.ok) return false;
    for (const event of decision.events) this.payment = evolvePayment(this.payment, event);
    return true;
  }

  async ask(command: Extract<PaymentCommand, { key: string }>): Promise<void> {
    expect(this.tell(command)).toBe(true);
    await this.perform(command.key);
  }

  async perform(key: string): Promise<void> {
    const before = this.payment;
    const ask = before.asks.find((each) => each.key === key) as Ask;
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      this.attempts = attempt;
      try {
        const answer = await this.provider.perform(before, ask);
        if (answer.seen && answer.kind === 'refused') this.tell({ type: 'RecordSeen', seen: answer.seen });
        this.tell(
          answer.kind === 'done'
            ? { type: 'RecordDone', key, seen: answer.seen }
            : { type: 'RecordFailed', key, reason: answer.reason },
        );
        return;
      } catch (cause) {
        if (!(cause instanceof ProviderAway)) throw cause;
      }
    }
    throw new Error(`no answer after ${this.attempts} attempts`);
  }
}

export function keepsTheContract(open: () => ProviderCase): void {
  let number = 0;
  const fresh = (subject: ProviderCase, token = subject.token): Talk => {
    number += 1;
    const paymentId = `019b0000-0000-7000-8000-${String(number).padStart(12, '0')}` as Payment['paymentId'];
    return new Talk(subject.provider, { paymentId, method: subject.method, token });
  };
  const key = (name: string): string => `${name}-${number}`;

  it('authorises, captures in parts, gives back, and lets the rest go', async () => {
    const subject = open();
    const talk = fresh(subject);
    await talk.ask({ type: 'AskAuthorise', key: key('a') });
    expect(talk.payment).toMatchObject({ state: 'authorised', authorisedMinor: 1000 });
    await talk.ask({ type: 'AskCapture', key: key('c1'), amountMinor: 400 });
    await talk.ask({ type: 'AskCapture', key: key('c2'), amountMinor: 300 });
    expect(talk.payment).toMatchObject({ state: 'captured', capturedMinor: 700 });
    await talk.ask({ type: 'AskRefund', key: key('r'), amountMinor: 150, refundId: null });
    expect(talk.payment.refundedMinor).toBe(150);
    await talk.ask({ type: 'AskVoid', key: key('v') });
    expect([talk.payment.authorisedMinor, capturableMinor(talk.payment)]).toEqual([700, 0]);
    expect(talk.payment.asks.map(({ state }) => state)).toEqual(talk.payment.asks.map(() => 'done'));
    const moved = subject.moved();
    if (moved) expect(moved).toEqual({ captured: 700, refunded: 150, authorisations: 1 });
  });

  it('lets an authorisation go whole', async () => {
    const talk = fresh(open());
    await talk.ask({ type: 'AskAuthorise', key: key('a') });
    await talk.ask({ type: 'AskVoid', key: key('v') });
    expect(talk.payment.state).toBe('voided');
  });

  it('does a thing once for one key, however often it is asked', async () => {
    const subject = open();
    const talk = fresh(subject);
    await talk.ask({ type: 'AskAuthorise', key: key('a') });
    expect(talk.tell({ type: 'AskCapture', key: key('c'), amountMinor: 600 })).toBe(true);
    const [ask] = asked(talk.payment, 'capture');
    const asIs = talk.payment;
    await talk.provider.perform(asIs, ask as Ask);
    await talk.provider.perform(asIs, ask as Ask);
    await talk.perform(key('c'));
    expect(talk.payment.capturedMinor).toBe(600);
    const moved = subject.moved();
    if (moved) expect(moved).toEqual({ captured: 600, refunded: 0, authorisations: 1 });
  });

  it('says a no that stays a no', async () => {
    const subject = open();
    if (subject.refusedToken === null) return;
    const talk = fresh(subject, subject.refusedToken);
    await talk.ask({ type: 'AskAuthorise', key: key('a') });
    expect(talk.payment).toMatchObject({ state: 'failed', authorisedMinor: 0, asks: [{ state: 'failed' }] });
    expect(talk.payment.asks[0]?.reason).not.toBe('');
  });

  it('moves the same money on a bad road as on a good one', async () => {
    const names = open().misfortunes.map(({ name }) => name);
    for (const name of names)
      for (const at of ['authorise', 'capture', 'refund'] as const) {
        const subject = open();
        const talk = fresh(subject);
        const misfortune = subject.misfortunes.find((each) => each.name === name);
        const maybe = (step: typeof at): void => {
          if (step === at) misfortune?.arrange();
        };
        maybe('authorise');
        await talk.ask({ type: 'AskAuthorise', key: key('a') });
        maybe('capture');
        await talk.ask({ type: 'AskCapture', key: key('c'), amountMinor: 600 });
        maybe('refund');
        await talk.ask({ type: 'AskRefund', key: key('r'), amountMinor: 200, refundId: null });
        const told = [talk.payment.capturedMinor, talk.payment.refundedMinor];
        expect(told, `${name} at ${at}`).toEqual([600, 200]);
        expect(subject.moved(), `${name} at ${at}`).toEqual({
          captured: 600,
          refunded: 200,
          authorisations: 1,
        });
      }
  });
}
