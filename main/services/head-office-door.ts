// Main's own requests to head office. Plain http goes to this computer only; everywhere else it is TLS with the authority
// this station was given. Never sends anything before the other side has proved who it is.
import { request as askPlainly } from 'node:http';
import { request as askSecurely } from 'node:https';
import { isLoopback } from '../../shared/contract/loopback';
import { Failure } from '../failure';
import { leastTls, troubleOfTls } from './trust';

export type DoorAnswer = { status: number; body: unknown };
export type PostJson = (
  path: string,
  body: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<DoorAnswer>;

const answerTimeoutMs = 10_000;
const mostAnswerBytes = 1_048_576;

/**
 * Posts JSON to `origin`. The promise rejects with a Failure: `head-office.plain-http`, `head-office.no-authority`,
 * `tls.*` (values: headOffice) or `enrol.unreachable`.
 * @param authority PEM; null where there are no certificates
 */
export function createDoor(origin: string, authority: string | null): PostJson {
  return async (path, body, headers = {}) => {
    const url = new URL(path, origin);
    refusePlainHttp(origin);
    const secure = url.protocol === 'https:';
    if (secure && authority === null) throw new Failure('head-office.no-authority', { headOffice: origin });
    const text = JSON.stringify(body);
    const options = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers },
      signal: AbortSignal.timeout(answerTimeoutMs),
    };
    return new Promise<DoorAnswer>((resolve, reject) => {
      const fail = (cause: unknown): void => reject(failureOf(cause, origin));
      const asking =
        secure && authority !== null
          ? askSecurely(url, { ...options, ca: authority, minVersion: leastTls })
          : askPlainly(url, options);
      asking.once('error', fail);
      asking.once('response', (answer) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        answer.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes > mostAnswerBytes) answer.destroy(new Error('the answer is too long'));
          else parts.push(part);
        });
        answer.once('error', fail);
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: json(Buffer.concat(parts)) }),
        );
      });
      asking.end(text);
    });
  };
}

/** Throws `head-office.plain-http` (values: headOffice). */
export function refusePlainHttp(origin: string): void {
  const { protocol, hostname } = new URL(origin);
  if (protocol !== 'https:' && !isLoopback(hostname))
    throw new Failure('head-office.plain-http', { headOffice: origin });
}

function failureOf(cause: unknown, headOffice: string): Failure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return new Failure(troubleOfTls(code) ?? 'enrol.unreachable', { headOffice }, { cause });
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
