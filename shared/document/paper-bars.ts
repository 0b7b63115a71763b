// The code of a paper as an SVG picture; nothing where it cannot be drawn as bars.
import { code128, drawingSVG } from 'bwip-js/generic';

const drawable = /^[\x20-\x7e]{1,40}$/;

export function paperBars(code: string): string {
  if (!drawable.test(code)) return '';
  return code128({ bcid: 'code128', text: code, height: 10, includetext: false }, drawingSVG());
}
