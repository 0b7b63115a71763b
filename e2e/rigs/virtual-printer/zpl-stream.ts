// Cuts what a printer receives into formats and immediate commands, however the bytes arrive.
// A format is everything from ^XA to ^XZ; commands beginning with ~ act at once, wherever they stand.

export type StreamPiece = { piece: 'format'; zpl: string } | { piece: 'command'; command: string };

export type ZplStream = {
  take: (text: string) => StreamPiece[];
  /** Bytes of a format that has begun and not ended. */
  unfinished: () => number;
  /** Throws away what has come of an unfinished format. */
  forget: () => void;
};

/** Text is latin1: one character a byte. */
export function createZplStream(): ZplStream {
  let pending = '';
  const take = (text: string): StreamPiece[] => {
    pending += text;
    const pieces: StreamPiece[] = [];
    for (;;) {
      const found = /\^XA|~(HS|HQES|HQOD|JA|JX)/.exec(pending);
      if (found === null) {
        // Keep what may still become a command.
        pending = pending.slice(-4);
        return pieces;
      }
      if (found[0] !== '^XA') {
        pieces.push({ piece: 'command', command: found[1] ?? '' });
        pending = pending.slice(found.index + found[0].length);
        continue;
      }
      const end = pending.indexOf('^XZ', found.index);
      const inside = /~(HS|HQES|HQOD|JA|JX)/.exec(pending.slice(found.index, end < 0 ? undefined : end));
      if (inside !== null) {
        pieces.push({ piece: 'command', command: inside[1] ?? '' });
        const at = found.index + inside.index;
        pending = pending.slice(0, at) + pending.slice(at + inside[0].length);
        continue;
      }
      if (end < 0) {
        pending = pending.slice(found.index);
        return pieces;
      }
      pieces.push({ piece: 'format', zpl: pending.slice(found.index, end + 3) });
      pending = pending.slice(end + 3);
    }
  };
  return {
    take,
    unfinished: () => (pending.startsWith('^XA') ? pending.length : 0),
    forget: () => {
      pending = '';
    },
  };
}

const unescaped = (data: string): string =>
  data.replace(/_([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** What `^HV` of a format asks to have sent back once its label is out; null when it asks for nothing. */
export function echoOf(zpl: string): string | null {
  const wish = /\^HV(\d+),(\d+),([^,^]*),([^,^]*),?L?/.exec(zpl);
  if (wish === null) return null;
  const [, field, length, head, tail] = wish;
  const data = new RegExp(`\\^FN${field}(?!\\d)(?:\\^FH_?)?\\^FD([^^]*)\\^FS`).exec(zpl)?.[1];
  return data === undefined ? null : `${head}${unescaped(data).slice(0, Number(length))}${tail}`;
}
