// A label's marks as black rectangles and pictures: what is left for printers that draw no codes, and for the screen.
// Texts must have come as pictures (a profile of language `tspl`): nobody's font is guessed here.
import { type Bitmap, blacken, emptyBitmap, isBlack } from './bitmap';
import { type Bars, code128Bars, matrixDots, ssccBars } from './code-dots';
import type { DotPlace, LabelDrawing, LabelMark } from './label-marks';

export type Ink =
  | { ink: 'rectangle'; place: DotPlace; widthDots: number; heightDots: number }
  | { ink: 'picture'; place: DotPlace; bitmap: Bitmap };

/** @throws RangeError for a text in a printer's own font */
export function inkOf({ marks }: Pick<LabelDrawing, 'marks'>): Ink[] {
  return marks.flatMap(inkOfMark);
}

/** The whole label as one picture. */
export function pictureOf(drawing: Pick<LabelDrawing, 'paper' | 'marks'>): Bitmap {
  const whole = emptyBitmap(drawing.paper.widthDots, drawing.paper.heightDots);
  for (const ink of inkOf(drawing)) {
    const { x, y } = ink.place;
    const { widthDots, heightDots } = ink.ink === 'picture' ? ink.bitmap : ink;
    for (let row = 0; row < heightDots; row += 1)
      for (let column = 0; column < widthDots; column += 1)
        if (ink.ink === 'rectangle' || isBlack(ink.bitmap, column, row)) blacken(whole, x + column, y + row);
  }
  return whole;
}

function inkOfMark(mark: LabelMark): Ink[] {
  switch (mark.mark) {
    case 'text':
      throw new RangeError('a text in the font of another printer');
    case 'picture':
      return [{ ink: 'picture', place: mark.place, bitmap: mark.bitmap }];
    case 'rule':
      return [
        { ink: 'rectangle', place: mark.place, widthDots: mark.widthDots, heightDots: mark.heightDots },
      ];
    case 'code128':
      return barInk(code128Bars(mark.text), mark);
    case 'sscc':
      return barInk(ssccBars(mark.sscc), mark);
    case 'datamatrix':
      return [
        { ink: 'picture', place: mark.place, bitmap: enlarged(matrixDots(mark.text), mark.moduleDots) },
      ];
  }
}

function barInk(
  { bars }: Bars,
  { place, moduleDots, heightDots }: { place: DotPlace; moduleDots: number; heightDots: number },
): Ink[] {
  return bars.map(({ x, width }) => ({
    ink: 'rectangle',
    place: { x: place.x + x * moduleDots, y: place.y },
    widthDots: width * moduleDots,
    heightDots,
  }));
}

function enlarged(dots: Bitmap, times: number): Bitmap {
  const large = emptyBitmap(dots.widthDots * times, dots.heightDots * times);
  for (let y = 0; y < large.heightDots; y += 1)
    for (let x = 0; x < large.widthDots; x += 1)
      if (isBlack(dots, Math.floor(x / times), Math.floor(y / times))) blacken(large, x, y);
  return large;
}
