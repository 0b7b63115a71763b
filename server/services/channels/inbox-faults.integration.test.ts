// A delivery that breaks head office's own code: it is tried alone and later, put aside in the end, and stops nobody.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startShopifyShop } from '../../../e2e/rigs/shops/shopify-shop';
import { type ChannelOffice, startChannelOffice } from './channel-office.test-kit';
import type { ChannelConnector } from './channel-connector';
import { shopifyConnector } from './shopify/shopify-connector';

let office: ChannelOffice;
let aheadMs = 0;
const breaking: ChannelConnector = {
  ...shopifyConnector,
  read: (body, topic, rules) => {
    if (body.includes('"id":6666,')) throw new Error('a bug');
    return shopifyConnector.read(body, topic, rules);
  },
};
beforeAll(async () => {
  office = await startChannelOffice(
    startShopifyShop,
    {},
    { now: () => new Date(Date.now() + aheadMs), channels: { connectors: [breaking] } },
  );
});
afterAll(() => office.close());

it('is put aside in the end, and those before and behind it are taken', async () => {
  const { shop, test } = office;
  for (const id of [6665, 6666, 6667]) {
    shop.put({ id });
    await office.tell(id);
  }
  await office.settled();
  expect((await office.order(6665))?.state).toBe('confirmed');
  expect((await office.order(6667))?.state).toBe('confirmed');
  const stateOf = async () =>
    (
      await test.rows<{ state: string; attempts: number; problems: { code: string; values: object }[] }>(
        `SELECT state, attempts, problems FROM channel_inbox WHERE state <> 'taken'`,
      )
    )[0];
  expect(await stateOf()).toMatchObject({
    state: 'waiting',
    problems: [{ code: 'fault', values: { detail: 'a bug' } }],
  });
  for (let n = 0; n < 8; n += 1) {
    aheadMs += 600_000;
    await office.settled();
  }
  expect(await stateOf()).toMatchObject({ state: 'quarantined', attempts: 6, problems: [{ code: 'fault' }] });
  await test.expectSound();
});
