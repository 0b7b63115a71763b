// What was learned of the scanners of this station, by device, in scanners.json: used at once, and after every start.
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ScannerHabits } from '../../shared/barcode/scanner/habits';
import { type LearnedScanner, learnedScannersSchema, mostLearned } from '../../shared/contract/scanners';
import { writeWhole } from './station-settings';

/** All scanners that type are one device: the system does not tell them apart. */
export const keyboardId = 'keyboard';

const fileSchema = z.object({ version: z.literal(1), scanners: learnedScannersSchema });

export type ScannerHabitsBook = {
  of: (deviceId: string) => ScannerHabits | null;
  all: () => LearnedScanner[];
  /** On disk when it resolves; null forgets. Throws `disk.cannot-write` and then leaves what was known. */
  put: (deviceId: string, habits: ScannerHabits | null) => Promise<void>;
};

/** A file that cannot be read is kept aside under `scanners.json.unreadable` and told: scanners are learned anew. */
export async function openScannerHabits(
  folder: string,
  onUnreadable: (cause: unknown) => void,
): Promise<ScannerHabitsBook> {
  const path = join(folder, 'scanners.json');
  let known = new Map<string, ScannerHabits>();
  const written = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') onUnreadable(cause);
    return null;
  });
  if (written !== null) {
    try {
      const { scanners } = fileSchema.parse(JSON.parse(written));
      known = new Map(scanners.map(({ deviceId, habits }) => [deviceId, habits]));
    } catch (cause) {
      onUnreadable(cause);
      await rename(path, `${path}.unreadable`).catch(onUnreadable);
    }
  }
  const listed = (all: ReadonlyMap<string, ScannerHabits>): LearnedScanner[] =>
    [...all].map(([deviceId, habits]) => ({ deviceId, habits }));
  return {
    of: (deviceId) => known.get(deviceId) ?? null,
    all: () => listed(known),
    put: async (deviceId, habits) => {
      const next = new Map(known);
      // Learned last stands last; the longest unlearned go when there are too many.
      next.delete(deviceId);
      if (habits) next.set(deviceId, habits);
      for (const oldest of next.keys()) if (next.size > mostLearned) next.delete(oldest);
      await writeWhole(path, `${JSON.stringify({ version: 1, scanners: listed(next) }, null, 2)}\n`, 0o644);
      known = next;
    },
  };
}
