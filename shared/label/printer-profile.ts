// What the label must know about a printer: its dots, its paper and its fonts. Not where it is or how it is.
import { z } from 'zod';

export const labelStocks = ['100x150mm', '4x6in'] as const;
/** What a printer is spoken to in. */
export const labelLanguages = ['zpl', 'tspl'] as const;
export const printerDpis = [203, 300, 600] as const;

export const printerProfileSchema = z.object({
  dpi: z.literal([203, 300, 600]),
  stock: z.enum(labelStocks),
  /** Left out: ZPL. */
  language: z.enum(labelLanguages).optional(),
  /** True only when a test label showed that font 0 draws Turkish letters; else they go out as pictures. */
  fontsKnowTurkish: z.boolean(),
});
export type PrinterProfile = z.infer<typeof printerProfileSchema>;

export const defaultPrinterProfile: PrinterProfile = { dpi: 203, stock: '4x6in', fontsKnowTurkish: false };

/** Print heads named 203, 300 and 600 dpi have 8, 12 and 24 dots a millimetre (Zebra's own tables). */
const dotsPerMmOf: Record<PrinterProfile['dpi'], number> = { 203: 8, 300: 12, 600: 24 };

const stockMm: Record<PrinterProfile['stock'], { widthMm: number; heightMm: number }> = {
  '100x150mm': { widthMm: 100, heightMm: 150 },
  '4x6in': { widthMm: 101.6, heightMm: 152.4 },
};

export type LabelPaper = {
  dotsPerMm: number;
  widthMm: number;
  heightMm: number;
  /** Whole dots inside the paper; a part of a dot at the edge is not printed. */
  widthDots: number;
  heightDots: number;
};

export function paperOf(profile: PrinterProfile): LabelPaper {
  const dotsPerMm = dotsPerMmOf[profile.dpi];
  const { widthMm, heightMm } = stockMm[profile.stock];
  return {
    dotsPerMm,
    widthMm,
    heightMm,
    widthDots: Math.floor(widthMm * dotsPerMm),
    heightDots: Math.floor(heightMm * dotsPerMm),
  };
}
