// Labels as bytes: the pure composer of shared/label with the two fonts it draws what a printer's own font lacks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeLabel } from '../../shared/label/label-zpl';
import { type LabelFonts, readOutlineFont } from '../../shared/label/outline-font';
import type { Compose } from './print-outbox-worker';

/** Fonts are read at the first label, so that opening the station does not wait for them. */
export function labelComposer(fontFolder: string): Compose {
  let fonts: LabelFonts | null = null;
  return (label, profile, printing) => {
    fonts ??= {
      regular: readOutlineFont(readFileSync(join(fontFolder, 'DejaVuSansCondensed.ttf'))),
      bold: readOutlineFont(readFileSync(join(fontFolder, 'DejaVuSansCondensed-Bold.ttf'))),
    };
    const { zpl, missingGlyphs } = composeLabel(label, profile, fonts, printing);
    return { zpl, missingGlyphs };
  };
}
