// Laws 9 and 10: what a bench says of itself is so. The cable is cut: the outage page says it before anything is tried,
// the list of what is unsent grows with its reasons, and the facts of a parcel come true one by one when the cable is in
// again; head office shows the same of the station and of the parcel.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { boxCode, commandCode, orderCode } from '../rigs/printed-codes';
import { startWorkday, until, type Workday } from '../rigs/workday';

type ParcelRow = { facts: Record<string, { state: string; at: string | null }> };

describe('the truth on screen', () => {
  let day: Workday;
  let one: Goods;

  beforeAll(async () => {
    day = await startWorkday({
      orders: async (books) => {
        [one] = (await books.goods(1)) as [Goods];
        return [{ lines: [{ sku: one.sku, quantity: 2 }] }, { lines: [{ sku: one.sku, quantity: 1 }] }];
      },
    });
    await day.logIn();
  });
  afterAll(() => day?.end());

  const page = (): Page => day.station().page;
  const number = (index = 0): string => day.orders[index]?.number ?? '';
  const open = async (name: string): Promise<void> => {
    await day.display.typeScan(commandCode(name));
    await page().locator('main section h1').waitFor();
  };
  const leave = async (): Promise<void> => {
    await day.display.pressKey('Escape');
    await until(
      'the page is left',
      async () => (await page().locator('[data-age], [data-part]').count()) < 2,
    );
  };
  const facts = (): Promise<(string | undefined)[]> =>
    page()
      .locator('main [data-fact]')
      .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset['state']));
  const verdictOf = (action: string): Promise<string | null> =>
    page().locator(`[data-action="${action}"]`).getAttribute('data-verdict');
  const unsentActs = (): Promise<string[]> =>
    page()
      .locator('tr[data-op]')
      .evaluateAll((rows) => rows.map((row) => row.textContent ?? ''));
  const parcelAtOffice = async (): Promise<ParcelRow | undefined> =>
    (await day.door.ask<{ rows: ParcelRow[] }>('GET', `/v1/parcels?text=${number()}`)).rows[0];

  it('law 10: the outage page says that head office is away, since when, and what follows', async () => {
    await open('what-works');
    await until(
      'head office is up',
      async () => (await page().locator('[data-part=head-office][data-state=up]').count()) === 1,
    );
    expect(await verdictOf('claim-order')).toBe('works');
    await day.cable.cut();
    await page().locator('[data-part=head-office][data-state=down]').waitFor();
    expect(await page().locator('[data-part=head-office]').textContent()).toMatch(/down since \d\d:\d\d/);
    expect(await page().locator('[data-part=scale]').textContent()).toContain('none connected');
    expect([await verdictOf('pack-item'), await verdictOf('seal'), await verdictOf('claim-order')]).toEqual([
      'works',
      'later',
      'blocked',
    ]);
    await leave();
    expect(await page().locator('[data-note=claim-order]').textContent()).toContain('Blocked');
    expect(await page().locator('[data-age=still]').textContent()).toMatch(
      /stands still since \d\d:\d\d:\d\d/,
    );
  });

  it('lists every act that head office does not have, while the box is packed and sealed', async () => {
    await day.openOrder(number());
    await day.scanAll([one.code, one.code]);
    await open('unsent');
    await until('three acts are listed', async () => (await unsentActs()).length === 3);
    const [first, second] = await unsentActs();
    expect(first).toContain(`Box opened${number()}`);
    expect(second).toContain('Item packed');
    expect(await page().locator('[data-why]').getAttribute('data-why')).toBe('away');
    expect(await day.scan(boxCode('B2'))).toMatchObject({ tone: 'go' });
    expect(await page().locator('[data-why]').count()).toBe(0);
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await until('the label is out', () => day.printer.labels.some(({ zpl }) => zpl.includes(number())));
    await until('packed here, and nobody knows', async () => (await facts()).join() === 'yes,coming,no');
    await open('unsent');
    await until('the list has grown', async () => (await unsentActs()).length >= 5);
    await leave();
  });

  it('law 2: calls nothing accepted that head office does not know, driver or not', async () => {
    const [{ sscc } = { sscc: '' }] = await page().evaluate(() =>
      [...document.querySelectorAll('main')].map((each) => ({
        sscc: /\(00\) (\d{18})/.exec(each.textContent ?? '')?.[1] ?? '',
      })),
    );
    await until('the label is recorded', async () => /Label printed/.test(await day.screen.middle()));
    expect(await day.scan(`00${sscc}`)).toMatchObject({ tone: 'go' });
    await until('taken, and nobody knows', async () => (await facts()).join() === 'yes,coming,coming');
    expect((await parcelAtOffice())?.facts['packedHere']?.state).toBe('no');
    await open('my-parcels');
    await until('the list says the same', async () => (await facts()).join() === 'yes,coming,coming');
  });

  it('shows the three facts advance when the cable is in again, at the bench and in the office', async () => {
    await day.cable.mend();
    await until('all three are so', async () => (await facts()).join() === 'yes,yes,yes');
    expect(await page().locator('main section header').textContent()).toContain(
      '1 packed · 1 known at head office · 1 accepted by carrier',
    );
    await leave();
    await open('unsent');
    await page().getByText('Head office has everything of this bench').waitFor();
    await leave();
    const there = await parcelAtOffice();
    expect(Object.values(there?.facts ?? {}).map(({ state }) => state)).toEqual(['yes', 'yes', 'yes']);
    const [packedAt, knownAt] = [there?.facts['packedHere']?.at, there?.facts['knownAtHeadOffice']?.at];
    expect(Date.parse(knownAt ?? '')).toBeGreaterThan(Date.parse(packedAt ?? ''));
  });

  it('shows the station at head office: everything proven, and its troubles on top', async () => {
    await day.delivered();
    const ops = await day.books.opsOf(day.stationId());
    const { rows } = await day.door.ask<{ rows: { stationId: string; provenSeq: number }[] }>(
      'GET',
      '/v1/stations',
    );
    expect(rows.find(({ stationId }) => stationId === day.stationId())?.provenSeq).toBe(ops.length);
    await day.display.pressKey('F10');
    await page().getByRole('button', { name: 'Benches', exact: true }).click();
    const row = page().locator('tr[data-station="Bench 3"]');
    await until('the office says the same', async () =>
      ((await row.textContent()) ?? '').includes(`${ops.length}`),
    );
    expect(await row.getAttribute('data-trouble')).toBe('none');
    await day.cable.cut();
    await page().locator('[data-age=still]').waitFor();
    expect(await row.count()).toBe(1);
    await day.cable.mend();
    await page().locator('[data-age=moving]').waitFor();
    await day.display.pressKey('F10');
  });

  it('law 10: ends a task at the bench while the cable is out; the office sees by whom', async () => {
    expect(await day.openOrder(number(1))).toMatchObject({ tone: 'go' });
    await day.command('missing');
    expect(await day.command('missing')).toMatchObject({ tone: 'look', next: `${one.name}: 1 missing` });
    await day.command('cancel');
    await open('tasks');
    await page().locator('[data-task=count-bin]').waitFor();
    // The warehouse has other tasks; a scan of the order chooses its own.
    await day.display.typeScan(orderCode(number(1)));
    await page().locator('[data-task=count-bin][data-chosen=yes]').waitFor();
    await day.cable.cut();
    await page().locator('[data-age=still]').waitFor();
    await day.display.pressKey('Return');
    await page().locator('[data-question="tasks.ask"]').waitFor();
    await day.display.pressKey('Return');
    await page().locator('[data-task=count-bin]').waitFor({ state: 'detached' });
    const done = () =>
      day.door.ask<{ rows: { kind: string; doneBy: string | null; end?: { station: string } }[] }>(
        'GET',
        '/v1/tasks?state=done',
      );
    expect((await done()).rows).toEqual([]);
    await day.cable.mend();
    await until('head office knows', async () => (await done()).rows.length === 1);
    expect((await done()).rows[0]).toMatchObject({ kind: 'count-bin', end: { station: 'Bench 3' } });
    expect((await done()).rows[0]?.doneBy).not.toBeNull();
  });
});
