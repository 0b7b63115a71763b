// Everything an order meets in its life, on this computer: a head office, a bench, the shop, a card provider, carriers,
// a mail server. Must leave nothing running.
import { defaultChannelMail } from '../../../shared/domain/mail/channel-mail';
import { type CardProviderRig, startCardProvider } from '../../rigs/card-provider/card-provider';
import { type EasypostRig, startEasypostRig } from '../../rigs/easypost/easypost-server';
import type { Goods } from '../../rigs/head-office-books';
import { type MailServer, startMailServer } from '../../rigs/mail-server/mail-server';
import { sendMailThrough } from '../../rigs/mail-server/send-mail-through';
import type { Shop } from '../../rigs/shops/shop';
import { startSignedShop } from '../../rigs/shops/signed-shop';
import { startWorkday, type Workday } from '../../rigs/workday';
import type { Life } from './lives';

/** Manager of the sample company. */
export const manager = { badge: 'M1', pin: '46824' };
export const channelId = 'own-shop';
/** Of the sample company; in the story its labels are bought through the multi-carrier service. */
export const carrierId = 'tarnfell';
export const carrierSecret = 'whsec_carrier';
export const ratingAfterDays = 2;

export type LifeWorld = {
  day: Workday;
  cards: CardProviderRig;
  post: EasypostRig;
  shop: Shop;
  mail: MailServer;
  mug: Goods;
  bowl: Goods;
  /** Where customers and other systems reach head office. */
  origin: string;
  end: () => Promise<void>;
};

export async function startLifeWorld(life: Life): Promise<LifeWorld> {
  const undo: (() => unknown)[] = [];
  const end = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const cards = await startCardProvider();
    undo.push(() => cards.close());
    const post = await startEasypostRig();
    undo.push(() => post.close());
    const shop = await startSignedShop();
    undo.push(() => shop.close());
    const mail = await startMailServer();
    undo.push(() => mail.close());
    const day = await startWorkday({
      prepare: async (books) => {
        // The services of the multi-carrier account, at the prices of the sample's own tariff.
        await books.ask(
          `UPDATE directory SET doc = jsonb_set(doc, '{carrier,services}', doc #> '{carrier,services}' || (
             SELECT jsonb_agg(s || jsonb_build_object('serviceId',
               CASE s ->> 'serviceId' WHEN 'tarnfell-48' THEN 'RoyalMail:Tracked48' ELSE 'DHLExpress:Worldwide' END))
             FROM jsonb_array_elements(doc #> '{carrier,services}') s))
           WHERE kind = 'carrier' AND doc #>> '{carrier,carrierId}' = $1`,
          [carrierId],
        );
      },
    });
    undo.push(() => day.end());
    const [mug, bowl] = (await day.books.goods(2)) as [Goods, Goods];
    const { origin } = new URL(day.cable.origin);
    const world: LifeWorld = { day, cards, post, shop, mail, mug, bowl, origin, end };
    await setUp(world, life);
    return world;
  } catch (cause) {
    await end();
    throw cause;
  }
}

/** What the company has agreed with its shop, its bank, its carriers and itself before the first order comes. */
async function setUp(
  { day, cards, post, shop, mail, mug, bowl, origin }: LifeWorld,
  life: Life,
): Promise<void> {
  const { door, books } = day;
  await sendMailThrough(door, mail, { serviceMail: 'help@example.org', publicOrigin: origin });
  const own = { name: 'Own shop', kind: 'signed-api', currency: 'GBP' };
  await door.ask('POST', '/v1/channels', { channelId, ...own });
  const { policy } = await door.ask<{ policy: object }>('GET', `/v1/channels/${channelId}/settings`);
  const services = [{ carrierId, serviceId: life.serviceId }];
  await door.ask('POST', `/v1/channels/${channelId}/settings`, {
    ...own,
    policy: { ...policy, services, warehouseIds: ['W1'], pushShipments: true },
    fields: shop.fields,
    secrets: shop.secrets,
  });
  await door.ask('POST', `/v1/mail-settings/channels/${channelId}`, {
    ...defaultChannelMail({ takesFiles: false }),
    ratingAfterDays,
  });
  await door.ask('POST', '/v1/payment-providers/card', {
    method: 'card',
    name: 'Card',
    enabled: true,
    secretKey: cards.secretKey,
    signingSecret: cards.signingSecret,
    by: manager,
  });
  // Where the provider is, as whoever installs head office sets it.
  await books.ask(
    `UPDATE payment_provider SET settings = jsonb_build_object('baseUrl', $1::text, 'timeoutMs', 2000) WHERE provider_id = 'card'`,
    [cards.url],
  );
  await books.ask(
    `UPDATE channel SET settings = settings || jsonb_build_object('payment', $2::jsonb) WHERE channel_id = $1`,
    [channelId, { rule: 'authorised', providers: ['card'], usual: 'card', captureAt: 'hand-over' }],
  );
  await door.ask('POST', '/v1/placement-settings', {
    address: { channels: [channelId], phoneNeeded: [], longestLine: 60 },
    fraud: {
      channels: [channelId],
      amountsOver: [{ currency: 'GBP', amountMinor: life.looksAboveMinor }],
      countriesDiffer: false,
      ordersInAnHour: 0,
      blocked: [],
    },
    stopped: [],
    owners: [{ reason: life.hold, owner: 'Berrin' }],
    by: manager,
  });
  await door.ask('POST', `/v1/carriers/${carrierId}/connection`, {
    kind: 'easypost',
    settings: { baseUrl: post.baseUrl, timeoutMs: 2000 },
    secrets: { apiKey: post.apiKey, webhookSecret: carrierSecret },
    buyAt: 'sealed',
  });
  for (const { sku } of [mug, bowl])
    await door.ask('POST', `/v1/products/${sku}/customs`, {
      hsCode: '691200',
      originCountry: 'GB',
      description: 'Tableware of glazed clay',
    });
}
