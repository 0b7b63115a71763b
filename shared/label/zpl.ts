// The few ZPL commands a label needs, each as a function of numbers and ZplData. A format is built here only.
// Never here: commands that change the printer for the next job (^MM ^JU ~SD ^PR ^MN ^JZ) or print more than one label.
import type { Bitmap } from './bitmap';
import type { DotPlace } from './label-marks';
import type { ZplData } from './zpl-data';
import { graphicData } from './zpl-graphic';

declare const zplCommand: unique symbol;
export type ZplCommand = string & { readonly [zplCommand]: true };

declare const zplFormat: unique symbol;
/** Exactly one `^XA ... ^XZ`. */
export type ZplFormat = string & { readonly [zplFormat]: true };

const dots = (value: number): string => {
  if (!Number.isInteger(value) || value < 0 || value > 32000)
    throw new RangeError(`${value} is not a place in dots`);
  return String(value);
};

const at = ({ x, y }: DotPlace): string => `^FO${dots(x)},${dots(y)}`;

/** One line of text in scalable font 0; `heightDots` is the height of its cell, capitals fill 3/4 of it. */
export function textField(place: DotPlace, heightDots: number, data: ZplData): ZplCommand {
  return `${at(place)}^A0N,${dots(heightDots)}^FH_^FD${data}^FS` as ZplCommand;
}

export function graphicField(place: DotPlace, bitmap: Bitmap): ZplCommand {
  return `${at(place)}^GF${graphicData(bitmap)}^FS` as ZplCommand;
}

/** A filled rectangle. `^GB` draws its border inwards, so a border as thick as the short side fills it. */
export function ruleField(place: DotPlace, widthDots: number, heightDots: number): ZplCommand {
  const thick = Math.min(widthDots, heightDots);
  return `${at(place)}^GB${dots(widthDots)},${dots(heightDots)},${dots(thick)}^FS` as ZplCommand;
}

/** Code 128 (also GS1-128, when the data starts with FNC1) without a text line of its own. */
export function code128Field(
  place: DotPlace,
  moduleDots: number,
  heightDots: number,
  data: ZplData,
): ZplCommand {
  return `${at(place)}^BY${dots(moduleDots)}^BCN,${dots(heightDots)},N,N,N,N^FH_^FD${data}^FS` as ZplCommand;
}

/** DataMatrix ECC 200, square, size chosen by the printer. `escape` must not occur in the data. */
export function dataMatrixField(
  place: DotPlace,
  moduleDots: number,
  escape: string,
  data: ZplData,
): ZplCommand {
  return `${at(place)}^BXN,${dots(moduleDots)},200,0,0,6,${escape}^FH_^FD${data}^FS` as ZplCommand;
}

/**
 * Field number 1 holding `data`, and the wish to have it sent back as `ACK:data;` once the label is printed (`^HV`,
 * option L: for each label). The field lies exactly on a text field of the same data, because some interpreters
 * print numbered fields and some do not: the ink is the same either way.
 */
export function echoField(place: DotPlace, heightDots: number, data: ZplData): ZplCommand {
  const field = `${at(place)}^A0N,${dots(heightDots)}^FN1^FH_^FD${data}^FS`;
  return `${field}^HV1,40,ACK:,;,L^FS` as ZplCommand;
}

/** Puts the fields into one format, in UTF-8, with the label's size and a neutral origin. */
export function labelFormat(widthDots: number, heightDots: number, fields: readonly ZplCommand[]): ZplFormat {
  const head = `^XA^CI28^PW${dots(widthDots)}^LL${dots(heightDots)}^LH0,0^LS0^FWN^PON`;
  return `${[head, ...fields].join('\n')}\n^PQ1^XZ\n` as ZplFormat;
}
