// Can this folder be used? Asked before anything else is started in it.
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

// One level at a time: Node's own recursive mkdir never returns where the system answers ENOENT for a new folder, as
// /proc does.
const make = (folder: string): void => {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) make(parent);
  mkdirSync(folder);
};

/** Makes the folder where needed; true when this user may write in it. */
export function isUsableFolder(folder: string): boolean {
  try {
    make(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
