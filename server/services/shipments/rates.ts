// What every carrier would take a parcel for, asked of all at once and kept for a while with the time it was asked; ranked
// by shared/domain/shipping/rate-shop. A carrier that does not answer is named, not waited for by the others.
import { createHash } from 'node:crypto';
import type { RatesResponse } from '../../../shared/contract/shipments';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { convert } from '../../../shared/money/convert';
import { type Offer, shop } from '../../../shared/domain/shipping/rate-shop';
import type { Queryable } from '../../db/pool';
import { CarrierFailure, type ParcelToShip } from '../carriers/carrier-strategy';
import { type OpenCarrier, openCarriers } from '../carriers/connections';
import { ratesFor } from '../rates/rates';
import { cashOfParcels } from '../payments/cash-of-parcels';
import { readRecord } from '../records/read-records';
import { promiseOf } from './promise';
import { loadBoxes, loadCustoms, loadParcel, loadWarehouse } from './shipment-facts';
import { shipmentMachine } from './shipment-machine';
import type { ShipmentTools } from './shipment-tools';

/** Prices are used for so long; then the carrier is asked again. */
const offersKeptMs = 15 * 60_000;
const packagingGrams = 300;

type Told = { carrierName: string; offers: Omit<Offer, 'arrives'>[] } | { carrierName: string; code: string };

/** Null for a parcel that is not there, or a warehouse without an address. */
export async function ratesOf(
  tools: ShipmentTools,
  parcelId: string,
  { by, fresh }: { by: 'cost' | 'speed'; fresh: 'yes' | 'no' },
): Promise<RatesResponse | null> {
  const parcel = await loadParcel(tools.pool, parcelId);
  const from = parcel && (await loadWarehouse(tools.pool, parcel.warehouseId));
  if (!parcel || !from) return null;
  const [boxes, carriers, shipment] = await Promise.all([
    loadBoxes(tools.pool),
    openCarriers(tools.pool, tools.carriers),
    readRecord(tools.pool, shipmentMachine, parcelId),
  ]);
  const cash = (await cashOfParcels(tools.pool, parcel.orderId)).get(parcel.parcelId);
  const netGrams = parcel.lines.reduce(
    (sum, line) => sum + line.expected * line.unitWeightGrams,
    packagingGrams,
  );
  const toShip = {
    from: from.address,
    to: parcel.shipTo,
    weightGrams: parcel.weightGrams ?? netGrams,
    size: boxes.find(({ boxId }) => boxId === parcel.boxId)?.outer ?? null,
    cod: cash && cash.amountMinor > 0 ? cash : null,
  };
  const told = await Promise.all(
    carriers.map((open) => offersOf(tools, open, parcel, toShip, fresh === 'yes')),
  );
  const offers = await Promise.all(
    told
      .flatMap((each) => ('offers' in each ? each.offers : []))
      .map(async (offer) => ({
        ...offer,
        arrives: await arrivalOf(tools, carriers, parcel, offer),
      })),
  );
  const promisedFor = shipment?.promisedFor ?? null;
  const currency = offers[0]?.currency ?? 'EUR';
  const day = tools.now().toISOString().slice(0, 10);
  const isForeign = offers.some((offer) => offer.currency !== currency);
  const known = isForeign ? await ratesFor(tools.pool, day) : [];
  const days: string[] = [];
  const { chosen, ranked } = shop(
    offers,
    { by, promisedFor, maxAgeMs: offersKeptMs },
    {
      nowMs: tools.now().getTime(),
      currency,
      convert: (amountMinor, other) => {
        const converted = convert(amountMinor, other, currency, known, day);
        if (converted?.day) days.push(converted.day);
        return converted?.amountMinor ?? null;
      },
    },
  );
  return {
    promisedFor,
    // Amounts of other currencies are compared at the rates of a day, the oldest that counted.
    compared: days.length > 0 ? { currency, day: days.sort()[0] ?? day } : null,
    offers: ranked.map(({ offer: { carrierId: _carrierId, ...offer }, costMinor, reason }, index) => ({
      ...offer,
      costMinor,
      isChosen: chosen !== null && index === 0,
      reason,
    })),
    silent: told.flatMap((each) => ('code' in each ? [each] : [])),
  };
}

async function offersOf(
  tools: ShipmentTools,
  { carrier, strategy }: OpenCarrier,
  parcel: Parcel,
  toShip: Omit<ParcelToShip, 'customs'>,
  fresh: boolean,
): Promise<Told> {
  const carrierName = carrier.name;
  const question = createHash('sha256').update(JSON.stringify(toShip)).digest('base64url');
  const kept = fresh ? null : await keptOffers(tools.pool, carrier.carrierId, question, tools.now());
  if (kept) return { carrierName, offers: kept };
  try {
    const customs = await loadCustoms(tools.pool, parcel, toShip.from, carrier);
    const offers = await strategy.offers({ ...toShip, customs: customs.declaration });
    await tools.pool.query(
      `INSERT INTO carrier_offer (carrier_id, question, asked_at, offers) VALUES ($1, $2, $3, $4)
       ON CONFLICT (carrier_id, question) DO UPDATE SET asked_at = excluded.asked_at, offers = excluded.offers`,
      [carrier.carrierId, question, tools.now().toISOString(), JSON.stringify(offers)],
    );
    return { carrierName, offers };
  } catch (cause) {
    if (cause instanceof CarrierFailure) return { carrierName, code: cause.code.slice(0, 120) };
    throw cause;
  }
}

async function keptOffers(
  db: Queryable,
  carrierId: string,
  question: string,
  now: Date,
): Promise<Omit<Offer, 'arrives'>[] | null> {
  const { rows } = await db.query<{ offers: Omit<Offer, 'arrives'>[] }>({
    name: 'carrier-offers',
    text: 'SELECT offers FROM carrier_offer WHERE carrier_id = $1 AND question = $2 AND asked_at > $3',
    values: [carrierId, question, new Date(now.getTime() - offersKeptMs).toISOString()],
  });
  return rows[0]?.offers ?? null;
}

async function arrivalOf(
  tools: ShipmentTools,
  carriers: readonly OpenCarrier[],
  parcel: Parcel,
  { carrierId, serviceId, days }: Omit<Offer, 'arrives'>,
): Promise<string | null> {
  const service = carriers
    .find(({ carrier }) => carrier.carrierId === carrierId)
    ?.carrier.services.find((each) => each.serviceId === serviceId);
  const contractDays = days ?? service?.days;
  if (contractDays === undefined) return null;
  const eta = await promiseOf(tools.pool, {
    fromMs: tools.now().getTime(),
    handlingMinutes: parcel.sscc ? 0 : null,
    warehouseId: parcel.warehouseId,
    carrierId,
    serviceId,
    cutOff: service?.cutOff ?? '16:00',
    contractDays,
    to: parcel.shipTo,
  });
  return eta?.arrives ?? null;
}
