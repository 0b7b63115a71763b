// Two label printers of one bench: chosen on the page of devices, the second one prints by itself what waits at the first while
// that has no paper, the screen says so, and the first one prints again when it is well. After the first byte nothing moves.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookInBothThemes } from '../rigs/both-themes';
import type { Goods } from '../rigs/head-office-books';
import { boxCode, commandCode } from '../rigs/printed-codes';
import { type BarePrinter, startBarePrinter } from '../rigs/virtual-printer/printer';
import { startWorkday, until, type Workday } from '../rigs/workday';

describe('a label printer that stands in for another', { timeout: 300_000 }, () => {
  let day: Workday;
  let first: BarePrinter;
  let second: BarePrinter;
  let bag: Goods;

  beforeAll(async () => {
    first = await startBarePrinter();
    second = await startBarePrinter();
    const at = (name: string, { port }: BarePrinter) => ({ name, host: '127.0.0.1', port });
    day = await startWorkday({
      env: { WAYBILL_PRINTER: '' },
      settings: { printers: [at('Near', first), at('Far', second)] },
      orders: async (books) => {
        [bag] = (await books.goods(1)) as [Goods];
        return [1, 2, 3].map(() => ({ lines: [{ sku: bag.sku, quantity: 1 }] }));
      },
    });
    await day.logIn();
  });
  afterAll(async () => {
    await day?.end();
    await first?.close();
    await second?.close();
  });

  const middle = () => day.screen.middle();
  const number = (index: number): string => day.orders[index]?.number ?? '';
  const isOn = ({ labels }: BarePrinter, index: number): boolean =>
    labels.some(({ zpl }) => zpl.includes(number(index)));
  const pack = async (index: number): Promise<void> => {
    await day.openOrder(number(index));
    await day.scan(bag.code);
    await day.scan(boxCode('B2'));
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
  };

  it('is off until somebody wants it; its time is chosen by digits', async () => {
    await day.display.typeScan(commandCode('devices'));
    await until('the choice', async () => (await middle()).includes('stands in for one in trouble: off'));
    for (const choice of ['after 5 s', 'after 10 s', 'after 30 s', 'after 60 s', 'off', 'after 5 s']) {
      await day.display.typeScan(commandCode('quantity-8'));
      await until(`it is ${choice}`, async () => (await middle()).includes(`in trouble: ${choice}`));
      // Sooner it is the scanner reading one code twice.
      await wait(500);
    }
    await lookInBothThemes(day, 'printer-stands-in-chosen');
    await day.display.typeScan(commandCode('cancel'));
  });

  it('prints what waits at a printer without paper, and the screen says where', async () => {
    first.become('paper-out');
    await pack(0);
    await until('the label is out of the other one', () => isOn(second, 0));
    expect(isOn(first, 0)).toBe(false);
    const strip = async () => (await day.screen.strip('Near'))?.words ?? '';
    await until('the strip says so', async () => (await strip()).includes('Labels come out of Far'));
    expect(await middle()).toContain('Near: Paper is out: put in a new roll.');
    await lookInBothThemes(day, 'printer-stands-in');
  });

  it('does so at once for the next label, and no more once the first is well', async () => {
    const sealedMs = Date.now();
    await pack(1);
    await until('the next label', () => isOn(second, 1));
    expect(Date.now() - sealedMs, 'without the wait').toBeLessThan(5_000);
    first.become('ok');
    const strip = async () => (await day.screen.strip('Near'))?.words ?? '';
    await until('it is over', async () => !(await strip()).includes('Labels come out of Far'));
    await pack(2);
    await until('the first prints again', () => isOn(first, 2));
    expect([first.labels.length, second.labels.length]).toEqual([1, 2]);
  });
});
