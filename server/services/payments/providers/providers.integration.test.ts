// Every provider against the same contract; the card provider against a local server that speaks the documented protocol
// and misbehaves.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CardProviderRig,
  capturesOnceToken,
  startCardProvider,
} from '../../../../e2e/rigs/card-provider/card-provider';
import type { Ask } from '../../../../shared/domain/payment/payment';
import { cardProvider } from './card';
import { keepsTheContract, type ProviderCase, Talk } from './contract.test-kit';
import { accountProvider, bankTransferProvider, cashOnDeliveryProvider, exchangeProvider } from './own-books';
import { type PaymentProvider, ProviderAway, type ProviderPorts } from './provider';

const now = new Date('2026-05-04T10:00:00.000Z');
const ports: ProviderPorts = {
  now: () => now,
  orderNumber: () => Promise.resolve('W1-2026-000041'),
  accountOf: () => Promise.resolve({ isOpen: true, currency: 'GBP' }),
  giveBackExchanged: () => Promise.resolve({ kind: 'done', seen: null }),
};
const row = { providerId: 'p', method: '', name: 'P', settings: {}, secrets: {} };

describe('cash on delivery', () => {
  keepsTheContract(() => ({
    provider: cashOnDeliveryProvider.open(row, ports),
    method: 'cash-on-delivery',
    token: null,
    refusedToken: null,
    misfortunes: [],
    moved: () => null,
  }));
});

describe('the worth of exchanged goods', () => {
  keepsTheContract(() => ({
    provider: exchangeProvider.open(row, ports),
    method: 'exchange',
    token: null,
    refusedToken: null,
    misfortunes: [],
    moved: () => null,
  }));
});

describe('an account', () => {
  keepsTheContract(() => ({
    provider: accountProvider.open(row, ports),
    method: 'account',
    token: null,
    refusedToken: null,
    misfortunes: [],
    moved: () => null,
  }));

  it.each([
    [null, 'account-not-open'],
    [{ isOpen: false, currency: 'GBP' }, 'account-not-open'],
    [{ isOpen: true, currency: 'EUR' }, 'account-other-currency'],
  ])('%j says %s', async (account, reason) => {
    const provider = accountProvider.open(row, { ...ports, accountOf: () => Promise.resolve(account) });
    const talk = new Talk(provider, { method: 'account' });
    await talk.ask({ type: 'AskAuthorise', key: 'a' });
    expect(talk.payment).toMatchObject({ state: 'failed', asks: [{ reason }] });
  });
});

describe('a bank transfer', () => {
  it('is paid by money that comes, in parts, late or too much', async () => {
    const talk = new Talk(bankTransferProvider.open(row, ports), { method: 'bank-transfer', token: null });
    talk.tell({ type: 'RecordReceived', key: 'line-1', amountMinor: 400 });
    expect(talk.payment).toMatchObject({ state: 'captured', capturedMinor: 400 });
    talk.tell({ type: 'RecordReceived', key: 'line-2', amountMinor: 700 });
    await talk.ask({ type: 'AskRefund', key: 'r', amountMinor: 100, refundId: null });
    expect(talk.payment).toMatchObject({ authorisedMinor: 1100, capturedMinor: 1100, refundedMinor: 100 });
  });
});

describe('cards', () => {
  let rig: CardProviderRig;
  let opened: CardProviderRig[] = [];
  beforeEach(async () => {
    rig = await startCardProvider();
    opened = [rig];
  });
  afterEach(async () => {
    for (const each of opened) await each.close();
  });
  const openOn = (at: CardProviderRig): PaymentProvider =>
    cardProvider.open(
      {
        ...row,
        method: 'card',
        settings: { baseUrl: at.url, timeoutMs: 400 },
        secrets: { secretKey: at.secretKey, signingSecret: `whsec_old ${at.signingSecret}` },
      },
      ports,
    );

  // The case of a misfortune starts from clean books each time.
  const caseOf = (): ProviderCase => {
    const base = { intents: rig.intents().length, refunds: rig.refunds().length };
    return {
      provider: openOn(rig),
      method: 'card',
      token: 'pm_card_visa',
      refusedToken: 'pm_card_visa_chargeDeclined',
      misfortunes: [
        { name: 'the line breaks after it was done', arrange: () => rig.misbehave({ kind: 'breaks-after' }) },
        { name: 'the line breaks before', arrange: () => rig.misbehave({ kind: 'breaks-before' }) },
        {
          name: 'twice broken',
          arrange: () => rig.misbehave({ kind: 'breaks-after' }, { kind: 'breaks-before' }),
        },
        { name: '429', arrange: () => rig.misbehave({ kind: 'limit', retryAfterSeconds: 1 }) },
        { name: 'slower than we wait', arrange: () => rig.misbehave({ kind: 'slow', ms: 700 }) },
      ],
      moved: () => {
        const intents = rig.intents().slice(base.intents);
        const refunds = rig.refunds().slice(base.refunds);
        return {
          captured: intents.reduce((sum, intent) => sum + intent.amount_received, 0),
          refunded: refunds.reduce((sum, refund) => sum + refund.amount, 0),
          authorisations: intents.length,
        };
      },
    };
  };
  keepsTheContract(caseOf);

  it('nobody knows after a failure of the provider itself, and the books are asked', async () => {
    const talk = new Talk(openOn(rig), { token: 'pm_card_visa' });
    await talk.ask({ type: 'AskAuthorise', key: 'a' });
    talk.tell({ type: 'AskCapture', key: 'c', amountMinor: 600 });
    rig.misbehave({ kind: 'fails' });
    const ask = talk.payment.asks.find(({ key }) => key === 'c') as Ask;
    await expect(talk.provider.perform(talk.payment, ask)).rejects.toThrow(ProviderAway);
    expect(rig.intents()[0]?.amount_received).toBe(0);
  });

  it('says how long to wait when it is asked too often', async () => {
    rig.misbehave({ kind: 'limit', retryAfterSeconds: 7 });
    const talk = new Talk(openOn(rig), { token: 'pm_card_visa' });
    talk.tell({ type: 'AskAuthorise', key: 'a' });
    await expect(talk.provider.perform(talk.payment, talk.payment.asks[0] as Ask)).rejects.toMatchObject({
      pauseMs: 7000,
    });
  });

  it('knows a card that can be captured once only, and what its authorisation holds until', async () => {
    const talk = new Talk(openOn(rig), { token: capturesOnceToken });
    await talk.ask({ type: 'AskAuthorise', key: 'a' });
    expect(talk.payment.capturesOnce).toBe(true);
    expect(talk.payment.authorisedUntil).toMatch(/^20/);
    await talk.ask({ type: 'AskCapture', key: 'c', amountMinor: 300 });
    expect(talk.payment).toMatchObject({ capturedMinor: 300, authorisedMinor: 300 });
  });

  it('takes over what the shop has authorised itself', async () => {
    const first = new Talk(openOn(rig), { token: 'pm_card_visa' });
    await first.ask({ type: 'AskAuthorise', key: 'a' });
    const intent = rig.intents()[0]?.id ?? '';
    const talk = new Talk(openOn(rig), { token: intent });
    await talk.ask({ type: 'AskAuthorise', key: 'b' });
    expect(talk.payment).toMatchObject({ state: 'authorised', reference: intent, authorisedMinor: 1000 });
    expect(rig.intents()).toHaveLength(1);
  });

  it('keeps amounts of currencies that it counts otherwise', async () => {
    for (const [currency, theirs] of [
      ['JPY', 1000],
      ['ISK', 100_000],
      ['KWD', 1000],
    ] as const) {
      const talk = new Talk(openOn(rig), { token: 'pm_card_visa', currency });
      await talk.ask({ type: 'AskAuthorise', key: `a-${currency}` });
      expect([talk.payment.authorisedMinor, rig.intents().at(-1)?.amount]).toEqual([1000, theirs]);
    }
  });

  it('sees what was done on its own pages, and a refund that came back', async () => {
    const talk = new Talk(openOn(rig), { token: 'pm_card_visa' });
    await talk.ask({ type: 'AskAuthorise', key: 'a' });
    await talk.ask({ type: 'AskCapture', key: 'c', amountMinor: 1000 });
    rig.refundOnItsPages(talk.payment.reference ?? '', 300);
    const look = async (): Promise<void> => {
      const seen = await talk.provider.look(talk.payment);
      if (seen) talk.tell({ type: 'RecordSeen', seen });
    };
    await look();
    await look();
    expect(talk.payment.refundedMinor).toBe(300);
    rig.failRefund(rig.refunds()[0]?.id ?? '');
    await look();
    await look();
    expect(talk.payment.refundedMinor).toBe(0);
  });

  it('believes a message with a good signature, old secret or new, and no other', async () => {
    const talk = new Talk(openOn(rig), { token: 'pm_card_visa' });
    await talk.ask({ type: 'AskAuthorise', key: 'a' });
    const [event] = rig.events;
    if (!event) throw new Error('no event');
    const read = (signature: unknown, body = event.body) =>
      talk.provider.readNotice?.(Buffer.from(body), { 'stripe-signature': signature }, now);
    const good = { paymentId: talk.payment.paymentId, reference: talk.payment.reference };
    expect(read(rig.signature(event, now.getTime()))).toEqual(good);
    expect(read(rig.signature(event, now.getTime(), 'whsec_old'))).toEqual(good);
    expect(read(rig.signature(event, now.getTime(), 'whsec_wrong'))).toBeNull();
    expect(read(rig.signature(event, now.getTime() - 600_000))).toBeNull();
    expect(read(rig.signature(event, now.getTime()), event.body.replace('1000', '1'))).toBeNull();
    expect(read(undefined)).toBeNull();
    expect(read('t=1,v1=')).toBeNull();
  });
});
