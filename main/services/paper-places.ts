// Where this station's papers go, as an administrator wrote into station.json: sheets to one printer of this computer, slips to
// another, each by its name; without a name they are kept as PDF in the folder.
import { z } from 'zod';
import { type PaperPlaceId, paperPlaceIds } from '../../shared/document/paper-place';
import { printerIdSchema } from '../../shared/label/print-job';
import { nameOfPlace } from '../devices/printer/printer-port';
import { slipEndpointSchema } from '../devices/printer/slip-line';
import type { PaperPrinterSetup } from './print-outbox-worker';

const printerName = z.string().min(1).max(200).nullable().default(null);
export const paperSettingsSchema = z
  .strictObject({
    /** Printer of A4 and A5 sheets. */
    sheetPrinter: printerName,
    /** Printer of 80 mm slips. */
    slipPrinter: printerName,
    /** A slip printer that speaks ESC/POS, by its place; comes before `slipPrinter`. */
    slipEscpos: slipEndpointSchema.nullable().default(null),
    /** Where PDF files are kept; null: `papers` in the station's own folder. */
    folder: z.string().min(1).max(1000).nullable().default(null),
  })
  .default({ sheetPrinter: null, slipPrinter: null, slipEscpos: null, folder: null });
export type PaperSettings = z.infer<typeof paperSettingsSchema>;

/** @param usualFolder where PDF files are kept when the settings name no folder */
export function paperPlacesOf(settings: PaperSettings, usualFolder: string): PaperPrinterSetup[] {
  const named: Record<PaperPlaceId, string | null> = {
    sheets: settings.sheetPrinter,
    slips: settings.slipPrinter,
  };
  return paperPlaceIds.map((id) => {
    const printer = named[id];
    const endpoint = id === 'slips' ? settings.slipEscpos : null;
    if (endpoint)
      return {
        printerId: printerIdSchema.parse(id),
        name: nameOfPlace(endpoint),
        place: { kind: 'slip', endpoint },
      };
    return {
      printerId: printerIdSchema.parse(id),
      name: printer ?? '',
      place:
        printer === null
          ? { kind: 'folder', folder: settings.folder ?? usualFolder }
          : { kind: 'system', printer },
    };
  });
}
