// Head office's own certificate authority: made once, in the data folder, for this company alone. Stations believe it and
// nobody else, by its fingerprint. Its private key stays in a file that only this user reads; must never make a second
// one while the first is there, because every station would have to be enrolled again.
import 'reflect-metadata';
import { createHash, webcrypto } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { signsOf } from '../../shared/contract/enrolment-ticket';

x509.cryptoProvider.set(webcrypto);

const dayMs = 86_400_000;
const authorityLifeMs = 20 * 365 * dayMs;
/** A certificate is not younger than a station's slow clock. */
export const slowClockMs = 2 * dayMs;
export const curve = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export type Authority = {
  /** PEM; what stations pin. */
  certificate: string;
  /** Fingerprint as stations compare it. */
  pin: string;
  sign: (
    params: Omit<x509.X509CertificateCreateParamsBase, 'signingKey'> & {
      subject: string;
      publicKey: webcrypto.CryptoKey;
    },
  ) => Promise<string>;
};

/** Where head office keeps what TLS needs. */
export const tlsFolder = (dataDir: string): string => join(dataDir, 'tls');
const certificateIn = (folder: string): string => join(folder, 'authority.pem');
const keyIn = (folder: string): string => join(folder, 'authority-key.pem');

/** The authority of this data folder, made when there is none. */
export async function openAuthority(folder: string, now: Date): Promise<Authority> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(certificateIn(folder))) await makeAuthority(folder, now);
  const certificate = readFileSync(certificateIn(folder), 'utf8');
  const own = new x509.X509Certificate(certificate);
  const signingKey = await privateKeyOf(readFileSync(keyIn(folder), 'utf8'));
  return {
    certificate,
    pin: signsOf(createHash('sha256').update(new Uint8Array(own.rawData)).digest()),
    sign: async ({ publicKey, ...params }) => {
      const signed = await x509.X509CertificateGenerator.create({
        ...params,
        issuer: own.subject,
        signingAlgorithm: curve,
        signingKey: signingKey,
        publicKey: publicKey,
        extensions: [
          ...(params.extensions ?? []),
          await x509.AuthorityKeyIdentifierExtension.create(await own.publicKey.export()),
        ],
      });
      return signed.toString('pem');
    },
  };
}

/** The authority's certificate in a data folder, for a command on head office's own computer; null when there is none. */
export function readAuthority(dataDir: string): string | null {
  try {
    return readFileSync(certificateIn(tlsFolder(dataDir)), 'utf8');
  } catch {
    return null;
  }
}

async function makeAuthority(folder: string, now: Date): Promise<void> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: `CN=Waybill head office ${newSerial().slice(0, 8)}`,
    notBefore: new Date(now.getTime() - slowClockMs),
    notAfter: new Date(now.getTime() + authorityLifeMs),
    signingAlgorithm: curve,
    keys: keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  // The key first: a certificate without its key would be taken for a whole authority.
  writeSecret(keyIn(folder), await pemOf(keys.privateKey));
  writeSecret(certificateIn(folder), `${certificate.toString('pem')}\n`, 0o644);
}

export function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
}

/** Positive, 127 bits. */
export function newSerial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

export async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}

function privateKeyOf(pem: string): Promise<webcrypto.CryptoKey> {
  const [bytes] = x509.PemConverter.decode(pem);
  if (!bytes) throw new Error('the key of the certificate authority cannot be read');
  return webcrypto.subtle.importKey('pkcs8', bytes, curve, false, ['sign']);
}

/** Whole or not at all, and never readable by others on the way. */
export function writeSecret(path: string, text: string, mode = 0o600): void {
  const beside = `${path}.writing`;
  rmSync(beside, { force: true });
  writeFileSync(beside, text, { mode, flag: 'wx' });
  chmodSync(beside, mode);
  renameSync(beside, path);
}
