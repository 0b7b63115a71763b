// Reads a zip by its central directory, as any program does.
import { crc32, inflateRawSync } from 'node:zlib';

/** Texts by name. @throws when a sum is wrong */
export function readZip(bytes: Buffer): ReadonlyMap<string, string> {
  const tail = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const count = bytes.readUInt16LE(tail + 10);
  let place = bytes.readUInt32LE(tail + 16);
  const texts = new Map<string, string>();
  for (let index = 0; index < count; index += 1) {
    const sum = bytes.readUInt32LE(place + 16);
    const packed = bytes.readUInt32LE(place + 20);
    const nameLength = bytes.readUInt16LE(place + 28);
    const local = bytes.readUInt32LE(place + 42);
    const name = bytes.toString('utf8', place + 46, place + 46 + nameLength);
    const start = local + 30 + bytes.readUInt16LE(local + 26);
    const content = inflateRawSync(bytes.subarray(start, start + packed));
    if (crc32(content) !== sum) throw new Error(`${name} is damaged`);
    texts.set(name, content.toString('utf8'));
    place += 46 + nameLength;
  }
  return texts;
}
