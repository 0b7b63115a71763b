// What benches did with boxes: choices against the plan and what was sealed in what, written down as it happens, and what is
// learned told to the warehouse. Called again with the same events it changes nothing.
import type { BoxOverride } from '../../../shared/domain/boxing/box-override';
import type { UsedPadding } from '../../../shared/domain/packing/box';
import type { Client } from '../../db/pool';
import { type LearnerTools, soon, startLearner, telling } from '../../jobs/follow-and-tell';
import type { HistoryEvent } from '../../jobs/follow-events';
import type { JobLoop } from '../../jobs/job-loop';
import type { LaterWork } from '../../jobs/outbox';
import { type BoxTools, tellSite } from './box-sites';
import { tellLow } from './tell-low';
import { noteSealed, type Sealed } from './note-sealed';

const supplyTopic = 'box-supply';
/** Levels change with every seal: a warehouse is told of them this much later at the latest. */
const tellAfterMs = 15_000;

type Options = BoxTools & LearnerTools;

export function startBoxes(options: Options): JobLoop[] {
  return startLearner(options, {
    name: 'boxes',
    types: ['BoxChosen', 'ParcelSealed'],
    note: (client, streamId, events) => note(client, streamId, events, options),
    tellings: [
      telling(supplyTopic, async ({ warehouseId, supply }: { warehouseId: string; supply: string }) => {
        const box = /^box (.+)$/.exec(supply)?.[1];
        const told = box === undefined ? 'padding' : await tellSite(options, warehouseId, box);
        return `${told}, ${await tellLow(options, warehouseId, supply)}`;
      }),
    ],
  });
}

async function note(
  client: Client,
  streamId: string,
  events: readonly HistoryEvent[],
  { now }: Options,
): Promise<LaterWork[]> {
  const atOnce = new Set<string>();
  const levels = new Set<string>();
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
    atOnce.add(`box ${override.planned}`);
  }
  for (const supply of await noteSealed(client, streamId, sealed))
    if (!atOnce.has(supply)) levels.add(supply);
  const work = (supply: string, afterMs: number): LaterWork => ({
    topic: supplyTopic,
    key: `${streamId} ${supply}`,
    payload: { warehouseId: streamId, supply },
    ...soon(now, afterMs),
  });
  return [
    ...[...atOnce].map((supply) => work(supply, 0)),
    ...[...levels].map((supply) => work(supply, tellAfterMs)),
  ];
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
