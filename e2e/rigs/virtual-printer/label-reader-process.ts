// A process that draws a label with one independent program (zpl-renderer-js) and reads its codes back with another
// (zxing-wasm). A process of its own, because the renderer ends its process on some input.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type ReaderOptions, prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { LabelPicture, ReaderAsk, ReaderReply } from './label-reader';

const require = createRequire(import.meta.url);

const howToRead: ReaderOptions = { tryHarder: true, textMode: 'Plain', maxNumberOfSymbols: 10 };

const prepared = (async () => {
  const { ready } = require('zpl-renderer-js') as typeof import('zpl-renderer-js');
  const wasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  return (await ready).api;
})();

const read = async (ask: ReaderAsk): Promise<LabelPicture> => {
  const api = await prepared;
  const png =
    'png' in ask
      ? ask.png
      : Buffer.from(await api.zplToBase64Async(ask.zpl, ask.widthMm, ask.heightMm, ask.dotsPerMm), 'base64');
  const found = await readBarcodes(new Uint8Array(png), howToRead);
  const codes = found
    .filter((code) => code.isValid)
    .map((code) => ({ symbology: code.symbologyIdentifier, text: code.text }));
  return { png, codes };
};

process.on('disconnect', () => process.exit(0));
process.on('message', (ask: ReaderAsk) => {
  read(ask).then(
    (picture) => {
      process.send?.({ askId: ask.askId, picture } satisfies ReaderReply);
    },
    (cause: unknown) => {
      const problem = cause instanceof Error ? cause.message : String(cause);
      // What stopped in the middle of a label is not trusted with the next one.
      process.send?.({ askId: ask.askId, problem } satisfies ReaderReply, undefined, undefined, () =>
        process.exit(1),
      );
    },
  );
});
