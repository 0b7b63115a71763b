// Thousands of open live streams as stations hold them, over real sockets on loopback, each watched for what it was told.
// A stream is lost when it ends, and a change is lost when a stream is not told of it or is told out of order.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { Pool } from '../../server/db/pool';
import { issueToken } from '../../server/services/stations/access-tokens';
import type { StationId } from '../../shared/domain/ids';
import { BenchCannotRun } from '../bench';
import { benchTokenLifeMs, benchWarehouse, ssccPrefix } from './company';

export type OpenStreams = {
  /** How many are open now. */
  open: () => number;
  /**
   * When each stream was told of a change of parcels, in milliseconds of `performance.now()`, NaN when it was not; by the
   * number at which the change left the warehouse's counter.
   */
  told: () => ReadonlyMap<number, Float64Array>;
  /** Streams that were told of a change after a later one. */
  outOfOrder: () => number;
  close: () => void;
};

const openedAtOnce = 64;
const portsOfAnAddress = 20_000;
const perStation = 2;

/**
 * Stations as rows, because the company's number range has room for a thousand only and these never number a parcel.
 * @returns a token for each
 */
export async function manyStations(pool: Pool, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID() as StationId);
  await pool.query(
    `INSERT INTO station (station_id, stream_id, name, roles, sscc_prefix, sscc_from, sscc_to)
     SELECT id, $1, 'Listener ' || n, '{station}', $2, 0, 0 FROM unnest($3::uuid[]) WITH ORDINALITY AS s (id, n)`,
    [benchWarehouse, ssccPrefix, ids],
  );
  const tokens: string[] = [];
  for (const id of ids)
    tokens.push((await issueToken({ pool, now: () => new Date() }, id, benchTokenLifeMs)).token);
  return tokens;
}

export async function openStreams(
  origin: string,
  tokens: readonly string[],
  count: number,
): Promise<OpenStreams> {
  const most = filesOfAProcess();
  if (count + 200 > most)
    throw new BenchCannotRun(`${count} connections want more open files than ${most}: raise ulimit -n`);
  const port = Number(new URL(origin).port);
  const sockets = new Set<Socket>();
  const told = new Map<number, Float64Array>();
  let outOfOrder = 0;
  const toldOf = (seq: number): Float64Array => {
    let times = told.get(seq);
    if (!times) told.set(seq, (times = new Float64Array(count).fill(Number.NaN)));
    return times;
  };
  const openOne = (index: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({
        port,
        host: '127.0.0.1',
        localAddress: `127.0.0.${1 + Math.floor(index / portsOfAnAddress)}`,
      });
      let rest = '';
      let last = 0;
      socket.setEncoding('latin1');
      socket.on('data', (chunk: string) => {
        const atMs = performance.now();
        const events = (rest + chunk).split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) {
          if (event.includes('{"kind":"resync"}')) {
            sockets.add(socket);
            resolve();
          }
          const seq = parcelsSeq(event);
          if (seq === null) continue;
          if (seq <= last) outOfOrder += 1;
          last = seq;
          toldOf(seq)[index] = atMs;
        }
      });
      socket.on('error', reject);
      socket.on('close', () => {
        sockets.delete(socket);
        reject(new Error(`stream ${index} ended: ${rest.slice(0, 200)}`));
      });
      const token = tokens[Math.floor(index / perStation)] ?? '';
      socket.write(`GET /v1/stream HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n\r\n`);
    });
  for (let from = 0; from < count; from += openedAtOnce)
    await Promise.all(
      Array.from({ length: Math.min(openedAtOnce, count - from) }, (_, index) => openOne(from + index)),
    );
  return {
    open: () => sockets.size,
    told: () => told,
    outOfOrder: () => outOfOrder,
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Where the warehouse's counter stood after the change of parcels that an event tells of; null for other events. */
function parcelsSeq(event: string): number | null {
  if (!event.includes('"collection":"parcels"')) return null;
  const seq = /"checkpoint":\{[^{}]*"seq":(\d+)/.exec(event)?.[1];
  if (seq === undefined) throw new Error(`no checkpoint in ${event.slice(-300)}`);
  return Number(seq);
}

/** Node has raised the soft limit to the hard one at its start. */
function filesOfAProcess(): number {
  try {
    const line = /Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'));
    return Number(line?.[1] ?? Number.POSITIVE_INFINITY);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
