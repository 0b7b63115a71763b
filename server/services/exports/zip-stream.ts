// A zip archive written while its parts are made: sizes and checksums follow each part in a data descriptor (APPNOTE 4.3.9),
// so that nothing is held in memory but the piece at hand.
import { crc32, createDeflateRaw } from 'node:zlib';

export type ZipPart = { name: string; content: AsyncIterable<string> | Iterable<string> };

/** Pieces of about so many characters are packed at once. */
const pieceCharacters = 65_536;
/** 1980-01-01, 00:00: nothing says when it was made, and the same rows give the same file. */
const dosDate = 0x0021;

type Entry = { name: Buffer; crc: number; packed: number; size: number; at: number };

export async function* zipStream(parts: Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const entries: Entry[] = [];
  let at = 0;
  for (const { name, content } of parts) {
    const entry: Entry = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, at };
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    writeShared(head, 4);
    head.writeUInt16LE(entry.name.length, 26);
    yield Buffer.concat([head, entry.name]);
    at += 30 + entry.name.length;
    for await (const packed of deflated(content, entry)) {
      entry.packed += packed.length;
      yield packed;
    }
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(0x08074b50, 0);
    writeSizes(tail, 4, entry);
    yield tail;
    at += entry.packed + 16;
    entries.push(entry);
  }
  const directory = Buffer.concat(entries.map(directoryEntry));
  yield directory;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  yield end;
}

/** Adds to checksum and size of the entry what goes through. */
async function* deflated(content: ZipPart['content'], entry: Entry): AsyncGenerator<Buffer> {
  const packer = createDeflateRaw();
  const feed = async (): Promise<void> => {
    let waiting = '';
    const write = async (text: string): Promise<void> => {
      const bytes = Buffer.from(text);
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      if (!packer.write(bytes)) await new Promise((resume) => packer.once('drain', resume));
    };
    for await (const text of content) {
      waiting += text;
      if (waiting.length < pieceCharacters) continue;
      await write(waiting);
      waiting = '';
    }
    await write(waiting);
    packer.end();
  };
  const fed = feed().catch((cause: unknown) => {
    packer.destroy(cause instanceof Error ? cause : new Error(String(cause)));
  });
  try {
    for await (const packed of packer) yield packed as Buffer;
    await fed;
  } finally {
    packer.destroy();
  }
}

/** Needs version 2.0; sizes follow, names are UTF-8; deflated. */
function writeShared(into: Buffer, at: number): void {
  into.writeUInt16LE(20, at);
  into.writeUInt16LE(0x0808, at + 2);
  into.writeUInt16LE(8, at + 4);
  into.writeUInt16LE(0, at + 6);
  into.writeUInt16LE(dosDate, at + 8);
}

function writeSizes(into: Buffer, at: number, { crc, packed, size }: Entry): void {
  into.writeUInt32LE(crc >>> 0, at);
  into.writeUInt32LE(packed, at + 4);
  into.writeUInt32LE(size, at + 8);
}

function directoryEntry(entry: Entry): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(20, 4);
  writeShared(head, 6);
  writeSizes(head, 16, entry);
  head.writeUInt16LE(entry.name.length, 28);
  head.writeUInt32LE(entry.at, 42);
  return Buffer.concat([head, entry.name]);
}
