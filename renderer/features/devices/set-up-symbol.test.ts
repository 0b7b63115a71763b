// The symbols on the screen, read by a second program.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { toBuffer } from 'bwip-js/node';
import { beforeAll, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { dataOf, setUpCodes } from '../../../shared/barcode/scanner/set-up-code';
import { setUpPicture, symbolOptions } from './set-up-symbol';

beforeAll(async () => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareZXingModule({
    overrides: { wasmBinary: new Uint8Array(wasm).buffer },
    fireImmediately: true,
  });
});

it.each(setUpCodes.map((code) => ({ id: code.id, code })))(
  'the $id symbol reads as GS1 with the data it is known by',
  async ({ id, code }) => {
    const png = await toBuffer({ ...symbolOptions(code), scale: 3 });
    const [read] = await readBarcodes(new Uint8Array(png), { tryHarder: true, textMode: 'Plain' });
    expect(read?.text).toBe(dataOf(code));
    expect(read?.symbologyIdentifier).toBe(id === 'square' ? ']d2' : ']C1');
    expect(setUpPicture(id)).toMatch(/^data:image\/svg\+xml,/);
  },
);
