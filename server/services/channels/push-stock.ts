// Keeps channels told of how many they can sell: what may be promised there (services/promising), less what is kept for
// others and from themselves, less a buffer. What changed is seen by the numbers of the warehouses' streams; the number is worked out when
// it is told, so that many changes of a product are one request.
import { skuSchema } from '../../../shared/domain/ids';
import { dayOf } from '../../../shared/domain/stock/available-to-promise';
import type { Queryable } from '../../db/pool';
import { later, type LaterWork, type Performed } from '../../jobs/outbox';
import { warehousesOf } from '../allocation/allocate-orders';
import { channelPromises } from '../promising/channel-promise';
import { salesChannel } from './channel-rows';
import { pushTopics, type PushTools, recorded, type StockWork, stockWork } from './pushes';

const followerName = 'channel-stock';
const skusAtOnce = 1_000;
const tellAllEveryMs = 40;
/** How long a product that a channel does not sell is left alone. */
const unlistedForMs = 86_400_000;

/** @returns whether there may be more */
export async function watchStock({ pool, newId }: Pick<PushTools, 'pool' | 'newId'>): Promise<boolean> {
  const channels = await pool.query<{ channel_id: string }>(
    `SELECT channel_id FROM channel WHERE policy->>'pushStock' = 'true' ORDER BY channel_id`,
  );
  if (channels.rows.length === 0) return false;
  let more = false;
  for (const warehouseId of await warehousesOf(pool)) {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO follower (name, stream_id, seq) SELECT $1, stream_id, seq FROM stream WHERE stream_id = $2 ON CONFLICT DO NOTHING`,
        [followerName, warehouseId],
      );
      const { rows } = await client.query<{ seq: number; end: number }>(
        `SELECT f.seq, s.seq AS "end" FROM follower f JOIN stream s USING (stream_id)
         WHERE f.name = $1 AND f.stream_id = $2 FOR UPDATE OF f SKIP LOCKED`,
        [followerName, warehouseId],
      );
      const [place] = rows;
      if (place && place.seq < place.end) {
        const changed = await client.query<{ sku: string; seq: number }>(
          `SELECT sku, seq FROM stock WHERE stream_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4`,
          [warehouseId, place.seq, place.end, skusAtOnce],
        );
        const works = channels.rows.flatMap(({ channel_id: channelId }) =>
          changed.rows.map(({ sku }) => stockWork({ channelId, sku })),
        );
        await later(client, works, newId);
        await bringForward(client, works);
        const isFull = changed.rows.length === skusAtOnce;
        const upTo = isFull ? (changed.rows.at(-1)?.seq ?? place.end) : place.end;
        await client.query('UPDATE follower SET seq = $3 WHERE name = $1 AND stream_id = $2', [
          followerName,
          warehouseId,
          upTo,
        ]);
        more ||= isFull;
      }
      await client.query('COMMIT');
    } catch (cause) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw cause;
    } finally {
      client.release();
    }
  }
  return more;
}

/** What changed now does not wait for its turn among everything that is told anew. */
async function bringForward(client: Queryable, works: readonly LaterWork[]): Promise<void> {
  if (works.length === 0) return;
  await client.query({
    name: 'channel-stock-forward',
    text: `UPDATE outbox SET available_at = now() WHERE topic = $1 AND key = ANY($2::text[])
             AND done_at IS NULL AND attempts = 0 AND available_at > now()`,
    values: [pushTopics.stock, works.map(({ key }) => key)],
  });
}

/** A channel that is told from now on, or by other rules, is told everything anew, so slowly that changes are not kept waiting. */
export async function tellAllStock(
  { pool: db, now, newId }: Pick<PushTools, 'pool' | 'now' | 'newId'>,
  channelId: string,
): Promise<void> {
  await db.query('UPDATE channel_listing SET told_at = $2 WHERE channel_id = $1 AND told IS NULL', [
    channelId,
    new Date(0).toISOString(),
  ]);
  const { rows } = await db.query<{ sku: string }>('SELECT DISTINCT sku FROM stock ORDER BY sku');
  for (let from = 0; from < rows.length; from += skusAtOnce)
    await later(
      db,
      rows.slice(from, from + skusAtOnce).map(({ sku }, index) => ({
        ...stockWork({ channelId, sku }),
        availableAt: new Date(now().getTime() + (from + index) * tellAllEveryMs).toISOString(),
      })),
      newId,
    );
}

/** What of a product channels can sell changed without a movement: those who are told of stock hear of it. */
export async function tellStockOf(
  db: Queryable,
  skus: readonly string[],
  newId: () => string,
): Promise<void> {
  if (skus.length === 0) return;
  const { rows } = await db.query<{ channel_id: string }>(
    `SELECT channel_id FROM channel WHERE policy->>'pushStock' = 'true' ORDER BY channel_id`,
  );
  const works = rows.flatMap(({ channel_id: channelId }) => skus.map((sku) => stockWork({ channelId, sku })));
  await later(db, works, newId);
  await bringForward(db, works);
}

/** @returns what was told, for the record */
export async function pushStock(
  tools: PushTools,
  { payload, attempt }: Performed<StockWork>,
): Promise<string> {
  const { pool, connectors, http, now } = tools;
  const { channelId, sku } = payload;
  const channel = await salesChannel(pool, channelId);
  const send = channel && connectors.get(channel.kind)?.send;
  if (!channel?.policy.pushStock || !send) return 'not told any more';
  const product = skuSchema.parse(sku);
  const promises = await channelPromises(pool, channel, [product], dayOf(now()));
  const units = promises.get(product) ?? 0;
  const { rows } = await pool.query<{ told: number | null; told_at: string }>(
    'SELECT told, told_at FROM channel_listing WHERE channel_id = $1 AND sku = $2',
    [channelId, sku],
  );
  const [known] = rows;
  if (known && known.told === units && attempt === 1) return `${units}, as told before`;
  if (known && known.told === null && now().getTime() - Date.parse(known.told_at) < unlistedForMs)
    return 'not sold there';
  const { isListed, answer } = await recorded(
    tools,
    { channelId, kind: 'stock', subject: sku, detail: String(units), attempt },
    () => send.pushStock(channel.access, http, sku, units),
    (told) => told.answer,
  );
  await pool.query(
    `INSERT INTO channel_listing (channel_id, sku, told, told_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (channel_id, sku) DO UPDATE SET told = excluded.told, told_at = excluded.told_at`,
    [channelId, sku, isListed ? units : null, now().toISOString()],
  );
  return answer;
}
