// Whom this station believes to be head office: whoever has a certificate from head office's own authority, for the name
// that was asked, today. No authority of the operating system counts, and nothing switches this off.
import { createHash, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate } from 'node:tls';
import { isPinOf } from '../../shared/contract/enrolment-ticket';
import { Failure } from '../failure';

export type CertificateTrouble = 'tls.foreign' | 'tls.expired' | 'tls.not-yet' | 'tls.wrong-name';

export const leastTls = 'TLSv1.2';
const lookTimeoutMs = 10_000;
const longestChain = 5;

/** What is wrong with a certificate; null when nothing is. @param authority PEM */
export function certificateTrouble(
  certificate: string,
  hostname: string,
  authority: string,
  nowMs: number,
): CertificateTrouble | null {
  const own = new X509Certificate(authority);
  let shown: X509Certificate;
  try {
    shown = new X509Certificate(certificate);
    if (shown.ca || !shown.checkIssued(own) || !shown.verify(own.publicKey)) return 'tls.foreign';
  } catch {
    return 'tls.foreign';
  }
  for (const { validFrom, validTo } of [shown, own]) {
    if (nowMs < Date.parse(validFrom)) return 'tls.not-yet';
    if (nowMs > Date.parse(validTo)) return 'tls.expired';
  }
  const host = hostname.replace(/^\[|\]$/g, '');
  const named = isIP(host) ? shown.checkIP(host) : shown.checkHost(host, { subject: 'never' });
  return named === undefined ? 'tls.wrong-name' : null;
}

/** The same for what Node says when it refuses a connection; null for another kind of failure. */
export function troubleOfTls(code: string): CertificateTrouble | null {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return 'tls.expired';
    case 'CERT_NOT_YET_VALID':
      return 'tls.not-yet';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'tls.wrong-name';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_SIGNATURE_FAILURE':
    case 'INVALID_CA':
    case 'INVALID_PURPOSE':
      return 'tls.foreign';
    default:
      return null;
  }
}

/**
 * The authority (PEM) with this pin that whoever answers at `origin` shows. Only looks: nothing is sent, and what is found
 * counts because its fingerprint is the one the office gave, not because it was found here.
 *
 * Throws `tls.foreign` or `enrol.unreachable` (values: headOffice).
 */
export function authorityWithPin(origin: string, pin: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(port || 443),
      ...(isIP(host) ? {} : { servername: host }),
      minVersion: leastTls,
      rejectUnauthorized: false,
      timeout: lookTimeoutMs,
    });
    const fail = (failure: Failure): void => {
      socket.destroy();
      reject(failure);
    };
    socket.once('secureConnect', () => {
      const found = chainOf(socket.getPeerCertificate(true)).find((der) =>
        isPinOf(pin, createHash('sha256').update(der).digest()),
      );
      if (found === undefined) {
        fail(new Failure('tls.foreign', { headOffice: origin }));
        return;
      }
      socket.destroy();
      resolve(new X509Certificate(found).toString());
    });
    socket.once('timeout', () => fail(new Failure('enrol.unreachable', { headOffice: origin })));
    socket.once('error', (cause) =>
      reject(new Failure('enrol.unreachable', { headOffice: origin }, { cause })),
    );
  });
}

function chainOf(first: DetailedPeerCertificate): Buffer[] {
  const chain: Buffer[] = [];
  let next: DetailedPeerCertificate | undefined = first;
  while (next?.raw && chain.length < longestChain) {
    if (chain.some((known) => known.equals(next?.raw ?? known))) break;
    chain.push(next.raw);
    next = next.issuerCertificate;
  }
  return chain;
}
