// What a webhook is told of an event: the event in plain values, and what it is about as it is now. Must never tell a token,
// a secret or a person who was not asked for.
import type { WebhookBody } from '../../../shared/contract/webhooks';
import type { Order } from '../../../shared/domain/order/order';
import { orderStatus, orderTotalMinor } from '../../../shared/domain/order/status';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { HistoryEvent } from '../../jobs/follow-events';

const mostLines = 500;

type Plain = string | number | boolean | null;
type EventTold = WebhookBody['data']['event'];

export type BodyFacts = {
  type: string;
  event: HistoryEvent;
  order: Order | null;
  parcel: Parcel | null;
  /** The document of a machine of head office, of whatever kind. */
  record: Readonly<Record<string, unknown>> | null;
};

/** `isPersonal`: names and addresses of customers are told too. */
export function webhookBody(facts: BodyFacts, isPersonal: boolean): WebhookBody {
  const { type, event, order, parcel, record } = facts;
  return {
    type,
    version: '1',
    timestamp: new Date(event.at).toISOString(),
    data: {
      about: { kind: event.aggregate, id: event.aggregateId },
      event: eventTold(event.body),
      order: order ? orderPicture(order, isPersonal) : null,
      record: parcel ? parcelPicture(parcel) : record ? recordPicture(record) : null,
    },
  };
}

function orderPicture(order: Order, isPersonal: boolean): NonNullable<WebhookBody['data']['order']> {
  return {
    orderId: order.orderId,
    number: order.number,
    externalId: order.externalId,
    channelId: order.channelId,
    state: order.state,
    status: orderStatus(order),
    placedAt: order.placedAt,
    currency: order.currency,
    totalMinor: orderTotalMinor(order),
    priority: order.priority,
    tags: order.tags ?? [],
    fields: order.fields ?? {},
    holds: order.holds.map(({ reason }) => reason),
    lines: order.lines.slice(0, mostLines).map((line) => ({
      lineNo: line.lineNo,
      sku: line.sku,
      name: line.name,
      ordered: line.ordered,
      allocated: line.allocated,
      packed: line.packed,
      shipped: line.shipped,
      cancelled: line.cancelled,
      unitPriceMinor: line.unitPriceMinor,
      fields: line.fields ?? {},
    })),
    linesTotal: order.lines.length,
    customer: isPersonal ? order.customer : null,
    shipTo: isPersonal ? order.shipTo : null,
  };
}

function parcelPicture(parcel: Parcel): Record<string, Plain> {
  return {
    parcelId: parcel.parcelId,
    orderNumber: parcel.orderNumber,
    warehouseId: parcel.warehouseId,
    boxNumber: parcel.boxNumber,
    state: parcel.state,
    carrierName: parcel.shipping.carrierName,
    serviceName: parcel.shipping.serviceName,
    sscc: parcel.sscc,
    carrierNumber: parcel.carrierNumber,
    weightGrams: parcel.weightGrams,
    units: parcel.lines.reduce((sum, line) => sum + line.packed, 0),
  };
}

/** What opens something, and words that people wrote for themselves. */
const keptBack =
  /token|secret|reference|draft|note|reason|message|name|address|mail|phone|comment|answer|text/i;

/** Plain values of the document; of a label its number and where it is followed. */
function recordPicture(doc: Readonly<Record<string, unknown>>): Record<string, Plain> {
  const told = Object.fromEntries(
    Object.entries(doc).filter(
      (entry): entry is [string, Plain] => isPlain(entry[1]) && !keptBack.test(entry[0]),
    ),
  );
  const label = doc['label'] as { trackingNumber?: Plain; trackingUrl?: Plain } | null | undefined;
  const tracking = doc['tracking'] as { status?: Plain } | undefined;
  return {
    ...told,
    ...(typeof doc['carrierName'] === 'string' ? { carrierName: doc['carrierName'] } : {}),
    ...(typeof doc['serviceName'] === 'string' ? { serviceName: doc['serviceName'] } : {}),
    ...(label
      ? { trackingNumber: label.trackingNumber ?? null, trackingUrl: label.trackingUrl ?? null }
      : {}),
    ...(tracking?.status === undefined ? {} : { trackingStatus: tracking.status }),
  };
}

/** Objects are left out but for rows of plain values: documents and addresses are in objects. */
function eventTold(body: Readonly<Record<string, unknown>>): EventTold {
  const told: EventTold = {};
  for (const [key, value] of Object.entries(body)) {
    if (/token|secret|header|plan|shipTo|draft/i.test(key)) continue;
    if (isPlain(value)) told[key] = value;
    else if (key === 'hold') told['reason'] = (value as { reason: string }).reason;
    else if (key === 'fields') told[key] = [plainOf(value)];
    else if (Array.isArray(value) && !('header' in body))
      told[key] = value.slice(0, mostLines).map((each) => (isPlain(each) ? each : plainOf(each)));
  }
  return told;
}

function plainOf(value: unknown): Record<string, Plain> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]): [string, Plain][] =>
      isPlain(each) ? [[key, each]] : [[key, JSON.stringify(each)]],
    ),
  );
}

function isPlain(value: unknown): value is Plain {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
