// The channels of orders that are taken at stations. They are there as soon as a station is given a quota, so that their
// price lists, warehouses and hours can be agreed before the first order, and are then settings like any other channel.
import type { AgreedPrices } from '../../../shared/domain/stock/station-prices';
import { stationChannels } from '../../../shared/domain/stock/station-order';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { wordsOf } from '../imports/words';

/** @param currency of those that are not there yet */
export async function ensureStationChannels(db: Queryable, currency: string): Promise<void> {
  await db.query({
    name: 'station-channels',
    text: `INSERT INTO channel (channel_id, name, kind, formats, currency)
           SELECT c.channel_id, c.name, c.channel_id, '{}', $3 FROM unnest($1::text[], $2::text[]) AS c (channel_id, name)
           ON CONFLICT DO NOTHING`,
    values: [
      stationChannels,
      stationChannels.map((channelId) => wordsOf(`channel.station.${channelId}`, {})),
      currency,
    ],
  });
}

/** What their price lists say of these products, each in the currency of its channel. */
export async function agreedPricesOf(db: Queryable, skus: readonly string[]): Promise<AgreedPrices[]> {
  const { rows } = await db.query<AgreedPrices>({
    name: 'station-prices',
    text: `SELECT c.channel_id AS "channelId", c.currency,
             coalesce((SELECT jsonb_agg(p ORDER BY p->>'sku', (p->>'fromQuantity')::int)
                       FROM price_list l, jsonb_array_elements(l.doc->'prices') p
                       WHERE l.stream_id = $1 AND l.name = c.policy->>'priceList' AND l.doc->>'currency' = c.currency
                         AND p->>'sku' = ANY($2::text[])), '[]') AS prices
           FROM channel c WHERE c.channel_id = ANY($3::text[]) ORDER BY c.channel_id`,
    values: [companyStream, skus, stationChannels],
  });
  return rows;
}
