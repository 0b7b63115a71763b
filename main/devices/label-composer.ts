// Labels as bytes: the pure composer of shared/label with the two fonts it draws what a printer's own font lacks.
// Runs in the device host: reading the fonts takes a third of a second, in which main would hear no scan.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Paper } from '../../shared/document/paper';
import { composeBinLabel } from '../../shared/label/bin-zpl';
import { composeCarrierLabel } from '../../shared/label/carrier-label-zpl';
import { composeLabel } from '../../shared/label/label-zpl';
import {
  type CarrierLabel,
  isBinLabel,
  isCarrierLabel,
  isPaper,
  isReceipt,
  isRestockLabel,
  isTag,
  type LabelPrinting,
  type Printable,
} from '../../shared/label/model';
import { type LabelFonts, readOutlineFont } from '../../shared/label/outline-font';
import type { PrinterProfile } from '../../shared/label/printer-profile';
import { composeReceipt } from '../../shared/label/receipt-zpl';
import { composeRestockLabel } from '../../shared/label/restock-zpl';
import { composeTag } from '../../shared/label/tag-zpl';

export type ComposedBytes = { zpl: string; missingGlyphs: number };

/** The bytes of one attempt; the same for the same input. Throws when the label cannot be drawn. */
export type LabelComposer = (
  label: Printable,
  profile: PrinterProfile,
  printing: LabelPrinting,
) => ComposedBytes;

/** Fonts are read at the first label. */
export function labelComposer(fontFolder: string): LabelComposer {
  let fonts: LabelFonts | null = null;
  return (label, profile, printing) => {
    if (isPaper(label)) throw new Error('a label printer prints no papers');
    if (isCarrierLabel(label))
      return { zpl: composeCarrierLabel(label, profile, printing), missingGlyphs: 0 };
    fonts ??= {
      regular: readOutlineFont(readFileSync(join(fontFolder, 'DejaVuSansCondensed.ttf'))),
      bold: readOutlineFont(readFileSync(join(fontFolder, 'DejaVuSansCondensed-Bold.ttf'))),
    };
    const { zpl, missingGlyphs } = composed(label, profile, fonts, printing);
    return { zpl, missingGlyphs };
  };
}

function composed(
  label: Exclude<Printable, CarrierLabel | Paper>,
  profile: PrinterProfile,
  fonts: LabelFonts,
  printing: LabelPrinting,
): ComposedBytes {
  if (isTag(label)) return composeTag(label, profile, fonts, printing);
  if (isReceipt(label)) return composeReceipt(label, profile, fonts, printing);
  if (isRestockLabel(label)) return composeRestockLabel(label, profile, fonts, printing);
  if (isBinLabel(label)) return composeBinLabel(label, profile, fonts, printing);
  return composeLabel(label, profile, fonts, printing);
}
