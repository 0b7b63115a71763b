// What a TSPL printer makes of the bytes it receives: lines that draw, pictures counted by their bytes, and questions that are
// answered at once wherever they stand between lines. It knows nothing of the product.

export type Paper = { widthDots: number; heightDots: number; bits: Uint8Array };

export type TsplPiece =
  | { piece: 'label'; paper: Paper; tspl: string }
  | { piece: 'question'; question: 'status' }
  | { piece: 'cancel' };

export type TsplStream = {
  take: (text: string) => TsplPiece[];
  /** Bytes that a picture still lacks; 0 outside one. */
  lacks: () => number;
  forget: () => void;
};

const escape = '\x1b!';

/** Text is latin1: one character a byte. */
export function createTsplStream(dotsPerMm: number): TsplStream {
  let pending = '';
  let heard = '';
  let paper = sheet(101.6 * dotsPerMm, 152.4 * dotsPerMm);
  let picture: { at: number[]; bytes: number; data: string } | null = null;

  const take = (text: string): TsplPiece[] => {
    pending += text;
    const pieces: TsplPiece[] = [];
    for (;;) {
      if (picture !== null) {
        const part = pending.slice(0, picture.bytes - picture.data.length);
        picture.data += part;
        pending = pending.slice(part.length);
        heard += part;
        if (picture.data.length < picture.bytes) return pieces;
        putPicture(paper, picture.at, picture.data);
        picture = null;
        continue;
      }
      const asked = pending.startsWith(escape) ? pending[escape.length] : undefined;
      if (asked === '?' || asked === '.') {
        pieces.push(asked === '?' ? { piece: 'question', question: 'status' } : { piece: 'cancel' });
        pending = pending.slice(escape.length + 1);
        continue;
      }
      // The picture follows its own line without an end of line.
      const begun = /^BITMAP (\d+),(\d+),(\d+),(\d+),(\d+),/.exec(pending);
      if (begun !== null) {
        const at = begun.slice(1).map(Number);
        picture = { at, bytes: (at[2] ?? 0) * (at[3] ?? 0), data: '' };
        heard += begun[0];
        pending = pending.slice(begun[0].length);
        continue;
      }
      const end = pending.indexOf('\r\n');
      if (end < 0) return pieces;
      const line = pending.slice(0, end).replaceAll('\0', '');
      heard += pending.slice(0, end + 2);
      pending = pending.slice(end + 2);
      const [command = '', ...rest] = line.split(' ');
      const numbers = rest
        .join(' ')
        .split(',')
        .map((word) => Number.parseFloat(word));
      switch (command) {
        case 'SIZE':
          paper = sheet((numbers[0] ?? 0) * dotsPerMm, (numbers[1] ?? 0) * dotsPerMm);
          break;
        case 'CLS':
          paper = sheet(paper.widthDots, paper.heightDots);
          heard = 'CLS\r\n';
          break;
        case 'BAR':
          putBar(paper, numbers);
          break;
        case 'PRINT':
          pieces.push({ piece: 'label', paper: { ...paper, bits: paper.bits.slice() }, tspl: heard });
          heard = '';
          break;
        default:
          break;
      }
    }
  };
  return {
    take,
    lacks: () => (picture === null ? 0 : picture.bytes - picture.data.length),
    forget: () => {
      pending = '';
      heard = '';
      picture = null;
    },
  };
}

function sheet(widthDots: number, heightDots: number): Paper {
  const [width, height] = [Math.floor(widthDots + 1e-6), Math.floor(heightDots + 1e-6)];
  return { widthDots: width, heightDots: height, bits: new Uint8Array(width * height) };
}

function put(paper: Paper, x: number, y: number, ink: 0 | 1): void {
  if (x < paper.widthDots && y < paper.heightDots) paper.bits[y * paper.widthDots + x] = ink;
}

function putBar(paper: Paper, [x = 0, y = 0, width = 0, height = 0]: number[]): void {
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) put(paper, x + column, y + row, 1);
}

/** Mode 0: the picture takes the place of what was there; a set bit is white. */
function putPicture(paper: Paper, [x = 0, y = 0, rowBytes = 0]: number[], data: string): void {
  for (let at = 0; at < data.length; at += 1)
    for (let bit = 0; bit < 8; bit += 1) {
      const isWhite = (data.charCodeAt(at) & (0x80 >> bit)) !== 0;
      put(paper, x + (at % rowBytes) * 8 + bit, y + Math.floor(at / rowBytes), isWhite ? 0 : 1);
    }
}
