// A printed form of ours on the label paper: texts in their places, rules, and one code as bars. What a tag or a receipt says
// and where is said by its own file; here it becomes one ZPL format, with the mark and the count of its prints at the foot.
import type { LabelBox } from './label-layout';
import type { LabelPrinting } from './model';
import type { LabelDrawing, LabelMark } from './label-marks';
import { zplOf } from './marks-zpl';
import { orderCodeMark, type OrderCodeSymbol } from './order-code';
import type { LabelFonts } from './outline-font';
import { type PlacedInk, placeText, printerPlace, type TextStyle } from './place-text';
import { paperOf, type PrinterProfile } from './printer-profile';
import { oneLine, printerKnows } from './text-face';
import type { ZplFormat } from './zpl';

/** [left, top, width, height] in millimetres. */
export type MmBox = readonly [number, number, number, number];
export const formMarginMm = 4;
export const formInnerMm = 92;

/** `texts`: one entry a paragraph. `part` is its name in what was shortened. */
export type FormPiece<Part extends string> = {
  part: Part;
  texts: readonly string[];
  box: MmBox;
  style: TextStyle;
  /** Never as a picture, whatever the printer is known to have: for finding that out. */
  inPrintersFont?: boolean;
};

export type Form<Part extends string> = {
  pieces: readonly FormPiece<Part>[];
  rules: readonly MmBox[];
  bars: readonly { code: string; box: MmBox }[];
};

/** A form whose parts have one place and one style each. */
export type FormPlan<Part extends string> = {
  parts: Readonly<Record<Part, readonly [box: MmBox, style: TextStyle]>>;
  rules: readonly MmBox[];
  bars: MmBox;
};

export type ComposedForm<Part extends string> = {
  drawing: LabelDrawing;
  readonly zpl: ZplFormat;
  /** Characters printed as a replacement frame, one for each occurrence. */
  missingGlyphs: number;
  /** Parts of which something was left out. */
  shortened: (Part | FootPart)[];
  /** Of its codes, in their order. */
  codeSymbols: OrderCodeSymbol[];
};

type FootPart = 'printMark' | 'attempt';
const footTopMm = 146;
const markBox: MmBox = [formMarginMm, footTopMm, 60, 2.6];
const markStyle: TextStyle = { maxMm: 1.9, minMm: 1.9, bold: false };
const attemptBox: MmBox = [formMarginMm + formInnerMm - 26, footTopMm, 26, 2.6];
const attemptStyle: TextStyle = { maxMm: 2, minMm: 2, bold: true, align: 'right' };

/** Pure: the same input gives the same bytes. */
export function composeForm<Part extends string>(
  form: Form<Part>,
  profile: PrinterProfile,
  fonts: LabelFonts,
  printing: LabelPrinting,
): ComposedForm<Part> {
  const paper = paperOf(profile);
  const { dotsPerMm } = paper;
  const dotsOf = ([left, top, width, height]: MmBox): LabelBox => ({
    x: Math.round(left * dotsPerMm),
    y: Math.round(top * dotsPerMm),
    widthDots: Math.round(width * dotsPerMm),
    heightDots: Math.round(height * dotsPerMm),
  });
  const placed: PlacedInk = { marks: [], missing: [] };
  const shortened = new Set<Part | FootPart>();
  for (const { part, texts: given, box, style, inPrintersFont = false } of [
    ...form.pieces,
    ...footOf(printing),
  ]) {
    const texts = given.map(oneLine).filter((text) => text !== '');
    const isPicture = !inPrintersFont && texts.some((text) => !printerKnows(text, profile));
    const told = placeText({ texts, box: dotsOf(box), ...style, dotsPerMm, fonts, isPicture }, placed);
    if (told.shortened) shortened.add(part);
  }
  const rules = form.rules.map((rule): LabelMark => {
    const { widthDots, heightDots, ...place } = dotsOf(rule);
    return { mark: 'rule', place, widthDots, heightDots };
  });
  const bars = form.bars.map(({ code, box }) => orderCodeMark(oneLine(code), dotsOf(box), paper));
  const drawing: LabelDrawing = {
    paper,
    marks: [...rules, ...placed.marks, ...bars.flatMap((each) => each.marks)],
    echo: echoOf(printing, dotsPerMm),
  };
  return {
    drawing,
    get zpl() {
      return zplOf(drawing);
    },
    missingGlyphs: placed.missing.length,
    shortened: [...shortened],
    codeSymbols: bars.map(({ symbol }) => symbol),
  };
}

/** A planned form with its words; an empty word puts nothing there. Pure: the same input gives the same bytes. */
export function composePlan<Part extends string>(
  plan: FormPlan<Part>,
  { code, ...said }: { code: string; words: Readonly<Record<Part, string | readonly string[]>> },
  profile: PrinterProfile,
  fonts: LabelFonts,
  printing: LabelPrinting,
): ComposedForm<Part> {
  const pieces = (Object.keys(plan.parts) as Part[]).map((part) => {
    const words: string | readonly string[] = said.words[part];
    const [box, style] = plan.parts[part];
    const texts = (typeof words === 'string' ? [words] : words).filter((text) => text !== '');
    return { part, texts, box, style };
  });
  return composeForm(
    { pieces, rules: plan.rules, bars: [{ code, box: plan.bars }] },
    profile,
    fonts,
    printing,
  );
}

function footOf({ attempt, echoToken }: LabelPrinting): FormPiece<FootPart>[] {
  return [
    { part: 'printMark', texts: echoToken === null ? [] : [echoToken], box: markBox, style: markStyle },
    { part: 'attempt', texts: attempt > 1 ? [`COPY ${attempt}`] : [], box: attemptBox, style: attemptStyle },
  ];
}

function echoOf({ echoToken }: LabelPrinting, dotsPerMm: number): LabelDrawing['echo'] {
  if (echoToken === null) return null;
  const cellDots = Math.round(markStyle.maxMm * dotsPerMm);
  const [left, top] = markBox;
  const place = printerPlace(Math.round(left * dotsPerMm), Math.round(top * dotsPerMm), cellDots);
  return { token: echoToken, place, cellDots };
}
