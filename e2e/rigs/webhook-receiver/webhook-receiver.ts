// Another system that is told what happens, for tests: it checks each signature with the official library and writes down what
// it was told, in order, until it is told to misbehave.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/**
 * lost: takes it, and the answer never comes. slow: answers after that long. endless: an answer without an end.
 */
export type Misbehaviour =
  | { kind: 'status'; status: number; headers?: Record<string, string>; text?: string }
  | { kind: 'lost' }
  | { kind: 'slow'; ms: number }
  | { kind: 'endless' };

export type Told = {
  id: string;
  headers: IncomingMessage['headers'];
  text: string;
  body: { type: string; version: string; timestamp: string; data: Record<string, unknown> };
};

export type WebhookReceiver = {
  url: string;
  /** Every request that came whole, also those that were answered badly. */
  came: Told[];
  /** Those that were answered well. */
  taken: Told[];
  /** For the next requests, one each. */
  misbehave: (...mischief: Misbehaviour[]) => void;
  /** @throws unless the signature is right */
  verify: (told: Told, secret: string) => void;
  close: () => Promise<void>;
};

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const came: Told[] = [];
  const taken: Told[] = [];
  const planned: Misbehaviour[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const told = {
        id: String(request.headers['webhook-id']),
        headers: request.headers,
        text,
        body: JSON.parse(text) as Told['body'],
      };
      came.push(told);
      answer(planned.shift() ?? null, response, () => taken.push(told));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    came,
    taken,
    misbehave: (...mischief) => void planned.push(...mischief),
    verify: ({ text, headers }, secret) => {
      new Webhook(secret).verify(text, headers as Record<string, string>);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(mischief: Misbehaviour | null, response: ServerResponse, take: () => void): void {
  const well = (): void => {
    take();
    response.writeHead(204).end();
  };
  switch (mischief?.kind) {
    case 'status':
      response.writeHead(mischief.status, mischief.headers).end(mischief.text ?? '');
      return;
    case 'lost':
      take();
      response.socket?.destroy();
      return;
    case 'slow':
      setTimeout(well, mischief.ms);
      return;
    case 'endless': {
      take();
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'.repeat(8_192)), 5);
      response.on('close', () => clearInterval(timer));
      return;
    }
    default:
      well();
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
