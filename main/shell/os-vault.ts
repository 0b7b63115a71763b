// The operating system's key store through Electron. Electron 45 has calls that wait; Electron 25 has only the others.
import { safeStorage } from 'electron';
import type { Vault } from '../services/station-secret';

type WaitingSafeStorage = Pick<
  typeof safeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>;

const waits = (): WaitingSafeStorage | null =>
  typeof (safeStorage as Partial<WaitingSafeStorage>).encryptStringAsync === 'function' ? safeStorage : null;

// basic_text "encrypts" with a password that is in Chromium's source.
const isBasic = (): boolean =>
  process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());

export const osVault: Vault = {
  isStrong: async () => {
    const modern = waits();
    const available =
      modern === null ? safeStorage.isEncryptionAvailable() : await modern.isAsyncEncryptionAvailable();
    return available && !isBasic();
  },
  seal: async (text) => waits()?.encryptStringAsync(text) ?? safeStorage.encryptString(text),
  open: async (sealed) => {
    const modern = waits();
    return modern === null
      ? safeStorage.decryptString(sealed)
      : (await modern.decryptStringAsync(sealed)).result;
  },
};
