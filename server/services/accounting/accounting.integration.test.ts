// The accounting API on real PostgreSQL: a program follows the journal with a key, misses nothing and reads nothing twice.
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountingEntry } from '../../../shared/contract/accounting';
import { codeOf, openTestBooks } from '../books/books.test-kit';
import { manager, type PaidOffice, startPaidOffice } from '../payments/payments.test-kit';

let paid: PaidOffice;
let key: string;
beforeAll(async () => {
  paid = await startPaidOffice();
  const made = await paid.desk.post('/v1/api-keys', {
    name: 'Accountant',
    scopes: ['books:read'],
    perMinute: 600,
    by: manager,
  });
  key = String(made.body['key']);
});
afterAll(() => paid.close());

type Feed = {
  entries: AccountingEntry[];
  since: string;
  isMore: boolean;
  baseCurrency: string;
  code?: string;
};
async function ask<T = Feed>(path: string, token = key): Promise<{ status: number; body: T }> {
  const answer = await paid.test.app.inject({
    method: 'GET',
    url: `/v1/accounting/${path}`,
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.statusCode, body: answer.json() };
}
const post = async (day: string, amountMinor: number, text = 'Rent'): Promise<string> => {
  const entry = await paid.desk.post('/v1/books/entries', {
    actId: uuidV7(),
    day,
    currency: 'GBP',
    text,
    reference: null,
    lines: [
      { account: codeOf('packaging'), amountMinor, party: null },
      { account: codeOf('bank'), amountMinor: -amountMinor, party: null },
    ],
    by: manager,
  });
  expect(entry, JSON.stringify(entry.body)).toMatchObject({ status: 200 });
  return String(entry.body['number']);
};

describe('the accounting API', () => {
  it('has nothing to tell before the books are open, and nothing to whom no scope was given', async () => {
    expect(await ask('entries')).toMatchObject({ status: 409, body: { code: 'books-not-open' } });
    const other = await paid.desk.post('/v1/api-keys', {
      name: 'Shop',
      scopes: ['orders:read'],
      perMinute: 60,
      by: manager,
    });
    expect((await ask('entries', String(other.body['key']))).status).toBe(403);
    await openTestBooks(paid);
    expect(await ask('entries')).toMatchObject({
      status: 200,
      body: { baseCurrency: 'GBP', entries: [], isMore: false },
    });
  });

  it('tells each entry once in the order it was posted, whatever its day, and goes on where it was left', async () => {
    const numbers = [
      await post('2026-05-02', 500),
      await post('2026-04-30', 700),
      await post('2026-05-03', 900),
    ];
    const first = (await ask('entries?limit=2')).body;
    expect(first).toMatchObject({ isMore: true });
    expect(first.entries.map(({ number }) => number)).toEqual(numbers.slice(0, 2));
    const second = (await ask(`entries?limit=2&since=${first.since}`)).body;
    expect(second).toMatchObject({ isMore: false, entries: [{ number: numbers[2], day: '2026-05-03' }] });
    const still = (await ask(`entries?since=${second.since}`)).body;
    expect(still).toEqual({ baseCurrency: 'GBP', entries: [], since: second.since, isMore: false });
    const next = await post('2026-05-01', 100);
    expect((await ask(`entries?since=${second.since}`)).body.entries).toMatchObject([
      {
        number: next,
        kind: 'manual',
        lines: [
          { account: codeOf('packaging'), amountMinor: 100, baseMinor: 100 },
          { account: codeOf('bank'), amountMinor: -100, baseMinor: -100 },
        ],
      },
    ]);
    for (const wrong of [
      'x',
      Buffer.from('["-1"]').toString('base64url'),
      Buffer.from('[1,2]').toString('base64url'),
    ])
      expect((await ask(`entries?since=${wrong}`)).status, wrong).toBe(400);
  });

  it('tells the chart, and files of packages for some months', async () => {
    const chart = (await ask<{ accounts: { code: string }[] }>('accounts')).body;
    expect(chart.accounts.map(({ code }) => code)).toContain(codeOf('bank'));
    const april = (
      await ask<{ fileName: string; entries: number; text: string }>('files/xero?from=2026-04&to=2026-04')
    ).body;
    expect(april).toMatchObject({ fileName: 'xero-2026-04-2026-04.csv', entries: 1 });
    expect(april.text.split('\r\n')).toHaveLength(4);
    expect(april.text).toContain(',30/04/2026,');
    expect((await ask<{ entries: number }>('files/sage-50?from=2026-05&to=2026-05')).body.entries).toBe(3);
    expect((await ask('files/abacus?from=2026-05&to=2026-05')).status).toBe(400);
  });
});
