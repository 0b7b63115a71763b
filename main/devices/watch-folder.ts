// Devices come and go as files of a folder.
import { watch } from 'node:fs';

/**
 * Calls when something with such a name comes or goes; also where the system does not say what it was.
 * @returns what ends it; null where the folder cannot be watched
 */
export function watchFolder(
  folder: string,
  isMeant: (name: string) => boolean,
  onChange: () => void,
): (() => void) | null {
  try {
    const watcher = watch(folder, (_event, name) => {
      if (name === null || isMeant(name)) onChange();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return null;
  }
}
