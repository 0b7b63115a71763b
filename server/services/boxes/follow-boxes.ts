// What benches did with boxes: choices against the plan and what was sealed in what, written down as it happens, and what is
// learned told to the warehouse. Called again with the same events it changes nothing.
import type { BoxOverride } from '../../../shared/domain/boxing/box-override';
import type { UsedPadding } from '../../../shared/domain/packing/box';
import type { Client } from '../../db/pool';
import { type HistoryEvent, startFollower } from '../../jobs/follow-events';
import type { JobLoop } from '../../jobs/job-loop';
import { later, startReaction } from '../../jobs/outbox';
import { type BoxTools, tellSite } from './box-sites';
import { tellLow } from './tell-low';
import { noteSealed, type Sealed } from './note-sealed';

const supplyTopic = 'box-supply';
/** Levels change with every seal: a warehouse is told of them this much later at the latest. */
const tellAfterMs = 15_000;

type Options = BoxTools & { idleMs: number; onFailure: (cause: unknown, name: string) => void };

export function startBoxes(options: Options): JobLoop[] {
  const { pool, now, idleMs, onFailure } = options;
  return [
    startFollower({
      pool,
      name: 'boxes',
      types: ['BoxChosen', 'ParcelSealed'],
      react: (client, events) => react(client, events, options),
      idleMs,
      onFailure,
    }),
    startReaction<{ warehouseId: string; supply: string }>({
      pool,
      topic: supplyTopic,
      perform: async ({ payload: { warehouseId, supply } }) => {
        const box = /^box (.+)$/.exec(supply)?.[1];
        const told = box === undefined ? 'padding' : await tellSite(options, warehouseId, box);
        return `${told}, ${await tellLow(options, warehouseId, supply)}`;
      },
      now,
      idleMs,
      atOnce: 4,
      onFailure,
    }),
  ];
}

async function react(
  client: Client,
  events: readonly HistoryEvent[],
  { now, newId }: Options,
): Promise<void> {
  const soon = new Set<string>();
  const levels = new Set<string>();
  const [first] = events;
  if (!first) return;
  const { streamId } = first;
  const sealed: Sealed[] = [];
  for (const event of events) {
    if (event.aggregate !== 'parcel') continue;
    if (event.type === 'ParcelSealed') {
      sealed.push({
        parcelId: event.aggregateId,
        orderId: event.orderId,
        seq: event.seq,
        at: new Date(event.at).toISOString(),
        padding: (event.body['padding'] as UsedPadding | undefined) ?? null,
      });
      continue;
    }
    const override = event.body['override'] as BoxOverride | undefined;
    if (!override) continue;
    await noteOverride(client, event, override);
    soon.add(`box ${override.planned}`);
  }
  for (const supply of await noteSealed(client, streamId, sealed)) if (!soon.has(supply)) levels.add(supply);
  const at = now().getTime();
  const work = (supply: string, afterMs: number) => ({
    topic: supplyTopic,
    key: `${streamId} ${supply}`,
    payload: { warehouseId: streamId, supply },
    availableAt: new Date(at + afterMs).toISOString(),
    coalesce: afterMs > 0,
  });
  await later(
    client,
    [
      ...[...soon].map((supply) => work(supply, 0)),
      ...[...levels].map((supply) => work(supply, tellAfterMs)),
    ],
    newId,
  );
}

/** The reason may be said a moment after the box was taken: it is the same choice. */
async function noteOverride(client: Client, event: HistoryEvent, override: BoxOverride): Promise<void> {
  await client.query({
    name: 'box-override',
    text: `INSERT INTO box_override AS o (stream_id, parcel_id, planned, taken, order_id, reason, sku, fill_permille, at, actor, station_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
           ON CONFLICT (stream_id, parcel_id, planned, taken) DO UPDATE SET reason = excluded.reason, sku = excluded.sku, at = excluded.at
           WHERE o.reason = 'not-said' OR excluded.reason <> 'not-said'`,
    values: [
      event.streamId,
      event.aggregateId,
      override.planned,
      event.body['boxId'],
      event.orderId,
      override.reason,
      override.sku ?? null,
      override.fillPermille,
      event.at,
      event.actor,
      event.stationId,
    ],
  });
}
