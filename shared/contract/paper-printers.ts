// What window and main say to each other about the printer of sheets.
import { z } from 'zod';

/** More printers than fit on one page are not listed. */
export const mostPaperPrinters = 100;
export const systemPrinterSchema = z.string().min(1).max(200);

export const paperChoiceSchema = z.strictObject({
  /** Of this computer, by the system's names. */
  printers: z.array(systemPrinterSchema).max(mostPaperPrinters),
  /** Null: sheets are kept as PDF. */
  chosen: systemPrinterSchema.nullable(),
  /** Where they are kept then. */
  folder: z.string().max(1000),
});
export type PaperChoice = z.infer<typeof paperChoiceSchema>;

/** One that is not there any more: papers wait for it. */
export function isMissing({ printers, chosen }: PaperChoice): boolean {
  return chosen !== null && !printers.includes(chosen);
}
