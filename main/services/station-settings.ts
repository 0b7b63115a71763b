// station.json: which head office this PC belongs to, whose certificates it believes, and which station it is. Answers
// for reading it whole or saying why not, and for never leaving half a file behind. Must never hold a secret (see
// station-secret).
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { stationIdSchema, warehouseIdSchema } from '../../shared/domain/ids';
import { Failure } from '../failure';
import { paperSettingsSchema } from './paper-places';
import { printerSettingsSchema } from './printers';
import { scaleSettingsSchema } from './scales';
import { scannerSettingsSchema } from './scanners';

export const defaultHeadOffice = 'http://127.0.0.1:4310';

/** `https://oms.example.com/x` -> `https://oms.example.com`; only http and https, no user or password. */
export const headOfficeSchema = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(
    (text) => new URL(text).username === '' && new URL(text).password === '',
    'no user or password here',
  )
  .transform((text) => new URL(text).origin);

export const stationSchema = z.object({
  stationId: stationIdSchema,
  name: z.string(),
  warehouseId: warehouseIdSchema,
  roles: z.array(z.enum(['station', 'office'])),
});

const currentVersion = 1;
const settingsSchema = z.object({
  version: z.literal(currentVersion),
  headOffice: headOfficeSchema.default(defaultHeadOffice),
  station: stationSchema.nullable().default(null),
  /** Which head office this station signs for; null in a folder from before keys. */
  audience: z.uuid().nullable().default(null),
  /** Head office's own certificate authority (PEM), the only one its certificate may come from; null over plain http. */
  authority: z.string().nullable().default(null),
  /** Printers this station may use, written by an administrator. */
  printers: z.array(printerSettingsSchema).max(8).default([]),
  /** Where papers go, written by an administrator: as PDF into a folder where nothing is named. */
  papers: paperSettingsSchema,
  /** Scanners with a line of their own, written by an administrator; one that types needs no entry. */
  scanners: z.array(scannerSettingsSchema).max(8).default([]),
  /** Scales on serial lines, written by an administrator; a HID scale needs no entry. */
  scales: z.array(scaleSettingsSchema).max(8).default([]),
});
export type StationSettings = z.infer<typeof settingsSchema>;

const fileIn = (folder: string): string => join(folder, 'station.json');

/**
 * Settings of the station in `folder`; the defaults when there is no file yet.
 * Throws `settings.newer-version` or `settings.unreadable` (values: path).
 */
export async function readSettings(folder: string): Promise<StationSettings> {
  const path = fileIn(folder);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      return settingsSchema.parse({ version: currentVersion });
    throw new Failure('settings.unreadable', { path }, { cause });
  }
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (cause) {
    throw new Failure('settings.unreadable', { path }, { cause });
  }
  const version = z.object({ version: z.int().gt(currentVersion) }).safeParse(found);
  if (version.success) throw new Failure('settings.newer-version', { path, version: version.data.version });
  const settings = settingsSchema.safeParse(found);
  if (!settings.success) throw new Failure('settings.unreadable', { path }, { cause: settings.error });
  return settings.data;
}

/** Writes the settings so that a power cut leaves the old file or the new one. */
export async function writeSettings(folder: string, settings: StationSettings): Promise<void> {
  await writeWhole(fileIn(folder), `${JSON.stringify(settings, null, 2)}\n`, 0o644);
}

/** Replaces a file by writing beside it, syncing and renaming. Throws `disk.cannot-write` (values: path). */
export async function writeWhole(path: string, content: string | Buffer, mode: number): Promise<void> {
  const beside = `${path}.writing`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(beside, 'w', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw new Failure('disk.cannot-write', { path }, { cause });
  }
}
