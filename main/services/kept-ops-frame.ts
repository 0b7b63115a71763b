// How a record of the second place of ops lies in its file: a mark, the length, a checksum, the record as JSON.
// Answers for telling a record cut short by a crash (the end of a file) from a damaged one (records follow it), and for
// finding the next sound record after a damaged one. Never guesses at what a damaged record said.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { opEnvelopeSchema } from '../../shared/sync/op';

/** `WBK1`, payload length (u32, little endian), first 8 bytes of the payload's SHA-256, payload (UTF-8 JSON). */
const mark = Buffer.from('WBK1', 'ascii');
const lengthAt = 4;
const sumAt = 8;
const headerBytes = 16;
/** 500 ops of a request are far below; a larger length is damage. */
const largestPayloadBytes = 16 * 1024 * 1024;

export const keptFormat = 'waybill-kept-ops';
/** Version 2: ops carry their link of the chain. */
export const keptVersion = 2;

const numberSchema = z.int().nonnegative();
/** Numbers that belong to other ops by now, first and last. */
const replacedSchema = z.tuple([z.int().positive(), z.int().positive()]);
export type Replaced = z.infer<typeof replacedSchema>;

const headSchema = z.object({
  kind: z.literal('head'),
  format: z.literal(keptFormat),
  version: z.int().positive(),
  /** ISO instant at which the file was begun. */
  at: z.string(),
  maxSeq: numberSchema,
  expect: z.int().positive(),
  replaced: z.array(replacedSchema),
});

export const keptRecordSchema = z.discriminatedUnion('kind', [
  headSchema,
  z.object({ kind: z.literal('ops'), ops: z.array(opEnvelopeSchema) }),
  /** Head office has every op below `expect`. */
  z.object({ kind: z.literal('received'), expect: z.int().positive() }),
  /** The ops that were numbered `from` and up are these, under new numbers. */
  z.object({ kind: z.literal('renumbered'), from: z.int().positive(), ops: z.array(opEnvelopeSchema) }),
]);
export type KeptRecord = z.infer<typeof keptRecordSchema>;

export type ReadFrames = {
  records: KeptRecord[];
  /** Where the last sound record ends; what follows is a record that was never acknowledged. */
  goodBytes: number;
  /** Places inside the file, before `goodBytes`, at which no record could be read. */
  damaged: number;
  /** A head of a version this program does not know; nothing else of the file was read then. */
  newerVersion: number | null;
};

const sumOf = (payload: Uint8Array): Buffer => createHash('sha256').update(payload).digest().subarray(0, 8);

/** One record as bytes. */
export function frameOf(record: KeptRecord): Buffer {
  const payload = Buffer.from(JSON.stringify(record), 'utf8');
  const header = Buffer.alloc(headerBytes);
  mark.copy(header);
  header.writeUInt32LE(payload.length, lengthAt);
  sumOf(payload).copy(header, sumAt);
  return Buffer.concat([header, payload]);
}

/** Reads a file's records in order. Never throws: damage is counted. */
export function readFrames(bytes: Uint8Array): ReadFrames {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: ReadFrames = { records: [], goodBytes: 0, damaged: 0, newerVersion: null };
  let skipped = false;
  for (let at = 0; at < buffer.length; ) {
    const payload = payloadAt(buffer, at);
    if (payload === null) {
      skipped = true;
      const next = buffer.indexOf(mark, at + 1);
      if (next === -1) break;
      at = next;
      continue;
    }
    if (skipped) found.damaged += 1;
    skipped = false;
    const record = recordOf(payload);
    if (record === 'newer') return { ...found, newerVersion: versionOf(payload) };
    if (record === null) found.damaged += 1;
    else found.records.push(record);
    at += headerBytes + payload.length;
    found.goodBytes = at;
  }
  return found;
}

function payloadAt(buffer: Buffer, at: number): Buffer | null {
  if (buffer.length - at < headerBytes || !buffer.subarray(at, at + mark.length).equals(mark)) return null;
  const length = buffer.readUInt32LE(at + lengthAt);
  if (length > largestPayloadBytes || at + headerBytes + length > buffer.length) return null;
  const payload = buffer.subarray(at + headerBytes, at + headerBytes + length);
  return sumOf(payload).equals(buffer.subarray(at + sumAt, at + headerBytes)) ? payload : null;
}

function recordOf(payload: Buffer): KeptRecord | 'newer' | null {
  let value: unknown;
  try {
    value = JSON.parse(payload.toString('utf8'));
  } catch {
    return null;
  }
  const record = keptRecordSchema.safeParse(value);
  if (versionIn(value) > keptVersion) return 'newer';
  return record.success ? record.data : null;
}

function versionOf(payload: Buffer): number {
  return versionIn(JSON.parse(payload.toString('utf8')));
}

function versionIn(value: unknown): number {
  const head = z.object({ kind: z.literal('head'), version: z.int() }).safeParse(value);
  return head.success ? head.data.version : 0;
}
