// Who a mail goes to. What a customer typed as an address is either one that can be written to, or none: nothing of it
// can become another receiver or another header.

/** As long as RFC 5321 lets an address be. */
const longestAddress = 254;
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** Names with letters of any script are encoded for the wire by whoever sends. */
const domain =
  /^(?=.{1,253}$)([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}\p{N}-]{2,63}$/u;

/** The address as it is written to, or null when it is none. The domain is in small letters; case matters nowhere else. */
export function mailAddress(text: string): string | null {
  const address = text.trim();
  if (address.length > longestAddress) return null;
  const at = address.lastIndexOf('@');
  const [local, host] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 1 || local.length > 64 || !localPart.test(local) || !domain.test(host)) return null;
  return `${local}@${host.toLowerCase()}`;
}

/** Addresses that reach the same person: nobody gives two people `Ann@` and `ann@`. */
export function addressKey(address: string): string {
  return address.trim().toLowerCase();
}
