// Head office's protocol, broken on purpose at its statements and services.
import type { Tamper } from './database';
import type { HeadOffice } from '../../server/head-office';
import type { Mutation } from './world';

const none: readonly unknown[] = [];

/** Changes the values of one kind of statement. */
const statement =
  (name: string, change: (values: unknown[]) => unknown[]): Tamper =>
  (asked) =>
    asked.name === name ? { values: change(asked.values) } : {};

const rows =
  (change: (row: Record<string, unknown>, index: number) => Record<string, unknown> | null) =>
  ([first, ...rest]: unknown[]): unknown[] => [
    JSON.stringify(
      (JSON.parse(String(first)) as Record<string, unknown>[]).map(change).filter((row) => row !== null),
    ),
    ...rest,
  ];

export const officeMutations: readonly Mutation[] = [
  {
    name: 'head office forgets which ops it has',
    statement: statement('known-ops', () => [[...none]]),
  },
  {
    name: 'an op is answered and not stored',
    statement: statement(
      'store-ops',
      rows((row) => (Number(row['station_seq']) % 7 === 3 ? null : row)),
    ),
  },
  {
    name: 'a station is counted one op too far',
    statement: statement('store-station-counts', ([ids, last, ...chains]) => [
      ids,
      (last as number[]).map((each) => each + 1),
      ...chains,
    ]),
  },
  {
    name: 'head office forgets how chains of ops went on',
    statement: statement('store-station-counts', ([ids, last, heads, ...rest]) => [
      ids,
      last,
      (heads as unknown[]).map(() => null),
      ...rest,
    ]),
  },
  {
    name: 'movements without levels',
    statement: statement(
      'store-levels',
      rows((row) => ({ ...row, delta: 0 })),
    ),
  },
  {
    name: 'levels without movements',
    statement: statement('store-moves', () => ['[]']),
  },
  {
    name: 'stock documents are stale',
    statement: statement(
      'store-stock',
      rows((row) => ({ ...row, allocated: 0, on_hand: 0 })),
    ),
  },
  {
    name: 'a stream counter does not move',
    statement: statement('store-counters', ([streams, seqs, ...rest]) => [
      streams,
      (seqs as number[]).map((each) => each - 1),
      ...rest,
    ]),
  },
  {
    name: 'reservations are not given back',
    statement: statement('clear-reservations', ([streams, orders, lines]) => [
      streams,
      orders,
      lines,
      (lines as unknown[]).map(() => 'nowhere'),
    ]),
  },
  {
    name: 'a commit is answered and announced before it is one',
    statement: everyNth('COMMIT', 9, 'ROLLBACK'),
  },
  {
    name: 'an old fence counts as the newest',
    office: (office) =>
      delivering(office, async (ops) => {
        const { rows: parcels } = await office.pool.query<{ parcel_id: string; fence: number }>(
          'SELECT parcel_id, fence FROM parcel WHERE parcel_id = ANY($1::uuid[])',
          [ops.flatMap((op) => op.parcelId ?? [])],
        );
        const fences = new Map(parcels.map((each) => [each.parcel_id, each.fence]));
        return ops.map((op) =>
          op.fence === null ? op : { ...op, fence: fences.get(op.parcelId ?? '') ?? op.fence },
        );
      }),
  },
  {
    name: 'a hole in the count of a station is taken',
    office: (office) =>
      delivering(office, async (ops, stationId) => {
        const first = Math.min(...ops.map(({ stationSeq }) => stationSeq));
        await office.pool.query(
          'UPDATE station SET last_station_seq = greatest(last_station_seq, $2) WHERE station_id = $1',
          [stationId, first - 1],
        );
        return ops;
      }),
  },
  {
    name: 'a stream that goes on leaves out the first commit it missed',
    office: (office) => ({
      live: {
        ...office.live,
        open: (reader, response, lastEventId) => office.live.open(reader, response, oneFurther(lastEventId)),
      },
    }),
  },
  {
    name: 'what a bench took in of a return is not noted',
    statement: everyNth(
      'store-return-takes',
      2,
      'INSERT INTO return_take (stream_id) SELECT stream_id FROM json_to_recordset($1) AS r (stream_id text) WHERE false',
    ),
  },
  {
    name: 'a return does not remember whose ops are in it',
    statement: everyNth(
      'store-bench-returns',
      1,
      `INSERT INTO bench_return (stream_id, return_id, doc, seq)
       SELECT stream_id, return_id, doc || '{"heard": []}', seq
       FROM json_to_recordset($1) AS r (stream_id text, return_id uuid, doc jsonb, seq bigint)
       ON CONFLICT (stream_id, return_id) DO UPDATE SET doc = excluded.doc, seq = excluded.seq`,
    ),
  },
  {
    name: 'head office ends leases before their time',
    statement: (asked) => {
      const at = { 'streams-with-leases-over': 0, 'leases-over': 1 }[asked.name];
      if (at === undefined) return {};
      return { values: asked.values.with(at, later(String(asked.values[at]), 4 * 3_600_000 - 20_000)) };
    },
  },
];

function later(instant: string, byMs: number): string {
  return new Date(Date.parse(instant) + byMs).toISOString();
}

/** Every n-th statement of a name says something else. */
function everyNth(name: string, n: number, text: string): Tamper {
  let count = 0;
  return (asked) => {
    if (asked.name !== name) return {};
    count += 1;
    return count % n === 0 ? { text } : {};
  };
}

type Ops = Parameters<HeadOffice['desk']['deliver']>[1];

/** Changes what is delivered on its way to the desk. */
function delivering(
  office: HeadOffice,
  change: (ops: Ops, stationId: string) => Promise<Ops>,
): Partial<HeadOffice> {
  const { desk } = office;
  return {
    desk: {
      ...desk,
      deliver: async (station, ops) => desk.deliver(station, await change(ops, station.stationId)),
    },
  };
}

/** The place behind the one that a reader names. */
function oneFurther(lastEventId: string | null): string | null {
  const [ring, place] = lastEventId?.split('.') ?? [];
  return place === undefined ? lastEventId : `${ring}.${Number(place) + 1}`;
}
