// A customer changes their mind while the parcel is in a bench's hand: the open box stops and gives the units up, a bench
// that is offline is asked and answers when it is back, a sealed one is stopped at the hand-over scan, and one that left
// before anybody heard has left. Every sticker leaves once, and the books agree.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { boxCode } from '../rigs/printed-codes';
import { storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

type Cancel = {
  state: string;
  askedAt: string;
  answeredAt: string | null;
  answeredWhere: string | null;
  holder: { name: string; lastSeenAt: string | null } | null;
};

describe('a cancellation that a bench is asked for', () => {
  let day: Workday;
  let one: Goods;
  let two: Goods;

  beforeAll(async () => {
    day = await startWorkday({
      orders: async (books) => {
        [one, two] = (await books.goods(2)) as [Goods, Goods];
        const lines = [
          { sku: one.sku, quantity: 2 },
          { sku: two.sku, quantity: 1 },
        ];
        return [{ lines }, { lines }, { lines }, { lines }];
      },
    });
    await day.logIn();
  });
  afterAll(() => day?.end());

  const order = (index: number) => {
    const found = day.orders[index];
    if (!found) throw new Error(`no order ${index}`);
    return found;
  };
  const parcelOf = async (index: number) => (await day.books.parcelsOf(order(index).number))[0];
  const pageOf = (index: number) =>
    day.door.ask<{
      order: { lines: Array<{ lineNo: number; sku: string; cancelled: number; shipped: number }> };
      cancels: Cancel[];
    }>('GET', `/v1/orders/${order(index).orderId}`);
  const cancelOf = async (index: number): Promise<Cancel | undefined> => (await pageOf(index)).cancels[0];
  const cancel = async (index: number, goods: Goods, quantity: number): Promise<void> => {
    const { lines } = (await pageOf(index)).order;
    const lineNo = lines.find(({ sku }) => sku === goods.sku)?.lineNo ?? 0;
    await day.door.cancelLine(order(index).orderId, lineNo, quantity);
  };
  const cancelled = async (index: number): Promise<number> =>
    (await pageOf(index)).order.lines.reduce((sum, line) => sum + line.cancelled, 0);
  const fill = async (index: number): Promise<void> => {
    expect(await day.openOrder(order(index).number)).toMatchObject({ tone: 'go' });
    for (const { code } of [one, one, two]) expect(await day.scan(code)).toMatchObject({ tone: 'go' });
    expect(await day.scan(boxCode('B2'))).toMatchObject({ tone: 'go' });
  };
  const labelsOf = (index: number) =>
    day.printer.labels.filter(({ zpl }) => zpl.includes(order(index).number)).length;
  const sealWithLabel = async (index: number): Promise<void> => {
    const before = labelsOf(index);
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await until('the label is out', () => labelsOf(index) > before);
  };

  it('stops the open box, is acknowledged by scan, and the units come out', async () => {
    await fill(0);
    await day.delivered();
    await cancel(0, one, 1);
    await until('the bench is stopped', async () => (await day.screen.verdict()).tone === 'stop');
    expect(await day.screen.verdict()).toMatchObject({
      title: `Units of ${order(0).number} were cancelled`,
      next: `Scan OK and leave out 1 × ${one.name}.`,
      holds: true,
    });
    expect(await day.screen.middle()).toContain('Take 1 out of the box');
    expect(await cancelled(0)).toBe(0);
    expect(await day.command('ok')).toMatchObject({ tone: 'look', title: 'Take it out and scan it' });
    expect(await day.scan(one.code)).toMatchObject({ tone: 'look', next: `${one.name}: 1 taken out` });
    await sealWithLabel(0);
    await day.delivered();
    expect(await cancelOf(0)).toMatchObject({ state: 'accepted', answeredWhere: 'Bench 3' });
    expect(await cancelled(0)).toBe(1);
  });

  it('a bench that is offline is asked; head office shows since when, and the answer comes with the network', async () => {
    await day.cable.cut();
    await until(
      'the strip is grey',
      async () => (await day.screen.strip('Head office'))?.state === 'offline',
    );
    await cancel(1, two, 1);
    expect(await cancelOf(1)).toMatchObject({
      state: 'asked',
      answeredAt: null,
      holder: { name: 'Bench 3', lastSeenAt: expect.any(String) },
    });
    expect(await cancelled(1)).toBe(0);
    await day.cable.mend();
    // Nobody has begun it: the bench answers by itself.
    await until('the bench has answered', async () => (await cancelOf(1))?.state === 'accepted');
    expect(await cancelled(1)).toBe(1);
    expect(await day.openOrder(order(1).number)).toMatchObject({ figures: '0 of 2' });
    expect((await day.scanAll([one.code, one.code])).at(-1)).toMatchObject({ tone: 'go', figures: '2 of 2' });
    expect(await day.scan(boxCode('B2'))).toMatchObject({ tone: 'go' });
    await sealWithLabel(1);
  });

  it('a sealed parcel is stopped at the hand-over scan, and REOPEN gives the units back', async () => {
    await fill(2);
    await sealWithLabel(2);
    await until('head office has the label', async () => (await parcelOf(2))?.state === 'labelled');
    await cancel(2, two, 1);
    await until('the bench has answered', async () => (await cancelOf(2))?.state === 'too-late');
    const label = `00${(await parcelOf(2))?.sscc ?? ''}`;
    expect(await day.scan(label)).toMatchObject({
      tone: 'stop',
      title: `Stop: order ${order(2).number} was cancelled`,
      next: 'Put it aside, or scan REOPEN to take the units out.',
    });
    expect(await day.command('reopen')).toMatchObject({ tone: 'look', title: 'Take it out and scan it' });
    expect(await day.scan(two.code)).toMatchObject({ tone: 'look' });
    await sealWithLabel(2);
    await until('head office has the new label', async () => (await parcelOf(2))?.state === 'labelled');
    expect(await day.scan(label)).toMatchObject({ tone: 'stop' });
    expect(await day.command('ok')).toMatchObject({ tone: 'look' });
    expect(await day.scan(`00${(await parcelOf(2))?.sscc ?? ''}`)).toMatchObject({ tone: 'go' });
    await until('it has left', async () => (await parcelOf(2))?.state === 'handed-over');
    expect(await cancelled(2)).toBe(1);
  });

  it('law 3: a parcel that left while the bench was offline has left, and customer service has the return', async () => {
    await day.cable.cut();
    await until(
      'the strip is grey',
      async () => (await day.screen.strip('Head office'))?.state === 'offline',
    );
    await fill(3);
    await sealWithLabel(3);
    await cancel(3, one, 2);
    const offline = await parcelOf(3);
    expect(offline).toMatchObject({ state: 'leased', cancel: { state: 'asked' } });
    await day.printer.settled();
    const label = day.printer.paper.find((each) => each.zpl.includes(order(3).number));
    const code = label?.codes.find(({ symbology }) => symbology === ']C1')?.text ?? '';
    // The printer confirms its label a moment after it came out.
    await until('the label is known here', async () =>
      (await storedOps(day.station().page)).some(
        ({ type, parcelId }) => type === 'parcel.record-label' && parcelId === offline?.parcelId,
      ),
    );
    expect(await day.scan(code)).toMatchObject({ tone: 'go' });
    await day.cable.mend();
    await day.delivered();
    await until('head office knows', async () => (await parcelOf(3))?.state === 'handed-over');
    expect(await cancelOf(3)).toMatchObject({ state: 'left', answeredWhere: 'Bench 3' });
    expect(await cancelled(3)).toBe(0);
    const tasks = await day.books.ask<{ kind: string }>(
      `SELECT kind FROM task WHERE parcel_id = '${(await parcelOf(3))?.parcelId ?? ''}'`,
    );
    expect(tasks).toEqual([{ kind: 'return-on-arrival' }]);
    await wait(500);
    expect(labelsOf(3)).toBe(1);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
