// The secret that makes head office believe this PC. Answers for keeping it sealed by the operating system where that
// is possible, else in a file only this user may read, and for saying which. Must never log it or hand it to the window.
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

export type TokenLog = { warn: (fields: Record<string, unknown>, message: string) => void };

export type TokenStore = {
  /** The token, or null when there is none or it can no longer be opened. */
  read: () => Promise<string | null>;
  write: (token: string) => Promise<void>;
  clear: () => Promise<void>;
};

export function createTokenStore(folder: string, vault: Vault, log: TokenLog): TokenStore {
  const sealedPath = join(folder, 'station-token.sealed');
  const plainPath = join(folder, 'station-token');
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
          log.warn({ err: cause }, 'the station token can no longer be opened: enrol this station again');
          return null;
        }
      }
      const plain = await readIfThere(plainPath);
      return plain === null ? null : plain.toString('utf8').trim() || null;
    },
    write: async (token) => {
      if (await vault.isStrong()) {
        await writeWhole(sealedPath, await vault.seal(token), 0o600);
        await rm(plainPath, { force: true });
        return;
      }
      log.warn(
        { path: plainPath },
        'no key store on this computer: the station token is in a file only this user reads',
      );
      await writeWhole(plainPath, token, 0o600);
      await rm(sealedPath, { force: true });
    },
    clear: async () => {
      await rm(sealedPath, { force: true });
      await rm(plainPath, { force: true });
    },
  };
}
