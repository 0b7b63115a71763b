// Which host names mean this very computer: only there may head office be asked, or listen, without TLS.

/** @param host a name, or an address with or without brackets */
export function isLoopback(host: string): boolean {
  const plain = host.toLowerCase().replace(/^\[|\]$/g, '');
  return plain === 'localhost' || plain === '::1' || /^127(\.\d{1,3}){3}$/.test(plain);
}
