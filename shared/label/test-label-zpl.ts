// The test label of a printer as ZPL: a frame that shows where the paper lies, the printer's own letters beneath the same letters
// as a picture, and bars to be scanned. Equal rows say that the printer's fonts know Turkish (`fontsKnowTurkish` of its profile).
import {
  type ComposedForm,
  composeForm,
  formInnerMm as innerMm,
  formMarginMm as marginMm,
  type MmBox,
} from './form-zpl';
import type { LabelPrinting, TestLabel } from './model';
import type { LabelFonts } from './outline-font';
import type { TextStyle } from './place-text';
import type { PrinterProfile } from './printer-profile';

type TestPart = 'printer' | 'profile' | 'when' | 'drawn' | 'own' | 'question' | 'soru';

/** What the bars say. */
export const testLabelCode = 'WAYBILL-TEST';
const letters = 'ğ Ğ ı İ ş Ş ç Ç ö Ö ü Ü 0123456789';

const boxes: Record<TestPart | 'bars', MmBox> = {
  printer: [marginMm, 6, innerMm, 14],
  profile: [marginMm, 22, innerMm, 8],
  when: [marginMm, 31, innerMm, 7],
  drawn: [marginMm, 46, innerMm, 9],
  own: [marginMm, 57, innerMm, 9],
  question: [marginMm, 70, innerMm, 8],
  soru: [marginMm, 79, innerMm, 8],
  bars: [marginMm, 94, innerMm, 40],
};
const styles: Record<TestPart, TextStyle> = {
  printer: { maxMm: 11, minMm: 4, bold: true, align: 'centre' },
  profile: { maxMm: 6, minMm: 3, bold: false, align: 'centre' },
  when: { maxMm: 5, minMm: 3, bold: false, align: 'centre' },
  drawn: { maxMm: 6, minMm: 3, bold: false },
  own: { maxMm: 6, minMm: 3, bold: false },
  question: { maxMm: 5, minMm: 2.6, bold: false },
  soru: { maxMm: 5, minMm: 2.6, bold: false },
};
/** One millimetre from the edge of the smaller paper: a side that is missing says where it lies wrong. */
const frame: readonly MmBox[] = [
  [1, 1, 98, 0.5],
  [1, 144, 98, 0.5],
  [1, 1, 0.5, 143.5],
  [98.5, 1, 0.5, 143.5],
];

/** Pure: the same input gives the same bytes. */
export function composeTestLabel(
  { printer, at }: TestLabel,
  profile: PrinterProfile,
  fonts: LabelFonts,
  printing: LabelPrinting,
): ComposedForm<TestPart> {
  const isZpl = profile.language !== 'tspl';
  const words: Record<TestPart, string> = {
    printer,
    profile: `${profile.dpi} dpi / ${profile.stock}`,
    when: at,
    drawn: letters,
    // Only a ZPL printer is ever asked for its own letters.
    own: isZpl ? letters : '',
    question: isZpl ? 'Is the second row like the first?' : '',
    soru: isZpl ? 'İkinci satır birincisi gibi mi?' : '',
  };
  const pieces = (Object.keys(words) as TestPart[]).map((part) => ({
    part,
    texts: words[part] === '' ? [] : [words[part]],
    box: boxes[part],
    style: styles[part],
    ...(part === 'own' && isZpl ? { inPrintersFont: true } : {}),
  }));
  return composeForm(
    { pieces, rules: frame, bars: [{ code: testLabelCode, box: boxes.bars }] },
    profile,
    fonts,
    printing,
  );
}
