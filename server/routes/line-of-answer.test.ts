import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLine } from './line-of-answer';

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: here\r\n\r\n`;

describe('an answer without an end', () => {
  let app: FastifyInstance;
  let port: number;
  let answered: string[];

  beforeEach(async () => {
    app = Fastify({ forceCloseConnections: 'idle' });
    answered = [];
    app.addHook('onResponse', async (request) => void answered.push(request.url));
    app.get('/line', (_request, reply) => {
      reply.header('x-of-a-hook', 'kept');
      reply.hijack();
      const line = takeLine(reply, { ...reply.getHeaders(), 'content-type': 'text/event-stream' });
      line?.write('first\n');
      setTimeout(() => line?.write('second\n'), 20);
      setTimeout(() => line?.end('last\n'), 60);
    });
    app.get('/slow', () => wait(30, 'slow'));
    await app.listen({ port: 0, host: '127.0.0.1' });
    port = Number(new URL(app.listeningOrigin).port);
  });
  afterEach(() => app.close());

  const ask = (...texts: string[]): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' });
      let text = '';
      socket.setEncoding('utf8').on('data', (part: string) => {
        if (text === '') for (const later of texts.slice(1)) socket.write(later);
        text += part;
      });
      socket.on('close', () => resolve(text));
      socket.on('error', () => undefined);
      socket.write(texts[0] ?? '');
    });

  it('has its head, everything that is written, and ends with the connection', async () => {
    const text = await ask(get('/line'));
    const [head = '', body] = text.split('\r\n\r\n');
    expect(head.split('\r\n')[0]).toBe('HTTP/1.1 200 OK');
    expect(head).toContain('content-type: text/event-stream');
    expect(head).toContain('x-of-a-hook: kept');
    expect(head).toContain('connection: close');
    expect(body).toBe('first\nsecond\nlast\n');
    expect(answered).toEqual(['/line']);
  });

  it('is nothing but itself when more is asked on its connection', async () => {
    expect((await ask(get('/line'), get('/slow'))).split('\r\n\r\n')[1]).toBe('first\nsecond\nlast\n');
    expect(answered).toEqual(['/line']);
  });

  it('is not given behind an answer that has still to come', async () => {
    expect(await ask(get('/slow') + get('/line'))).not.toContain('first');
  });
});
