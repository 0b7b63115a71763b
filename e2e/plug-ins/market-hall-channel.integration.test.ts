// The example of docs/plug-ins.md, plugged into a head office: it is short, it takes orders, and it is told.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestOffice, type TestOffice } from '../../server/test-office.test-kit';
import { type ShopServer, startShopServer } from '../rigs/shops/shop-server';
import { plugInTools } from '../../server/plug-ins';
import { plugIn } from './market-hall-channel';

let test: TestOffice;
let hall: ShopServer;
const told = new Map<string, unknown>();

beforeAll(async () => {
  hall = await startShopServer(({ path, headers, json }) => {
    if (headers['x-hall-key'] !== 'stall 7') return { status: 403 };
    told.set(path, json);
    return { status: 204 };
  });
  test = await startTestOffice({
    idleMs: 3_600_000,
    channels: { connectors: plugIn(plugInTools).channels ?? [] },
  });
  await test.rows(
    `INSERT INTO channel (channel_id, name, kind, formats, currency, policy, fields, secrets)
     VALUES ('hall', 'Market hall', 'market-hall', '{}', 'GBP', '{"pushStock":true}', $1, '{"stallKey":"stall 7"}')`,
    JSON.stringify({ baseUrl: hall.url }),
  );
});
afterAll(async () => {
  await test.close();
  await hall.close();
});

const note = {
  ticket: 'T-9',
  bought: '2026-03-01T09:00:00Z',
  written: '2026-03-01T09:00:00Z',
  state: 'paid',
  money: 'GBP',
  buyer: { card: '12', name: 'Ada', street: '1 High Street', code: 'LS1 1AA', town: 'Leeds', country: 'GB' },
  goods: [{ article: 'MUG', pieces: 2, each: '5.00' }],
};

describe('a channel of your own', () => {
  it('is written in under a hundred lines', () => {
    const text = readFileSync(new URL('market-hall-channel.ts', import.meta.url), 'utf8');
    expect(text.split('\n').length).toBeLessThan(100);
    expect(readFileSync(new URL('../../docs/plug-ins.md', import.meta.url), 'utf8')).toContain(
      'market-hall-channel.ts',
    );
  });

  it('takes orders and changes of them, and is told of stock', async () => {
    const send = (change: object, id: string) => {
      const payload = JSON.stringify({ ...note, ...change });
      return test.app.inject({
        method: 'POST',
        url: '/v1/channels/hall/webhooks',
        headers: {
          'content-type': 'application/json',
          'x-hall-note': id,
          'x-hall-signature': createHmac('sha256', 'stall 7').update(payload).digest('hex'),
        },
        payload,
      });
    };
    await test.receive('MUG', 9);
    expect((await send({}, 'a')).statusCode).toBe(200);
    expect(
      (
        await send(
          {
            written: '2026-03-01T09:05:00Z',
            goods: [{ article: 'MUG', pieces: 2, struck: 1, each: '5.00' }],
          },
          'b',
        )
      ).statusCode,
    ).toBe(200);
    const { inbox, watching, telling } = test.office.channels;
    await inbox.drain();
    await test.settled();
    const rows = await test.rows(`SELECT status, total_minor FROM sales_order WHERE channel_id = 'hall'`);
    expect(rows).toEqual([{ status: 'ready', total_minor: 500 }]);
    await watching.drain();
    await test.receive('MUG', 1);
    await watching.drain();
    for (const job of telling) await job.drain();
    expect(told.get('/articles/MUG')).toEqual({ left: 9 });
  });
});
