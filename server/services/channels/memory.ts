// What is remembered of a channel's orders: the picture that was followed last, and which line of ours is which of theirs.
import type { ChannelMemory } from '../../../shared/domain/channel/follow-told';
import { toldOrderSchema, type ToldSource } from '../../../shared/domain/channel/told-order';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';
import { orderIdOf } from '../orders/order-id';

/** By `memoryKey`. */
export type Memories = Map<string, ChannelMemory>;

export function memoryKey(channelId: string, externalId: string): string {
  return `${channelId}\n${externalId}`;
}

export async function loadMemories(
  db: Queryable,
  orders: readonly { channelId: string; externalId: string }[],
): Promise<Memories> {
  const { rows } = await db.query<{
    channel_id: string;
    external_id: string;
    source: ToldSource;
    told: unknown;
    line_nos: Record<string, number>;
    placed: boolean;
  }>({
    name: 'channel-orders',
    text: `SELECT o.channel_id, o.external_id, o.source, o.told, o.line_nos, o.placed FROM channel_order o
           JOIN unnest($2::text[], $3::text[]) AS r (c, e) ON o.channel_id = r.c AND o.external_id = r.e
           WHERE o.stream_id = $1`,
    values: [
      companyStream,
      orders.map(({ channelId }) => channelId),
      orders.map(({ externalId }) => externalId),
    ],
  });
  return new Map(
    rows.map((row) => [
      memoryKey(row.channel_id, row.external_id),
      // Through the schema, so that its fields stand in the order in which pictures are compared.
      {
        told: toldOrderSchema.parse(row.told),
        source: row.source,
        lineNos: row.line_nos,
        placed: row.placed,
      },
    ]),
  );
}

export async function storeMemories(
  db: Queryable,
  memories: Memories,
  keys: ReadonlySet<string>,
): Promise<void> {
  const rows = [...keys].flatMap((key) => {
    const memory = memories.get(key);
    if (!memory) return [];
    const channelId = key.slice(0, key.indexOf('\n'));
    return [{ channelId, memory, externalId: memory.told.externalId }];
  });
  if (rows.length === 0) return;
  await db.query({
    name: 'channel-orders-store',
    text: `INSERT INTO channel_order (stream_id, channel_id, external_id, order_id, source, told, line_nos, placed)
           SELECT $1, c, e, o, s, t, l, p
           FROM unnest($2::text[], $3::text[], $4::uuid[], $5::text[], $6::json[], $7::jsonb[], $8::boolean[]) AS r (c, e, o, s, t, l, p)
           ON CONFLICT (stream_id, channel_id, external_id)
           DO UPDATE SET source = excluded.source, told = excluded.told, line_nos = excluded.line_nos, placed = excluded.placed`,
    values: [
      companyStream,
      rows.map(({ channelId }) => channelId),
      rows.map(({ externalId }) => externalId),
      rows.map(({ channelId, externalId }) => orderIdOf(channelId, externalId)),
      rows.map(({ memory }) => memory.source),
      rows.map(({ memory }) => storableJson(memory.told)),
      rows.map(({ memory }) => storableJson(memory.lineNos)),
      rows.map(({ memory }) => memory.placed),
    ],
  });
}
