// A head office with a shop of our own protocol, told of carts as that shop tells them.
import { expect } from 'vitest';
import { createHmac } from 'node:crypto';
import { companyStream, skuSchema } from '../../../shared/domain/ids';
import { addProducts } from '../catalogue/save-products';
import { startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';
import type { CartAnswer } from '../../../shared/contract/carts';

export const shopSecret = 'between us';

export type CartOffice = {
  test: TestOffice;
  desk: TestStation;
  /** Head office's clock; moves when told. */
  clock: { at: Date };
  /** Asks as the shop does: signed. */
  ask: (
    path: string,
    body: object,
    channelId?: string,
  ) => Promise<{ status: number; body: Record<string, unknown> }>;
  cart: (
    cartKey: string,
    lines: Readonly<Record<string, number>>,
    change?: object,
    channelId?: string,
  ) => Promise<CartAnswer>;
  order: (
    externalId: string,
    lines: Readonly<Record<string, number>>,
    cartKey: string | null,
    channelId?: string,
  ) => Promise<string>;
  product: (sku: string) => Promise<void>;
  agree: (policy: object, channelId?: string) => Promise<void>;
  /** Units in a warehouse or all that nobody was promised and nothing holds. */
  free: (sku: string) => Promise<number>;
  held: (sku: string) => Promise<{ holder: string; units: number }[]>;
  pass: (minutes: number) => Promise<void>;
  /** What stock is held is what carts and orders say, and nobody was promised what is not there. */
  expectHoldsSound: () => Promise<void>;
  close: () => Promise<void>;
};

export async function startCartOffice(): Promise<CartOffice> {
  const clock = { at: new Date('2026-05-04T10:00:00.000Z') };
  const test = await startTestOffice({ idleMs: 3_600_000, now: () => clock.at });
  for (const channelId of ['shop', 'other'])
    await test.rows(
      `INSERT INTO channel (channel_id, name, kind, formats, currency, policy, secrets) VALUES ($1, 'The shop', 'signed-api', '{}', 'GBP', '{}', $2)`,
      channelId,
      JSON.stringify({ secret: shopSecret }),
    );
  const desk = await test.enrol();
  const ask: CartOffice['ask'] = async (path, body, channelId = 'shop') => {
    const payload = JSON.stringify(body);
    const timestamp = String(Math.floor(clock.at.getTime() / 1000));
    const mark = createHmac('sha256', shopSecret).update(`${timestamp}.${payload}`).digest('hex');
    const answer = await test.app.inject({
      method: 'POST',
      url: `/v1/channels/${channelId}/${path}`,
      headers: {
        'content-type': 'application/json',
        'waybill-timestamp': timestamp,
        'waybill-signature': `v1=${mark}`,
      },
      payload,
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  let changes = 0;
  const rowsOf = (lines: Readonly<Record<string, number>>) =>
    Object.entries(lines).map(([sku, quantity]) => ({ sku, name: sku, quantity, unitPriceMinor: 500 }));
  return {
    test,
    desk,
    clock,
    ask,
    cart: async (cartKey, lines, change = {}, channelId) => {
      changes += 1;
      const { status, body } = await ask(
        'carts',
        {
          cartKey,
          changedAt: new Date(clock.at.getTime() + changes).toISOString(),
          customer: { name: 'Ayşe', email: 'ayse@example.org', countryCode: 'GB', mayWrite: true },
          currency: 'GBP',
          lines: rowsOf(lines),
          restoreUrl: 'https://shop.example.org/basket',
          ...change,
        },
        channelId,
      );
      expect(status, JSON.stringify(body)).toBe(200);
      return body as CartAnswer;
    },
    order: async (externalId, lines, cartKey, channelId) => {
      const { status, body } = await ask(
        'orders',
        {
          externalId,
          number: externalId,
          placedAt: clock.at.toISOString(),
          changedAt: clock.at.toISOString(),
          currency: 'GBP',
          customer: { customerId: null, name: 'Ayşe' },
          shipTo: {
            name: 'Ayşe',
            company: null,
            lines: ['1 High Street'],
            postcode: 'LS1 1AA',
            city: 'Leeds',
            region: null,
            countryCode: 'GB',
            phone: null,
            email: null,
          },
          ...(cartKey === null ? {} : { cartKey }),
          lines: rowsOf(lines).map((line, index) => ({ ...line, lineId: String(index) })),
        },
        channelId,
      );
      expect([200, 201], JSON.stringify(body)).toContain(status);
      return String(body['orderId']);
    },
    product: async (sku) => {
      await test.office.writer.submit([companyStream], (tx) =>
        addProducts(tx, [
          {
            sku: skuSchema.parse(sku),
            name: `A ${sku.toLowerCase()}`,
            category: null,
            size: { lengthMm: 100, widthMm: 100, heightMm: 100 },
            weightGrams: 300,
            price: { amountMinor: 500, currency: 'GBP' },
            fragile: false,
          },
        ]),
      );
    },
    agree: async (policy, channelId = 'shop') => {
      await test.rows(
        'UPDATE channel SET policy = $2 WHERE channel_id = $1',
        channelId,
        JSON.stringify(policy),
      );
    },
    free: async (sku) => {
      const [row] = await test.rows<{ units: number }>(
        `SELECT (coalesce((SELECT sum(available) FROM stock WHERE sku = $1), 0)
               - coalesce((SELECT sum(units) FROM stock_hold WHERE sku = $1), 0))::int AS units`,
        sku,
      );
      return row?.units ?? 0;
    },
    held: (sku) =>
      test.rows('SELECT holder, units FROM stock_hold WHERE sku = $1 ORDER BY holder, stream_id', sku),
    pass: async (minutes) => {
      clock.at = new Date(clock.at.getTime() + minutes * 60_000);
      await test.office.carts.timers.drain();
      await test.settled();
    },
    expectHoldsSound: () => expectHoldsSound(test),
    close: () => test.close(),
  };
}

async function expectHoldsSound(test: TestOffice): Promise<void> {
  await test.expectSound();
  const differs = await test.rows(
    `WITH told AS (
       SELECT r.record_id AS holder_id, h->>'warehouseId' AS stream_id, h->>'sku' AS sku, (h->>'units')::int AS units
       FROM record r, jsonb_array_elements(r.doc->'holds') h WHERE r.kind = 'cart'
     ), kept AS (SELECT holder_id, stream_id, sku, units FROM stock_hold WHERE holder = 'cart')
     (TABLE told EXCEPT TABLE kept) UNION ALL (TABLE kept EXCEPT TABLE told)`,
  );
  expect(differs).toEqual([]);
  // An order keeps no more than it lacks, and only while it may still be given it.
  const lost = await test.rows(
    `SELECT h.holder_id, h.sku, h.units FROM (SELECT holder_id, sku, sum(units) AS units FROM stock_hold WHERE holder = 'order' GROUP BY holder_id, sku) h
     LEFT JOIN LATERAL (
       SELECT sum((l->>'ordered')::int - (l->>'cancelled')::int - (l->>'shipped')::int - (l->>'allocated')::int) AS lacks
       FROM sales_order o, jsonb_array_elements(o.doc->'lines') l
       WHERE o.order_id = h.holder_id AND l->>'sku' = h.sku AND o.doc->>'state' IN ('placed', 'confirmed')) o ON true
     WHERE h.units > coalesce(o.lacks, 0)`,
  );
  expect(lost).toEqual([]);
}
