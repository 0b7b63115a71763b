// Where one scan ends in a stream of bytes: at CR, LF or both; at ETX where STX opened it; or, for a scanner that ends with
// nothing, when it has been quiet for a while. Bytes come in any pieces. A line that broke off must never be joined to the next.

/** Bytes without what ended them. */
export type ByteFrame = {
  bytes: Uint8Array<ArrayBuffer>;
  /** False: only the silence behind it said that it was over. */
  complete: boolean;
};

export type ByteFraming = {
  take: (chunk: Uint8Array) => ByteFrame[];
  /** The line has been quiet: what is there is a scan. */
  quiet: () => ByteFrame[];
  /** The line broke: what is there is none. */
  drop: () => void;
  hasBegun: () => boolean;
};

const startOfText = 0x02;
const endOfText = 0x03;
const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** Bytes: more than any symbol holds (a QR code: 2,953). A line that runs on is cut here and said to be incomplete. */
const longest = 4_000;

export function createByteFraming(): ByteFraming {
  let begun: number[] = [];
  const end = (complete: boolean): ByteFrame[] => {
    const [first, ...rest] = begun;
    const bytes = Uint8Array.from(first === startOfText ? rest : begun);
    begun = [];
    return bytes.length > 0 ? [{ bytes, complete }] : [];
  };
  return {
    take: (chunk) => {
      const frames: ByteFrame[] = [];
      for (const byte of chunk) {
        const isEnd =
          byte === carriageReturn || byte === lineFeed || (byte === endOfText && begun[0] === startOfText);
        if (isEnd) frames.push(...end(true));
        else begun.push(byte);
        if (begun.length === longest) frames.push(...end(false));
      }
      return frames;
    },
    quiet: () => {
      const hasSuffix = begun.at(-1) === tab;
      if (hasSuffix) begun.pop();
      return end(hasSuffix);
    },
    drop: () => {
      begun = [];
    },
    hasBegun: () => begun.length > 0,
  };
}
