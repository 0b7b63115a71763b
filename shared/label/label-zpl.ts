// A shipping label as ZPL. It always prints: text is shrunk, wrapped or ended with an ellipsis, characters the fonts
// lack become a frame, and the result says so. One label is one format, whatever the data holds.
import { type LabelLayout, labelLayout, labelRules, type LabelTextPart, ssccModuleMm } from './label-layout';
import { placeLabelText, printMarkPlace } from './label-text';
import { labelWording } from './label-wording';
import type { LabelPrinting, ShippingLabel } from './model';
import { type OrderCodeSymbol, orderCodeField } from './order-code';
import type { LabelFonts } from './outline-font';
import type { PrinterProfile } from './printer-profile';
import { oneLine } from './text-face';
import { code128Field, echoField, labelFormat, ruleField, type ZplCommand, type ZplFormat } from './zpl';
import { ssccData, zplData } from './zpl-data';

export type ComposedLabel = {
  zpl: ZplFormat;
  layout: LabelLayout;
  /** Characters printed as a replacement frame, one for each occurrence. */
  missingGlyphs: number;
  /** The same characters, each once. */
  missingCharacters: string[];
  /** Parts that ended with an ellipsis or left something out. */
  shortened: LabelTextPart[];
  orderCodeSymbol: OrderCodeSymbol;
};

const echoCommands = (layout: LabelLayout, echoToken: string | null): ZplCommand[] => {
  if (echoToken === null) return [];
  const { place, cellDots } = printMarkPlace(layout);
  return [echoField(place, cellDots, zplData(echoToken))];
};

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
  const rules = labelRules.map((rule) => {
    const { widthDots, heightDots, ...place } = layout.rules[rule];
    return ruleField(place, widthDots, heightDots);
  });
  const order = orderCodeField(oneLine(label.orderCode), layout.codes.orderCode, layout.paper);
  const numberBox = layout.codes.carrierNumber;
  const number =
    numberBox && label.carrierNumber !== undefined
      ? orderCodeField(oneLine(label.carrierNumber), numberBox, layout.paper)
      : null;
  const { heightDots, ...ssccPlace } = layout.codes.sscc;
  const sscc = code128Field(
    ssccPlace,
    ssccModuleMm * layout.paper.dotsPerMm,
    heightDots,
    ssccData(label.sscc),
  );
  const echo = echoCommands(layout, printing.echoToken);

  return {
    zpl: labelFormat(layout.paper.widthDots, layout.paper.heightDots, [
      ...rules,
      ...text.commands,
      ...order.fields,
      ...(number?.fields ?? []),
      sscc,
      ...echo,
    ]),
    layout,
    missingGlyphs: text.missing.length,
    missingCharacters: [...new Set(text.missing)],
    shortened: [...new Set([...text.shortened, ...(wording.itemsLeftOut ? (['items'] as const) : [])])],
    orderCodeSymbol: order.symbol,
  };
}
