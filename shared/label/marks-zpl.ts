// A label's marks as one ZPL format.
import type { LabelDrawing, LabelMark } from './label-marks';
import {
  code128Field,
  dataMatrixField,
  echoField,
  graphicField,
  labelFormat,
  ruleField,
  textField,
  type ZplCommand,
  type ZplFormat,
} from './zpl';
import { code128Data, ssccData, zplData } from './zpl-data';

/** Pure: the same input gives the same bytes. */
export function zplOf({ paper, marks, echo }: LabelDrawing): ZplFormat {
  const asked = echo === null ? [] : [echoField(echo.place, echo.cellDots, zplData(echo.token))];
  return labelFormat(paper.widthDots, paper.heightDots, [...marks.map(commandOf), ...asked]);
}

function commandOf(mark: LabelMark): ZplCommand {
  switch (mark.mark) {
    case 'text':
      return textField(mark.place, mark.cellDots, zplData(mark.text));
    case 'picture':
      return graphicField(mark.place, mark.bitmap);
    case 'rule':
      return ruleField(mark.place, mark.widthDots, mark.heightDots);
    case 'code128': {
      const data = code128Data(mark.text);
      if (data === null) throw new RangeError('this text has no bars');
      return code128Field(mark.place, mark.moduleDots, mark.heightDots, data);
    }
    case 'sscc':
      return code128Field(mark.place, mark.moduleDots, mark.heightDots, ssccData(mark.sscc));
    case 'datamatrix':
      return dataMatrixField(mark.place, mark.moduleDots, matrixEscape(mark.text) ?? '_', zplData(mark.text));
  }
}

const escapeCharacters = ['!', '#', '$', '%', '*', '+', '=', '?', '@', '&'];

/** A sign that stands for no command in this symbol's data; null where every one of them is in it. */
export function matrixEscape(text: string): string | null {
  return escapeCharacters.find((character) => !text.includes(character)) ?? null;
}
