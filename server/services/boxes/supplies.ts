// Boxes and padding on the shelves of a warehouse: a ledger of moves between the supplier, the shelf, parcels and corrections,
// with the level, their sum, beside it. A shelf that was never counted has a level that says nothing.
import type { Client } from '../../db/pool';

export type SupplyMove = {
  streamId: string;
  /** `box B2`, `padding paper`. */
  supply: string;
  cause: 'sealed' | 'received' | 'counted';
  /** One move a cause and ref: said again it changes nothing. */
  ref: string;
  quantity: number;
  at: string;
  actor: string | null;
};

/** Off the shelf, into a parcel. */
export async function takeOff(client: Client, move: SupplyMove): Promise<void> {
  await record(client, move, 'shelf', 'parcel');
}

/** Onto the shelf, from the supplier. */
export async function putOn(client: Client, move: SupplyMove): Promise<void> {
  await record(client, move, 'supplier', 'shelf');
}

/** So many are there: the difference goes to or comes from corrections. */
export async function countShelf(
  client: Client,
  { streamId, supply, ref, at, actor }: Omit<SupplyMove, 'quantity' | 'cause'>,
  counted: number,
): Promise<void> {
  const { rows } = await client.query<{ on_hand: number }>(
    `INSERT INTO supply_level (stream_id, supply, counted) VALUES ($1, $2, true) ON CONFLICT (stream_id, supply)
     DO UPDATE SET counted = true RETURNING on_hand`,
    [streamId, supply],
  );
  const before = rows[0]?.on_hand ?? 0;
  const move = { streamId, supply, ref, at, actor, cause: 'counted' as const };
  if (counted > before) await record(client, { ...move, quantity: counted - before }, 'correction', 'shelf');
  if (counted < before) await record(client, { ...move, quantity: before - counted }, 'shelf', 'correction');
}

async function record(client: Client, move: SupplyMove, from: string, to: string): Promise<void> {
  const { streamId, supply, cause, ref, quantity, at, actor } = move;
  await client.query({
    name: 'supply-move',
    text: `WITH moved AS (
             INSERT INTO supply_move (stream_id, supply, cause, ref, from_place, to_place, quantity, at, actor)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING from_place, to_place, quantity)
           INSERT INTO supply_level AS l (stream_id, supply, on_hand)
           SELECT $1, $2, CASE WHEN to_place = 'shelf' THEN quantity ELSE -quantity END FROM moved
           ON CONFLICT (stream_id, supply) DO UPDATE SET on_hand = l.on_hand + excluded.on_hand`,
    values: [streamId, supply, cause, ref, from, to, quantity, at, actor],
  });
}

/** Told when no more than so many are left; null: never. */
export async function setLow(
  client: Client,
  streamId: string,
  supply: string,
  lowAt: number | null,
): Promise<void> {
  await client.query(
    `INSERT INTO supply_level (stream_id, supply, low_at) VALUES ($1, $2, $3)
     ON CONFLICT (stream_id, supply) DO UPDATE SET low_at = excluded.low_at`,
    [streamId, supply, lowAt],
  );
}
