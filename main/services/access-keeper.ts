// The token of this station: asked for ahead of its end, one question at a time, with longer and uneven pauses after every
// no, so that a hundred stations behind one restarted head office do not all ask at once. Must never be asked by the window.
import { Failure } from '../failure';

export type Token = { token: string; lifeMs: number };
/** `refused`: head office answered and does not take our key. Else the code of what stands between. */
export type Obtained = ({ ok: true } & Token) | { ok: false; trouble: 'refused' | (string & {}) };

export type AccessPorts = {
  /** Never rejects. */
  obtain: () => Promise<Obtained>;
  monotonicMs: () => number;
  /** The wall clock too: a monotonic one may stand still while the computer sleeps. */
  wallMs: () => number;
  /** 0 to 1. */
  random: () => number;
  /** Calls back later; returns the way to call it off. */
  later: (ms: number, work: () => void) => () => void;
};

export type Access = { kind: 'token'; token: string } | { kind: 'refused' } | { kind: 'unreachable' };

export type AccessKeeper = {
  /** Asks now and keeps asking. */
  begin: () => void;
  /** Takes a token that came with an enrolment. */
  take: (token: Token) => void;
  /** What a request may go with; waits for a question under way, at most `patienceMs`. */
  fresh: (patienceMs: number) => Promise<Access>;
  /** Head office did not take this token: unless there is another one by now, one new question. */
  refused: (token: string) => void;
  /** Code of what stands between us and a token; null while all is well. */
  trouble: () => string | null;
  onTrouble: (listener: (trouble: string | null) => void) => void;
  stop: () => void;
};

/** Shares of its life after which a token is renewed: between the two, by chance. */
const renewAfter = { least: 0.6, most: 0.8 };
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** A token that is refused this soon after it was given is no reason to ask again at once. */
const suspiciousMs = 5_000;

export function createAccessKeeper(ports: AccessPorts): AccessKeeper {
  const { monotonicMs, wallMs, random, later } = ports;
  let held: { token: string; givenMs: number; untilMs: number; untilWallMs: number } | null = null;
  let trouble: string | null = null;
  let failures = 0;
  /** Not before this may a request lead to a question. */
  let quietUntilMs = 0;
  let asking: Promise<void> | null = null;
  let callOff: () => void = () => undefined;
  let stopped = false;
  const listeners: ((trouble: string | null) => void)[] = [];

  const setTrouble = (next: string | null): void => {
    if (next === trouble) return;
    trouble = next;
    for (const listener of listeners) listener(next);
  };
  const plan = (ms: number): void => {
    callOff();
    if (!stopped) callOff = later(ms, () => void ask());
  };
  const pauseMs = (): number =>
    Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 10)) * (0.5 + random() / 2);

  const take = ({ token, lifeMs }: Token): void => {
    const now = monotonicMs();
    held = { token, givenMs: now, untilMs: now + lifeMs, untilWallMs: wallMs() + lifeMs };
    failures = 0;
    setTrouble(null);
    plan(lifeMs * (renewAfter.least + random() * (renewAfter.most - renewAfter.least)));
  };
  const fail = (why: string): void => {
    const pause = pauseMs();
    failures += 1;
    // Nobody answered: the next request may try at once again. A no is a no until the pause is over.
    quietUntilMs = monotonicMs() + (why === 'refused' ? pause : firstPauseMs);
    setTrouble(why);
    plan(pause);
  };
  const ask = (): Promise<void> => {
    asking ??= ports
      .obtain()
      .then((got) => {
        if (stopped) return;
        if (got.ok) take(got);
        else fail(got.trouble);
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  };
  const living = (): string | null =>
    held !== null && monotonicMs() < held.untilMs && wallMs() < held.untilWallMs ? held.token : null;

  return {
    begin: () => void ask(),
    take,
    fresh: async (patienceMs) => {
      const token = living();
      if (token !== null) return { kind: 'token', token };
      if (!stopped && (asking !== null || monotonicMs() >= quietUntilMs)) {
        let giveUp: () => void = () => undefined;
        const patience = new Promise<void>((done) => {
          giveUp = later(patienceMs, done);
        });
        await Promise.race([ask(), patience]);
        giveUp();
      }
      const now = living();
      if (now !== null) return { kind: 'token', token: now };
      return { kind: trouble === 'refused' ? 'refused' : 'unreachable' };
    },
    refused: (token) => {
      if (stopped || held?.token !== token) return;
      const isNew = monotonicMs() - held.givenMs < suspiciousMs;
      held = null;
      if (isNew) fail('refused');
      else void ask();
    },
    trouble: () => trouble,
    onTrouble: (listener) => listeners.push(listener),
    stop: () => {
      stopped = true;
      callOff();
    },
  };
}

/** Code of a failure for `trouble`. */
export function troubleOfFailure(cause: unknown): string {
  return cause instanceof Failure ? cause.code : 'enrol.unreachable';
}
