// Deliberately broken variants of the protocol, made at its seams so that the product knows nothing of them. Each must be
// seen by an invariant: a checker that cannot fail proves nothing.
import type { Tamper } from './database';
import type { Mutation } from './world';

const none: readonly unknown[] = [];

/** Changes the values of one kind of statement. */
const statement =
  (name: string, change: (values: unknown[]) => unknown[]): Tamper =>
  (named, values) =>
    named === name ? change(values) : values;

const rows =
  (change: (row: Record<string, unknown>, index: number) => Record<string, unknown> | null) =>
  ([first, ...rest]: unknown[]): unknown[] => [
    JSON.stringify(
      (JSON.parse(String(first)) as Record<string, unknown>[]).map(change).filter((row) => row !== null),
    ),
    ...rest,
  ];

export const mutations: readonly Mutation[] = [
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
    name: 'a station believes that ops arrived when the answer was lost',
    station: {
      port: (port) => ({
        ...port,
        sendOps: async (ops, signal) => {
          try {
            return await port.sendOps(ops, signal);
          } catch (cause) {
            if (!(cause instanceof Error) || cause.name !== 'HeadOfficeFailure') throw cause;
            return { kind: 'received', expect: (ops.at(-1)?.stationSeq ?? 0) + 1 };
          }
        },
      }),
    },
  },
  {
    name: 'a lost answer is answered with new ops',
    station: {
      port: (port) => {
        let again = false;
        return {
          ...port,
          sendOps: async (ops, signal) => {
            const sent = again
              ? ops.map((op) => ({ ...op, opId: `${op.opId.slice(0, -4)}ffff` as typeof op.opId }))
              : ops;
            again = true;
            const answer = await port.sendOps(sent, signal);
            again = false;
            return answer;
          },
        };
      },
    },
  },
  {
    name: 'a pulled document is dropped',
    station: {
      port: (port) => ({
        ...port,
        pull: async (...asked) => {
          const page = await port.pull(...asked);
          return 'documents' in page ? { ...page, documents: page.documents.slice(0, -1) } : page;
        },
      }),
    },
  },
  {
    name: 'live messages are lost silently',
    live: (text) => (text.includes('"kind":"documents"') && text.length % 3 === 0 ? null : text),
  },
  {
    name: 'answers never come',
    station: {
      port: (port) => ({
        ...port,
        pull: async (...asked) => {
          const page = await port.pull(...asked);
          return asked[0] === 'results' && 'documents' in page ? { ...page, documents: [] } : page;
        },
      }),
    },
    live: (text) => (text.includes('"collection":"results"') ? null : text),
  },
  {
    name: 'an op is shown before it is on the disk',
    station: {
      opLog: (opLog) => ({
        ...opLog,
        append: async (drafts, actor) => {
          const before = opLog.maxStationSeq();
          void opLog.append(drafts, actor).catch(() => undefined);
          return drafts.map((draft, index) => ({
            ...draft,
            stationSeq: before + index + 1,
            v: 1,
            actor,
            at: new Date(0).toISOString(),
            mono: 0,
          })) as never;
        },
      }),
    },
  },
  { name: 'a restore keeps the old life of its streams', keepsEpochs: true },
];
