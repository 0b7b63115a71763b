// The set-up codes as symbols. Large to draw with, so only the page of devices does.
import { code128, datamatrix, drawingSVG, type RenderOptions } from 'bwip-js/generic';
import { type SetUpCode, setUpCodes } from '../../../shared/barcode/scanner/set-up-code';

/** FNC1 opens the symbol (that makes it GS1) and stands between its two fields. */
function symbolOptions({ id, front, back }: SetUpCode): RenderOptions {
  const text = [front, back].map((field) => `^FNC1${field.replaceAll('^', '^^')}`).join('');
  const common = {
    text,
    parsefnc: true,
    scale: 1,
    paddingwidth: 10,
    paddingheight: 4,
    backgroundcolor: 'FFFFFF',
  };
  return id === 'square' ? { bcid: 'datamatrix', ...common } : { bcid: 'code128', height: 14, ...common };
}

/** An SVG picture as a data address. */
export function setUpPicture(id: SetUpCode['id']): string {
  const code = setUpCodes.find((each) => each.id === id);
  if (!code) throw new Error(`there is no set-up code ${id}`);
  const draw = id === 'square' ? datamatrix : code128;
  return `data:image/svg+xml,${encodeURIComponent(draw(symbolOptions(code), drawingSVG()))}`;
}
