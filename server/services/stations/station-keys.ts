// Public keys of stations and what they sign. Takes Ed25519 and nothing else, so that nobody can choose a weaker kind.
import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** True when `signature` over `text` was made with the private half of `publicKey`. Never throws. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = keyOf(publicKey);
  return key !== null && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
}

function keyOf(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}
