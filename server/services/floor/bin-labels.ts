// Labels of bins as one file for a label printer, for an office that prints through its own driver.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Bin } from '../../../shared/domain/floor/floor-plan';
import { labelOfBin } from '../../../shared/label/bin-label';
import { composeBinLabel } from '../../../shared/label/bin-zpl';
import { type LabelFonts, readOutlineFont } from '../../../shared/label/outline-font';
import { defaultPrinterProfile, type PrinterProfile } from '../../../shared/label/printer-profile';

let fonts: LabelFonts | null = null;

/** Read at the first label: it takes a third of a second. */
function labelFonts(): LabelFonts {
  if (fonts) return fonts;
  const folder = dirname(
    createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  );
  const read = (name: string) => readOutlineFont(readFileSync(join(folder, name)));
  fonts = { regular: read('DejaVuSansCondensed.ttf'), bold: read('DejaVuSansCondensed-Bold.ttf') };
  return fonts;
}

export function zplOfBins(bins: readonly Bin[], dpi: PrinterProfile['dpi']): string {
  const profile = { ...defaultPrinterProfile, dpi };
  const printing = { attempt: 1, echoToken: null };
  return bins.map((bin) => composeBinLabel(labelOfBin(bin), profile, labelFonts(), printing).zpl).join('');
}
