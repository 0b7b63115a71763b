import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { streamMessageSchema, type StreamMessage } from '../../../shared/contract/http';
import type { Batch, BatchListener, Change } from '../../db/stream-writer';
import { createLiveStreams, encodeBatch, type LiveOptions, type LiveStreams } from './live-streams';

const epoch = '01890000-0000-7000-8000-000000000001';
const here = { stationId: 'bench-1', warehouseId: 'W1' };
const beside = { stationId: 'bench-2', warehouseId: 'W1' };
const abroad = { stationId: 'bench-3', warehouseId: 'W2' };

function change(collection: string, seq: number, scope: Partial<Change> = {}): Change {
  return {
    streamId: 'W1',
    collection,
    seq,
    document: { seq },
    stationId: null,
    warehouseIds: null,
    ...scope,
  };
}
const batchOf = (...changes: Change[]): Batch => ({ streamId: 'W1', changes, epoch, era: null, seq: 99 });
const read = (buffers: readonly Buffer[]): StreamMessage[] =>
  buffers.map((bytes) => streamMessageSchema.parse(JSON.parse(bytes.toString().replace(/^data: /, ''))));
const seqs = (messages: readonly StreamMessage[]): unknown[] =>
  messages.map((message) =>
    message.kind === 'documents' ? message.documents.map((doc) => doc['seq']) : message.kind,
  );

describe('a batch for a reader', () => {
  it('is one message a collection, in the order of the stream, up to the end of the commit', () => {
    const messages = read(
      encodeBatch(batchOf(change('parcels', 7), change('stock', 8), change('parcels', 5)))(here),
    );
    expect(messages).toEqual([
      {
        kind: 'documents',
        collection: 'parcels',
        documents: [{ seq: 5 }, { seq: 7 }],
        checkpoint: { epoch, seq: 99 },
      },
      { kind: 'documents', collection: 'stock', documents: [{ seq: 8 }], checkpoint: { epoch, seq: 99 } },
    ]);
  });

  it('brings the mark of the point it ends at', () => {
    const batch = { ...batchOf(change('stock', 8)), era: '01890000-0000-7000-8000-0000000000e1' };
    expect(read(encodeBatch(batch)(here))).toMatchObject([
      { checkpoint: { seq: 99, mark: `99.${batch.era}` } },
    ]);
  });

  it('gives answers to their station and orders to their warehouses only, each encoded once for all who see the same', () => {
    const messagesFor = encodeBatch(
      batchOf(
        change('results', 1, { stationId: here.stationId }),
        change('results', 2, { stationId: beside.stationId }),
        change('orders', 3, { warehouseIds: ['W1'] }),
        change('orders', 4, { warehouseIds: ['W1', 'W2'] }),
      ),
    );
    expect(seqs(read(messagesFor(here)))).toEqual([[1], [3, 4]]);
    expect(seqs(read(messagesFor(beside)))).toEqual([[2], [3, 4]]);
    expect(seqs(read(messagesFor(abroad)))).toEqual([[4]]);
    expect(messagesFor(here)[1]).toBe(messagesFor(beside)[1]);
  });

  it('asks to pull when there is too much to push', () => {
    const many = Array.from({ length: 501 }, (_, seq) => change('parcels', seq));
    expect(seqs(read(encodeBatch(batchOf(...many))(here)))).toEqual(['resync']);
  });
});

describe('a reader on a real connection', () => {
  let server: Server;
  let live: LiveStreams;
  let tell: BatchListener = () => undefined;

  afterEach(() => {
    live.stop();
    server.closeAllConnections();
    server.close();
  });

  async function listen(options: Partial<LiveOptions> = {}): Promise<void> {
    live = createLiveStreams(
      {
        subscribe: (listener) => {
          tell = listener;
          return () => undefined;
        },
      },
      { now: () => new Date(0), heartbeatMs: 1_000_000, ...options },
    );
    server = createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const asked = request.headers['last-event-id'];
      live.open(here, response, typeof asked === 'string' ? asked : null);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  function connect(lastEventId?: string): Promise<IncomingMessage> {
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    return new Promise((resolve, reject) =>
      get({ port, host: '127.0.0.1', headers }, resolve).on('error', reject),
    );
  }

  /** What a new connection is told until it has caught up, and the place it then has. */
  async function caughtUp(lastEventId?: string): Promise<{ told: unknown[]; place: string }> {
    const response = await connect(lastEventId);
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    while (!/id: \S+\n\n$/.test(text)) await new Promise((resolve) => setTimeout(resolve, 2));
    response.destroy();
    const events = text.split('\n\n').filter((part) => part !== '');
    const data = events.filter((part) => part.startsWith('data: ')).map((part) => Buffer.from(part));
    return { told: seqs(read(data)), place: /id: (\S+)$/.exec(events.at(-1) ?? '')?.[1] ?? '' };
  }

  it('that comes back goes on behind what it has, with what it may see, and without a hole', async () => {
    await listen({ mostRemembered: 40 });
    const first = await caughtUp();
    expect(first.told).toEqual(['resync']);
    expect((await caughtUp(first.place)).told).toEqual(['resumed']);
    tell('W1', batchOf(change('parcels', 1), change('stock', 2)));
    tell('W2', batchOf(change('parcels', 3)));
    tell('company', null);
    tell('W1', batchOf(change('results', 4, { stationId: beside.stationId }), change('parcels', 5)));
    const second = await caughtUp(first.place);
    expect(second.told).toEqual([[1], [2], 'resync', [5], 'resumed']);
    expect((await caughtUp(second.place)).told).toEqual(['resumed']);
    for (let seq = 10; seq < 60; seq += 1) {
      tell('W1', batchOf(change('parcels', seq)));
      const { told } = await caughtUp(second.place);
      const whole = [...Array.from({ length: seq - 9 }, (_, at) => [10 + at]), 'resumed'];
      expect([whole, ['resync']]).toContainEqual(told);
    }
    expect((await caughtUp(second.place)).told).toEqual(['resync']);
  });

  it.each(['', 'nonsense', '01890000-0000-7000-8000-000000000001.0', '../../etc.1'])(
    'with a place of another life (%j) is told to pull',
    async (place) => {
      await listen();
      expect((await caughtUp(place)).told).toEqual(['resync']);
      const { place: known } = await caughtUp();
      expect((await caughtUp(known.replace(/\d+$/, '99'))).told).toEqual(['resync']);
    },
  );

  it('hears a heartbeat while nothing happens, and is let go of when it has gone', async () => {
    await listen({ heartbeatMs: 5 });
    const { told, place } = await caughtUp();
    expect(told).toEqual(['resync']);
    const response = await connect(place);
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    while (text.split('heartbeat').length < 4) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(text).toContain('data: {"kind":"heartbeat","at":"1970-01-01T00:00:00.000Z"}\n\n');
    // A beat says where the stream stands too: whoever comes back after it is resumed.
    expect(text.split('\n\n').filter((part) => part.startsWith('id: ')).length).toBeGreaterThan(2);
    response.destroy();
    while (live.count() > 0) await new Promise((resolve) => setTimeout(resolve, 2));
  });

  it('is cut off when it does not read, and is forgotten', async () => {
    await listen({ mostBufferedBytes: 65_536 });
    const response = await connect();
    response.pause();
    response.on('error', () => undefined);
    const big = { ...change('parcels', 1), document: { text: 'x'.repeat(40_000) } };
    for (let n = 0; n < 1_000 && live.count() > 0; n += 1) {
      tell('W1', batchOf(big));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(live.count()).toBe(0);
  });

  it('is told to pull when another process wrote, and nothing of another warehouse', async () => {
    await listen();
    const response = await connect();
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    tell('W2', batchOf(change('parcels', 1)));
    tell('W1', null);
    tell('company', null);
    while (text.split('resync').length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(text.split('\n\n').filter((part) => part.startsWith('data'))).toEqual(
      Array(3).fill('data: {"kind":"resync"}'),
    );
  });
});
