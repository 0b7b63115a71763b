import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ShopServer, startShopServer } from '../../../e2e/rigs/shops/shop-server';
import { ChannelFailure, channelUrl, createChannelHttp } from './channel-http';

let shop: ShopServer;
beforeAll(async () => {
  shop = await startShopServer(({ path }) =>
    path === '/away'
      ? { status: 302, headers: { location: 'http://169.254.169.254/' } }
      : { status: path === '/gone' ? 410 : 200, json: { path } },
  );
});
afterAll(() => shop.close());

const failure = async (path: string, patienceMs = 20_000): Promise<ChannelFailure> => {
  const cause: unknown = await createChannelHttp({ patienceMs })(`${shop.url}${path}`, {
    method: 'GET',
  }).catch((thrown: unknown) => thrown);
  if (!(cause instanceof ChannelFailure)) throw new Error(`no failure: ${String(cause)}`);
  return cause;
};

describe('requests to a channel', () => {
  it('give up on a server that takes too long, to try again', async () => {
    shop.misbehave(() => true, { kind: 'slow', ms: 60_000 });
    expect((await failure('/slow', 100)).again).toBe('retry');
  });

  it('follow nobody elsewhere', async () => {
    expect((await failure('/away')).again).toBe('retry');
    expect(shop.asked.at(-1)?.path).toBe('/away');
  });

  it.each([
    ['2.0', 2_000],
    ['0', 0],
    ['99999999', 3_600_000],
    ['soon', 2_000],
  ])('wait when told to, Retry-After %s', async (retryAfter, pauseMs) => {
    shop.misbehave(() => true, { kind: 'busy', retryAfter });
    expect(await failure('/')).toMatchObject({ again: 'wait', pauseMs, status: 429 });
  });

  it('wait until a date', async () => {
    const at = new Date(Date.now() + 60_000).toUTCString();
    shop.misbehave(() => true, { kind: 'busy', retryAfter: at });
    expect((await failure('/')).pauseMs).toBeGreaterThan(0);
  });

  it('say what was answered when it cannot be helped', async () => {
    expect(await failure('/gone')).toMatchObject({ again: 'never', status: 410, answer: '{"path":"/gone"}' });
  });

  it.each(['http://shop.example', 'ftp://127.0.0.1', 'file:///etc/passwd', 'shop.example', ''])(
    'go nowhere but to https: %s',
    (text) => {
      expect(() => channelUrl(text)).toThrow(ChannelFailure);
    },
  );
  it.each(['https://shop.example/a', 'http://127.0.0.1:1', 'http://localhost', 'http://[::1]:8'])(
    'go to %s',
    (text) => {
      expect(channelUrl(text).href).toContain('://');
    },
  );
});
