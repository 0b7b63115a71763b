// What events add to the figures: facts read for all of them at once, then counted one by one.
import { companyStream } from '../../../shared/domain/ids';
import { siteDay, siteHour } from '../../../shared/domain/stock/site-day';
import { measures, type Tally } from '../../../shared/domain/figures/measures';
import { type CountedFacts, talliesOf } from '../../../shared/domain/figures/tallies-of';
import type { Queryable } from '../../db/pool';
import { warehouseZones } from '../lots/site-days';
import { loadMoneySettings } from '../rates/money-settings';
import {
  benchSeconds,
  boxBefore,
  isFirstSent,
  loadHistories,
  orderFacts,
  type PastEvent,
  saleFacts,
  shipmentBefore,
  stepsBegan,
} from './history';
import { loadMaterialCosts } from './material-costs';
import { loadPickSeconds } from './pick-seconds';

const isStep = (type: string): boolean => (measures.stepped.from as readonly string[]).includes(type);

export type Counted = { event: PastEvent; tallies: Tally[] };

export async function countEvents(db: Queryable, events: readonly PastEvent[]): Promise<Counted[]> {
  // One after the other: a client of a transaction takes one statement at a time.
  const histories = await loadHistories(db, events);
  const reasons = await loadReasons(db, events);
  const picks = await loadPickSeconds(db, events);
  const costAt = await loadMaterialCosts(db);
  const calendar = await loadCalendars(db);
  const { booksCurrency } = await loadMoneySettings(db);
  return events.map((event) => {
    const history = (event.orderId === null ? undefined : histories.get(event.orderId)) ?? [];
    const order =
      event.type === 'CounterSold' ? saleFacts(event, booksCurrency) : orderFacts(history, booksCurrency);
    const { plan, label } =
      event.aggregate === 'shipment' ? shipmentBefore(history, event) : { plan: null, label: null };
    const at = new Date(event.at).toISOString();
    const warehouse =
      event.streamId === companyStream ? warehouseOf(event, plan?.warehouseId) : event.streamId;
    const isOfBox = event.type === 'ParcelSealed' || event.type === 'ParcelReopened';
    const tallies = talliesOf(
      { type: event.type, at, warehouse, actor: event.actor ?? '', body: event.body },
      {
        ...calendar,
        order,
        parcel: isOfBox ? boxBefore(history, event) : null,
        costOf: (material) => costAt(material, at),
        handSeconds:
          event.type === 'ParcelSealed'
            ? benchSeconds(history, event)
            : (picks.get(`${event.streamId} ${event.seq}`) ?? 0),
        isFirstSent: event.type === 'ParcelHandedOver' && isFirstSent(history, event),
        began: isStep(event.type) ? stepsBegan(history, plan?.parcelId ?? event.aggregateId, at) : {},
        shipment: plan && { carrier: plan.carrierId, promisedFor: plan.promisedFor },
        label,
        rateOf: (currency) => {
          if (booksCurrency === null || currency === booksCurrency) return 1;
          return currency === order?.currency ? order.rate : null;
        },
        reasonOf: (no) => reasons.get(`${event.aggregateId} ${no}`) ?? null,
      },
    );
    return { event, tallies };
  });
}

/** Of what happens in the company's own stream: where its body says so. */
function warehouseOf({ body }: PastEvent, planned: string | undefined): string {
  return planned ?? (typeof body['warehouseId'] === 'string' ? body['warehouseId'] : '');
}

/** The company's own days are those of its first warehouse. */
async function loadCalendars(db: Queryable): Promise<Pick<CountedFacts, 'dayOf' | 'hourOf'>> {
  const zones = await warehouseZones(db);
  const [ofCompany = 'UTC'] = zones.values();
  const zoneOf = (warehouse: string): string => zones.get(warehouse) ?? ofCompany;
  return {
    dayOf: (at, warehouse) => siteDay(at, zoneOf(warehouse)),
    hourOf: (at, warehouse) => siteHour(at, zoneOf(warehouse)),
  };
}

async function loadReasons(
  db: Queryable,
  events: readonly PastEvent[],
): Promise<ReadonlyMap<string, string>> {
  const ids = events.filter(({ type }) => type === 'UnitsReceived').map(({ aggregateId }) => aggregateId);
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ id: string; no: number; reason: string | null }>({
    name: 'figures-reasons',
    text: `SELECT record_id AS id, (line->>'no')::int AS no, line->>'reason' AS reason FROM record, jsonb_array_elements(doc->'lines') AS line
           WHERE stream_id = $1 AND kind = 'return' AND record_id = ANY($2::uuid[])`,
    values: [companyStream, ids],
  });
  return new Map(rows.flatMap(({ id, no, reason }) => (reason === null ? [] : [[`${id} ${no}`, reason]])));
}
