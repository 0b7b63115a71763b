// Badge and PIN without head office, in the real program: typed by hand, scanned from the command sheet, wrong five times,
// over a kill, and unlocked by a supervisor. What a page may not have, it does not get.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandCode } from '../rigs/printed-codes';
import { storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

/** PINs of the sample's supervisors. */
const pinOf = { S1: '2580', S2: '7391' } as const;
const wrongPin = '9046';
/** As a person types. */
const byHand = { gapMs: 130 };

describe('a badge that needs its PIN', () => {
  let day: Workday;
  beforeAll(async () => {
    day = await startWorkday({
      orders: async (books) => {
        const [one] = await books.goods(1);
        return [{ lines: [{ sku: one?.sku ?? '', quantity: 1 }] }];
      },
    });
    await until('main has what PINs are checked against', () => existing().includes('pins'));
    await day.cable.cut();
    await until(
      'the strip is grey',
      async () => (await day.screen.strip('Head office'))?.state === 'offline',
    );
  });
  afterAll(() => day?.end());

  const folder = (): string => join(day.station().dataDir, 'station');
  const existing = (): string[] => readdirSync(folder()).map((name) => name.replace('.sealed', ''));
  const title = async (): Promise<string> => (await day.screen.verdict()).title;
  const digitsInField = (): Promise<number> =>
    day
      .station()
      .page.evaluate(() => document.querySelector<HTMLInputElement>('main input')?.value.length ?? -1);
  const asksFor = async (badge: keyof typeof pinOf): Promise<void> => {
    expect(await day.logIn(badge)).toMatchObject({ tone: 'wait', title: 'Enter your PIN' });
    await until('the field has the keyboard', () =>
      day.station().page.evaluate(() => document.activeElement?.matches('main input') ?? false),
    );
    // Main hears of the field by a message of its own.
    await wait(300);
  };
  /** Types it as a person does and answers with what the screen then says. */
  const typePin = async (pin: string) => {
    const before = await day.screen.answered();
    await day.display.typeScan(pin, byHand);
    await until('an answer to the PIN', async () => (await day.screen.answered()) > before);
    return day.screen.verdict();
  };
  const scanPin = async (pin: string) => {
    const before = await day.screen.answered();
    for (const [index, digit] of [...pin].entries()) {
      await day.display.typeScan(commandCode(`quantity-${digit}`));
      await until('the digit is taken', async () => (await digitsInField()) === index + 1);
    }
    await day.display.typeScan(commandCode('ok'));
    await until('an answer to the PIN', async () => (await day.screen.answered()) > before);
    return day.screen.verdict();
  };

  it('is logged in with, by hand and offline', async () => {
    await asksFor('S1');
    expect(await typePin(pinOf.S1)).toMatchObject({ tone: 'go', next: 'Hello Margaret Stanwick' });
    expect(await day.command('log-out')).toMatchObject({ tone: 'go' });
  });

  it('takes no scan for digits', async () => {
    await asksFor('S1');
    expect(await day.scan(pinOf.S1)).toMatchObject({ tone: 'look', title: 'Enter the PIN first' });
    expect(await digitsInField()).toBe(0);
    await day.display.pressKey('Escape');
    await until('it was given up', async () => (await title()) !== 'Enter the PIN first');
  });

  it('is locked after five wrong ones, also over a kill, and the right one does not help', async () => {
    await asksFor('S1');
    for (const left of [4, 3, 2, 1])
      expect(await typePin(wrongPin)).toMatchObject({
        title: 'Wrong PIN',
        next: expect.stringContaining(`: ${left} tries left`),
      });
    expect(await typePin(wrongPin)).toMatchObject({
      tone: 'stop',
      title: 'Margaret Stanwick is locked for 1 min',
    });
    await day.killStation();
    await day.startStation();
    expect((await day.screen.verdict()).tone).toBe('stop');
    expect(await day.command('ok')).toMatchObject({ tone: 'look' });
    await asksFor('S1');
    expect(await typePin(pinOf.S1)).toMatchObject({
      tone: 'stop',
      title: 'Margaret Stanwick is locked for 1 min',
    });
  });

  it("is unlocked by another supervisor's badge and PIN, scanned digit by digit", async () => {
    await asksFor('S2');
    expect(await scanPin(pinOf.S2)).toMatchObject({ next: 'Margaret Stanwick may try again' });
    await asksFor('S1');
    expect(await scanPin(pinOf.S1)).toMatchObject({ tone: 'go', next: 'Hello Margaret Stanwick' });
  });

  it('tells head office of lock and unlocking, and of no PIN', async () => {
    await day.cable.mend();
    await day.delivered();
    const there = await day.books.ask<{ type: string; body: Record<string, unknown> }>(
      `SELECT type, body FROM op WHERE type LIKE 'bench.%lock-person' ORDER BY station_seq`,
    );
    expect(there).toEqual([
      { type: 'bench.lock-person', body: { personId: 'S1', lockMinutes: 1 } },
      { type: 'bench.unlock-person', body: { personId: 'S1', supervisorId: 'S2' } },
    ]);
    const ops = await storedOps(day.station().page);
    const bodies = JSON.stringify([ops, await day.books.ask('SELECT body FROM op')]);
    const logs = readFileSync(join(folder(), 'logs', 'station.log'), 'utf8');
    for (const pin of [...Object.values(pinOf), wrongPin]) {
      expect(bodies).not.toContain(`"${pin}`);
      expect(logs).not.toContain(`"${pin}"`);
    }
  });

  it('keeps what PINs are checked against from the page', async () => {
    const { origin } = day.cable;
    const got = await day.station().page.evaluate(
      (url) =>
        fetch(`${url}/v1/people/pins`).then(
          (answer) => answer.status,
          () => 'stopped' as const,
        ),
      origin,
    );
    expect(got).toBe('stopped');
  });
});
