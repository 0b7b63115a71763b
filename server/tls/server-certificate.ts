// The certificate head office shows: from its own authority, for every name and address it can be reached at. Made anew
// under the same authority well before its end and when a name is added; stations notice nothing of it.
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { type Authority, newKeys, newSerial, pemOf, slowClockMs, writeSecret } from './authority';

const dayMs = 86_400_000;
const lifeMs = 397 * dayMs;
const renewBeforeEndMs = 60 * dayMs;

export type ServerCertificate = {
  /** PEM, PKCS #8. */
  key: string;
  /** PEM: the certificate, then the authority it is from. */
  chain: string;
  /** It was made by this call. */
  isNew: boolean;
};

/** The certificate in `folder`, or a new one when it is not good enough any more. */
export async function serverCertificate(
  folder: string,
  authority: Authority,
  names: readonly string[],
  now: Date,
): Promise<ServerCertificate> {
  const files = { certificate: join(folder, 'server.pem'), key: join(folder, 'server-key.pem') };
  if (existsSync(files.certificate) && existsSync(files.key)) {
    const certificate = readFileSync(files.certificate, 'utf8');
    if (isGoodEnough(certificate, authority, names, now))
      return { key: readFileSync(files.key, 'utf8'), chain: chainOf(certificate, authority), isNew: false };
  }
  const keys = await newKeys();
  const key = await pemOf(keys.privateKey);
  const certificate = await authority.sign({
    serialNumber: newSerial(),
    subject: 'CN=Waybill head office',
    notBefore: new Date(now.getTime() - slowClockMs),
    notAfter: new Date(now.getTime() + lifeMs),
    publicKey: keys.publicKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  writeSecret(files.key, key);
  writeSecret(files.certificate, `${certificate}\n`, 0o644);
  return { key, chain: chainOf(certificate, authority), isNew: true };
}

/** Everything a station on this network may call this computer. @param also what the person who started it named */
export function ownNames(also: readonly string[]): string[] {
  const name = hostname().toLowerCase();
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const names = [
    'localhost',
    '127.0.0.1',
    '::1',
    name,
    ...(name.includes('.') ? [] : [`${name}.local`]),
    ...addresses.filter(({ internal }) => !internal).map(({ address }) => address.replace(/%.*$/, '')),
    ...also,
  ];
  return [...new Set(names)];
}

function isGoodEnough(pem: string, authority: Authority, names: readonly string[], now: Date): boolean {
  const certificate = new X509Certificate(pem);
  const issuer = new X509Certificate(authority.certificate);
  const isOurs = certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  const endsMs = Date.parse(certificate.validTo);
  const knows = (name: string): boolean =>
    (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined;
  return isOurs && endsMs - now.getTime() > renewBeforeEndMs && names.every(knows);
}

function chainOf(certificate: string, authority: Authority): string {
  return `${certificate.trim()}\n${authority.certificate.trim()}\n`;
}
