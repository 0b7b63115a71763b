// A card provider on this computer that speaks the documented API of Stripe as far as Waybill uses it: PaymentIntents,
// refunds, idempotency keys, signed events. It misbehaves on demand: breaks the connection after it has done the work,
// answers 429 or 500, is slow, refuses cards. Its books can be asked what was really done.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type Misbehaviour =
  /** Does it, then the line goes dead. */
  | { kind: 'breaks-after' }
  /** Does not do it, and the line goes dead. */
  | { kind: 'breaks-before' }
  | { kind: 'limit'; retryAfterSeconds: number }
  /** 500 before anything is done; the same key is answered so again, as documented. */
  | { kind: 'fails' }
  | { kind: 'slow'; ms: number };

type Intent = Record<string, unknown> & {
  id: string;
  amount: number;
  amount_capturable: number;
  amount_received: number;
  status: string;
  currency: string;
  metadata: Record<string, string>;
};
type Link = Record<string, unknown> & { id: string; url: string; active: boolean };
type Refund = Record<string, unknown> & {
  id: string;
  amount: number;
  status: string;
  payment_intent: string;
};
type Answer = { status: number; body: object; headers?: Record<string, string> };
type Event = { id: string; type: string; body: string };

export type CardProviderRig = {
  url: string;
  secretKey: string;
  signingSecret: string;
  /** For the next requests that change something, in order. */
  misbehave: (...list: Misbehaviour[]) => void;
  events: Event[];
  signature: (event: Event, atMs: number, secret?: string) => string;
  intents: () => readonly Intent[];
  refunds: () => readonly Refund[];
  /** Pages on which customers pay. */
  links: () => readonly Link[];
  /** A customer pays on one; what came of it is told like anything else. */
  payOnLink: (linkId: string) => void;
  /** What somebody did on the provider's own pages. */
  refundOnItsPages: (intentId: string, amount: number) => void;
  /** A refund the customer's bank did not take. */
  failRefund: (refundId: string) => void;
  /** The provider lets an old authorisation go. */
  letLapse: (intentId: string) => void;
  requests: string[];
  close: () => Promise<void>;
};

/** Tokens whose cards are refused, as in the documentation for testing. */
const declined: Readonly<Record<string, string>> = {
  pm_card_visa_chargeDeclined: 'generic_decline',
  pm_card_visa_chargeDeclinedInsufficientFunds: 'insufficient_funds',
};
/** A card that takes one capture only. */
export const capturesOnceToken = 'pm_card_captures_once';

export async function startCardProvider(): Promise<CardProviderRig> {
  const books = new Books();
  const queue: Misbehaviour[] = [];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    void serve(books, queue, requests, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secretKey: books.secretKey,
    signingSecret: 'whsec_rig',
    misbehave: (...list) => void queue.push(...list),
    events: books.events,
    signature: (event, atMs, secret = 'whsec_rig') => {
      const t = Math.floor(atMs / 1000);
      return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${event.body}`).digest('hex')}`;
    },
    intents: () => [...books.intents.values()],
    refunds: () => [...books.refundRows.values()],
    links: () => [...books.links.values()].map(({ link }) => link),
    payOnLink: (linkId) => books.payOnLink(linkId),
    refundOnItsPages: (intentId, amount) =>
      void books.refund({ payment_intent: intentId, amount: String(amount) }),
    failRefund: (refundId) => {
      const refund = books.refundRows.get(refundId);
      if (!refund) throw new Error(`no refund ${refundId}`);
      Object.assign(refund, { status: 'failed', failure_reason: 'lost_or_stolen_card' });
      books.tell('refund.failed', refund);
    },
    letLapse: (intentId) => {
      const intent = books.intents.get(intentId);
      if (!intent) throw new Error(`no intent ${intentId}`);
      Object.assign(intent, { status: 'canceled', cancellation_reason: 'automatic', amount_capturable: 0 });
      books.tell('payment_intent.canceled', intent);
    },
    requests,
    close: () => closed(server),
  };
}

class Books {
  readonly secretKey = 'sk_test_rig_12345678';
  readonly intents = new Map<string, Intent>();
  readonly refundRows = new Map<string, Refund>();
  /** With what it was asked for, and who has paid on it. */
  readonly links = new Map<string, { link: Link; fields: Record<string, string>; intentId: string | null }>();
  readonly events: Event[] = [];
  /** Key -> what was asked and answered. */
  readonly answered = new Map<string, { asked: string; answer: Answer }>();
  private count = 0;

  id(prefix: string): string {
    this.count += 1;
    return `${prefix}_rig${String(this.count).padStart(6, '0')}`;
  }

  tell(type: string, object: object): void {
    const id = this.id('evt');
    const created = Math.floor(Date.now() / 1000);
    this.events.push({
      id,
      type,
      body: JSON.stringify({ id, object: 'event', type, created, data: { object } }),
    });
  }

  answer(method: string, path: string, fields: Record<string, string>): Answer {
    const [, resource, id, act] = path.split('/').slice(1);
    if (resource === 'refunds' && method === 'GET') {
      const data = [...this.refundRows.values()].filter(
        ({ payment_intent }) => payment_intent === fields['payment_intent'],
      );
      return ok({ object: 'list', url: '/v1/refunds', has_more: false, data });
    }
    if (resource === 'refunds') return this.refund(fields);
    if (resource === 'balance') return ok({ object: 'balance', available: [], pending: [], livemode: false });
    if (resource === 'payment_links') return this.link(id, fields);
    if (resource === 'checkout') {
      const paid = this.links.get(fields['payment_link'] ?? '')?.intentId ?? null;
      const data = paid === null ? [] : [{ id: this.id('cs'), status: 'complete', payment_intent: paid }];
      return ok({ object: 'list', url: '/v1/checkout/sessions', has_more: false, data });
    }
    if (resource !== 'payment_intents') return invalid('resource_missing', 404);
    if (id === undefined) return this.create(fields);
    const intent = this.intents.get(id);
    if (!intent) return invalid('resource_missing', 404);
    if (act === 'capture') return this.capture(intent, fields);
    if (act === 'cancel') return this.cancel(intent);
    return ok(intent);
  }

  private link(id: string | undefined, fields: Record<string, string>): Answer {
    const known = id === undefined ? null : this.links.get(id);
    if (known === undefined) return invalid('resource_missing', 404);
    if (known) {
      known.link.active = fields['active'] !== 'false';
      return ok(known.link);
    }
    const amount = Number(fields['line_items[0][price_data][unit_amount]']);
    if (!Number.isInteger(amount) || amount <= 0) return invalid('parameter_invalid_integer');
    const name = this.id('plink');
    const link = { id: name, object: 'payment_link', url: `https://pay.example/${name}`, active: true };
    this.links.set(name, { link, fields, intentId: null });
    return ok(link);
  }

  payOnLink(linkId: string): void {
    const known = this.links.get(linkId);
    if (!known?.link.active) throw new Error(`nobody can pay on ${linkId}`);
    const { fields } = known;
    const metadata = Object.entries(fields).flatMap(([name, value]) => {
      const key = /^payment_intent_data\[metadata\]\[(.+)\]$/.exec(name)?.[1];
      return key === undefined ? [] : [[`metadata[${key}]`, value]];
    });
    const answer = this.create({
      amount: fields['line_items[0][price_data][unit_amount]'] ?? '',
      currency: fields['line_items[0][price_data][currency]'] ?? '',
      payment_method: 'pm_card_visa',
      ...Object.fromEntries(metadata),
    });
    known.intentId = (answer.body as Intent).id;
    known.link.active = false;
  }

  private create(fields: Record<string, string>): Answer {
    const token = fields['payment_method'] ?? '';
    const amount = Number(fields['amount']);
    if (!Number.isInteger(amount) || amount <= 0) return invalid('parameter_invalid_integer');
    const isOnce = token === capturesOnceToken;
    const intent: Intent = {
      id: this.id('pi'),
      object: 'payment_intent',
      amount,
      amount_capturable: amount,
      amount_received: 0,
      status: 'requires_capture',
      currency: fields['currency'] ?? '',
      cancellation_reason: null,
      last_payment_error: null,
      metadata: metadataOf(fields),
      latest_charge: {
        id: this.id('ch'),
        object: 'charge',
        payment_method_details: {
          card: {
            multicapture: { status: isOnce ? 'unavailable' : 'available' },
            capture_before: Math.floor(Date.now() / 1000) + 7 * 86_400,
          },
        },
      },
    };
    this.intents.set(intent.id, intent);
    const decline = declined[token];
    if (decline !== undefined) {
      const error = { type: 'card_error', code: 'card_declined', decline_code: decline, message: 'declined' };
      Object.assign(intent, {
        status: 'requires_payment_method',
        amount_capturable: 0,
        last_payment_error: error,
      });
      this.tell('payment_intent.payment_failed', intent);
      return { status: 402, body: { error: { ...error, payment_intent: intent } } };
    }
    this.tell('payment_intent.amount_capturable_updated', intent);
    return ok(intent);
  }

  private capture(intent: Intent, fields: Record<string, string>): Answer {
    const amount = Number(fields['amount_to_capture'] ?? intent.amount_capturable);
    const isLast = fields['final_capture'] !== 'false';
    if (intent.status !== 'requires_capture') return invalid('payment_intent_unexpected_state');
    if (amount > intent.amount_capturable) return invalid('amount_too_large');
    intent.amount_received += amount;
    intent.amount_capturable -= amount;
    const isOver = isLast || intent.amount_capturable === 0;
    if (isOver) Object.assign(intent, { status: 'succeeded', amount_capturable: 0 });
    this.tell(isOver ? 'payment_intent.succeeded' : 'charge.captured', intent);
    return ok(intent);
  }

  private cancel(intent: Intent): Answer {
    if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.amount_received > 0)
      return invalid('payment_intent_unexpected_state');
    Object.assign(intent, { status: 'canceled', cancellation_reason: null, amount_capturable: 0 });
    this.tell('payment_intent.canceled', intent);
    return ok(intent);
  }

  refund(fields: Record<string, string>): Answer {
    const intent = this.intents.get(fields['payment_intent'] ?? '');
    if (!intent) return invalid('resource_missing', 404);
    const paidBack = [...this.refundRows.values()].filter(
      ({ payment_intent, status }) => payment_intent === intent.id && status !== 'failed',
    );
    const amount = Number(fields['amount']);
    if (paidBack.reduce((sum, row) => sum + row.amount, amount) > intent.amount_received)
      return invalid('charge_already_refunded');
    const refund: Refund = {
      id: this.id('re'),
      object: 'refund',
      amount,
      currency: intent.currency,
      payment_intent: intent.id,
      status: 'succeeded',
      metadata: metadataOf(fields),
      failure_reason: null,
    };
    this.refundRows.set(refund.id, refund);
    this.tell('refund.created', refund);
    return ok(refund);
  }
}

async function serve(
  books: Books,
  queue: Misbehaviour[],
  requests: string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://rig');
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  requests.push(`${request.method} ${url.pathname}`);
  const send = ({ status, body, headers = {} }: Answer): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_rig', ...headers });
    response.end(JSON.stringify(body));
  };
  if (request.headers.authorization !== `Bearer ${books.secretKey}`)
    return send({
      status: 401,
      body: { error: { type: 'invalid_request_error', message: 'Invalid API Key' } },
    });
  const fields = Object.fromEntries(new URLSearchParams(request.method === 'GET' ? url.search : text));
  if (request.method === 'GET') return send(books.answer('GET', url.pathname, fields));
  const odd = queue.shift();
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return send(invalid('no_idempotency_key'));
  if (odd?.kind === 'breaks-before') return void request.socket.destroy();
  if (odd?.kind === 'limit')
    return send({
      status: 429,
      body: { error: { type: 'rate_limit_error', code: 'rate_limit', message: 'Too many requests' } },
      headers: { 'retry-after': String(odd.retryAfterSeconds) },
    });
  const known = books.answered.get(key);
  const asked = `${url.pathname}\n${text}`;
  if (known && known.asked !== asked)
    return send({ status: 400, body: { error: { type: 'idempotency_error', message: 'other parameters' } } });
  const fails = { status: 500, body: { error: { type: 'api_error', message: 'Something went wrong' } } };
  const answer =
    known?.answer ?? (odd?.kind === 'fails' ? fails : books.answer('POST', url.pathname, fields));
  // The answer is kept as it was given, whatever becomes of the object.
  books.answered.set(key, { asked, answer: structuredClone(answer) });
  if (odd?.kind === 'breaks-after') return void request.socket.destroy();
  if (odd?.kind === 'slow') await pause(odd.ms);
  send({ ...answer, ...(known ? { headers: { 'idempotent-replayed': 'true' } } : {}) });
}

function metadataOf(fields: Record<string, string>): Record<string, string> {
  const entries = Object.entries(fields).flatMap(([name, value]) => {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
    return key === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

function ok(body: object): Answer {
  return { status: 200, body: structuredClone(body) };
}

function invalid(code: string, status = 400): Answer {
  return { status, body: { error: { type: 'invalid_request_error', code, message: code } } };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
