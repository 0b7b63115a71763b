import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPinOf } from '../../shared/contract/enrolment-ticket';
import { openAuthority, readAuthority, tlsFolder } from './authority';
import { ownNames, serverCertificate } from './server-certificate';

const now = new Date('2026-03-01T08:00:00Z');
const later = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
const names = ['localhost', '127.0.0.1', '::1', 'office', '10.0.0.5'];
let dataDir: string;
let folder: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'waybill-tls-'));
  folder = tlsFolder(dataDir);
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const modeOf = (name: string): number => statSync(join(folder, name)).mode & 0o777;

describe('the authority', () => {
  it('is made once, on P-256, and its key is read by nobody else', async () => {
    const authority = await openAuthority(folder, now);
    const certificate = new X509Certificate(authority.certificate);
    expect(certificate.ca).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    const fingerprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex');
    expect(isPinOf(authority.pin, fingerprint)).toBe(true);
    expect(modeOf('authority-key.pem')).toBe(0o600);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(readAuthority(dataDir)).toBe(authority.certificate);
    expect((await openAuthority(folder, later(4_000))).pin).toBe(authority.pin);
  });

  it('is another one in another folder', async () => {
    const other = mkdtempSync(join(tmpdir(), 'waybill-tls-'));
    expect((await openAuthority(other, now)).pin).not.toBe((await openAuthority(folder, now)).pin);
    rmSync(other, { recursive: true });
    expect(readAuthority(other)).toBeNull();
  });
});

describe('the certificate of the server', () => {
  it('is for its names and addresses and for nothing else, from the authority', async () => {
    const authority = await openAuthority(folder, now);
    const { chain, key, isNew } = await serverCertificate(folder, authority, names, now);
    expect(isNew).toBe(true);
    const [own = '', issuer = ''] = chain.split(/(?<=-----END CERTIFICATE-----)\n/);
    const certificate = new X509Certificate(own);
    expect(new X509Certificate(issuer).fingerprint256).toBe(
      new X509Certificate(authority.certificate).fingerprint256,
    );
    expect(certificate.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(certificate.checkHost('office')).toBe('office');
    expect(certificate.checkIP('10.0.0.5')).toBe('10.0.0.5');
    expect(certificate.checkHost('bank.example')).toBeUndefined();
    expect(certificate.checkIP('10.0.0.6')).toBeUndefined();
    expect(key).toContain('BEGIN PRIVATE KEY');
    expect(modeOf('server-key.pem')).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual([
      'authority-key.pem',
      'authority.pem',
      'server-key.pem',
      'server.pem',
    ]);
  });

  it('stays until two months before its end, and is then another one under the same authority', async () => {
    const authority = await openAuthority(folder, now);
    const first = await serverCertificate(folder, authority, names, now);
    const same = await serverCertificate(folder, authority, names, later(336));
    expect(same).toEqual({ ...first, isNew: false });
    const next = await serverCertificate(folder, authority, names, later(338));
    expect(next.isNew).toBe(true);
    expect(next.key).not.toBe(first.key);
    expect(new X509Certificate(next.chain).checkIssued(new X509Certificate(authority.certificate))).toBe(
      true,
    );
    expect(readFileSync(join(folder, 'server-key.pem'), 'utf8')).toBe(next.key);
  });

  it('is made anew when the computer gets another name or address', async () => {
    const authority = await openAuthority(folder, now);
    await serverCertificate(folder, authority, names, now);
    const next = await serverCertificate(folder, authority, [...names, '10.0.0.77'], now);
    expect(next.isNew).toBe(true);
    expect(new X509Certificate(next.chain).checkIP('10.0.0.77')).toBe('10.0.0.77');
    expect((await serverCertificate(folder, authority, names, now)).isNew, 'one name less is no reason').toBe(
      false,
    );
  });

  it('knows this computer by every address and what it was told', () => {
    const own = ownNames(['oms.example.com', '127.0.0.1']);
    expect(own).toEqual(expect.arrayContaining(['localhost', '127.0.0.1', '::1', 'oms.example.com']));
    expect(new Set(own).size).toBe(own.length);
  });
});
