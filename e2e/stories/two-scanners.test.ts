// Two operators at one computer, each with a scanner on a serial line of its own (real pseudo-terminals): the second is given the
// right side on the page of devices by scans alone, and so is the scale. With the network cut both pack at the same time; kill -9
// finds both again; head office has every op under whoever did it, each box under a number of its own, and a weight for the one
// that was sealed where the scale stands.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookInBothThemes } from '../rigs/both-themes';
import type { Goods } from '../rigs/head-office-books';
import { badgeCode, boxCode, commandCode, orderCode } from '../rigs/printed-codes';
import { openVirtualScale, type VirtualScale } from '../rigs/scale/virtual-scale';
import { openSerialLine, type SerialLine } from '../rigs/serial/serial-line';
import type { SeenVerdict } from '../rigs/station-screen';
import { storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

type Side = 'left' | 'right';

describe('two operators at one computer', { timeout: 300_000 }, () => {
  let day: Workday;
  let lines: Record<Side, SerialLine>;
  let scale: VirtualScale;
  let links: string;
  let bag: Goods;
  let card: Goods;

  beforeAll(async () => {
    links = mkdtempSync(join(tmpdir(), 'waybill-two-scanners-'));
    lines = {
      left: await openSerialLine(join(links, 'left-hand')),
      right: await openSerialLine(join(links, 'right-hand')),
    };
    scale = await openVirtualScale({ protocol: 'toledo-8217' });
    day = await startWorkday({
      settings: {
        scales: [{ name: 'Far scale', path: scale.path, protocol: 'toledo-8217' }],
        scanners: [
          { name: 'Left hand', path: lines.left.path },
          { name: 'Right hand', path: lines.right.path },
        ],
      },
      orders: async (books) => {
        [bag, card] = (await books.goods(2)) as [Goods, Goods];
        const of = (goods: Goods, quantity = 1) => ({ sku: goods.sku, quantity });
        return [{ lines: [of(bag), of(card)] }, { lines: [of(bag), of(card)] }];
      },
    });
  });
  afterAll(async () => {
    await day?.end();
    await scale?.close();
    for (const line of Object.values(lines ?? {})) await line.close();
    rmSync(links, { recursive: true, force: true });
  });

  const number = (index: number): string => day.orders[index]?.number ?? '';
  const middle = () => day.screen.middle();

  /** What one half of the screen answers, and how many answers it has given. */
  const seenAt = (side: Side): Promise<Pick<SeenVerdict, 'tone' | 'title'> & { answers: number }> =>
    day.station().page.evaluate((at) => {
      const half = document.querySelector(`[data-half="${at}"]`);
      const band = half?.querySelector<HTMLElement>('section[data-answers]');
      return {
        tone: (band?.dataset['tone'] ?? 'rest') as never,
        title: band?.querySelector(':scope > div > p')?.textContent ?? '',
        answers: Number(band?.dataset['answers'] ?? 0),
      };
    }, side);

  const scaleWords = async (): Promise<string> => {
    const { words = '' } =
      (await day.screen.strip('Far scale · Right')) ?? (await day.screen.strip('Far scale · Left')) ?? {};
    return words;
  };

  const bothReady = async (): Promise<boolean> => {
    const devices = await day.station().page.evaluate(() =>
      (
        globalThis as unknown as {
          waybill: { request: (name: string, input: null) => Promise<{ kind: string; state: string }[]> };
        }
      ).waybill.request('devices:list', null),
    );
    return devices.filter(({ kind, state }) => kind === 'scanner' && state === 'ready').length === 2;
  };

  const say = async (side: Side, code: string): Promise<{ tone: string; title: string }> => {
    const { answers } = await seenAt(side);
    await lines[side].say(`${code}\r`);
    await until(`an answer to ${code} at the ${side}`, async () => (await seenAt(side)).answers > answers);
    const { tone, title } = await seenAt(side);
    return { tone, title };
  };

  it('a scanner and a scale are given to the right side by scans on the page of devices', async () => {
    await until('both scanners are heard', bothReady);
    await lines.right.say(`${commandCode('devices')}\r`);
    await until('the page of devices', async () => (await middle()).includes('Right hand'));
    await lines.right.say(`${commandCode('quantity-7')}\r`);
    await until('it is the right one', async () =>
      (await middle()).includes('Its scans go to the right side'),
    );
    await until('the scale is heard', async () => (await scaleWords()).includes('0 g'));
    await lines.right.say(`${commandCode('quantity-0')}\r`);
    await until('the scale is the right one', async () =>
      (await middle()).includes('It weighs for the right side'),
    );
    await lookInBothThemes(day, 'two-sides-devices');
    await lines.left.say(`${commandCode('cancel')}\r`);
    await until('both halves are there', async () => {
      const seen = await middle();
      return seen.includes('nobody logged in') && !seen.includes('Its scans go to the right side');
    });
  });

  it('each badge logs in at the side of its scanner, and at one only', async () => {
    expect(await say('left', badgeCode('P1'))).toMatchObject({ tone: 'go' });
    expect(await say('right', badgeCode('P1'))).toMatchObject({
      tone: 'look',
      title: 'Already logged in on the other side',
    });
    expect(await say('right', badgeCode('P2'))).toMatchObject({ tone: 'go' });
  });

  it('both pack at the same time with the network cut; a box that is open on one side is not opened on the other', async () => {
    await day.cable.cut();
    expect(await say('left', orderCode(number(0)))).toMatchObject({ tone: 'go' });
    expect(await say('right', orderCode(number(0)))).toMatchObject({
      tone: 'look',
      title: `Order ${number(0)} is on the other side`,
    });
    const both = await Promise.all([say('left', bag.code), say('right', orderCode(number(1)))]);
    expect(both.map(({ tone }) => tone)).toEqual(['go', 'go']);
    expect(await say('right', bag.code)).toMatchObject({ tone: 'go' });
    // Sooner it is the scanner reading one item twice.
    await wait(500);
    expect(await say('right', bag.code), 'a stop here').toMatchObject({ tone: 'stop' });
    await lookInBothThemes(day, 'two-sides-packing');
    expect((await say('left', card.code)).tone, 'stops nobody there').toBe('go');
    expect(await say('right', commandCode('ok'))).toMatchObject({ tone: 'look' });
  });

  it('law 1: kill -9 finds both sides, their operators and their boxes again', async () => {
    await day.killStation();
    await day.startStation();
    await until('both boxes are there', async () => {
      const seen = await middle();
      return [0, 1].every((index) => seen.includes(number(index)));
    });
    // Both lines have to be open again before anything is said on them.
    await until('both scanners are heard', bothReady);
    expect(await say('right', card.code)).toMatchObject({ tone: 'go' });
    const [box] = await day.books.ask<{ grams: number }>(
      `SELECT (doc->'box'->>'tareGrams')::int AS grams FROM directory WHERE kind = 'box' AND doc->'box'->>'boxId' = 'B2'`,
    );
    const grams = (box?.grams ?? 0) + bag.weightGrams + card.weightGrams;
    scale.load(grams);
    await until('its box is on the scale', async () =>
      (await scaleWords()).includes(`${grams.toLocaleString('en-GB')} g`),
    );
    // At rest for as long as it takes to be a weight.
    await wait(900);
    await lookInBothThemes(day, 'two-sides-scale');
    const sealed = await Promise.all(
      (['left', 'right'] as const).map(async (side) => {
        await say(side, boxCode('B2'));
        return say(side, commandCode('seal'));
      }),
    );
    expect(sealed.map(({ tone }) => tone)).toEqual(['go', 'go']);
    const seals = (await storedOps(day.station().page)).filter(({ type }) => type === 'parcel.seal');
    // The left one has no scale: it seals by the catalogue's weight.
    const weighed = seals.map(({ body }) => (body['weighed'] as { scaleId: string; grams: number }) ?? null);
    expect(weighed.filter((each) => each !== null)).toEqual([
      expect.objectContaining({ scaleId: 'Far scale', by: 'scale', grams }),
    ]);
    expect(seals).toHaveLength(2);
    await until('both labels are out', () => day.printer.paper.length === 2);
  });

  it('head office has every op under whoever did it, and two boxes with two numbers', async () => {
    await day.cable.mend();
    await day.delivered();
    const packers = await day.books.ask<{ number: string; actors: string[] }>(
      `SELECT p.order_number AS number, array_agg(DISTINCT o.actor) AS actors
         FROM op o JOIN parcel p ON p.parcel_id = o.parcel_id
        WHERE o.type IN ('parcel.open', 'parcel.pack-item', 'parcel.choose-box', 'parcel.seal')
        GROUP BY 1 ORDER BY 1`,
    );
    expect(packers.map(({ actors }) => actors.length)).toEqual([1, 1]);
    expect(new Set(packers.flatMap(({ actors }) => actors)).size).toBe(2);
    const numbers = await Promise.all(
      [0, 1].map(async (index) => (await day.books.parcelsOf(number(index)))[0]?.sscc),
    );
    expect(new Set(numbers).size).toBe(2);
    const ops = await day.books.opsOf(day.stationId());
    expect(ops.every(({ status, times }) => status === 'applied' && times === 1)).toBe(true);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
