import { describe, expect, it } from 'vitest';
import { startWebhookReceiver } from '../../../e2e/rigs/webhook-receiver/webhook-receiver';
import { guardedPost, isOutside, readTarget } from './guarded-post';

const strict = { allowInside: false, timeoutMs: 500 };

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'not an address',
  ])('%s is inside', (address) => {
    expect(isOutside(address)).toBe(false);
  });

  it.each(['93.184.216.34', '172.32.0.1', '2606:2800:220:1:248:1893:25c8:1946'])(
    '%s is outside',
    (address) => {
      expect(isOutside(address)).toBe(true);
    },
  );

  it.each([
    ['http://example.com/', 'scheme'],
    ['https://127.0.0.1/', 'inside'],
    ['https://2130706433/', 'inside'],
    ['https://0x7f.1/', 'inside'],
    ['https://[::1]/', 'inside'],
    ['https://[::ffff:10.0.0.1]/', 'inside'],
    ['https://user@example.com/', 'url'],
    ['file:///etc/passwd', 'url'],
    ['nothing', 'url'],
  ])('%s is refused: %s', (url, why) => {
    expect(() => readTarget(url, strict)).toThrow(expect.objectContaining({ why }) as Error);
  });
});

describe('a post', () => {
  it('is sent nowhere when the name is one of an address inside, even among others', async () => {
    for (const inside of ['10.0.0.1', '::1'])
      await expect(
        guardedPost('https://shop.example/', {}, '{}', strict, async () => [
          { address: '93.184.216.34', family: 4 },
          { address: inside, family: inside.includes(':') ? 6 : 4 },
        ]),
      ).rejects.toMatchObject({ why: 'inside' });
  });

  it('goes to the address that was looked at, whatever the name says next', async () => {
    const receiver = await startWebhookReceiver();
    const { port } = new URL(receiver.url);
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '203.0.113.1', family: 4 }];
    };
    const options = { allowInside: true, timeoutMs: 1_000 };
    const posted = await guardedPost(`http://rebinds.example:${port}/`, {}, '{}', options, resolve);
    expect([posted.status, asked]).toEqual([204, 1]);
    expect(receiver.came[0]?.headers.host).toBe(`rebinds.example:${port}`);
    await receiver.close();
  });

  it('to a name that nobody knows is refused', async () => {
    const nobody = async () => {
      throw new Error('ENOTFOUND');
    };
    await expect(guardedPost('https://nobody.invalid/', {}, '{}', strict, nobody)).rejects.toMatchObject({
      why: 'unknown',
    });
  });
});
