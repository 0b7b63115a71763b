// A shipping label as ZPL. It always prints: text is shrunk, wrapped or ended with an ellipsis, characters the fonts
// lack become a frame, and the result says so. One label is one format, whatever the data holds.
import { type LabelLayout, labelLayout, labelRules, type LabelTextPart, ssccModuleMm } from './label-layout';
import { placeLabelText, printMarkPlace } from './label-text';
import { labelWording } from './label-wording';
import type { LabelPrinting, ShippingLabel } from './model';
import type { LabelDrawing, LabelMark } from './label-marks';
import { zplOf } from './marks-zpl';
import { type OrderCodeSymbol, orderCodeMark } from './order-code';
import type { LabelFonts } from './outline-font';
import type { PrinterProfile } from './printer-profile';
import { oneLine } from './text-face';
import type { ZplFormat } from './zpl';

export type ComposedLabel = {
  drawing: LabelDrawing;
  readonly zpl: ZplFormat;
  layout: LabelLayout;
  /** Characters printed as a replacement frame, one for each occurrence. */
  missingGlyphs: number;
  /** The same characters, each once. */
  missingCharacters: string[];
  /** Parts that ended with an ellipsis or left something out. */
  shortened: LabelTextPart[];
  orderCodeSymbol: OrderCodeSymbol;
};

const echoOf = (layout: LabelLayout, token: string | null): LabelDrawing['echo'] =>
  token === null ? null : { token, ...printMarkPlace(layout) };

/** Composes the label for one printer and one attempt. Pure: the same input gives the same bytes. */
export function composeLabel(
  label: ShippingLabel,
  profile: PrinterProfile,
  fonts: LabelFonts,
  printing: LabelPrinting,
): ComposedLabel {
  const layout = labelLayout(profile, label.carrierNumber !== undefined);
  const wording = labelWording(label, printing);
  const text = placeLabelText({ layout, profile, fonts, wording });
  const rules = labelRules.map((rule): LabelMark => {
    const { widthDots, heightDots, ...place } = layout.rules[rule];
    return { mark: 'rule', place, widthDots, heightDots };
  });
  const order = orderCodeMark(oneLine(label.orderCode), layout.codes.orderCode, layout.paper);
  const numberBox = layout.codes.carrierNumber;
  const number =
    numberBox && label.carrierNumber !== undefined
      ? orderCodeMark(oneLine(label.carrierNumber), numberBox, layout.paper)
      : null;
  const { heightDots, ...ssccPlace } = layout.codes.sscc;
  if (!/^[0-9]{18}$/.test(label.sscc)) throw new RangeError('an SSCC has 18 digits');
  const sscc: LabelMark = {
    mark: 'sscc',
    place: ssccPlace,
    moduleDots: ssccModuleMm * layout.paper.dotsPerMm,
    heightDots,
    sscc: label.sscc,
  };
  const drawing: LabelDrawing = {
    paper: layout.paper,
    marks: [...rules, ...text.marks, ...order.marks, ...(number?.marks ?? []), sscc],
    echo: echoOf(layout, printing.echoToken),
  };

  return {
    drawing,
    get zpl() {
      return zplOf(drawing);
    },
    layout,
    missingGlyphs: text.missing.length,
    missingCharacters: [...new Set(text.missing)],
    shortened: [...new Set([...text.shortened, ...(wording.itemsLeftOut ? (['items'] as const) : [])])],
    orderCodeSymbol: order.symbol,
  };
}
