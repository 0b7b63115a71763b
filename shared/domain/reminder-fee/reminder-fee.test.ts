// The fee of a reminder over its whole life: every state by every command, and what is open of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideFee } from './decide';
import { evolveFee } from './evolve';
import { type FeeCommand, type FeeState, openFeeMinor, type ReminderFee } from './reminder-fee';

const charge: FeeCommand = {
  type: 'ChargeReminderFee',
  fee: {
    feeId: '0198c0de-0000-7000-8000-000000000001',
    customerId: 'K1',
    currency: 'GBP',
    amountMinor: 500,
    level: 2,
    chargedOn: '2026-05-20',
  },
};
const pay = (amountMinor: number, key = `p${amountMinor}`): FeeCommand => ({
  type: 'PayReminderFee',
  key,
  amountMinor,
  day: '2026-05-22',
});
const waive: FeeCommand = { type: 'WaiveReminderFee', reason: 'as a courtesy' };
const after = (...commands: FeeCommand[]): ReminderFee | null =>
  commands.reduce<ReminderFee | null>((fee, command) => {
    const decision = decideFee(fee, command);
    if (!decision.ok) throw new Error(decision.refusal.code);
    return decision.events.reduce<ReminderFee | null>(evolveFee, fee);
  }, null);
const answer = (fee: ReminderFee | null, command: FeeCommand): string => {
  const decision = decideFee(fee, command);
  return decision.ok ? decision.events.map(({ type }) => type).join(' ') : decision.refusal.code;
};

describe('the fee of a reminder', () => {
  it.each<[string, ReminderFee | null, [charge: string, pay: string, waive: string]]>([
    ['none', null, ['ReminderFeeCharged', 'fee-unknown', 'fee-unknown']],
    ['open', after(charge), ['', 'ReminderFeePaid', 'ReminderFeeWaived']],
    ['paid in part', after(charge, pay(300)), ['', 'ReminderFeePaid', 'ReminderFeeWaived']],
    ['paid', after(charge, pay(500)), ['', 'fee-settled', 'fee-settled']],
    ['waived', after(charge, waive), ['', 'fee-settled', '']],
  ])('%s', (_state, fee, answers) => {
    expect([charge, pay(200), waive].map((command) => answer(fee, command))).toEqual(answers);
  });

  it('is paid in parts, each told once, and never beyond what is open', () => {
    const part = after(charge, pay(300), pay(300));
    expect(part).toMatchObject({ state: 'open', paidMinor: 300 });
    expect(answer(part, pay(201))).toBe('fee-over-paid');
    expect(answer(part, pay(0))).toBe('fee-over-paid');
    expect(after(charge, pay(300), pay(200))).toMatchObject({ state: 'paid', paidMinor: 500 });
  });

  it('is open by what was neither paid nor given up, whatever is told in whatever order', () => {
    const states = new Set<FeeState>();
    fc.assert(
      fc.property(fc.array(fc.constantFrom(-10, 0, 100, 200, 250, 500, 600, 'waive' as const)), (acts) => {
        let fee = after(charge);
        let paid = 0;
        let waived = 0;
        for (const [at, act] of acts.entries()) {
          const decision = decideFee(fee, typeof act === 'number' ? pay(act, `k${at}`) : waive);
          if (!decision.ok) continue;
          for (const event of decision.events) {
            if (event.type === 'ReminderFeePaid') paid += event.amountMinor;
            if (event.type === 'ReminderFeeWaived') waived += event.amountMinor;
            fee = evolveFee(fee, event);
          }
        }
        if (!fee) throw new Error('a fee that was charged is gone');
        states.add(fee.state);
        expect(openFeeMinor(fee) + paid + waived).toBe(500);
        expect(openFeeMinor(fee) === 0).toBe(fee.state !== 'open');
      }),
      { seed: 7 },
    );
    expect([...states].sort()).toEqual(['open', 'paid', 'waived']);
  });
});
