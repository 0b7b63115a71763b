// What makes head office's door secure: its authority, the certificate it shows now, and the next one when it is time.
import type { ServerConfig } from '../config';
import { openAuthority, tlsFolder } from './authority';
import { ownNames, serverCertificate } from './server-certificate';

export const leastTls = 'TLSv1.2';

export type ShownCertificate = { key: string; cert: string };
export type DoorSecurity = {
  /** What stations know the authority by. */
  pin: string;
  /** PEM of the authority. */
  authority: string;
  shown: ShownCertificate;
  /** A new certificate when the one shown is about to end, or this computer got another name; else null. */
  next: (now: Date) => Promise<ShownCertificate | null>;
};

export async function openDoorSecurity(
  { dataDir, host, address }: Pick<ServerConfig, 'dataDir' | 'host' | 'address'>,
  now: Date,
): Promise<DoorSecurity> {
  const folder = tlsFolder(dataDir);
  const authority = await openAuthority(folder, now);
  const named = [
    ...(isWildcard(host) ? [] : [bare(host)]),
    ...(address === undefined ? [] : [hostOf(address)]),
  ];
  const certificate = (at: Date) => serverCertificate(folder, authority, ownNames(named), at);
  const first = await certificate(now);
  return {
    pin: authority.pin,
    authority: authority.certificate,
    shown: { key: first.key, cert: first.chain },
    next: async (at) => {
      const { isNew, key, chain } = await certificate(at);
      return isNew ? { key, cert: chain } : null;
    },
  };
}

/** Every address of this computer. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || bare(host) === '::';
}

const bare = (host: string): string => host.toLowerCase().replace(/^\[|\]$/g, '');

function hostOf(address: string): string {
  return bare(new URL(`https://${address}`).hostname);
}
