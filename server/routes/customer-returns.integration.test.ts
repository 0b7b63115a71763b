// How a customer sends something back, on pages without a login: found by number and postcode or e-mail, asked for once, and
// nothing told to whoever guesses.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import { ownCode } from '../../shared/barcode/own-code';
import { type ReturnsOffice, startReturnsOffice } from '../services/returns/returns.test-kit';
import { lineOf, newOrder } from '../test-office.test-kit';

let office: ReturnsOffice;
let address = 1;
beforeAll(async () => {
  office = await startReturnsOffice();
  const { paid, ship } = office;
  const { shipTo } = newOrder({ externalId: 'x' });
  for (const [externalId, email] of [
    ['PUB-1', 'ayse@Example.org'],
    ['PUB-2', null],
  ] as const) {
    const payment = { providerId: 'card', token: 'pm_card_visa' };
    const orderId = (await paid.desk.place({
      externalId,
      shipTo: { ...shipTo, email },
      lines: [lineOf('MUG', 2), lineOf('LAMP', 1)],
      payment,
    })) as never;
    await paid.settled();
    await ship(orderId, 1, 2);
    await ship(orderId, 2, 1);
  }
});
afterAll(() => office.close());

/** Every customer comes from an address of their own, unless told otherwise. */
const ask = (
  method: 'GET' | 'POST',
  url: string,
  form?: Record<string, string>,
  remoteAddress = `10.0.0.${(address += 1)}`,
) =>
  office.paid.test.app.inject({
    method,
    url,
    remoteAddress,
    ...(form
      ? {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams(form).toString(),
        }
      : {}),
  });
const find = (number: string, contact: string, from?: string) =>
  ask('POST', '/customer/returns?language=en', { number, contact }, from);

describe('finding an order', () => {
  it('needs its number and what only its customer knows', async () => {
    expect((await ask('GET', '/customer/returns?language=tr')).body).toContain('Ürün iadesi');
    for (const contact of ['AYSE@example.ORG', 'ls1 1aa', 'LS11AA']) {
      const found = await find('PUB-1', contact);
      expect([found.statusCode, found.headers.location]).toEqual([
        303,
        expect.stringMatching(/^\/customer\/return-order\/[\w-]{43}\?language=en$/),
      ]);
    }
    for (const [number, contact] of [
      ['PUB-1', 'LS1 1AB'],
      ['PUB-2', 'ayse@example.org'],
      ['PUB-3', 'LS1 1AA'],
      ['', ''],
      ['PUB-1', '%'],
    ] as const) {
      const wrong = await find(number, contact);
      expect(wrong.statusCode).toBe(422);
      expect(wrong.body).toContain('We found no order like that');
    }
  });

  it('is held when somebody tries', async () => {
    const answers: number[] = [];
    for (let index = 0; index < 12; index += 1)
      answers.push((await find(`N-${index}`, 'LS1', '10.9.9.9')).statusCode);
    expect(answers.slice(0, 10)).toEqual(Array(10).fill(422));
    expect(answers.slice(10)).toEqual([429, 429]);
    // Tries of one order from everywhere count together.
    const spread: number[] = [];
    for (let index = 0; index < 7; index += 1) spread.push((await find('PUB-9', `LS${index}`)).statusCode);
    expect(spread.slice(0, 5)).toEqual(Array(5).fill(422));
    expect(spread.at(-1)).toBe(429);
  });

  it('opens nothing by another link', async () => {
    const found = await find('PUB-2', 'LS1 1AA');
    const token = String(found.headers.location).split('/').at(-1)?.split('?')[0] ?? '';
    for (const path of [
      `/customer/return/${token}`,
      `/customer/rating/${token}`,
      '/customer/return-order/abc',
    ])
      expect((await ask('GET', path)).statusCode).toBe(404);
  });
});

describe('asking for a return', () => {
  it('shows the terms, takes what is asked once, and gives a number with bars', async () => {
    const path = String((await find('PUB-1', 'ayse@example.org')).headers.location);
    const page = await ask('GET', path);
    expect(page.body).toContain('A mug');
    expect(page.body).toMatch(/name="key" value="[0-9a-f-]{36}"/);
    const key = uuidV7();
    const nothing = await ask('POST', path, { key, 'units-1': '0' });
    expect(nothing.statusCode).toBe(422);
    expect((await ask('POST', path, { key, 'units-1': '99' })).body).toContain('cannot come back like that');
    const form = {
      key,
      'units-1': '1',
      'reason-1': 'does-not-fit',
      'note-1': '<script>1</script>',
      wish: 'exchange',
      other: 'x',
    };
    const sent = await ask('POST', path, form);
    const again = await ask('POST', path, form);
    expect([sent.statusCode, again.headers.location]).toEqual([303, sent.headers.location]);
    const mine = String(sent.headers.location);
    const shown = await ask('GET', mine);
    const { rows } = (await office.paid.desk.get('/v1/returns?text=PUB-1')).body as {
      rows: { number: string; state: string }[];
    };
    expect(rows).toMatchObject([{ state: 'advised', origin: 'customer', wish: 'exchange', asked: 1 }]);
    const number = rows[0]?.number ?? '';
    expect(shown.body).toContain(`${number.slice(0, 4)} ${number.slice(4, 8)} ${number.slice(8)}`);
    expect(shown.body).toContain('<svg');
    expect(shown.headers['content-security-policy']).not.toContain('unsafe');
    expect((await office.paid.desk.get(`/v1/return-desk?code=${ownCode('return', number)}`)).status).toBe(
      200,
    );
    expect((await ask('GET', path)).body).not.toContain('<script>');
    expect((await ask('GET', mine.replace('language=en', 'language=tr'))).body).toContain('Nasıl gönderilir');
    const kept = await ask('POST', mine, { cancel: '1' });
    expect(kept.body).toContain('Cancelled');
    expect((await ask('POST', mine, { cancel: '1' })).body).toContain('Cancelled');
  });

  it('of another order under a known key opens nothing', async () => {
    const one = String((await find('PUB-1', 'ayse@example.org')).headers.location);
    const two = String((await find('PUB-2', 'LS1 1AA')).headers.location);
    const key = uuidV7();
    expect((await ask('POST', one, { key, 'units-2': '1' })).statusCode).toBe(303);
    expect((await ask('POST', two, { key, 'units-2': '1' })).statusCode).toBe(404);
  });

  it('takes whatever is typed into its fields for what it is, and never breaks', async () => {
    const nul = String.fromCharCode(0);
    for (const [number, contact] of [
      [`PUB-1${nul}`, `LS1${nul}`],
      [nul, nul.repeat(3)],
      ["PUB-1' OR 1=1 --", 'LS1 1AA'],
      ['\u202ePUB-1', '\ud83d\ude00 LS1'],
      ['x'.repeat(81), 'LS1 1AA'],
      ['PUB-1', 'y'.repeat(2000)],
    ] as const)
      expect((await find(number, contact)).statusCode, JSON.stringify([number, contact])).toBe(
        number.includes(nul) ? 400 : 422,
      );
    const path = String((await find('PUB-2', 'LS1 1AA')).headers.location);
    for (const units of ['-1', '1.5', '1e999', 'NaN', '0x', '9007199254740993'])
      expect((await ask('POST', path, { key: uuidV7(), 'units-1': units })).statusCode, units).toBe(422);
    expect((await ask('POST', path, { key: 'x', 'units-1': '1' })).statusCode).toBe(422);
    const note = `=1+1 <b>\u202e ${'n'.repeat(5000)}`;
    const sent = await ask('POST', path, { key: uuidV7(), 'units-1': '1', 'reason-1': 'x', 'note-1': note });
    expect(sent.statusCode).toBe(303);
    expect((await ask('GET', String(sent.headers.location))).body).not.toContain('<b>');
    // The unit that is asked for is asked for: another request of it has to wait for its end.
    expect((await ask('POST', path, { key: uuidV7(), 'units-1': '2' })).statusCode).toBe(422);
    const { desk } = office.paid;
    for (const code of ['%00', '%F0%9F%98%80', 'PUB-1%00', '%E2%80%AEPUB-1'])
      expect((await desk.get(`/v1/return-desk?code=${code}`)).status, code).toBeLessThan(500);
  });
});
