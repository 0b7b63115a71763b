// What benches told of codes and of wrong products, written down as it happens; a pair that was mistaken often enough is told
// to the warehouse. Called again with the same events it changes nothing.
import type { Client } from '../../db/pool';
import { type LearnerTools, soon, startLearner, telling } from '../../jobs/follow-and-tell';
import type { HistoryEvent } from '../../jobs/follow-events';
import type { JobLoop } from '../../jobs/job-loop';
import { type CodeTools, tellLookAlikes } from './look-alikes';

const topic = 'look-alikes';
/** Mistakes come in rows: a warehouse is told of them this much later at the latest. */
const tellAfterMs = 2_000;

type Options = CodeTools & LearnerTools;

export function startCodes(options: Options): JobLoop[] {
  return startLearner(options, {
    name: 'codes',
    types: ['CodeProposed', 'WrongItemScanned'],
    fromStart: true,
    note: async (client, streamId, events) => {
      const wanted = new Set<string>();
      for (const event of events) {
        if (event.type === 'CodeProposed') await noteProposal(client, event);
        else wanted.add(await noteWrong(client, event));
      }
      return [...wanted].map((sku) => ({
        topic,
        key: `${streamId} ${sku}`,
        payload: { warehouseId: streamId, sku },
        ...soon(options.now, tellAfterMs),
      }));
    },
    tellings: [
      telling(topic, ({ warehouseId, sku }: { warehouseId: string; sku: string }) =>
        tellLookAlikes(options, warehouseId, sku),
      ),
    ],
  });
}

async function noteProposal(client: Client, event: HistoryEvent): Promise<void> {
  const { code, sku, text, raw, aim, parcelId, quantity, counted, supervisorId } = event.body;
  await client.query({
    name: 'code-proposal',
    text: `INSERT INTO code_proposal (op_id, stream_id, code, sku, read_as, raw, aim, parcel_id, quantity, counted, supervisor, at, actor, station_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING`,
    values: [
      event.aggregateId,
      event.streamId,
      code,
      sku,
      text,
      raw,
      aim,
      parcelId,
      quantity,
      counted,
      supervisorId ?? null,
      event.at,
      event.actor,
      event.stationId,
    ],
  });
}

/** @returns the product that was wanted */
async function noteWrong(client: Client, event: HistoryEvent): Promise<string> {
  const { wanted, scanned } = event.body;
  await client.query({
    name: 'wrong-item',
    text: `INSERT INTO wrong_item (stream_id, op_id, wanted, scanned, at, actor, station_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    values: [event.streamId, event.aggregateId, wanted, scanned, event.at, event.actor, event.stationId],
  });
  return String(wanted);
}
