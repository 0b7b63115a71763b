// Which printer of this computer sheets go to: the one an administrator wrote into station.json, or the one that was chosen on the
// page of devices since, in paper-printer.json. Used at once, by papers that wait too.
// Must never choose a printer by itself: an office's other printers belong to other people.
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  mostPaperPrinters,
  type PaperChoice,
  systemPrinterSchema,
} from '../../shared/contract/paper-printers';
import { Failure } from '../failure';
import { paperPlacesOf, type PaperSettings } from './paper-places';
import type { PaperPrinterSetup } from './print-outbox-worker';
import { writeWhole } from './station-settings';

const fileSchema = z.strictObject({ version: z.literal(1), sheetPrinter: systemPrinterSchema.nullable() });

export type PaperDesk = {
  places: () => readonly PaperPrinterSetup[];
  state: () => Promise<PaperChoice>;
  /** On disk when it resolves. Throws `papers.printer-unknown` (values: printer) and `disk.cannot-write`; nothing changes then. */
  choose: (printer: string | null) => Promise<PaperChoice>;
};

export type PaperDeskOptions = {
  /** The station's own. */
  folder: string;
  settings: PaperSettings;
  /** Where PDF files are kept when the settings name no folder. */
  usualFolder: string;
  /** Names of this computer's printers; rejects when the system does not say. */
  printers: () => Promise<readonly string[]>;
  onChange: (places: readonly PaperPrinterSetup[]) => void;
  onUnreadable: (cause: unknown) => void;
};

export async function openPaperDesk(options: PaperDeskOptions): Promise<PaperDesk> {
  const { settings, usualFolder } = options;
  const path = join(options.folder, 'paper-printer.json');
  const read = await readChoice(path, options.onUnreadable);
  let sheetPrinter = read === undefined ? settings.sheetPrinter : read;
  let places = paperPlacesOf({ ...settings, sheetPrinter }, usualFolder);

  const found = async (): Promise<string[]> => {
    const names = await options.printers().catch((): readonly string[] => []);
    return names.filter((name) => systemPrinterSchema.safeParse(name).success).slice(0, mostPaperPrinters);
  };
  const state = async (): Promise<PaperChoice> => ({
    printers: await found(),
    chosen: sheetPrinter,
    folder: settings.folder ?? usualFolder,
  });
  return {
    places: () => places,
    state,
    choose: async (printer) => {
      if (printer !== null && !(await found()).includes(printer))
        throw new Failure('papers.printer-unknown', { printer });
      const kept = { version: 1, sheetPrinter: printer };
      await writeWhole(path, `${JSON.stringify(kept, null, 2)}\n`, 0o644);
      sheetPrinter = printer;
      places = paperPlacesOf({ ...settings, sheetPrinter }, usualFolder);
      options.onChange(places);
      return state();
    },
  };
}

/** Undefined: nobody has chosen here, or what was chosen cannot be read; then it is kept aside and told. */
async function readChoice(
  path: string,
  onUnreadable: (cause: unknown) => void,
): Promise<string | null | undefined> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(path, 'utf8'))).sheetPrinter;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    onUnreadable(cause);
    await rename(path, `${path}.unreadable`).catch(onUnreadable);
    return undefined;
  }
}
