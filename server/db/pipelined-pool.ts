// Connections for the stream writer: statements of a transaction are sent without waiting for the answer to the one
// before, which halves the time a stream's counter is held. PostgreSQL still runs them one after the other, and the first
// that fails fails the transaction. COPY cannot share such a connection; it uses the ordinary pool.
import pg from 'pg';
import { GatheringSocket } from './gathering-socket';
import type { Pool } from './pool';

/** Groups of different streams side by side, and one for the poll beside them. */
const connections = 5;

/** A second pool to the database of `pool`; the caller ends it. `onLost` hears of idle connections that broke. */
export function pipelinedPool(pool: Pool, onLost: (cause: Error) => void = () => undefined): Pool {
  const writers = new pg.Pool({
    ...pool.options,
    pipeline: true,
    max: connections,
    stream: () => new GatheringSocket(),
  });
  // Without a listener a restart of the database would end head office.
  writers.on('error', onLost);
  writers.on('connect', (client) => client.on('error', () => undefined));
  return writers;
}
