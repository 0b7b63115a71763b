// Secrets of this PC: its private key, which makes head office believe it, and what PINs are checked against. Answers for
// keeping them sealed by the operating system where that is possible, else in a file only this user may read, and for
// saying which. Must never log one or hand it to the window.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from './station-settings';

/** The operating system's key store. */
export type Vault = {
  /** False when the system has none, or one that anybody could open. */
  isStrong: () => Promise<boolean>;
  seal: (text: string) => Promise<Buffer>;
  /** Throws when the system's key is gone (another user, another computer). */
  open: (sealed: Buffer) => Promise<string>;
};

export type SecretLog = { warn: (fields: Record<string, unknown>, message: string) => void };

export type SecretStore = {
  /** The secret, or null when there is none or it can no longer be opened. */
  read: () => Promise<string | null>;
  write: (secret: string) => Promise<void>;
  clear: () => Promise<void>;
};

/** Names of the files, so that a reader of the folder knows them. */
export const secretNames = {
  key: 'station-key',
  /** What versions before keys kept; it is worth one key. */
  formerToken: 'station-token',
  /** What PINs are checked against; fetched again when it is lost. */
  pins: 'pins',
} as const;

export function createSecretStore(
  folder: string,
  name: (typeof secretNames)[keyof typeof secretNames],
  vault: Vault,
  log: SecretLog,
): SecretStore {
  const sealedPath = join(folder, `${name}.sealed`);
  const plainPath = join(folder, name);
  const readIfThere = (path: string): Promise<Buffer | null> =>
    readFile(path).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return null;
      throw cause;
    });
  return {
    read: async () => {
      const sealed = await readIfThere(sealedPath);
      if (sealed !== null) {
        try {
          return await vault.open(sealed);
        } catch (cause) {
          log.warn(
            { err: cause, name },
            'a sealed secret can no longer be opened; without its key, enrol this station again',
          );
          return null;
        }
      }
      const plain = await readIfThere(plainPath);
      return plain === null ? null : plain.toString('utf8').trim() || null;
    },
    write: async (secret) => {
      if (await vault.isStrong()) {
        await writeWhole(sealedPath, await vault.seal(secret), 0o600);
        await rm(plainPath, { force: true });
        return;
      }
      log.warn(
        { path: plainPath },
        'this computer has no key store: what should be sealed is in a file only this user reads',
      );
      await writeWhole(plainPath, secret, 0o600);
      await rm(sealedPath, { force: true });
    },
    clear: async () => {
      await rm(sealedPath, { force: true });
      await rm(plainPath, { force: true });
    },
  };
}
