// A key pair as the commands beside head office have one.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Signer } from '../../shared/contract/station-access';

export function newPrivateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** @param privateKey PKCS #8 in PEM, of `newPrivateKey` */
export function signerOf(privateKey: string): Signer {
  const key: KeyObject = createPrivateKey(privateKey);
  return {
    publicKey: createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64url'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  };
}
