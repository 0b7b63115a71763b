// The station's half of the protocol, broken on purpose at its ports.
import { EMPTY } from 'rxjs';
import { companyStream } from '../../shared/domain/ids';
import { collectionNames, streamOf } from '../../shared/sync/documents';
import { leeds } from './company';
import type { Mutation } from './world';

export const stationMutations: readonly Mutation[] = [
  {
    name: 'a station believes that ops arrived when the answer was lost',
    station: {
      port: (port) => {
        let believed = 1;
        return {
          ...port,
          sendOps: async (ops, signal) => {
            const upTo = (ops.at(-1)?.stationSeq ?? 0) + 1;
            try {
              const answer = await port.sendOps(ops, signal);
              return answer.kind === 'hole' ? { kind: 'received', expect: upTo } : answer;
            } catch (cause) {
              if (!(cause instanceof Error) || cause.name !== 'HeadOfficeFailure') throw cause;
              believed = Math.max(believed, upTo);
              return { kind: 'received', expect: upTo };
            }
          },
          hello: async (hello, signal) => {
            const answer = await port.hello(hello, signal);
            return { ...answer, expect: Math.max(answer.expect, believed) };
          },
        };
      },
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
  {
    name: 'own acts are not shown before head office has answered',
    station: { shown: (opLog) => ({ ...opLog, unsettled: () => [], changes: EMPTY }) },
  },
  {
    name: 'the second place says it has ops that it has not',
    station: {
      kept: (kept) => ({ ...kept, keep: async (ops) => ops.at(-1)?.stationSeq ?? 0 }),
    },
  },
  {
    name: 'ops of a lost store are not put back',
    station: {
      kept: (kept) => ({
        ...kept,
        state: async () => ({ ...(await kept.state()), maxStationSeq: 0, expect: 1 }),
        read: async () => [],
      }),
    },
  },
  {
    name: 'a bench knows no end of a lease',
    station: { headOfficeMs: () => 0 },
  },
  {
    name: 'nobody shows head office which history it has seen',
    station: {
      port: (port) => ({
        ...port,
        pull: (collection, checkpoint, ...rest) =>
          port.pull(collection, checkpoint && { epoch: checkpoint.epoch, seq: checkpoint.seq }, ...rest),
        hello: (hello, signal) => {
          const knows = Object.entries(hello.knows ?? {}).map(
            ([stream, { epoch, seq }]) => [stream, { epoch, seq }] as const,
          );
          return port.hello({ ...hello, knows: Object.fromEntries(knows) }, signal);
        },
      }),
    },
  },
  {
    name: 'after a power cut copies are believed to be whole',
    station: {
      store: (store) => ({
        ...store,
        notes: {
          ...store.notes,
          read: async (name) => {
            const found = await store.notes.read(name);
            if (name !== 'safe') return found;
            const epochs = (await store.notes.read('epochs')) ?? {};
            return Object.fromEntries(
              collectionNames.map((each) => [
                each,
                {
                  epoch: epochs[streamOf(each, leeds)] ?? epochs[companyStream],
                  seq: Number.MAX_SAFE_INTEGER,
                },
              ]),
            );
          },
        },
      }),
    },
  },
];
