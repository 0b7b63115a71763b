// Labels as bytes: the pure composer of shared/label with the two fonts it draws what a printer's own font lacks.
// Runs in the device host: reading the fonts takes a third of a second, in which main would hear no scan.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escposSlip } from '../../shared/document/escpos';
import type { Paper } from '../../shared/document/paper';
import { slipPicture } from '../../shared/document/slip-picture';
import { composeBinLabel } from '../../shared/label/bin-zpl';
import { bmpOf } from '../../shared/label/bitmap-bmp';
import type { DrawnLabel } from '../../shared/contract/window';
import { pictureOf } from '../../shared/label/marks-dots';
import { tsplOf } from '../../shared/label/marks-tspl';
import {
  composeBadgeLabel,
  composeCommandsLabel,
  composeProductLabel,
  composeToteLabel,
} from '../../shared/label/house-labels-zpl';
import type { LabelDrawing } from '../../shared/label/label-marks';
import { composeCarrierLabel } from '../../shared/label/carrier-label-zpl';
import { composeLabel } from '../../shared/label/label-zpl';
import {
  type CarrierLabel,
  isCarrierLabel,
  isPaper,
  type LabelPrinting,
  type Printable,
} from '../../shared/label/model';
import { type LabelFonts, readOutlineFont } from '../../shared/label/outline-font';
import { defaultPrinterProfile, type PrinterProfile } from '../../shared/label/printer-profile';
import { composeReceipt } from '../../shared/label/receipt-zpl';
import { composeRestockLabel } from '../../shared/label/restock-zpl';
import { composeTag } from '../../shared/label/tag-zpl';
import { composeTestLabel } from '../../shared/label/test-label-zpl';
import type { SlipEndpoint } from './printer/slip-line';

/** `zpl`: in the printer's language; TSPL has one character a byte, ZPL is UTF-8. */
export type ComposedBytes = { zpl: string; missingGlyphs: number };

/** The bytes of one attempt; the same for the same input. Throws when the label cannot be drawn. */
export type LabelComposer = (
  label: Printable,
  profile: PrinterProfile,
  printing: LabelPrinting,
) => ComposedBytes;

/** A slip as the bytes of one attempt. Throws when it cannot be drawn. */
export type SlipComposer = (paper: Paper, endpoint: SlipEndpoint, attempt: number) => Uint8Array;

/** A label as it will lie on the paper. Throws when it cannot be drawn. */
export type LabelPainter = (label: Printable, profile: PrinterProfile) => DrawnLabel;

export type Composers = { label: LabelComposer; picture: LabelPainter; slip: SlipComposer };

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
    if (isCarrierLabel(label)) {
      if (profile.language === 'tspl')
        throw new Error("the carrier's label is in the words of another printer");
      return { zpl: composeCarrierLabel(label, profile, printing), missingGlyphs: 0 };
    }
    const composed = composedOf(label, profile, fonts(), printing);
    const zpl = profile.language === 'tspl' ? tsplOf(composed.drawing) : composed.zpl;
    return { zpl, missingGlyphs: composed.missingGlyphs };
  };
  const picture: LabelPainter = (label, { stock }) => {
    if (isPaper(label) || isCarrierLabel(label)) throw new Error('drawn by somebody else');
    // As many dots as a screen can show; every text as a picture.
    const profile = { ...defaultPrinterProfile, stock, language: 'tspl' as const };
    const { drawing } = composedOf(label, profile, fonts(), { attempt: 1, echoToken: null });
    const { widthDots, heightDots } = drawing.paper;
    const bmpBase64 = Buffer.from(bmpOf(pictureOf(drawing))).toString('base64');
    return { widthDots, heightDots, bmpBase64 };
  };
  return {
    label,
    picture,
    slip: (paper, { widthMm, opensDrawer }, attempt) => {
      const { bitmap } = slipPicture(paper, widthMm, fonts(), attempt);
      // A second print opens no drawer: the money lies in it already.
      return escposSlip(bitmap, { opensDrawer: opensDrawer && paper.paper === 'receipt' && attempt === 1 });
    },
  };
}

type Composed = { drawing: LabelDrawing; readonly zpl: string; missingGlyphs: number };

function composedOf(
  label: Exclude<Printable, CarrierLabel | Paper>,
  ...to: [profile: PrinterProfile, fonts: LabelFonts, printing: LabelPrinting]
): Composed {
  if (!('kind' in label)) return composeLabel(label, ...to);
  switch (label.kind) {
    case 'tag':
      return composeTag(label, ...to);
    case 'receipt':
      return composeReceipt(label, ...to);
    case 'test':
      return composeTestLabel(label, ...to);
    case 'restock':
      return composeRestockLabel(label, ...to);
    case 'bin':
      return composeBinLabel(label, ...to);
    case 'tote':
      return composeToteLabel(label, ...to);
    case 'product':
      return composeProductLabel(label, ...to);
    case 'badge':
      return composeBadgeLabel(label, ...to);
    case 'commands':
      return composeCommandsLabel(label, ...to);
  }
}
