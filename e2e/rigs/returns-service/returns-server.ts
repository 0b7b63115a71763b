// A server that speaks the protocol of returns providers (docs/plug-ins.md) on a free local port, and misbehaves when it is
// told to: answers after its effect are lost, come late, come as 429, 500 or rubbish. It keeps what a provider keeps.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** lost: the work is done and the connection cut. cut: nothing is done. */
export type Misbehaviour = 'lost' | 'cut' | '429' | '500' | 'slow' | 'garbage';

type Booked = {
  id: string;
  key: string;
  reference: string;
  rma: string;
  items: { sku: string; quantity: number }[];
  status: 'created' | 'in_transit' | 'delivered' | 'cancelled';
  shipped_at: string | null;
};

export type ReturnsRig = {
  baseUrl: string;
  apiKey: string;
  /** The next requests whose `METHOD path` matches go wrong. */
  misbehave: (request: RegExp, how: Misbehaviour, times?: number) => void;
  booked: () => readonly Booked[];
  /** The carrier scans it. */
  scan: (id: string, at: string) => void;
  requests: () => string[];
  close: () => Promise<void>;
};

export async function startReturnsServer(): Promise<ReturnsRig> {
  const apiKey = 'returns-key-123456';
  const booked: Booked[] = [];
  const asked: string[] = [];
  const faults: { request: RegExp; how: Misbehaviour; times: number }[] = [];

  const answer = (
    reply: ServerResponse,
    status: number,
    body: object,
    headers: Record<string, string> = {},
  ): void => {
    reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
  const wrong = (reply: ServerResponse, status: number, code: string): void =>
    answer(reply, status, { error: { code, message: `${code}: look at the documentation` } });
  const labelOf = ({ id }: Booked): object => ({
    id,
    carrier: 'Back Post',
    tracking_number: `BP${id}`,
    label_url: `https://labels.example.org/${id}.pdf`,
    instructions: 'Hand it in at any shop with our sign.',
  });

  const work = (request: IncomingMessage, url: string, text: string): ((reply: ServerResponse) => void) => {
    if (request.headers.authorization !== `Bearer ${apiKey}`)
      return (reply) => wrong(reply, 401, 'key-wrong');
    if (request.method === 'POST' && url === '/v1/returns') {
      const key = request.headers['idempotency-key'];
      if (typeof key !== 'string') return (reply) => wrong(reply, 400, 'key-missing');
      const known = booked.find((each) => each.key === key);
      if (known) return (reply) => answer(reply, 200, labelOf(known));
      const body = JSON.parse(text) as {
        reference: string;
        rma: string;
        to: { country: string };
        items: Booked['items'];
      };
      if (body.to.country === 'AQ') return (reply) => wrong(reply, 422, 'no-service');
      const one: Booked = {
        id: String(booked.length + 1),
        key,
        reference: body.reference,
        rma: body.rma,
        items: body.items,
        status: 'created',
        shipped_at: null,
      };
      booked.push(one);
      return (reply) => answer(reply, 201, labelOf(one));
    }
    const [, id, act] = /^\/v1\/returns\/([^/]+)(\/cancel)?$/.exec(url) ?? [];
    const one = booked.find((each) => each.id === id);
    if (!one) return (reply) => wrong(reply, 404, 'not-found');
    if (act && one.status === 'created') one.status = 'cancelled';
    return (reply) => answer(reply, 200, { status: one.status, shipped_at: one.shipped_at });
  };

  const server = createServer((request, reply) => {
    void (async () => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const name = `${request.method} ${request.url}`;
      asked.push(name);
      const fault = faults.find((each) => each.times > 0 && each.request.test(name));
      if (fault) fault.times -= 1;
      if (fault?.how === 'cut') return request.destroy();
      if (fault?.how === '429')
        return answer(reply, 429, { error: { code: 'slow-down', message: '' } }, { 'retry-after': '2' });
      if (fault?.how === '500') return answer(reply, 500, {});
      const done = work(request, request.url ?? '', text);
      if (fault?.how === 'lost') return request.destroy();
      if (fault?.how === 'slow') await sleep(800);
      if (fault?.how === 'garbage') return reply.end('<html>nothing</html>');
      return done(reply);
    })().catch(() => request.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    apiKey,
    misbehave: (request, how, times = 1) => faults.push({ request, how, times }),
    booked: () => booked,
    scan: (id, at) => {
      const one = booked.find((each) => each.id === id);
      if (one) Object.assign(one, { status: 'in_transit', shipped_at: at });
    },
    requests: () => asked,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
