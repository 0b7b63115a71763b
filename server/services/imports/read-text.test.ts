import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ImportRefused } from './import-refused';
import { readText, type ReadTextOptions } from './read-text';

const options: ReadTextOptions = {
  maxBytes: 1_000_000,
  legacyEncoding: 'windows-1252',
  onBytes: () => undefined,
};

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function textOf(bytes: Uint8Array, size = 7, with_: Partial<ReadTextOptions> = {}): Promise<string> {
  let text = '';
  for await (const piece of readText(inPieces(bytes, size), { ...options, ...with_ })) text += piece;
  return text;
}

async function refusalOf(bytes: Uint8Array, with_: Partial<ReadTextOptions> = {}): Promise<string> {
  try {
    await textOf(bytes, 1000, with_);
  } catch (cause) {
    if (cause instanceof ImportRefused) return cause.code;
    throw cause;
  }
  return 'none';
}

const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

describe('text of an upload', () => {
  const sample = 'InvoiceNo;Description\n1;Gülşen’in kırmızı çantası\n';

  it.each([
    ['UTF-8', Buffer.from(sample)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${sample}`)],
    ['UTF-16 little-endian with a mark', utf16(`\ufeff${sample}`, 'le')],
    ['UTF-16 big-endian with a mark', utf16(`\ufeff${sample}`, 'be')],
    ['UTF-16 without a mark', utf16(sample, 'le')],
    ['UTF-16 big-endian without a mark', utf16(sample, 'be')],
    ['gzip', gzipSync(sample)],
    ['gzip in two members', Buffer.concat([gzipSync(sample.slice(0, 20)), gzipSync(sample.slice(20))])],
  ])('is read from %s, whatever the pieces', async (_name, bytes) => {
    for (const size of [1, 2, 3, 7, 5000]) expect(await textOf(bytes, size)).toBe(sample);
  });

  it('is read from the single-byte text of old programs', async () => {
    const pounds = Buffer.from('Voucher \xa320.00, caf\xe9\n', 'latin1');
    for (const size of [1, 5, 500]) expect(await textOf(pounds, size)).toBe('Voucher £20.00, café\n');
    const turkish = Buffer.from('Ay\xfee, \xddzmir\n', 'latin1');
    expect(await textOf(turkish, 4, { legacyEncoding: 'windows-1254' })).toBe('Ayşe, İzmir\n');
  });

  it('keeps UTF-8 when one byte of it is damaged', async () => {
    const bytes = Buffer.concat([Buffer.from('é ü ş\n'), Buffer.from([0xff]), Buffer.from('\nğ\n')]);
    expect(await textOf(bytes, 500)).toBe('é ü ş\n\ufffd\nğ\n');
  });

  it('has line feeds even when it came from a Mac of the last century', async () => {
    expect(await textOf(Buffer.from('a,b\r1,2\r'), 500)).toBe('a,b\n1,2\n');
    expect(await textOf(Buffer.from('a,b\r\n1,2\r\n'), 500)).toBe('a,b\r\n1,2\r\n');
  });

  it('counts the bytes that arrived', async () => {
    let bytes = 0;
    const packed = gzipSync(sample);
    await textOf(packed, 9, { onBytes: (count) => (bytes += count) });
    expect(bytes).toBe(packed.length);
  });

  it('reads back any text in any encoding, cut anywhere', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ',', '\n', 'é', 'ş', '€', '😀'),
      minLength: 4,
      maxLength: 60,
    });
    const encode: Record<string, (text: string) => Buffer> = {
      'utf-8': (value) => Buffer.from(value),
      'utf-16': (value) => utf16(`\ufeff${value}`, 'le'),
      gzip: (value) => gzipSync(Buffer.from(value)),
    };
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.constantFrom('utf-8', 'utf-16', 'gzip'),
        fc.integer({ min: 1, max: 40 }),
        async (value, encoding, size) => {
          expect(await textOf(encode[encoding]?.(value) ?? Buffer.alloc(0), size)).toBe(value);
        },
      ),
    );
  });
});

describe('uploads that are no text', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'import-empty'],
    ['gzip of nothing', gzipSync(''), 'import-empty'],
    ['an Excel workbook', Buffer.from('504b030414000600', 'hex'), 'import-file-is-spreadsheet'],
    ['an old Excel workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'import-file-is-spreadsheet'],
    ['a 7z archive', Buffer.from('377abcaf271c0004', 'hex'), 'import-file-is-archive'],
    ['gzip in gzip', gzipSync(gzipSync('a,b\n')), 'import-file-is-archive'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'import-file-binary'],
    ['zeros', Buffer.alloc(100), 'import-file-binary'],
    ['noise', Buffer.from(Array.from({ length: 200 }, (_, at) => 1 + (at % 8))), 'import-file-binary'],
    ['gzip cut short', gzipSync('InvoiceNo,StockCode\n'.repeat(50)).subarray(0, 40), 'import-gzip-broken'],
    [
      'gzip with a wrong checksum',
      damagedEnd(gzipSync('InvoiceNo,StockCode\n'.repeat(50))),
      'import-gzip-broken',
    ],
  ])('%s', async (_name, bytes, code) => {
    expect(await refusalOf(bytes)).toBe(code);
  });

  it('stops at the limit, packed or not', async () => {
    const big = Buffer.alloc(3_000_000, 'a,b\n');
    expect(await refusalOf(big, { maxBytes: 2_000_000 })).toBe('import-too-large');
    expect(await refusalOf(gzipSync(big), { maxBytes: 2_000_000 })).toBe('import-too-large');
    expect(await refusalOf(big, { maxBytes: 3_000_000 })).toBe('none');
  });

  it('lets go of the upload, whatever was wrong with it', async () => {
    const letGo = async (bytes: Buffer): Promise<boolean> => {
      let isClosed = false;
      async function* endless(): AsyncGenerator<Uint8Array> {
        try {
          for (;;) yield bytes;
        } finally {
          isClosed = true;
        }
      }
      await expect(async () => {
        for await (const piece of readText(endless(), { ...options, maxBytes: 5000 }))
          expect(piece).toBeDefined();
      }).rejects.toThrow(ImportRefused);
      return isClosed;
    };
    expect(await letGo(Buffer.from('504b030414000600', 'hex'))).toBe(true);
    expect(await letGo(Buffer.from('a,b\n1,2\n'))).toBe(true);
    expect(await letGo(gzipSync('a,b\n'.repeat(900)))).toBe(true);
    expect(await letGo(gzipSync(Buffer.from('504b0304140006', 'hex')))).toBe(true);
    expect(await letGo(Buffer.from('1f8b0800deadbeefdeadbeef', 'hex'))).toBe(true);
  });

  it('passes on what broke the upload', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield gzipSync('x'.repeat(100)).subarray(0, 10);
      throw new Error('connection lost');
    }
    await expect(async () => {
      for await (const piece of readText(broken(), options)) expect(piece).toBeDefined();
    }).rejects.toThrow('connection lost');
  });
});

function damagedEnd(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8((copy.readUInt8(copy.length - 6) + 1) % 256, copy.length - 6);
  return copy;
}
