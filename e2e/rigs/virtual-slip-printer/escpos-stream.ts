// Reads the bytes that a slip printer is sent, in any pieces, as its commands: pictures, feeds, cuts, the drawer, questions. What it
// does not know is counted, never guessed at. It knows nothing of the product.

export type Raster = { rowBytes: number; rows: number; bits: Uint8Array };
export type SlipCommand =
  | { command: 'reset' }
  | { command: 'raster'; raster: Raster }
  | { command: 'text'; text: string }
  | { command: 'cut' }
  | { command: 'drawer' }
  /** Answered at once, whatever waits. */
  | { command: 'ask-now'; question: number }
  /** Answered when everything before it is done. */
  | { command: 'ask-in-turn' }
  | { command: 'unknown'; bytes: string };

export type EscposStream = { take: (bytes: Uint8Array) => SlipCommand[] };

type Read = { command: SlipCommand; length: number };

export function createEscposStream(): EscposStream {
  let held: number[] = [];
  return {
    take: (bytes) => {
      held.push(...bytes);
      const commands: SlipCommand[] = [];
      for (let read = readOne(held); read !== null; read = readOne(held)) {
        commands.push(read.command);
        held = held.slice(read.length);
      }
      return commands;
    },
  };
}

/** Null while the command is not whole. */
function readOne(bytes: readonly number[]): Read | null {
  const [first, second, third, fourth] = bytes;
  if (first === undefined) return null;
  if (first === 0x10) {
    if (third === undefined) return null;
    return second === 0x04
      ? { command: { command: 'ask-now', question: third }, length: 3 }
      : unknown(bytes, 3);
  }
  if (first === 0x1b) {
    if (second === undefined) return null;
    if (second === 0x40) return { command: { command: 'reset' }, length: 2 };
    if (second === 0x70) return bytes.length < 5 ? null : { command: { command: 'drawer' }, length: 5 };
    return unknown(bytes, 2);
  }
  if (first === 0x1d) {
    if (second === undefined || third === undefined) return null;
    if (second === 0x76 && third === 0x30) return readRaster(bytes);
    if (second === 0x56) {
      if (third < 65) return { command: { command: 'cut' }, length: 3 };
      return fourth === undefined ? null : { command: { command: 'cut' }, length: 4 };
    }
    if (second === 0x72) return { command: { command: 'ask-in-turn' }, length: 3 };
    return unknown(bytes, 2);
  }
  const end = bytes.findIndex((byte) => byte === 0x10 || byte === 0x1b || byte === 0x1d);
  const length = end < 0 ? bytes.length : end;
  const text = String.fromCharCode(...bytes.slice(0, length));
  return { command: { command: 'text', text }, length };
}

function readRaster(bytes: readonly number[]): Read | null {
  if (bytes.length < 8) return null;
  const [, , , , xl = 0, xh = 0, yl = 0, yh = 0] = bytes;
  const rowBytes = xl + xh * 256;
  const rows = yl + yh * 256;
  const length = 8 + rowBytes * rows;
  if (bytes.length < length) return null;
  const bits = Uint8Array.from(bytes.slice(8, length));
  return { command: { command: 'raster', raster: { rowBytes, rows, bits } }, length };
}

function unknown(bytes: readonly number[], length: number): Read {
  const seen = bytes.slice(0, length).map((byte) => byte.toString(16).padStart(2, '0'));
  return { command: { command: 'unknown', bytes: seen.join(' ') }, length };
}
