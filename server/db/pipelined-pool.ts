// Connections for the stream writer: statements of a transaction are sent without waiting for the answer to the one
// before, which halves the time a stream's counter is held. PostgreSQL still runs them one after the other, and the first
// that fails fails the transaction. COPY cannot share such a connection; it uses the ordinary pool.
import pg from 'pg';
import type { Pool, PoolOptions } from './pool';

/** One transaction at a time, and one for the poll beside it. */
const connections = 2;

/** A second pool to the database of `pool`; the caller ends it. */
export function pipelinedPool(pool: Pool, options: Pick<PoolOptions, 'onLostConnection'> = {}): Pool {
  const writers = new pg.Pool({ ...pool.options, pipeline: true, max: connections });
  // Without a listener a restart of the database would end head office.
  writers.on('error', (cause) => options.onLostConnection?.(cause));
  writers.on('connect', (client) => client.on('error', () => undefined));
  return writers;
}
