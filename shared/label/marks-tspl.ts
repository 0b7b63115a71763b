// A label's marks as one TSPL job. Only rectangles and pictures: no word of a customer ever reaches the printer as text, so none can
// be a command, and no font of any clone is leaned on.
// Never here: commands that change the printer for the next job (GAP, DENSITY, SPEED, SET) or print more than one label.
import type { Bitmap } from './bitmap';
import type { LabelDrawing } from './label-marks';
import { type Ink, inkOf } from './marks-dots';

/**
 * The longest picture in bytes. A job that breaks off inside a picture leaves the printer waiting for the rest of it: so many bytes
 * fill up any (`tsplFiller`).
 */
const mostPictureBytes = 2_048;

/** Sent before the next job where one broke off: what a picture still lacks, an end of line, and a clean sheet. Prints nothing. */
export const tsplFiller = `${'\0'.repeat(mostPictureBytes)}\r\nCLS\r\n`;

/** One character a byte. Pure: the same input gives the same bytes. */
export function tsplOf(drawing: LabelDrawing): string {
  const { widthMm, heightMm } = drawing.paper;
  return [
    // Ends whatever line was begun before.
    '',
    `SIZE ${widthMm} mm,${heightMm} mm`,
    'DIRECTION 0',
    'REFERENCE 0,0',
    'CLS',
    ...inkOf(drawing).flatMap(commandsOf),
    'PRINT 1,1',
    '',
  ].join('\r\n');
}

function commandsOf(ink: Ink): string[] {
  const { x, y } = ink.place;
  if (ink.ink === 'rectangle') return [`BAR ${[x, y, ink.widthDots, ink.heightDots].map(whole).join(',')}`];
  return stripsOf(ink.bitmap).map(
    ({ top, rows, data }) =>
      `BITMAP ${[x, y + top, ink.bitmap.rowBytes, rows].map(whole).join(',')},0,${data}`,
  );
}

function whole(dots: number): string {
  if (!Number.isInteger(dots) || dots < 0 || dots > 32_000)
    throw new RangeError(`${dots} is not a place in dots`);
  return String(dots);
}

/** Strips without ink are left out. A bit that is set stays white (TSPL manual, BITMAP). */
function stripsOf({ rowBytes, heightDots, bits }: Bitmap): { top: number; rows: number; data: string }[] {
  const most = Math.max(1, Math.floor(mostPictureBytes / rowBytes));
  const strips = [];
  for (let top = 0; top < heightDots; top += most) {
    const rows = Math.min(most, heightDots - top);
    const strip = bits.subarray(top * rowBytes, (top + rows) * rowBytes);
    if (strip.every((byte) => byte === 0)) continue;
    strips.push({ top, rows, data: String.fromCharCode(...strip.map((byte) => ~byte & 0xff)) });
  }
  return strips;
}
