// A server that speaks EasyPost's documented API v2 as far as head office asks it, on a free local port, and misbehaves when
// it is told to: answers after its effect are lost, come late, come as 429 or 500; webhooks come twice, in disorder, or with
// a wrong signature. It keeps what a carrier keeps: which labels it has charged for and which are still good.
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** lost: the work is done and the connection cut. cut: nothing is done. */
export type Misbehaviour = 'lost' | 'cut' | '429' | '500' | 'slow' | 'garbage';

type Rate = {
  id: string;
  carrier: string;
  service: string;
  rate: string;
  currency: string;
  delivery_days: number;
};
type Tracker = {
  id: string;
  object: 'Tracker';
  tracking_code: string;
  status: string;
  updated_at: string;
  shipment_id: string;
  carrier: string;
  public_url: string;
  tracking_details: {
    object: 'TrackingDetail';
    message: string;
    status: string;
    datetime: string;
    tracking_location: object;
  }[];
};
type Shipment = {
  id: string;
  object: 'Shipment';
  mode: 'test';
  reference: string | null;
  to_address: Record<string, unknown>;
  from_address: Record<string, unknown>;
  parcel: Record<string, unknown>;
  customs_info: Record<string, unknown> | null;
  options: Record<string, unknown>;
  rates: Rate[];
  messages: [];
  selected_rate: Rate | null;
  tracking_code: string | null;
  postage_label: { id: string; object: 'PostageLabel'; label_url: string; label_zpl_url: string } | null;
  tracker: Tracker | null;
  refund_status: string | null;
};

export type EasypostRig = {
  baseUrl: string;
  apiKey: string;
  /** The next request whose `METHOD path` matches goes wrong; several wait for several requests. */
  misbehave: (request: RegExp, how: Misbehaviour, times?: number) => void;
  /** Labels that were charged and not taken back, by reference. */
  goodLabels: () => { reference: string | null; trackingCode: string; options: Record<string, unknown> }[];
  /** How often postage was charged. */
  charges: () => number;
  /** `METHOD path` of every request so far. */
  requests: () => string[];
  shipmentOf: (reference: string) => Shipment | null;
  /** The carrier scans the parcel; the next answers and webhooks say so. */
  scan: (trackingCode: string, status: string, at: string, message?: string) => void;
  /** Refunds of it are answered so from now on. */
  refuseRefund: (status: 'rejected' | 'not_applicable' | null) => void;
  /** Sends what a webhook would: the tracker as it is, or as it was told here. */
  webhook: (
    url: string,
    secret: string,
    trackingCode: string,
    options?: { eventId?: string; details?: number[] },
  ) => Promise<number>;
  close: () => Promise<void>;
};

const slowMs = 2_000;

export async function startEasypostRig(): Promise<EasypostRig> {
  const apiKey = `EZTK${randomUUID().replaceAll('-', '')}`;
  const shipments = new Map<string, Shipment>();
  const plans: { request: RegExp; how: Misbehaviour }[] = [];
  const seen: string[] = [];
  let charged = 0;
  let refundAnswer: string | null = null;

  const find = (id: string): Shipment | null =>
    shipments.get(id) ?? [...shipments.values()].findLast(({ reference }) => reference === id) ?? null;

  const byCode = (code: string): Shipment | undefined =>
    [...shipments.values()].find(({ tracking_code: number }) => number === code);
  const trackerOf = (code: string): Tracker => {
    const tracker = byCode(code)?.tracker;
    if (!tracker) throw new Error(`no tracker ${code}`);
    return tracker;
  };

  const handle = (method: string, path: string, body: Record<string, unknown>): Answer => {
    if (method === 'POST' && path === '/v2/shipments') {
      const asked = body['shipment'] as Partial<Shipment> | undefined;
      if (!asked?.to_address || !asked.from_address || !asked.parcel)
        return error(422, 'PARAMETER.REQUIRED', 'Missing required parameter.');
      if (!asked.to_address['zip'] && asked.to_address['country'] === 'GB')
        return error(422, 'ADDRESS.VERIFY.FAILURE', 'Unable to verify address.');
      const isAbroad = asked.to_address['country'] !== asked.from_address['country'];
      if (isAbroad && !asked.customs_info)
        return error(422, 'SHIPMENT.CUSTOMS_INFO.REQUIRED', 'Customs information is required.');
      const shipment = newShipment(asked);
      shipments.set(shipment.id, shipment);
      return { status: 201, body: shipment };
    }
    const [, id = '', verb] = /^\/v2\/shipments\/([^/]+)(?:\/(buy|refund))?$/.exec(path) ?? [];
    const shipment = id ? find(decodeURIComponent(id)) : null;
    if (id && !shipment) return error(404, 'NOT_FOUND', 'The requested resource could not be found.');
    if (shipment && method === 'GET' && !verb) return { status: 200, body: shipment };
    if (shipment && method === 'POST' && verb === 'buy') {
      if (shipment.postage_label)
        return error(422, 'SHIPMENT.POSTAGE.EXISTS', 'Postage already exists for this shipment.');
      const rate = shipment.rates.find(
        (each) => each.id === (body['rate'] as { id?: string } | undefined)?.id,
      );
      if (!rate) return error(422, 'RATE.NOT_FOUND', 'The rate does not belong to this shipment.');
      charged += 1;
      buyLabel(shipment, rate, charged);
      return { status: 200, body: shipment };
    }
    if (shipment && method === 'POST' && verb === 'refund') {
      if (!shipment.postage_label) return error(422, 'SHIPMENT.REFUND.UNAVAILABLE', 'No postage to refund.');
      const isScanned = shipment.tracker?.status !== 'pre_transit';
      shipment.refund_status = refundAnswer ?? (isScanned ? 'rejected' : 'submitted');
      return { status: 200, body: shipment };
    }
    if (method === 'POST' && path === '/v2/scan_forms') {
      const asked = (body['shipments'] as { id: string }[] | undefined) ?? [];
      const codes = asked.map((each) => find(each.id)?.tracking_code);
      if (codes.length === 0 || codes.some((code) => !code))
        return error(422, 'SCAN_FORM.SHIPMENTS.INVALID', 'Some shipments cannot be on a scan form.');
      const form = {
        id: `sf_${hex()}`,
        object: 'ScanForm',
        status: 'created',
        message: null,
        form_url: `${baseUrl}/form.pdf`,
        tracking_codes: codes,
      };
      return { status: 201, body: form };
    }
    return error(404, 'NOT_FOUND', 'The requested resource could not be found.');
  };

  const server = createServer((request, response) => {
    void answer(request, response).catch(() => request.destroy());
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const name = `${request.method} ${request.url}`;
    seen.push(name);
    const expected = `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;
    // Labels lie with a keeper of files: whoever has their address has them, and a key is none of its business.
    const labelled = /^GET \/labels\/(\w+)\.zpl$/.exec(name)?.[1];
    if (labelled === undefined && request.headers.authorization !== expected)
      return send(response, error(401, 'APIKEY.INACTIVE', 'This api key is no longer active.'));
    const at = plans.findIndex((plan) => plan.request.test(name));
    const how = at < 0 ? null : plans.splice(at, 1)[0]?.how;
    if (how === 'cut') return void request.destroy();
    if (how === '429')
      return send(response, error(429, 'RATE_LIMITED', 'Too many requests.'), { 'retry-after': '1' });
    if (how === '500') return send(response, error(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong.'));
    if (labelled !== undefined) {
      const found = byCode(labelled);
      response.writeHead(found ? 200 : 404, { 'content-type': 'text/plain' });
      return void response.end(found ? labelText(found) : '');
    }
    const text = Buffer.concat(parts).toString('utf8');
    const done = handle(
      request.method ?? '',
      request.url ?? '',
      text ? (JSON.parse(text) as Record<string, unknown>) : {},
    );
    if (how === 'lost') return void request.destroy();
    if (how === 'slow') await sleep(slowMs);
    if (how === 'garbage') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    send(response, done);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    baseUrl,
    apiKey,
    misbehave: (request, how, times = 1) => {
      for (let count = 0; count < times; count += 1) plans.push({ request, how });
    },
    goodLabels: () =>
      [...shipments.values()].flatMap(({ reference, tracking_code: code, refund_status: refund, options }) =>
        code && refund !== 'submitted' && refund !== 'refunded'
          ? [{ reference, trackingCode: code, options }]
          : [],
      ),
    charges: () => charged,
    requests: () => [...seen],
    shipmentOf: find,
    scan: (code, status, at, message = status) => {
      const tracker = trackerOf(code);
      tracker.status = status;
      tracker.updated_at = at;
      const tracking_location = {
        object: 'TrackingLocation',
        city: 'LEEDS',
        state: null,
        country: 'GB',
        zip: null,
      };
      tracker.tracking_details.push({
        object: 'TrackingDetail',
        message,
        status,
        datetime: at,
        tracking_location,
      });
    },
    refuseRefund: (status) => {
      refundAnswer = status;
    },
    webhook: async (url, secret, code, options = {}) => {
      const tracker = structuredClone(trackerOf(code));
      if (options.details)
        tracker.tracking_details = tracker.tracking_details.filter((_, index) =>
          options.details?.includes(index),
        );
      tracker.status = tracker.tracking_details.at(-1)?.status ?? tracker.status;
      const event = {
        id: options.eventId ?? `evt_${hex()}`,
        object: 'Event',
        mode: 'test',
        description: 'tracker.updated',
        previous_attributes: { status: 'unknown' },
        result: tracker,
        status: 'pending',
        pending_urls: [url],
        completed_urls: [],
      };
      const body = JSON.stringify(event);
      const signature = createHmac('sha256', secret.normalize('NFKD')).update(body).digest('hex');
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hmac-signature': `hmac-sha256-hex=${signature}` },
        body,
      });
      return response.status;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  function newShipment(asked: Partial<Shipment>): Shipment {
    const ounces = Number(asked.parcel?.['weight'] ?? 1);
    const rates = [
      { carrier: 'RoyalMail', service: 'Tracked48', base: 310, perOunce: 2, days: 2 },
      { carrier: 'RoyalMail', service: 'Tracked24', base: 420, perOunce: 3, days: 1 },
      { carrier: 'DHLExpress', service: 'Worldwide', base: 1900, perOunce: 9, days: 3 },
    ].map(
      ({ carrier, service, base, perOunce, days }): Rate => ({
        id: `rate_${hex()}`,
        carrier,
        service,
        rate: ((base + Math.round(perOunce * ounces)) / 100).toFixed(2),
        currency: 'GBP',
        delivery_days: days,
      }),
    );
    return {
      id: `shp_${hex()}`,
      object: 'Shipment',
      mode: 'test',
      reference: asked.reference ?? null,
      to_address: asked.to_address ?? {},
      from_address: asked.from_address ?? {},
      parcel: asked.parcel ?? {},
      customs_info: asked.customs_info ?? null,
      options: asked.options ?? {},
      rates,
      messages: [],
      selected_rate: null,
      tracking_code: null,
      postage_label: null,
      tracker: null,
      refund_status: null,
    };
  }

  function buyLabel(shipment: Shipment, rate: Rate, serial: number): void {
    const code = `EZ${String(1_000_000_000 + serial)}`;
    shipment.selected_rate = rate;
    shipment.tracking_code = code;
    shipment.postage_label = {
      id: `pl_${hex()}`,
      object: 'PostageLabel',
      label_url: `${baseUrl}/labels/${code}.png`,
      label_zpl_url: `${baseUrl}/labels/${code}.zpl`,
    };
    shipment.tracker = {
      id: `trk_${hex()}`,
      object: 'Tracker',
      tracking_code: code,
      status: 'pre_transit',
      updated_at: new Date().toISOString(),
      shipment_id: shipment.id,
      carrier: rate.carrier,
      public_url: `${baseUrl}/track/${code}`,
      tracking_details: [],
    };
  }
}

type Answer = { status: number; body: object };

/** As EasyPost's labels are: one format, at 203 dpi, with words about the printer that are none of a label's business. */
function labelText({ tracking_code: number, to_address: to }: Shipment): string {
  const { name: written } = to;
  const name = typeof written === 'string' ? written.replace(/[\^~]/g, ' ') : '';
  return `^XA^MMT^CI28^PW812^LL1218^FO60,80^A0N,50,50^FD${name}^FS^FO60,900^BY3^BCN,160,Y,N,N^FD${number ?? ''}^FS^PQ1,0,1,Y^XZ\n`;
}

const hex = (): string => randomUUID().replaceAll('-', '');

function error(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message, errors: [] } } };
}

function send(
  response: ServerResponse,
  { status, body }: Answer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
