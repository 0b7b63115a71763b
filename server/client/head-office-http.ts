// How a command beside head office talks to it: plain http on this computer, else TLS with head office's own authority and
// no other. Says in words why it cannot.
import { type ClientRequest, request as askPlainly, type RequestOptions } from 'node:http';
import { request as askSecurely } from 'node:https';
import { isLoopback } from '../../shared/contract/loopback';
import { leastTls } from '../tls/door-security';

/** The command cannot go on; the message says what to do. */
export class ClientStop extends Error {}

export type HeadOfficeAddress = {
  origin: string;
  /** PEM of its authority; undefined or null where it speaks plain http. */
  authority?: string | null;
};

const patienceMs = 30_000;

/** @throws ClientStop for plain http beyond this computer, and for TLS without an authority */
export function beginRequest(
  { origin, authority = null }: HeadOfficeAddress,
  path: string,
  options: RequestOptions,
): ClientRequest {
  const url = new URL(path, origin);
  if (url.protocol === 'http:') {
    if (isLoopback(url.hostname)) return askPlainly(url, options);
    throw new ClientStop(
      `${origin} is another computer: there head office is asked over https only. Write https:// instead.`,
    );
  }
  if (authority === null) {
    throw new ClientStop(
      `Head office at ${origin} has certificates of its own authority. Copy authority.pem from the folder "tls" of its data to this computer and name it with --authority.`,
    );
  }
  return askSecurely(url, { ...options, ca: authority, minVersion: leastTls });
}

/** Throws ClientStop in words when nobody answers, or somebody else. */
export async function ask(
  address: HeadOfficeAddress,
  path: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Response> {
  const sent: Record<string, string> =
    body === undefined ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) };
  const asking = beginRequest(address, path, {
    method,
    headers: sent,
    signal: AbortSignal.timeout(patienceMs),
  });
  return new Promise<Response>((resolve, reject) => {
    const fail = (cause: Error): void => {
      reject(
        new ClientStop(
          `No head office answers at ${address.origin} (${cause.message}). Start it with "npm run server", or name another with --server.`,
          { cause },
        ),
      );
    };
    asking.once('error', fail);
    asking.once('response', (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.once('error', fail);
      answer.once('end', () =>
        resolve(new Response(Buffer.concat(parts), { status: answer.statusCode ?? 502 })),
      );
    });
    asking.end(body);
  });
}
