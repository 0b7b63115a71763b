// An order file with rows that cannot be taken, sent in the office view: what is right is taken, what is not waits with
// its reason and its text, is put right or given up, and the same file once more changes nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { startWorkday, until, type Workday } from '../rigs/workday';

describe('an order file with bad rows', () => {
  let day: Workday;
  let one: Goods;
  let two: Goods;
  let file: string;
  const folder = mkdtempSync(join(tmpdir(), 'waybill-import-'));
  const badQuantity = (quantity: string): string =>
    `990002,${one.sku},${one.name},${quantity},2011-11-01 10:05,1.25,17850,United Kingdom`;

  beforeAll(async () => {
    day = await startWorkday();
    [one, two] = (await day.books.goods(2)) as [Goods, Goods];
    file = join(folder, 'orders of tuesday.csv');
    writeFileSync(
      file,
      `${[
        'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
        `990001,${one.sku},${one.name},2,2011-11-01 10:00,1.25,17850,United Kingdom`,
        `990001,${two.sku},${two.name},1,2011-11-01 10:00,0.85,17850,United Kingdom`,
        badQuantity('a few'),
        `990003,${two.sku},${two.name},1,2011-11-01 10:10,0.85,17850,Atlantis`,
        `990004,${two.sku},${two.name},1,the day after,0.85,17850,United Kingdom`,
      ].join('\r\n')}\r\n`,
    );
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await day?.end();
  });

  const page = (): Page => day.station().page;
  const imports = (): Locator =>
    page()
      .locator('[data-import-state]')
      .filter({ hasText: basename(file) });
  const newestImport = (): Locator => imports().first();
  const send = async (): Promise<string> => {
    const before = await imports().count();
    await page().getByLabel('Order file').setInputFiles(file);
    await page().getByRole('button', { name: 'Import', exact: true }).click();
    await until('one import more', async () => (await imports().count()) > before);
    await newestImport().and(page().locator('[data-import-state=done]')).waitFor();
    return (await newestImport().textContent()) ?? '';
  };
  const orders = async (): Promise<string[]> =>
    (
      await day.books.ask<{ external_id: string }>(
        `SELECT external_id FROM sales_order WHERE channel_id = 'online-retail' AND external_id LIKE '99000%' ORDER BY 1`,
      )
    ).map(({ external_id }) => external_id);
  const everything = () =>
    day.books.ask(
      `SELECT (SELECT count(*) FROM sales_order)::int AS orders, (SELECT count(*) FROM quarantine)::int AS quarantine,
              (SELECT count(*) FROM quarantine WHERE state = 'open')::int AS open,
              (SELECT count(*) FROM event)::int AS events, (SELECT seq::int FROM stream WHERE kind = 'company') AS seq`,
    );

  it('is sent from the office, one key away from the bench', async () => {
    await day.display.pressKey('F10');
    await page().getByRole('button', { name: 'Imports' }).click();
    expect(await send()).toContain('5 rows read: 2 taken, 0 unchanged, 3 in quarantine; 1 new orders');
    expect(await orders()).toEqual(['990001']);
  });

  it('shows each bad row with its number, its reason and its text', async () => {
    const rows = newestImport().locator('li');
    await rows.nth(2).waitFor();
    const words = await rows.allTextContents();
    expect(words.map((text) => /Row (\d+)/.exec(text)?.[1])).toEqual(['4', '5', '6']);
    expect(words[0]).toContain('“a few” is not a quantity. Write a whole number other than 0.');
    expect(words[1]).toContain('“Atlantis” is not a country known here.');
    expect(words[2]).toContain('“the day after” is not a date.');
    expect(await rows.first().getByLabel('The row as text').inputValue()).toBe(badQuantity('a few'));
  });

  it('keeps a row that is still wrong, with the new reason', async () => {
    const row = newestImport().locator('li').first();
    await row.getByLabel('The row as text').fill(badQuantity('0'));
    await row.getByRole('button', { name: 'Try again' }).click();
    await until('the new reason', async () =>
      ((await newestImport().locator('li').first().textContent()) ?? '').includes('“0” is not a quantity'),
    );
    expect(await orders()).toEqual(['990001']);
  });

  it('takes a row that was put right, and gives up one that is dropped', async () => {
    const rows = newestImport().locator('li');
    await rows.first().getByLabel('The row as text').fill(badQuantity('3'));
    await rows.first().getByRole('button', { name: 'Try again' }).click();
    await until('the row is taken', async () => (await rows.count()) === 2);
    expect(await orders()).toEqual(['990001', '990002']);
    await rows.first().getByRole('button', { name: 'Drop' }).click();
    await until('the row is dropped', async () => (await rows.count()) === 1);
    const states = await day.books.ask<{ row_no: number; state: string }>(
      `SELECT q.row_no, q.state FROM quarantine q JOIN import i USING (import_id)
       WHERE i.file_name = 'orders of tuesday.csv' ORDER BY 1`,
    );
    expect(states).toEqual([
      { row_no: 4, state: 'taken' },
      { row_no: 5, state: 'dropped' },
      { row_no: 6, state: 'open' },
    ]);
  });

  it('law 2: changes nothing when it is sent once more', async () => {
    await until('the orders have been given stock', async () => {
      const waiting = await day.books.ask(
        `SELECT 1 FROM outbox WHERE done_at IS NULL AND topic = 'allocate'`,
      );
      return waiting.length === 0;
    });
    const before = await everything();
    expect(await send()).toContain('0 new orders');
    expect(await everything()).toEqual(before);
    expect(await orders()).toEqual(['990001', '990002']);
  });
});
