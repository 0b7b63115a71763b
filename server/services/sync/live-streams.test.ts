import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { streamMessageSchema, type StreamMessage } from '../../../shared/contract/http';
import type { Batch, BatchListener, Change } from '../../db/stream-writer';
import { createLiveStreams, encodeBatch, type LiveStreams } from './live-streams';

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
const batchOf = (...changes: Change[]): Batch => ({ streamId: 'W1', changes, epoch, seq: 99 });
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

  async function connect(mostBufferedBytes: number): Promise<IncomingMessage> {
    live = createLiveStreams(
      {
        submit: () => Promise.reject(new Error('not written here')),
        subscribe: (listener) => {
          tell = listener;
          return () => undefined;
        },
        stop: () => Promise.resolve(),
      },
      { now: () => new Date(0), mostBufferedBytes, heartbeatMs: 1_000_000 },
    );
    server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      live.open(here, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return new Promise((resolve, reject) => get({ port, host: '127.0.0.1' }, resolve).on('error', reject));
  }

  it('is cut off when it does not read, and is forgotten', async () => {
    const response = await connect(65_536);
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
    const response = await connect(1_048_576);
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    tell('W2', batchOf(change('parcels', 1)));
    tell('W1', null);
    tell('company', null);
    while (text.split('resync').length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(text.split('\n\n').filter((part) => part !== '')).toEqual(
      Array(3).fill('data: {"kind":"resync"}'),
    );
  });
});
