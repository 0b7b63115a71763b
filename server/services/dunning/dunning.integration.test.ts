// Reminders on real PostgreSQL and over a real mail server: level by level, never twice, not about what is disputed, and in the
// language of the customer.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dunning } from '../../../shared/contract/dunning';
import type { DunningRules } from '../../../shared/domain/dunning/dunning';
import { clerk, manager, type PaidOffice } from '../payments/payments.test-kit';
import { grantAccount, mailOn, oweOnAccount, startDunningOffice, testDunning } from './dunning.test-kit';
import { lookOnceADay, writeLetters } from './write-letters';

let paid: PaidOffice;
const dayMs = 86_400_000;
beforeAll(async () => {
  paid = await startDunningOffice();
});
afterAll(() => paid.close());

const shown = async (): Promise<Dunning> => (await paid.desk.get('/v1/dunning')).body as unknown as Dunning;
const save = (change: Partial<DunningRules> = {}, by = manager) =>
  paid.desk.post('/v1/dunning/rules', { rules: { ...testDunning, ...change }, by });
const look = async () => (await paid.desk.post('/v1/dunning/look', { by: clerk })).body;
const mails = () =>
  paid.test.rows<{
    language: string;
    to_address: string;
    given: { totalMinor: number; reminder: { tone: string; feeMinor: number; debts: object[] } };
  }>(
    `SELECT language, to_address, given FROM mail WHERE kind = 'payment-reminder' ORDER BY created_at, to_address DESC`,
  );

describe('reminders', () => {
  it('are written once somebody has decided so, and to who can be written to', async () => {
    for (const id of ['K1', 'K2', 'K3']) await grantAccount(paid, id);
    await oweOnAccount(paid, 'D-1', 'K1', 'kaya@example.org', 'TR');
    await oweOnAccount(paid, 'D-2', 'K2', null);
    await oweOnAccount(paid, 'D-3', 'K3', 'ann@example.org');
    expect(await save({}, clerk)).toMatchObject({ status: 403 });
    expect(await save()).toMatchObject({ status: 200, body: { changedBy: 'Mina Manager', lookedOn: null } });
    paid.pass(34 * dayMs);
    expect((await shown()).debts.map(({ customerId, reached }) => [customerId, reached])).toEqual([
      ['K1', 0],
      ['K2', 0],
      ['K3', 0],
    ]);
    expect(await look()).toEqual({ written: 0, unreachable: [] });
    paid.pass(dayMs);
    // Mail is off: nobody can be written to, and nothing is said to have been written.
    expect(await look()).toEqual({ written: 0, unreachable: ['K1', 'K2', 'K3'] });
    expect((await shown()).letters).toEqual([]);
    await mailOn(paid);
    expect(await look()).toEqual({ written: 2, unreachable: ['K2'] });
    expect(await mails()).toMatchObject([
      {
        language: 'tr',
        to_address: 'kaya@example.org',
        given: { totalMinor: 1000, reminder: { tone: 'first', feeMinor: 0 } },
      },
      { language: 'en', to_address: 'ann@example.org' },
    ]);
  });

  it('come never twice, however often and from how many processes it is looked', async () => {
    const tools = paid.test.office;
    await Promise.all([look(), look(), writeLetters(tools)]);
    expect(await mails()).toHaveLength(2);
    expect(await lookOnceADay(tools)).toBeNull();
    paid.pass(dayMs);
    expect(await lookOnceADay(tools)).toMatchObject({ written: 0 });
    expect(await lookOnceADay(tools)).toBeNull();
    expect((await shown()).debts.map(({ customerId, reached }) => [customerId, reached])).toEqual([
      ['K1', 1],
      ['K2', 0],
      ['K3', 1],
    ]);
  });

  it('are not about what is disputed, and go on when it is settled', async () => {
    const [debt] = (await shown()).debts.filter(({ customerId }) => customerId === 'K1');
    const path = `/v1/dunning/debts/${debt?.paymentId ?? ''}/dispute`;
    expect(await paid.desk.post(path, { reason: 'broken mug', by: clerk })).toMatchObject({ status: 200 });
    expect((await shown()).debts.find(({ customerId }) => customerId === 'K1')).toMatchObject({
      dispute: { reason: 'broken mug', by: 'Cem Clerk' },
    });
    paid.pass(15 * dayMs);
    expect(await look()).toEqual({ written: 1, unreachable: ['K2'] });
    expect((await mails()).at(-1)).toMatchObject({
      to_address: 'ann@example.org',
      given: { totalMinor: 1500, reminder: { tone: 'last', feeMinor: 500 } },
    });
    await paid.desk.post(path, { reason: null, by: clerk });
    expect(await look()).toEqual({ written: 1, unreachable: ['K2'] });
    expect(
      await paid.desk.post('/v1/dunning/debts/0198c0de-0000-7000-8000-000000000001/dispute', {
        reason: 'x',
        by: clerk,
      }),
    ).toMatchObject({
      status: 404,
      body: { code: 'debt-unknown' },
    });
    expect(
      (await shown()).letters.map(({ customerId, level, totalMinor, feeMinor }) => [
        customerId,
        level,
        totalMinor,
        feeMinor,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['K1', 2, 1500, 500],
        ['K3', 2, 1500, 500],
        ['K1', 1, 1000, 0],
        ['K3', 1, 1000, 0],
      ]),
    );
  });

  it('end when it is paid', async () => {
    await grantAccount(paid, 'K4');
    await oweOnAccount(paid, 'D-4', 'K4', 'deniz@example.org');
    paid.pass(36 * dayMs);
    const debt = (await shown()).debts.find(({ customerId }) => customerId === 'K4');
    const read = await paid.desk.post('/v1/bank-lines/import', {
      providerId: 'account',
      currency: 'GBP',
      text: `Date;Amount;Payer;Reference\n05.05.2026;10,00;K4;paid\n`,
      by: clerk,
    });
    expect(read, JSON.stringify(read.body)).toMatchObject({ status: 200, body: { added: 1 } });
    const [line] = (await paid.desk.get('/v1/bank-lines?state=open')).body['rows'] as { lineId: string }[];
    expect(
      await paid.desk.post(`/v1/bank-lines/${line?.lineId ?? ''}/match`, {
        paymentId: debt?.paymentId,
        by: clerk,
      }),
    ).toMatchObject({ status: 200 });
    await paid.settled();
    expect((await shown()).debts.map(({ customerId }) => customerId)).not.toContain('K4');
    const before = (await mails()).length;
    await look();
    expect((await mails()).slice(before).map((mail) => mail.to_address)).not.toContain('deniz@example.org');
  });
});
