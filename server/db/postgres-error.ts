// What an error of the driver means: its SQLSTATE (PostgreSQL manual, appendix A), or the system's code.

export function codeOf(cause: unknown): string | undefined {
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : undefined;
}

/** Serialisation failure or deadlock: the same work may succeed when it is done again. */
export function isWorthRetrying(cause: unknown): boolean {
  const code = codeOf(cause);
  return code === '40001' || code === '40P01';
}

const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

/** The connection is gone or could not be had; nothing is known of what was under way on it. */
export function isConnectionLoss(cause: unknown): boolean {
  const code = codeOf(cause);
  if (code !== undefined) return systemCodes.has(code) || /^(08|57P0|25P03$)/.test(code);
  // The driver gives these no code.
  return (
    cause instanceof Error &&
    /^Connection terminated|timeout exceeded when trying to connect|^timeout expired|not queryable/.test(
      cause.message,
    )
  );
}

/** An earlier statement of the transaction failed; PostgreSQL takes nothing more of it. */
export function isInFailedTransaction(cause: unknown): boolean {
  return codeOf(cause) === '25P02';
}

/** A value is none of its type (class 22): no date, no uuid, out of range. */
export function isDataWrong(cause: unknown): boolean {
  return codeOf(cause)?.startsWith('22') ?? false;
}

/** The database gave a statement up because it took longer than it was allowed. */
export function isTimeOver(cause: unknown): boolean {
  return codeOf(cause) === '57014';
}
