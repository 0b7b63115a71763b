// One door between the window and main: every request is looked up, its input parsed, its output parsed.
// Answers for never letting an unknown name, an unchecked payload or a raw exception cross the border.
// Knows no Electron: the map of the contract, handlers and a log go in, an answer comes out.
import type { z } from 'zod';
import { Failure, type FailureValues } from '../failure';

export type RequestMap = Record<string, { input: z.ZodType; output: z.ZodType }>;

/** A handler for each request of the contract; what it throws becomes a failure with an id. */
export type Handlers<M extends RequestMap> = {
  [N in keyof M]: (input: z.output<M[N]['input']>) => Promise<z.input<M[N]['output']>>;
};

export type CrossedFailure = { code: string; values: FailureValues; errorId: string | null };
export type Answer = { ok: true; output: unknown } | { ok: false; failure: CrossedFailure };

export type RouterLog = {
  warn: (fields: Record<string, unknown>, message: string) => void;
  error: (fields: Record<string, unknown>, message: string) => void;
};

export type Route = (name: unknown, input: unknown) => Promise<Answer>;

const failed = (code: string, values: FailureValues = {}, errorId: string | null = null): Answer => ({
  ok: false,
  failure: { code, values, errorId },
});

/**
 * Binds handlers to the requests of a contract.
 *
 * Answers `window.unknown-request`, `window.bad-input`, `window.unavailable` (no handler on this computer), the code
 * of a thrown `Failure`, or `bug` with an id that is also in the log. Never rejects.
 */
export function createRouter<M extends RequestMap>(
  contract: M,
  handlers: Partial<Handlers<M>>,
  log: RouterLog,
  newErrorId: () => string,
): Route {
  const bug = (name: string, cause: unknown): Answer => {
    const errorId = newErrorId();
    log.error({ request: name, errorId, err: cause }, 'a request failed unexpectedly');
    return failed('bug', {}, errorId);
  };
  return async (name, input) => {
    if (typeof name !== 'string' || !Object.hasOwn(contract, name)) {
      log.warn({ request: String(name).slice(0, 60) }, 'the window asked for something unknown');
      return failed('window.unknown-request');
    }
    const request = contract[name] as M[string];
    const parsed = request.input.safeParse(input);
    if (!parsed.success) {
      const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
      log.warn({ request: name, issues }, 'the window sent something malformed');
      return failed('window.bad-input', { issue: issues[0] ?? '' });
    }
    const handle = handlers[name as keyof M];
    if (handle === undefined) return failed('window.unavailable', { request: name });
    try {
      const output = request.output.safeParse(await handle(parsed.data as never));
      return output.success ? { ok: true, output: output.data } : bug(name, output.error);
    } catch (cause) {
      if (!(cause instanceof Failure)) return bug(name, cause);
      const errorId = newErrorId();
      log.warn(
        { request: name, errorId, code: cause.code, values: cause.values, err: cause.cause },
        'refused',
      );
      return failed(cause.code, cause.values, errorId);
    }
  };
}
