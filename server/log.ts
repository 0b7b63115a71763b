// Head office's log: one JSON object a line on standard output, with the order, parcel and station it is about where
// there is one (`log.child({ orderId })`). Must never hold a token, a password, or a customer's name or address.
import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config';

export type Log = Logger;

const secrets = ['authorization', 'cookie', 'token', 'password', 'enrolCode', 'databaseUrl'];
const proofs = ['privateKey', 'signature', 'proof', 'nonce', 'ticket'];
const personal = ['customer', 'customerName', 'shipTo', 'address', 'phone', 'email', 'badge'];
const hidden = [...secrets, ...proofs, ...personal];
const depths = ['', '*.', '*.*.'];

/** @param destination standard output unless told */
export function openLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: depths.flatMap((depth) => hidden.map((name) => depth + name)), censor: '[hidden]' },
    serializers: { err: errorForLog },
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * An error with what finds its place in the code, and nothing of what it was about: PostgreSQL's `detail` and `where`
 * quote whole rows.
 */
export function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const named = error as Error & { code?: unknown; constraint?: unknown; table?: unknown };
  const told = Object.entries({
    code: named.code,
    table: named.table,
    constraint: named.constraint,
  }).filter(([, value]) => typeof value === 'string');
  return {
    name: error.name,
    message: error.message,
    ...Object.fromEntries(told),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: errorForLog(error.cause) }),
  };
}
