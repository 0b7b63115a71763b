// Head office as its office people ask it: over HTTP, with a token of the office.
import type { Address } from '../../shared/domain/customer/address';
import { officeAccess, type TokenSource } from '../../server/client/office-access';
import type { HeadOfficeBooks } from './head-office-books';

export type OrderWish = {
  lines: ReadonlyArray<{ sku: string; quantity: number }>;
  number?: string;
  name?: string;
  /** Where the customer is written to; nobody is when absent. */
  email?: string;
  priority?: 'normal' | 'vip';
  giftMessage?: string;
  /** Where it goes, as far as that matters. */
  shipTo?: Partial<Omit<Address, 'email' | 'phone'>>;
  /** Now puts it at the end of the queue; absent, it comes before every other. */
  placedAt?: Date;
};
export type PlacedOrder = { orderId: string; number: string };

export type HeadOfficeDoor = {
  /** Asks and gives the answer's JSON; throws the refusal's words for any status of 400 and above. */
  ask: <Answer>(method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Answer>;
  /** Places an order and waits until its parcel waits for a bench. */
  placeOrder: (wish: OrderWish) => Promise<PlacedOrder>;
  /** A one-time code that enrols one more station. */
  enrolCode: (warehouseId?: string) => Promise<string>;
  cancelLine: (orderId: string, lineNo: number, quantity: number) => Promise<void>;
};

let placed = 0;

export function headOfficeDoor(origin: string, dataDir: string, books: HeadOfficeBooks): HeadOfficeDoor {
  let token: Promise<TokenSource> | null = null;
  const ask = async <Answer>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> => {
    token ??= officeAccess({ origin, dataDir, databaseUrl: undefined, token: undefined, code: undefined });
    const bearer = await (await token)();
    const answer = await fetch(origin + path, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 400)}`);
    return JSON.parse(text) as Answer;
  };
  return {
    ask,
    placeOrder: async ({
      lines,
      number,
      name = 'Gülşah Öztürk-Ağaoğlu',
      email,
      priority = 'vip',
      giftMessage,
      shipTo,
      placedAt,
    }) => {
      placed += 1;
      const orderNumber = number ?? `S${process.pid % 1000}${String(placed).padStart(3, '0')}`;
      const { orderId } = await ask<{ orderId: string }>('POST', '/v1/orders', {
        channelId: 'web',
        externalId: `story-${orderNumber}`,
        number: orderNumber,
        placedAt: (placedAt ?? new Date(Date.UTC(2009, 0, 1, 0, placed))).toISOString(),
        currency: 'GBP',
        customer: { customerId: null, name },
        shipTo: {
          name,
          company: null,
          lines: ['14 Kiln Yard'],
          postcode: 'YO1 7HT',
          city: 'York',
          region: null,
          countryCode: 'GB',
          phone: null,
          email: email ?? null,
          ...shipTo,
        },
        priority,
        ...(giftMessage === undefined ? {} : { giftMessage }),
        lines: lines.map((line) => ({ ...line, unitPriceMinor: 250 })),
      });
      const untilMs = Date.now() + 30_000;
      while ((await books.parcelsOf(orderNumber)).length === 0) {
        if (Date.now() > untilMs) throw new Error(`order ${orderNumber} got no parcel in this warehouse`);
        await new Promise((done) => setTimeout(done, 100));
      }
      return { orderId, number: orderNumber };
    },
    enrolCode: async (warehouseId = 'W1') =>
      (await ask<{ code: string }>('POST', '/v1/stations/codes', { warehouseId })).code,
    cancelLine: async (orderId, lineNo, quantity) => {
      await ask('POST', `/v1/orders/${orderId}/cancel-lines`, {
        reason: 'the customer changed their mind',
        lines: [{ lineNo, quantity }],
      });
    },
  };
}
