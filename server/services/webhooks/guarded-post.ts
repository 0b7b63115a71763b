// One POST to an address that somebody entered. A name is looked up once and that very address is spoken to, so that it
// cannot be another one behind our back; addresses inside (this computer, its network, its cloud) are not spoken to at all
// unless the configuration says so. Redirects are not followed, little is read, and patience is short.
import { lookup } from 'node:dns/promises';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIP } from 'node:net';

export type PostOptions = {
  /** Addresses inside, and plain http: for tests, and for receivers in one's own network. */
  allowInside: boolean;
  timeoutMs: number;
};
export type Posted = { status: number; answer: string; retryAfter: string | null };
export type Resolver = (host: string) => Promise<readonly { address: string; family: number }[]>;

/** An address that is never spoken to: said before anything is sent. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  constructor(readonly why: 'url' | 'scheme' | 'inside' | 'unknown') {
    super(
      {
        url: 'not an address',
        scheme: 'not an https address',
        inside: 'the address is inside the network of head office',
        unknown: 'the name of the host is not known',
      }[why],
    );
  }
}

const mostAnswerBytes = 16_384;

/** IANA's special-purpose registries: everything that is not for the internet at large. */
const insideV4 = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  insideV4.addSubnet(net, bits, 'ipv4');
/** Only what is given out for the internet (2000::/3), without what carries other addresses in it. */
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');
const insideV6 = new BlockList();
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  insideV6.addSubnet(net, bits, 'ipv6');

export function isOutside(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !insideV4.check(address, 'ipv4');
  if (family === 6) return globalV6.check(address, 'ipv6') && !insideV6.check(address, 'ipv6');
  return false;
}

/** @throws AddressRefused */
export function readTarget(text: string, { allowInside }: Pick<PostOptions, 'allowInside'>): URL {
  if (!URL.canParse(text)) throw new AddressRefused('url');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hostname === '') throw new AddressRefused('url');
  if (url.protocol !== 'https:' && !(allowInside && url.protocol === 'http:'))
    throw new AddressRefused('scheme');
  if (!allowInside && isIP(bareHost(url)) !== 0 && !isOutside(bareHost(url)))
    throw new AddressRefused('inside');
  return url;
}

/** @throws AddressRefused, or an Error of the connection */
export async function guardedPost(
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  options: PostOptions,
  resolve: Resolver = (host) => lookup(host, { all: true }),
): Promise<Posted> {
  const url = readTarget(target, options);
  const addresses = await resolve(bareHost(url)).catch(() => []);
  const [chosen] = addresses;
  if (!chosen) throw new AddressRefused('unknown');
  // One address inside among others is a trap as well.
  if (!options.allowInside && !addresses.every(({ address }) => isOutside(address)))
    throw new AddressRefused('inside');
  return post(url, headers, body, chosen, options.timeoutMs);
}

function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  { address, family }: { address: string; family: number },
  timeoutMs: number,
): Promise<Posted> {
  const send = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        // Whatever the name says by now, it is the address that was looked at.
        lookup: (_host, wanted, done) => {
          if (wanted.all) done(null, [{ address, family }]);
          else done(null, address, family);
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        const end = (): void =>
          resolve({
            status: response.statusCode ?? 0,
            answer: Buffer.concat(chunks).toString('utf8').slice(0, mostAnswerBytes),
            retryAfter: response.headers['retry-after'] ?? null,
          });
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes < mostAnswerBytes) return;
          end();
          response.destroy();
        });
        response.on('end', end);
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

function bareHost({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
