// Law 9: every refusal says what to do next, and a stop holds until somebody has looked at it. Wrong scans of every kind,
// each made with the scanner, each answered in words, shape and colour, none of them counted.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sku } from '../../shared/domain/ids';
import type { Goods } from '../rigs/head-office-books';
import { badgeCode, commandCode, orderCode } from '../rigs/printed-codes';
import { storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

/** A number that GS1 keeps for examples, so no catalogue has it. */
const strangeGtin = '9521234543213';

describe('law 9: a scan that is not right', () => {
  let day: Workday;
  let wanted: Goods;
  let once: Goods;
  let others: Goods;
  let elsewhere: Goods;

  beforeAll(async () => {
    day = await startWorkday({
      orders: async (books) => {
        [wanted, once, others, elsewhere] = (await books.goods(4)) as [Goods, Goods, Goods, Goods];
        return [
          {
            lines: [
              { sku: wanted.sku, quantity: 3 },
              { sku: once.sku, quantity: 1 },
            ],
          },
          { lines: [{ sku: others.sku, quantity: 1 }] },
        ];
      },
    });
  });
  afterAll(() => day?.end());

  const number = (): string => day.orders[0]?.number ?? '';
  const packedCodes = async () =>
    (await storedOps(day.station().page))
      .filter(({ type }) => type === 'parcel.pack-item')
      .map(({ body }) => body['code']);

  it('before a badge is refused, and a badge clears it', async () => {
    expect(await day.openOrder(number())).toMatchObject({
      tone: 'stop',
      title: 'Nobody is logged in',
      next: 'Scan your badge first.',
      holds: true,
    });
    expect(await day.scan(badgeCode('P99'))).toMatchObject({ tone: 'stop', holds: true });
    expect(await day.logIn()).toMatchObject({ tone: 'go' });
    expect(await day.openOrder(number())).toMatchObject({ tone: 'go', figures: '0 of 4' });
  });

  it('of an item nobody ordered stops, and shows what was scanned beside what was expected', async () => {
    expect(await day.scan(elsewhere.code)).toMatchObject({
      tone: 'stop',
      title: `Not in order ${number()}`,
      next: 'Put it aside and scan an item of this order.',
      holds: true,
    });
    const middle = await day.screen.middle();
    expect(middle).toContain(elsewhere.name);
    expect([wanted.name, once.name].some((name) => middle.includes(name))).toBe(true);
  });

  it('is refused again and again while the stop holds, and nothing is queued', async () => {
    for (const code of [elsewhere.code, strangeGtin, orderCode(day.orders[1]?.number ?? '')]) {
      expect(await day.scan(code)).toMatchObject({
        tone: 'stop',
        title: 'This scan was not counted',
        holds: true,
      });
    }
    expect(await day.command('seal')).toMatchObject({ tone: 'stop', holds: true });
    expect(await packedCodes()).toEqual([]);
  });

  it('is over when OK is scanned, and the next item counts', async () => {
    expect(await day.command('ok')).toMatchObject({ tone: 'look', next: 'Carry on' });
    expect(await day.scan(wanted.code)).toMatchObject({ tone: 'go', figures: '1 of 4' });
  });

  it('is over when the right item is scanned instead', async () => {
    expect(await day.scan(elsewhere.code)).toMatchObject({ tone: 'stop' });
    expect(await day.scan(once.code)).toMatchObject({ tone: 'go', figures: '2 of 4' });
  });

  it('of one too many stops with the number that is enough', async () => {
    expect(await day.scan(once.code)).toMatchObject({
      tone: 'stop',
      title: 'Enough of this item in the box',
      next: `Put this ${once.name} aside.`,
    });
    expect(await day.command('ok')).toMatchObject({ tone: 'look' });
    expect(await day.command('quantity-5')).toMatchObject({ tone: 'look' });
    expect(await day.scan(wanted.code)).toMatchObject({ tone: 'stop', title: 'Only 2 more needed' });
    expect(await day.command('ok')).toMatchObject({ tone: 'look' });
  });

  it('of an item of another order names that order', async () => {
    const other = day.orders[1]?.number ?? '';
    expect(await day.scan(others.code)).toMatchObject({
      tone: 'stop',
      title: `This is for order ${other}`,
      next: `Put it with order ${other}, not in this box.`,
    });
    expect(await day.command('ok')).toMatchObject({ tone: 'look' });
  });

  it('of a code nobody knows, and of one read wrongly, are told apart', async () => {
    expect(await day.scan(strangeGtin)).toMatchObject({ tone: 'stop', title: 'Code not known' });
    expect(await day.command('ok')).toMatchObject({ tone: 'look' });
    const spoiled = `${wanted.code.slice(0, -1)}${(Number(wanted.code.at(-1)) + 1) % 10}`;
    expect(await day.scan(`]E0${spoiled}`)).toMatchObject({ tone: 'stop', title: 'Code not read right' });
    expect(await day.command('ok')).toMatchObject({ tone: 'look' });
    const spoiledCommand = `${commandCode('seal').slice(0, -1)}${commandCode('seal').endsWith('Q') ? 'R' : 'Q'}`;
    expect(await day.scan(spoiledCommand)).toMatchObject({ tone: 'stop', title: 'Code not read right' });
    expect(await day.command('ok')).toMatchObject({ tone: 'look' });
  });

  it('read twice by the scanner counts once, and says so', async () => {
    const before = (await packedCodes()).length;
    const answered = await day.screen.answered();
    await day.display.typeScan(wanted.code);
    await day.display.typeScan(wanted.code);
    await until('the first is answered', async () => (await day.screen.answered()) > answered);
    await until('the second is shown', async () =>
      (await day.screen.verdict()).next.includes('read it twice'),
    );
    expect((await day.screen.verdict()).figures).toBe('3 of 4');
    expect((await packedCodes()).length).toBe(before + 1);
  });

  it('is taken back by UNDO while the box is open', async () => {
    expect(await day.command('undo')).toMatchObject({
      tone: 'look',
      next: `Taken back: 1 of ${wanted.name}`,
      figures: '2 of 4',
    });
    expect(await day.scan(wanted.code)).toMatchObject({ tone: 'go', figures: '3 of 4' });
  });

  it('does not seal a box that is not complete, and says how many are left', async () => {
    expect(await day.command('seal')).toMatchObject({ tone: 'stop', holds: true });
    expect(await day.command('ok')).toMatchObject({ tone: 'look' });
  });

  it('law 2: leaves head office with what the screen counted, refusals as evidence', async () => {
    await day.delivered();
    const [parcel] = await day.books.parcelsOf(number());
    const packed = new Map(parcel?.lines.map((line) => [line.sku, line.packed]));
    expect(packed.get(wanted.sku as Sku)).toBe(2);
    expect(packed.get(once.sku as Sku)).toBe(1);
    const { timeline } = await day.door.ask<{ timeline: Array<{ type: string }> }>(
      'GET',
      `/v1/orders/${day.orders[0]?.orderId}`,
    );
    expect(timeline.filter(({ type }) => type === 'ItemPacked').length).toBe(4);
    const refused = (await day.books.opsOf(day.stationId())).filter(
      ({ type }) => type === 'bench.refuse-scan',
    );
    expect(refused.length).toBeGreaterThanOrEqual(10);
  });
});
