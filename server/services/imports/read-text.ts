// Bytes of an uploaded file to text: unpacks gzip, finds the encoding, refuses what is not text. Holds one piece at a
// time. The encoding is decided once, from the first piece that tells: a byte-order mark, the zeros of UTF-16, or the
// first characters beyond ASCII; never per line.
import { createGunzip } from 'node:zlib';
import { ImportRefused } from './import-refused';

export type ReadTextOptions = {
  /** Most bytes of text after unpacking. */
  maxBytes: number;
  /** For single-byte text, of which the language cannot be seen in the bytes. */
  legacyEncoding: 'windows-1252' | 'windows-1254';
  /** Called with the bytes of the upload (packed, if it is packed) as they arrive. */
  onBytes: (bytes: number) => void;
};

const megabyte = 1_048_576;

/** Pieces of text in order, line breaks as LF or CRLF. Throws ImportRefused. */
export async function* readText(
  upload: AsyncIterable<Uint8Array>,
  options: ReadTextOptions,
): AsyncGenerator<string, void, undefined> {
  const packed = await withHead(counted(upload, options.onBytes), 4);
  try {
    const bytes = isGzip(packed.head) ? gunzipped(packed.rest) : packed.rest;
    const opened = await withHead(limitedTo(bytes, options.maxBytes), 4096);
    try {
      if (opened.head.length === 0) throw new ImportRefused('import-empty');
      refuseBinary(opened.head);
      yield* withLineFeeds(decoded(opened.rest, encodingOfHead(opened.head), options.legacyEncoding));
    } finally {
      await opened.close();
    }
  } finally {
    // Lets go of the upload whoever stopped reading it, so that its sender can still be answered.
    await packed.close();
  }
}

async function* counted(
  upload: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of upload) {
    onBytes(chunk.length);
    yield chunk;
  }
}

async function* limitedTo(bytes: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.length;
    if (total > maxBytes) {
      throw new ImportRefused('import-too-large', { limitMb: Math.floor(maxBytes / megabyte) });
    }
    yield chunk;
  }
}

/** The first bytes, everything again from the start, and a way to let go of the source. */
async function withHead(
  bytes: AsyncIterable<Uint8Array>,
  wanted: number,
): Promise<{ head: Uint8Array; rest: AsyncIterable<Uint8Array>; close: () => Promise<void> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < wanted) {
    const next = await iterator.next();
    if (next.done) break;
    chunks.push(next.value);
    length += next.value.length;
  }
  const first = Buffer.concat(chunks);
  async function* again(): AsyncGenerator<Uint8Array> {
    if (first.length > 0) yield first;
    for (;;) {
      const next = await iterator.next();
      if (next.done) return;
      yield next.value;
    }
  }
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  return { head: first.subarray(0, wanted), rest: again(), close };
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  let sourceFailure: unknown;
  const feeding = (async () => {
    try {
      for await (const chunk of bytes) {
        if (gunzip.destroyed) return;
        if (!gunzip.write(chunk)) await drained(gunzip);
      }
      gunzip.end();
    } catch (cause) {
      sourceFailure = cause;
      gunzip.destroy(cause instanceof Error ? cause : new Error(String(cause)));
    }
  })();
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (cause) {
    if (sourceFailure) throw sourceFailure;
    throw new ImportRefused('import-gzip-broken', {
      detail: cause instanceof Error ? cause.message : String(cause),
    });
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

function drained(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const name of ['drain', 'close', 'error']) stream.removeListener(name, done);
      resolve();
    };
    for (const name of ['drain', 'close', 'error']) stream.once(name, done);
  });
}

const signatures: readonly (readonly [
  string,
  'import-file-is-spreadsheet' | 'import-file-is-archive' | 'import-file-binary',
])[] = [
  // A .xlsx file is a ZIP whose first entry is one of its own parts.
  ['504b0304', 'import-file-is-spreadsheet'],
  ['d0cf11e0', 'import-file-is-spreadsheet'],
  ['526172211a', 'import-file-is-archive'],
  ['377abcaf', 'import-file-is-archive'],
  ['28b52ffd', 'import-file-is-archive'],
  ['425a68', 'import-file-is-archive'],
  ['fd377a58', 'import-file-is-archive'],
  ['1f8b', 'import-file-is-archive'],
  ['25504446', 'import-file-binary'],
  ['89504e47', 'import-file-binary'],
];

function refuseBinary(head: Uint8Array): void {
  const hex = Buffer.from(head.subarray(0, 8)).toString('hex');
  for (const [signature, code] of signatures) {
    if (hex.startsWith(signature)) throw new ImportRefused(code);
  }
  if (encodingOfHead(head) !== 'by-content') return;
  let odd = 0;
  for (const byte of head) {
    if (byte === 0) throw new ImportRefused('import-file-binary');
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) odd += 1;
  }
  if (odd > head.length / 20) throw new ImportRefused('import-file-binary');
}

type HeadEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'by-content';

function encodingOfHead(head: Uint8Array): HeadEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  // Without a mark: mostly-Latin UTF-16 has a zero in nearly every other byte.
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const pairs = head.length / 2;
  if (pairs >= 8 && (zeros[1] ?? 0) > pairs * 0.7 && (zeros[0] ?? 0) === 0) return 'utf-16le';
  if (pairs >= 8 && (zeros[0] ?? 0) > pairs * 0.7 && (zeros[1] ?? 0) === 0) return 'utf-16be';
  return 'by-content';
}

async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  encoding: HeadEncoding,
  legacyEncoding: ReadTextOptions['legacyEncoding'],
): AsyncGenerator<string> {
  let decoder = encoding === 'by-content' ? null : new TextDecoder(encoding);
  let held: Uint8Array = new Uint8Array(0);
  for await (const chunk of bytes) {
    if (decoder) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    const piece: Uint8Array = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    held = new Uint8Array(0);
    const sight = lookBeyondAscii(piece);
    if (sight.kind === 'ascii') {
      yield latin1(piece);
    } else if (sight.kind === 'cut') {
      yield latin1(piece.subarray(0, sight.at));
      held = piece.subarray(sight.at);
    } else {
      decoder = new TextDecoder(sight.kind === 'utf-8' ? 'utf-8' : legacyEncoding);
      yield decoder.decode(piece, { stream: true });
    }
  }
  if (decoder) yield decoder.decode();
  else if (held.length > 0) yield new TextDecoder(legacyEncoding).decode(held);
}

function latin1(ascii: Uint8Array): string {
  return Buffer.from(ascii.buffer, ascii.byteOffset, ascii.length).toString('latin1');
}

type Sight = { kind: 'ascii' } | { kind: 'utf-8' } | { kind: 'legacy' } | { kind: 'cut'; at: number };

/** UTF-8 when most characters beyond ASCII are well formed, so that one damaged byte does not decide for a file. */
function lookBeyondAscii(piece: Uint8Array): Sight {
  let good = 0;
  let bad = 0;
  let at = 0;
  while (at < piece.length) {
    const byte = piece[at] ?? 0;
    if (byte < 0x80) {
      at += 1;
      continue;
    }
    const length =
      byte >= 0xc2 && byte <= 0xdf
        ? 2
        : byte >= 0xe0 && byte <= 0xef
          ? 3
          : byte >= 0xf0 && byte <= 0xf4
            ? 4
            : 1;
    if (at + length > piece.length && good + bad === 0) return { kind: 'cut', at };
    let wellFormed = length > 1;
    for (let next = 1; next < length && wellFormed; next += 1) {
      const follower = piece[at + next];
      if (follower !== undefined && (follower & 0xc0) !== 0x80) wellFormed = false;
    }
    if (wellFormed) good += 1;
    else bad += 1;
    at += wellFormed ? length : 1;
  }
  if (good + bad === 0) return { kind: 'ascii' };
  return { kind: good >= bad ? 'utf-8' : 'legacy' };
}

/** Files of old Macs end their lines with CR alone. */
async function* withLineFeeds(pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let onlyReturns: boolean | null = null;
  for await (const piece of pieces) {
    if (piece === '') continue;
    onlyReturns ??= piece.includes('\r') && !piece.includes('\n');
    yield onlyReturns ? piece.replaceAll('\r', '\n') : piece;
  }
}
