// Tells webhooks of stock: what changed is seen by the numbers of the warehouses' streams. Many changes of a product between
// two looks are one delivery, with the levels as they are.
import { stockLevel, isAskedFor } from '../../../shared/domain/webhook/webhook-events';
import type { Client, Pool } from '../../db/pool';
import { warehousesOf } from '../allocation/allocate-orders';
import { webhookBodySchema } from '../../../shared/contract/webhooks';
import { putDeliveries } from './follow-history';
import { openWebhooks } from './webhooks';

const followerName = 'webhook-stock';
const skusAtOnce = 1_000;

type Clock = { now: () => Date; newId: () => string };
type Level = {
  sku: string;
  seq: number;
  on_hand: number;
  allocated: number;
  quarantine: number;
  available: number;
};

/** @returns whether there may be more */
export async function tellStockLevels(pool: Pool, clock: Clock): Promise<boolean> {
  let more = false;
  for (const warehouseId of await warehousesOf(pool)) {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      more = (await tellWarehouse(client, warehouseId, clock)) || more;
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

async function tellWarehouse(client: Client, warehouseId: string, { now, newId }: Clock): Promise<boolean> {
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
  if (!place || place.seq >= place.end) return false;
  const wanted = (await openWebhooks(client)).filter(({ content }) => isAskedFor(content.types, stockLevel));
  // Nobody asks: what passed meanwhile is not told later.
  const changed =
    wanted.length === 0
      ? []
      : (
          await client.query<Level>(
            `SELECT sku, seq, on_hand, allocated, quarantine, available FROM stock
             WHERE stream_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4`,
            [warehouseId, place.seq, place.end, skusAtOnce],
          )
        ).rows;
  const at = now().toISOString();
  await putDeliveries(
    client,
    changed.flatMap((level) =>
      wanted.map(({ webhookId }) => ({
        webhookId,
        type: stockLevel,
        subject: level.sku,
        about: `${warehouseId} ${level.sku}`,
        body: JSON.stringify(webhookBodySchema.parse(bodyOf(warehouseId, level, at))),
      })),
    ),
    { at, newId },
  );
  const isFull = changed.length === skusAtOnce;
  await client.query('UPDATE follower SET seq = $3 WHERE name = $1 AND stream_id = $2', [
    followerName,
    warehouseId,
    isFull ? (changed.at(-1)?.seq ?? place.end) : place.end,
  ]);
  return isFull;
}

function bodyOf(warehouseId: string, level: Level, at: string): object {
  return {
    type: stockLevel,
    version: '1',
    timestamp: at,
    data: {
      about: { kind: 'stock', id: level.sku },
      event: {
        warehouseId,
        sku: level.sku,
        onHand: level.on_hand,
        allocated: level.allocated,
        quarantine: level.quarantine,
        available: level.available,
      },
      order: null,
      record: null,
    },
  };
}
