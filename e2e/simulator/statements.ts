// The way from the processes of a simulated head office to their PostgreSQL. Backends are real and outlive the simulated
// process that uses them; what dies with the process are its own ends. A schedule must be the same each time it is run,
// however busy the computer is: one backend works at a time, in the order of the questions, another goes on beside it only
// while it waits for a lock, and answers are handed on when nothing else moves.
import { EventEmitter } from 'node:events';
import { callbackify } from 'node:util';
import pg from 'pg';
import { realSetTimeout, stir, virtualTime } from './virtual-time';

/** A statement by its name, or by its text when it has none. */
type Asked = { name: string; text: string; values: unknown[] };
/** May change a statement's text or values; for mutations only. */
export type Tamper = (asked: Asked) => Partial<Asked>;

/** One life of head office's process, as its database sees it. */
export type Life = {
  isDead: boolean;
  /** Its connections broke at least once, and it lived. */
  wasCutOff: boolean;
  lines: Set<Line>;
  tamper: Tamper | undefined;
  /** The process dies at the statement after so many: before it is sent, or before its answer is seen. */
  deathAt: { left: number; isSent: boolean; die: () => void } | null;
};

type Settled = { ok: true; value: unknown } | { ok: false; cause: unknown };
type Statement = {
  backend: Backend;
  asked: unknown[];
  /** Real milliseconds; null while it waits for its turn. */
  sentMs: number | null;
  answer: Settled | null;
  tell: (answer: Settled) => void;
};
type Backend = pg.Client & {
  processID: number;
  connection: { stream: { cork: () => void; uncork: () => void } };
};

/** How long a statement may be silent before it is asked whether it waits for a lock. */
const lookMs = 3;

export class Statements {
  private readonly free: Backend[] = [];
  /** In the order of being asked; a statement leaves when its answer is handed on. */
  private underWay: Statement[] = [];
  /** Backends that wait for a lock of another. */
  private blocked = new Set<Backend>();
  /** They were seen to wait after the last answer. */
  private areSurelyBlocked = true;
  private opening = 0;
  private readonly opened: (() => void)[] = [];
  private isLooking = false;
  private willLook = false;
  private willGoOn = false;
  private readonly idle: (() => void)[] = [];
  /** Nobody listens: no connection can be had. */
  isAway = false;

  constructor(
    private readonly config: pg.ClientConfig,
    /** Asks who waits for a lock. */
    private readonly looker: pg.Client,
  ) {
    virtualTime.addOutside({
      isBusy: () => this.underWay.length > 0 || this.opening > 0 || this.opened.length > 0,
      isSettled: () => this.isSettled(),
      handOn: () => this.handOn(),
    });
  }

  async take(): Promise<Backend> {
    const known = this.free.pop();
    if (known) return known;
    this.opening += 1;
    const client = new pg.Client({ ...this.config, pipeline: true } as pg.ClientConfig) as Backend;
    client.on('error', () => undefined);
    await client.connect();
    this.opening -= 1;
    if (virtualTime.isRunning())
      await new Promise<void>((resolve) => {
        this.opened.push(resolve);
        stir();
      });
    return client;
  }

  /** The process at the other end is gone, or done with it; what it left open is taken back. */
  giveBack(backend: Backend): void {
    this.send(backend, ['ROLLBACK'], () => this.free.push(backend));
  }

  send(backend: Backend, asked: unknown[], tell: Statement['tell']): void {
    this.underWay.push({ backend, asked, sentMs: null, answer: null, tell });
    if (this.willGoOn) return;
    this.willGoOn = true;
    // What is asked in one breath goes out in one piece.
    process.nextTick(() => {
      this.willGoOn = false;
      this.goOn();
    });
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    if (this.isSettled()) this.handOn();
    if (this.underWay.length > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  async close(): Promise<void> {
    await this.settled();
    await Promise.all(this.free.splice(0).map((client) => client.end()));
  }

  private isWorking({ backend, sentMs, answer }: Statement): boolean {
    return sentMs !== null && answer === null && !this.blocked.has(backend);
  }

  private isSettled(): boolean {
    if (this.underWay.length === 0) return this.opening === 0;
    return (
      this.opening === 0 &&
      this.areSurelyBlocked &&
      this.underWay.some(({ answer }) => answer !== null) &&
      this.underWay.every((each) => each.sentMs !== null && !this.isWorking(each))
    );
  }

  /** Sends what may be sent now, and tells when all has been said. */
  private goOn(): void {
    let working = this.underWay.find((each) => this.isWorking(each))?.backend;
    if (!working && !this.areSurelyBlocked) {
      void this.look();
      return;
    }
    const corked = new Set<Backend>();
    for (const statement of this.underWay) {
      if (statement.sentMs !== null) continue;
      const { backend } = statement;
      // Behind one that waits, it waits as well.
      if (!this.blocked.has(backend)) working ??= backend;
      if (backend !== working && !this.blocked.has(backend)) break;
      if (!corked.has(backend)) backend.connection.stream.cork();
      corked.add(backend);
      this.really(statement);
    }
    for (const { connection } of corked) connection.stream.uncork();
    if (working) this.lookSoon();
    else if (virtualTime.isRunning()) stir();
    else if (this.isSettled()) this.handOn();
  }

  private really(statement: Statement): void {
    statement.sentMs = virtualTime.realMs();
    const settle = (answer: Settled): void => {
      statement.answer = answer;
      this.blocked.delete(statement.backend);
      this.areSurelyBlocked = this.blocked.size === 0;
      this.goOn();
    };
    (statement.backend.query as (...all: unknown[]) => Promise<unknown>)(...statement.asked).then(
      (value) => settle({ ok: true, value }),
      (cause: unknown) => settle({ ok: false, cause }),
    );
  }

  private handOn(): void {
    for (const resolve of this.opened.splice(0)) resolve();
    const answered = this.underWay.filter(({ answer }) => answer !== null);
    this.underWay = this.underWay.filter(({ answer }) => answer === null);
    for (const { answer, tell } of answered) tell(answer as Settled);
    if (this.underWay.length === 0) for (const resolve of this.idle.splice(0)) resolve();
  }

  /** Is the one that works only silent, or does it wait for another? */
  private lookSoon(): void {
    if (this.willLook) return;
    this.willLook = true;
    realSetTimeout(() => {
      this.willLook = false;
      const silent = this.underWay.find((each) => this.isWorking(each));
      if (!silent) return;
      if (virtualTime.realMs() - (silent.sentMs ?? 0) >= lookMs) void this.look();
      else this.lookSoon();
    }, lookMs);
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    const silent = this.underWay.filter(({ sentMs, answer }) => sentMs !== null && answer === null);
    const { rows } = await this.looker.query<{ pid: number }>(
      'SELECT DISTINCT pid FROM pg_locks WHERE NOT granted AND pid = ANY($1::int[])',
      [silent.map(({ backend }) => backend.processID)],
    );
    this.isLooking = false;
    const waiting = new Set(rows.map(({ pid }) => pid));
    const isNew = silent.some(({ answer }) => answer !== null);
    this.blocked = new Set(
      silent
        .filter(({ backend, answer }) => answer === null && waiting.has(backend.processID))
        .map(({ backend }) => backend),
    );
    // What was answered meanwhile may have let one of them go on.
    this.areSurelyBlocked = this.blocked.size === 0 || !isNew;
    this.goOn();
  }
}

/** Stands for a client of the driver in the pools of one life. */
export class Line extends EventEmitter {
  _queryable = true;
  _ending = false;
  private backend: Backend | null = null;
  private isCut = false;
  private readonly queue: { asked: unknown[]; tell: Statement['tell'] }[] = [];
  private sent = 0;

  constructor(
    private readonly statements: Statements,
    private readonly life: Life,
    private readonly isPipelined: boolean,
  ) {
    super();
    life.lines.add(this);
  }

  ref(): void {}
  unref(): void {}

  connect(done: (cause?: Error) => void): void {
    callbackify(() => this.open())((cause) => done(cause ?? undefined));
  }

  private async open(): Promise<void> {
    if (this.life.isDead) throw gone();
    if (this.statements.isAway) throw Object.assign(new Error('nobody listens'), { code: 'ECONNREFUSED' });
    const backend = await this.statements.take();
    if (this.isCut) {
      this.statements.giveBack(backend);
      throw gone();
    }
    this.backend = backend;
  }

  query(...given: unknown[]): unknown {
    const last = given.at(-1);
    const asked = this.tampered(typeof last === 'function' ? given.slice(0, -1) : given);
    if (typeof last === 'function') {
      const done = last as (cause: unknown, value?: unknown) => void;
      this.ask(asked, (answer) => (answer.ok ? done(null, answer.value) : done(answer.cause)));
      return undefined;
    }
    return new Promise((resolve, reject) => {
      this.ask(asked, (answer) => (answer.ok ? resolve(answer.value) : reject(answer.cause)));
    });
  }

  end(done: () => void = () => undefined): void {
    this._ending = true;
    this.life.lines.delete(this);
    const { backend } = this;
    this.backend = null;
    if (backend) this.statements.giveBack(backend);
    process.nextTick(() => {
      this.emit('end');
      done();
    });
  }

  /** The process is gone, or the connection: nothing more is sent, and no answer comes. */
  cut(): void {
    if (this.isCut) return;
    this.isCut = true;
    this._queryable = false;
    const { backend } = this;
    this.backend = null;
    if (backend) this.statements.giveBack(backend);
    const cause = gone();
    for (const { tell } of this.queue.splice(0)) process.nextTick(tell, { ok: false, cause });
    process.nextTick(() => {
      if (this.listenerCount('error') > 0) this.emit('error', cause);
      this.emit('end');
    });
  }

  private ask(asked: unknown[], tell: Statement['tell']): void {
    const { life } = this;
    if (life.deathAt && !this.isCut) {
      const { left, isSent, die } = life.deathAt;
      life.deathAt.left -= 1;
      if (left <= 0 && !isSent) {
        life.deathAt = null;
        die();
      }
    }
    if (this.isCut || !this.backend) {
      process.nextTick(tell, { ok: false, cause: gone() });
      return;
    }
    this.queue.push({ asked, tell });
    this.pump();
    if (life.deathAt?.isSent && life.deathAt.left < 0) {
      const { die } = life.deathAt;
      life.deathAt = null;
      die();
    }
  }

  private pump(): void {
    while (this.backend && this.sent < this.queue.length && (this.isPipelined || this.sent === 0)) {
      const entry = this.queue[this.sent];
      if (!entry) return;
      this.sent += 1;
      this.statements.send(this.backend, entry.asked, (answer) => {
        if (this.isCut) return;
        this.queue.splice(this.queue.indexOf(entry), 1);
        this.sent -= 1;
        entry.tell(answer);
        this.pump();
      });
    }
  }

  private tampered(asked: unknown[]): unknown[] {
    const { tamper } = this.life;
    const [first, values] = asked;
    if (!tamper) return asked;
    const query = (typeof first === 'string' ? { text: first, values } : first) as Partial<Asked>;
    const { text = '' } = query;
    const name = query.name ?? text;
    const { text: said, values: given } = tamper({ name, text, values: query.values ?? [] });
    // A changed text is another statement: it must not be taken for the prepared one of that name.
    const changed = said !== undefined && said !== text ? { text: said, name: undefined } : {};
    return [{ ...query, ...(given && query.values ? { values: given } : {}), ...changed }];
  }
}

/** As the driver says it of a connection that broke. */
function gone(): Error {
  return new Error('Connection terminated unexpectedly');
}
