// Labels as bytes: the pure composer of shared/label with the two fonts it draws what a printer's own font lacks.
// Runs in the device host: reading the fonts takes a third of a second, in which main would hear no scan.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escposSlip } from '../../shared/document/escpos';
import type { Paper } from '../../shared/document/paper';
import { slipPicture } from '../../shared/document/slip-picture';
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
  isTestLabel,
  isTag,
  type LabelPrinting,
  type Printable,
} from '../../shared/label/model';
import { type LabelFonts, readOutlineFont } from '../../shared/label/outline-font';
import type { PrinterProfile } from '../../shared/label/printer-profile';
import { composeReceipt } from '../../shared/label/receipt-zpl';
import { composeRestockLabel } from '../../shared/label/restock-zpl';
import { composeTag } from '../../shared/label/tag-zpl';
import { composeTestLabel } from '../../shared/label/test-label-zpl';
import type { SlipEndpoint } from './printer/slip-line';

export type ComposedBytes = { zpl: string; missingGlyphs: number };

/** The bytes of one attempt; the same for the same input. Throws when the label cannot be drawn. */
export type LabelComposer = (
  label: Printable,
  profile: PrinterProfile,
  printing: LabelPrinting,
) => ComposedBytes;

/** A slip as the bytes of one attempt. Throws when it cannot be drawn. */
export type SlipComposer = (paper: Paper, endpoint: SlipEndpoint, attempt: number) => Uint8Array;

export type Composers = { label: LabelComposer; slip: SlipComposer };

/** Fonts are read at the first label or slip. */
export function composers(fontFolder: string): Composers {
  let read: LabelFonts | null = null;
  const fonts = (): LabelFonts =>
    (read ??= {
      regular: readOutlineFont(readFileSync(join(fontFolder, 'DejaVuSansCondensed.ttf'))),
      bold: readOutlineFont(readFileSync(join(fontFolder, 'DejaVuSansCondensed-Bold.ttf'))),
    });
  const label: LabelComposer = (label, profile, printing) => {
    if (isPaper(label)) throw new Error('a label printer prints no papers');
    if (isCarrierLabel(label))
      return { zpl: composeCarrierLabel(label, profile, printing), missingGlyphs: 0 };
    const { zpl, missingGlyphs } = composed(label, profile, fonts(), printing);
    return { zpl, missingGlyphs };
  };
  return {
    label,
    slip: (paper, { widthMm, opensDrawer }, attempt) => {
      const { bitmap } = slipPicture(paper, widthMm, fonts(), attempt);
      // A second print opens no drawer: the money lies in it already.
      return escposSlip(bitmap, { opensDrawer: opensDrawer && paper.paper === 'receipt' && attempt === 1 });
    },
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
  if (isTestLabel(label)) return composeTestLabel(label, profile, fonts, printing);
  if (isRestockLabel(label)) return composeRestockLabel(label, profile, fonts, printing);
  if (isBinLabel(label)) return composeBinLabel(label, profile, fonts, printing);
  return composeLabel(label, profile, fonts, printing);
}
