// A head office that can die at any turn of the event loop and be started again on the same database. Its routes,
// validation and access control are the real ones; only the socket before them is left out.
import type { InjectOptions } from 'fastify';
import type { Writable } from 'node:stream';
import { buildApp } from '../../server/build-app';
import { requestLimits, widened } from '../../server/routes/every-route';
import type { App } from '../../server/app';
import { DatabaseFailure } from '../../server/db/database-failure';
import { isConnectionLoss } from '../../server/db/postgres-error';
import { type HeadOffice, openHeadOffice } from '../../server/head-office';
import { replan } from '../../shared/domain/routing/replan';
import { crewAtOnce } from './crew-at-once';
import type { DatabaseSide, SimulatedDatabase, Tamper } from './database';
import { stir, virtualTime } from './virtual-time';

export const ssccPrefix = '39521234';

export type Answer = { status: number; body: string };
export type StreamSink = { write: (bytes: Buffer) => void; end: () => void };

/** May put something between the routes and what they ask; for mutations only. */
export type OfficeTamper = (office: HeadOffice) => Partial<HeadOffice>;

export type SimulatedOffice = {
  ask: (method: 'GET' | 'POST', path: string, token: string, body?: string) => Promise<Answer>;
  /** Ends the sink when the token is refused or head office dies. @returns what the reader calls when it goes */
  openStream: (token: string, lastEventId: string | null, sink: StreamSink) => () => void;
  start: () => Promise<void>;
  /** The process dies; the database stays. */
  crash: () => void;
  /** It dies at its `n`-th statement from now: before that is sent, or before the answer is seen. */
  crashAt: (n: number, isSent: boolean, then: () => void) => void;
  /** It will not die at a statement any more. */
  disarm: () => void;
  isUp: () => boolean;
  /** The running one. */
  now: () => HeadOffice;
  skewMs: number;
  /** Failures the product logged as errors: none is expected. */
  errors: string[];
};

export type OfficeOptions = {
  database: SimulatedDatabase;
  newId: () => string;
  tamper?: Tamper;
  tamperOffice?: OfficeTamper;
};

type Run = { office: HeadOffice; side: DatabaseSide; sinks: Set<StreamSink> };

/** Built once a process: routes ask for whatever head office runs at the moment. */
let app: App | null = null;
let running: HeadOffice | null = null;

async function doorOf(office: HeadOffice): Promise<App> {
  running = office;
  app ??= await buildApp(
    new Proxy({} as HeadOffice, { get: (_target, field) => Reflect.get(running ?? {}, field) as unknown }),
    // Virtual hours pass in seconds.
    { limits: widened(requestLimits, 1_000_000) },
  );
  return app;
}

export function createOffice(options: OfficeOptions): SimulatedOffice {
  let run: Run | null = null;
  let starting: Promise<void> | null = null;

  const down = (): Error => new TypeError('head office is down');

  /** A process that finds no database at its start is started again until it does. */
  const begin = async (): Promise<void> => {
    for (;;) {
      await options.database.reachable();
      if (run) return;
      const side = options.database.connect(options.tamper);
      try {
        run = await open(side);
        return;
      } catch (cause) {
        if (!side.wasCutOff()) throw cause;
        side.kill();
      }
    }
  };

  const open = async (side: DatabaseSide): Promise<Run> => {
    const office = await openHeadOffice({
      pool: side.pool,
      database: 'simulated',
      version: '0.0.0',
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (fields, message) => {
          const isExpected = side.isDead() || (side.wasCutOff() && isLostDatabase(fields));
          if (!isExpected) self.errors.push(`${message}: ${wordsOf(fields)}`);
        },
      },
      ssccPrefix,
      now: () => new Date(virtualTime.nowMs() + self.skewMs),
      newId: options.newId,
      // There is one process, and what it must do at once nudges it.
      idleMs: 30_000,
      pollMs: 15_000,
      // A thread of its own would answer in real time.
      poolPlanner: (question, wish) => ({
        answer: Promise.resolve(replan(question, wish)),
        stop: () => undefined,
      }),
      forecastCrew: crewAtOnce,
    });
    const tampered = { ...office, ...options.tamperOffice?.(office) };
    await doorOf(tampered);
    return { office: tampered, side, sinks: new Set() };
  };

  const self: SimulatedOffice = {
    skewMs: 0,
    errors: [],
    isUp: () => run !== null,
    now: () => {
      if (!run) throw down();
      return run.office;
    },
    start: () => {
      starting ??= begin().finally(() => {
        starting = null;
      });
      return starting;
    },
    crash: () => {
      const dying = run;
      if (!dying) return;
      run = null;
      dying.side.kill();
      for (const sink of dying.sinks) sink.end();
      // What is left of the old process can reach nothing any more; this only gives back its timers.
      void dying.office.stop().catch(() => undefined);
    },
    crashAt: (n, isSent, then) => {
      const dying = run;
      dying?.side.killAt(n, isSent, () => {
        if (run !== dying) return;
        self.crash();
        then();
      });
    },
    disarm: () => run?.side.spare(),
    ask: async (method, path, token, body) => {
      const asked = run;
      if (!asked) throw down();
      const door = await doorOf(asked.office);
      try {
        const request: InjectOptions = {
          method,
          url: path,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        };
        if (body !== undefined) request.payload = body;
        const answer = await door.inject(request);
        if (asked.side.isDead()) throw down();
        return { status: answer.statusCode, body: answer.body };
      } finally {
        stir();
      }
    },
    openStream: (token, lastEventId, sink) => {
      const asked = run;
      let close = (): void => undefined;
      if (!asked) {
        queueMicrotask(sink.end);
        return close;
      }
      let isOver = false;
      const over = (): void => {
        if (isOver) return;
        isOver = true;
        asked.sinks.delete(sink);
        close();
        sink.end();
      };
      asked.sinks.add(sink);
      void asked.office.tokens.stationOf(token).then(
        (station) => {
          if (!station || isOver) return over();
          const listeners: (() => void)[] = [];
          close = () => {
            for (const each of listeners) each();
          };
          const line = {
            write: (bytes: Buffer) => sink.write(bytes),
            writableLength: 0,
            cork: () => undefined,
            uncork: () => undefined,
            end: over,
            destroy: over,
            on: (event: string, listener: () => void) => void (event === 'close' && listeners.push(listener)),
          };
          asked.office.live.open(station, line as unknown as Writable, lastEventId);
          return undefined;
        },
        () => over(),
      );
      return over;
    },
  };
  return self;
}

/** What every job says while its database is gone; each tries again. */
function isLostDatabase(fields: object): boolean {
  const cause = causeOf(fields);
  if (cause instanceof DatabaseFailure)
    return cause.code === 'database-unreachable' || cause.code === 'outcome-unknown';
  return isConnectionLoss(cause);
}

function causeOf(fields: object): unknown {
  return 'err' in fields ? fields.err : fields;
}

function wordsOf(fields: object): string {
  const cause = causeOf(fields);
  return cause instanceof Error ? (cause.stack ?? cause.message) : JSON.stringify(cause);
}
