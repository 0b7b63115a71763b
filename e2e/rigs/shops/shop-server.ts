// A shop's server for tests: real HTTP on a free port, that does what its maker documents, until it is told to misbehave.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * lost: does what it is asked, and the answer never comes. busy: 429 with Retry-After. broken: 500. slow: answers after that long.
 * closed: hangs up before it does anything.
 */
export type Mischief =
  | { kind: 'lost' }
  | { kind: 'busy'; retryAfter: string }
  | { kind: 'broken' }
  | { kind: 'slow'; ms: number }
  | { kind: 'closed' };

export type ShopRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  json: unknown;
};
export type ShopAnswer = { status: number; json?: unknown; headers?: Record<string, string> };

export type ShopServer = {
  url: string;
  /** Every request, in order. */
  asked: ShopRequest[];
  /** For the next requests that fit, one each. */
  misbehave: (fits: (request: ShopRequest) => boolean, ...mischief: Mischief[]) => void;
  close: () => Promise<void>;
};

export async function startShopServer(answer: (request: ShopRequest) => ShopAnswer): Promise<ShopServer> {
  const asked: ShopRequest[] = [];
  const planned: { fits: (request: ShopRequest) => boolean; mischief: Mischief }[] = [];
  const server = createServer((incoming, response) => {
    void readJson(incoming).then((json) => {
      const url = new URL(incoming.url ?? '/', 'http://shop.test');
      const request = {
        method: incoming.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers: incoming.headers,
        json,
      };
      asked.push(request);
      const at = planned.findIndex(({ fits }) => fits(request));
      const mischief = at < 0 ? null : (planned.splice(at, 1)[0]?.mischief ?? null);
      perform(mischief, response, () => answer(request));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    misbehave: (fits, ...mischief) => planned.push(...mischief.map((each) => ({ fits, mischief: each }))),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function perform(mischief: Mischief | null, response: ServerResponse, act: () => ShopAnswer): void {
  const send = ({ status, json, headers = {} }: ShopAnswer): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(json === undefined ? '' : JSON.stringify(json));
  };
  switch (mischief?.kind) {
    case 'lost':
      act();
      response.socket?.destroy();
      return;
    case 'busy':
      send({
        status: 429,
        json: { errors: 'Too many requests' },
        headers: { 'retry-after': mischief.retryAfter },
      });
      return;
    case 'broken':
      send({ status: 500, json: { errors: 'Internal server error' } });
      return;
    case 'closed':
      response.socket?.destroy();
      return;
    case 'slow':
      setTimeout(() => send(act()), mischief.ms);
      return;
    default:
      send(act());
  }
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
