// An integrator of tests on a real socket: takes waybills, checks what it is signed with, remembers what it took by key, and
// misbehaves as it is told to. Notes of tests are in memory; those of head office are in its database.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TransmissionNote, TransmissionNotes } from './http-transmitter';

export const integratorSecret = 'between the two of us, long';

/** What it does with one request. `lost`: it takes the document and the answer never arrives. */
export type Mood =
  | 'well'
  | 'lost'
  | 'half-answer'
  | 'error-behind-its-work'
  | 'closed-unread'
  | 'busy'
  | 'no'
  | 'elsewhere'
  | 'endless'
  | 'nonsense';

type Taken = { key: string; xml: string; answer: object };

export type TestIntegrator = {
  url: string;
  /** One a request, in order; `well` when none is left. */
  moods: Mood[];
  /** Documents it took, a repeat under the same key counted again: it is a careless one. */
  taken: Taken[];
  /** Requests by method, with what was wrong with any. */
  seen: { method: string; key: string; fault: string | null }[];
  /** Whether it knows what it took when it is asked; false: it forgets, and says that it has nothing. */
  remembers: boolean;
  /** It answers for the newest of a waybill. */
  answerFor: (ettn: string, answer: object) => void;
  close: () => Promise<void>;
};

export async function startIntegrator(now: () => Date = () => new Date()): Promise<TestIntegrator> {
  const integrator: TestIntegrator = {
    url: '',
    moods: [],
    taken: [],
    seen: [],
    remembers: true,
    answerFor: (ettn, answer) => {
      for (const each of integrator.taken) if (each.key.startsWith(ettn)) each.answer = answer;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  integrator.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
  return integrator;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const mood = integrator.moods.shift() ?? 'well';
    const method = request.method ?? '';
    const key = String(request.headers['idempotency-key'] ?? '');
    if (mood === 'closed-unread') {
      request.socket.destroy();
      return;
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    integrator.seen.push({ method, key, fault: faultOf(request, body, now()) });
    const say = (status: number, what: string, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(what);
    };
    if (mood === 'busy') return say(503, 'later', { 'retry-after': '7' });
    if (mood === 'no') return say(401, 'who are you');
    if (mood === 'elsewhere') return say(307, '', { location: `${integrator.url}/elsewhere` });
    const ettn = key.split('.')[0] ?? '';
    if (method === 'POST') integrator.taken.push({ key, xml: body, answer: { state: 'waiting', ettn } });
    const known = integrator.taken.findLast((each) => each.key === key);
    if (mood === 'lost') return void request.socket.destroy();
    if (mood === 'half-answer') {
      response.writeHead(200, { 'content-length': '500' }).write('{"ettn": "');
      response.socket?.destroySoon();
      return;
    }
    if (mood === 'error-behind-its-work') return say(502, 'bad gateway');
    if (mood === 'nonsense') return say(200, '<html>welcome</html>');
    if (mood === 'endless') return endless(response);
    if (!known || (method === 'GET' && !integrator.remembers)) return say(404, '{}');
    say(method === 'POST' ? 202 : 200, JSON.stringify(known.answer));
  }
}

/** Goes on until nobody listens any more. */
function endless(response: ServerResponse): void {
  response.writeHead(200);
  const more = (): void => {
    while (!response.destroyed && response.write('x'.repeat(8_192)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}

function faultOf({ headers, method, url }: IncomingMessage, body: string, now: Date): string | null {
  const key = String(headers['idempotency-key'] ?? '');
  const seconds = String(headers['waybill-timestamp'] ?? '');
  const mark = createHmac('sha256', integratorSecret)
    .update(`${seconds}.${method}.${key}.${body}`)
    .digest('hex');
  if (headers['waybill-signature'] !== `v1=${mark}`) return 'signature';
  if (Math.abs(now.getTime() / 1000 - Number(seconds)) > 300) return 'time';
  if (method === 'GET' && url !== `/in/${key}`) return 'path';
  if (method === 'POST' && headers['content-type'] !== 'application/xml; charset=utf-8') return 'type';
  if (method === 'POST' && !/^[A-Z0-9]{16}$/.test(String(headers['waybill-number']))) return 'number';
  return null;
}

export function notesInMemory(): TransmissionNotes {
  const notes = new Map<string, TransmissionNote>();
  return {
    read: (id) => Promise.resolve(notes.get(id) ?? null),
    write: (id, note) => {
      notes.set(id, note);
      return Promise.resolve();
    },
  };
}
