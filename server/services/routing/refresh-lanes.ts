// Asks carriers that are asked for their prices what the lanes of the last weeks cost, by weight, now and then and a few at
// a time; routing weighs by it without waiting for anybody. And how long each warehouse takes until a parcel is ready.
import type { Address } from '../../../shared/domain/customer/address';
import { companyStream } from '../../../shared/domain/ids';
import { laneOf } from '../../../shared/domain/shipping/lane';
import type { Pool } from '../../db/pool';
import { CarrierFailure } from '../carriers/carrier-strategy';
import { type CarrierDesk, type OpenCarrier, openCarriers } from '../carriers/connections';
import { loadHandling } from '../shipments/promise';

const lookBackMs = 28 * 86_400_000;
/** A price is asked for again after so long. */
const keptMs = 24 * 3_600_000;
const mostLanes = 40;
/** Questions of one round: carriers count them. */
const askedAtOnce = 24;
const weights = [500, 1000, 2000, 5000, 10_000, 20_000];

export type LaneTools = { pool: Pool; now: () => Date; carriers: CarrierDesk };

/** @returns questions that were asked */
export async function refreshLanes(tools: LaneTools): Promise<number> {
  await refreshHandling(tools);
  const carriers = (await openCarriers(tools.pool, tools.carriers)).filter(({ strategy }) => strategy.sells);
  if (carriers.length === 0) return 0;
  const places = await tools.pool.query<{ id: string; address: Address }>(
    `SELECT doc->'warehouse'->>'warehouseId' AS id, doc->'warehouse'->'address' AS address FROM directory
     WHERE stream_id = $1 AND kind = 'warehouse' AND NOT deleted`,
    [companyStream],
  );
  const destinations = await tools.pool.query<{ address: Address }>(
    `SELECT DISTINCT ON (doc #>> '{shipTo,countryCode}', left(upper(regexp_replace(coalesce(doc #>> '{shipTo,postcode}', ''), '[^A-Za-z0-9]', '', 'g')), 2))
       doc -> 'shipTo' AS address FROM sales_order
     WHERE stream_id = $1 AND NOT deleted AND placed_at > $2 LIMIT $3`,
    [companyStream, new Date(tools.now().getTime() - lookBackMs).toISOString(), mostLanes],
  );
  let asked = 0;
  const faults: unknown[] = [];
  for (const open of carriers)
    try {
      asked += await askCarrier(tools, open, places.rows, destinations.rows);
    } catch (cause) {
      // A fault in one carrier's program is none of the others': it is told when they were asked.
      faults.push(cause);
    }
  if (faults.length > 0) throw new AggregateError(faults, 'a carrier could not be asked for its prices');
  return asked;
}

/** A carrier that does not answer is left alone until the next round, and takes no time of the others. */
async function askCarrier(
  tools: LaneTools,
  open: OpenCarrier,
  places: readonly { id: string; address: Address }[],
  destinations: readonly { address: Address }[],
): Promise<number> {
  let asked = 0;
  for (const { id, address: from } of places)
    for (const { address: to } of destinations) {
      if (asked >= askedAtOnce) return asked;
      const lane = await askLane(tools, open, id, { from, to });
      asked += lane.asked;
      if (lane.isAway) return asked;
    }
  return asked;
}

async function askLane(
  { pool, now }: LaneTools,
  { carrier, strategy }: OpenCarrier,
  warehouseId: string,
  { from, to }: { from: Address; to: Address },
): Promise<{ asked: number; isAway: boolean }> {
  const lane = laneOf(warehouseId, to);
  const fresh = await pool.query(
    'SELECT 1 FROM lane_rate WHERE carrier_id = $1 AND lane = $2 AND asked_at > $3 LIMIT 1',
    [carrier.carrierId, lane, new Date(now().getTime() - keptMs).toISOString()],
  );
  if (fresh.rows.length > 0) return { asked: 0, isAway: false };
  let asked = 0;
  for (const weightGrams of weights) {
    asked += 1;
    const parcel = { from, to, weightGrams, size: null, cod: null, customs: null };
    const offers = await strategy.offers(parcel).catch((cause: unknown) => {
      if (cause instanceof CarrierFailure) return cause;
      throw cause;
    });
    // Its tariff, or what it said before, stands; it is asked again in the next round.
    if (offers instanceof CarrierFailure)
      return { asked, isAway: offers.kind === 'unreachable' || offers.kind === 'busy' };
    await pool.query(
      `INSERT INTO lane_rate (carrier_id, service_id, warehouse_id, lane, upto_grams, amount_minor, currency, asked_at)
       SELECT $1, o.service, $2, $3, $4, o.minor, o.currency, $5 FROM json_to_recordset($6) AS o (service text, minor bigint, currency text)
       ON CONFLICT (carrier_id, service_id, warehouse_id, lane, upto_grams) DO UPDATE
         SET amount_minor = excluded.amount_minor, currency = excluded.currency, asked_at = excluded.asked_at`,
      [
        carrier.carrierId,
        warehouseId,
        lane,
        weightGrams,
        now().toISOString(),
        JSON.stringify(
          offers.map(({ serviceId, amountMinor, currency }) => ({
            service: serviceId,
            minor: amountMinor,
            currency,
          })),
        ),
      ],
    );
  }
  return { asked, isAway: false };
}

async function refreshHandling({ pool, now }: LaneTools): Promise<void> {
  const { rows } = await pool.query<{ stream_id: string }>(
    `SELECT stream_id FROM stream WHERE kind = 'warehouse' AND EXISTS (SELECT 1 FROM carrier_connection)`,
  );
  for (const { stream_id: warehouseId } of rows) {
    const minutes = await loadHandling(pool, warehouseId, now().getTime());
    await pool.query(
      `INSERT INTO warehouse_handling (stream_id, minutes, made_at) VALUES ($1, $2, $3)
       ON CONFLICT (stream_id) DO UPDATE SET minutes = excluded.minutes, made_at = excluded.made_at`,
      [warehouseId, minutes, now().toISOString()],
    );
  }
}
