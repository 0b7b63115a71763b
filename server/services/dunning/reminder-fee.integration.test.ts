// The fee of a reminder on real PostgreSQL: a debt from the letter on, posted once, on the account, paid or given up.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../shared/contract/accounts';
import type { Ageing } from '../../../shared/contract/book-figures';
import type { Dunning } from '../../../shared/contract/dunning';
import { balances, entriesOf, expectBooksSound, openTestBooks } from '../books/books.test-kit';
import { clerk, manager, type PaidOffice } from '../payments/payments.test-kit';
import { grantAccount, mailOn, oweOnAccount, startDunningOffice, testDunning } from './dunning.test-kit';
import { writeLetters } from './write-letters';

let paid: PaidOffice;
const dayMs = 86_400_000;
beforeAll(async () => {
  paid = await startDunningOffice();
  await openTestBooks(paid);
  await mailOn(paid);
  await paid.desk.post('/v1/dunning/rules', { rules: testDunning, by: manager });
  for (const id of ['K1', 'K2']) {
    await grantAccount(paid, id);
    await oweOnAccount(paid, `D-${id}`, id, `${id.toLowerCase()}@example.org`);
  }
});
afterAll(async () => {
  await expectBooksSound(paid);
  await paid.close();
});

const drain = (): Promise<void> => paid.test.office.books.drain();
const feeOf = async (customerId: string) => {
  const { letters } = (await paid.desk.get('/v1/dunning')).body as unknown as Dunning;
  const letter = letters.find((each) => each.customerId === customerId && each.fee !== null);
  if (!letter) throw new Error(`${customerId} has no letter with a fee`);
  return { feeId: letter.letterId, fee: letter.fee };
};
const accountOf = async (customerId: string): Promise<AccountRow | undefined> => {
  const { rows } = (await paid.desk.get('/v1/customer-accounts')).body as unknown as { rows: AccountRow[] };
  return rows.find((row) => row.customerId === customerId);
};
const pay = (feeId: string, amountMinor: number, key: string, by: object = manager) =>
  paid.desk.post(`/v1/dunning/fees/${feeId}/payments`, { key, amountMinor, day: '2026-07-01', by });
const waive = (feeId: string, by: object = manager) =>
  paid.desk.post(`/v1/dunning/fees/${feeId}/waive`, { reason: 'as a courtesy', by });

describe('the fee of a reminder', () => {
  it('is no debt before a letter asks for one', async () => {
    paid.pass(36 * dayMs);
    expect(await writeLetters(paid.test.office)).toMatchObject({ written: 2 });
    await drain();
    expect(await accountOf('K1')).toMatchObject({ usedMinor: 1000, feesMinor: 0 });
    expect(await entriesOf(paid, 'kind=reminder-fee')).toEqual([]);
  });

  it('is posted once with the letter that asks for it, and stands on the account', async () => {
    paid.pass(16 * dayMs);
    await Promise.all([writeLetters(paid.test.office), writeLetters(paid.test.office)]);
    await drain();
    const entries = await entriesOf(paid, 'kind=reminder-fee');
    expect(entries.map(({ lines }) => lines.map(({ party, amountMinor }) => [party, amountMinor]))).toEqual([
      [
        ['K1', 500],
        [null, -500],
      ],
      [
        ['K2', 500],
        [null, -500],
      ],
    ]);
    expect(await balances(paid)).toEqual({ receivables: 1000, 'reminder-fees': -1000 });
    expect(await accountOf('K1')).toMatchObject({ usedMinor: 1500, feesMinor: 500 });
    expect((await feeOf('K1')).fee).toEqual({ state: 'open', openMinor: 500, reason: null });
  });

  it('is posted once though the follower forgets how far it was', async () => {
    await paid.test.rows(`DELETE FROM follower WHERE name = 'books'`);
    await drain();
    expect(await entriesOf(paid, 'kind=reminder-fee')).toHaveLength(2);
    expect(await balances(paid)).toEqual({ receivables: 1000, 'reminder-fees': -1000 });
  });

  it('is paid in parts, each told once, by who may, and not beyond what is open', async () => {
    const { feeId } = await feeOf('K1');
    expect(await pay(feeId, 300, 'a', clerk)).toMatchObject({ status: 403 });
    for (const _again of [1, 2]) expect(await pay(feeId, 300, 'a')).toMatchObject({ status: 200 });
    expect(await pay(feeId, 201, 'b')).toMatchObject({
      status: 409,
      body: { code: 'fee-over-paid', values: { limitMinor: 200 } },
    });
    await drain();
    expect(await balances(paid)).toEqual({ bank: 300, receivables: 700, 'reminder-fees': -1000 });
    const ageing = (await paid.desk.get('/v1/books/ageing?of=receivables')).body as unknown as Ageing;
    expect(ageing.baseMinor).toBe(ageing.controlMinor);
    expect(ageing.rows.map(({ party, amountMinor }) => [party, amountMinor])).toEqual([
      ['K1', 200],
      ['K2', 500],
    ]);
    expect(await pay(feeId, 200, 'b')).toMatchObject({ status: 200 });
    expect((await feeOf('K1')).fee).toMatchObject({ state: 'paid', openMinor: 0 });
    expect(await accountOf('K1')).toMatchObject({ usedMinor: 1000, feesMinor: 0 });
    expect(await waive(feeId)).toMatchObject({ status: 409, body: { code: 'fee-settled' } });
  });

  it('is given up with why: then nothing was earned of it', async () => {
    const { feeId } = await feeOf('K2');
    expect(await waive(feeId, clerk)).toMatchObject({ status: 403 });
    for (const _again of [1, 2]) expect(await waive(feeId)).toMatchObject({ status: 200 });
    await drain();
    expect(await balances(paid)).toEqual({ bank: 500, 'reminder-fees': -500 });
    expect((await feeOf('K2')).fee).toEqual({ state: 'waived', openMinor: 0, reason: 'as a courtesy' });
    expect(await pay('0198c0de-0000-7000-8000-000000000001', 1, 'x')).toMatchObject({
      status: 404,
      body: { code: 'fee-unknown' },
    });
  });
});
