// A code that nobody knows, with the network cut: the packer says which product it is, a supervisor's badge and PIN let it
// count, head office approves it, and every station knows it. Products that are mistaken again and again stand side by side.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchRulesPage, Codes } from '../../shared/contract/codes';
import type { Barcode } from '../../shared/domain/catalogue/product';
import type { DirectoryEntry } from '../../shared/sync/documents';
import { lookInBothThemes } from '../rigs/both-themes';
import type { Goods } from '../rigs/head-office-books';
import { commandCode } from '../rigs/printed-codes';
import { arrivedDocuments, storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

const code = 'MYSTERY-77';
/** Of the sample's supervisor S1. */
const pin = '2580';

describe('an unknown code and a look-alike', { timeout: 300_000 }, () => {
  let day: Workday;
  let one: Goods;
  let two: Goods;
  let third: Goods;

  beforeAll(async () => {
    day = await startWorkday({
      orders: async (books) => {
        [one, two, third] = (await books.goods(3)) as [Goods, Goods, Goods];
        return [
          {
            lines: [
              { sku: one.sku, quantity: 3 },
              { sku: two.sku, quantity: 1 },
            ],
          },
        ];
      },
    });
    await day.logIn();
    await day.openOrder(day.orders[0]?.number ?? '');
    await day.cable.cut();
  });
  afterAll(() => day?.end());

  const page = () => day.station().page;

  it('stops the packer, who says which product of the order it is', async () => {
    expect(await day.scan(code)).toMatchObject({ tone: 'stop', holds: true });
    expect(await day.screen.middle()).toContain('WHAT IS IT (Shift+F2)');
    expect(await day.command('name-code')).toMatchObject({ tone: 'look' });
    await lookInBothThemes(day, 'unknown-code');
    expect(await day.command('quantity-1')).toMatchObject({ tone: 'wait' });
    expect(await day.screen.middle()).toContain(one.name);
  });

  it('counts under the badge and PIN of a supervisor, and for the next unit without', async () => {
    expect(await day.logIn('S1')).toMatchObject({ tone: 'wait', title: 'Enter your PIN' });
    for (const digit of pin) await day.display.typeScan(commandCode(`quantity-${digit}`));
    await until('the digits are there', () =>
      page().evaluate(() => document.querySelector<HTMLInputElement>('main input')?.value.length === 4),
    );
    expect(await day.command('ok')).toMatchObject({ tone: 'go', figures: '1 of 4' });
    expect(await day.scan(code)).toMatchObject({ tone: 'go', figures: '2 of 4' });
    const ops = await storedOps(page());
    const proposals = ops.filter(({ type }) => type === 'code.propose');
    expect(proposals.map(({ body }) => body)).toEqual([
      expect.objectContaining({ code, sku: one.sku, counted: true, supervisorId: 'S1' }),
    ]);
  });

  it('is decided at head office, which tells every station the code', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await day.scan(third.code)).toMatchObject({ tone: 'stop' });
      await day.command('ok');
    }
    await day.cable.mend();
    await day.delivered();
    const codes = () => day.door.ask<Codes>('GET', '/v1/codes');
    await until('the desk has it', async () => (await codes()).open.length === 1);
    expect((await codes()).open).toMatchObject([{ code, sku: one.sku, times: 1, counted: 1, owner: null }]);
    await day.door.ask('POST', '/v1/codes/decide', { act: 'approve', code, sku: one.sku, units: 1 });
    await until('the station has the code', async () =>
      (await arrivedDocuments<Barcode>(page(), 'barcodes')).some((each) => each.code === code),
    );
  });

  it('what was mistaken three times stands beside what is wanted', async () => {
    await until('head office counted them', async () => {
      const { pairs } = await day.door.ask<BenchRulesPage>('GET', '/v1/bench-rules/W1');
      return pairs.some(
        ({ wanted, scanned, isTold }) => wanted === one.sku && scanned === third.sku && isTold,
      );
    });
    await until('the station was told', async () =>
      (await arrivedDocuments<DirectoryEntry>(page(), 'directory')).some(
        ({ kind }) => kind === 'look-alikes',
      ),
    );
    // What is wanted next is still the first product.
    expect(await day.scan(two.code)).toMatchObject({ tone: 'go', figures: '3 of 4' });
    expect(await day.screen.middle()).toContain('Mixed up here 3 times');
    expect(await day.screen.middle()).toContain(third.name);
    await lookInBothThemes(day, 'look-alike');
    const there = await day.books.opsOf(day.stationId());
    expect(there.every(({ status, times }) => status === 'applied' && times === 1)).toBe(true);
  });
});
