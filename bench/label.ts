// `bench label`: labels of real orders, drawn by an independent renderer and read back by an independent decoder.
// wrong: a code not read back as it should be. outside: a label with ink outside its fields. missingGlyphs: characters
// the fonts lack. blankFields: a field with words and no ink.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { readInk } from '../e2e/rigs/virtual-printer/label-ink';
import { type LabelReader, startLabelReader } from '../e2e/rigs/virtual-printer/label-reader';
import { labelBoxes, type LabelTextField } from '../shared/label/label-layout';
import { labelWording } from '../shared/label/label-wording';
import { type ComposedLabel, composeLabel } from '../shared/label/label-zpl';
import { type LabelFonts, type OutlineFont, readOutlineFont } from '../shared/label/outline-font';
import { type Bench, exactly, projectRoot, seededRandom, spread } from './bench';
import { type DrawnLabel, drawLabel } from './label/drawn-label';
import { readRealOrders } from './label/real-orders';

const require = createRequire(import.meta.url);
const fontFile = (name: string): OutlineFont =>
  readOutlineFont(readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)));

type Judged = { faults: string[]; wrong: boolean; outside: boolean; blankFields: number };

const expectedCodes = ({ label }: DrawnLabel, composed: ComposedLabel): string[] => {
  const order = { code128: ']C0', datamatrix: ']d1' };
  const codes = [`]C1 00${label.sscc}`];
  if (composed.orderCodeSymbol !== 'left-out')
    codes.push(`${order[composed.orderCodeSymbol]} ${label.orderCode}`);
  return codes.sort();
};

/** Fields that should show words: the recipient's box counts as one. */
const wordedFields = (drawn: DrawnLabel, composed: ComposedLabel): LabelTextField[] => {
  const wording = labelWording(drawn.label, { attempt: drawn.attempt, echoToken: null });
  return (Object.keys(composed.layout.text) as LabelTextField[]).filter((field) =>
    field === 'recipient' ? wording.recipientName.length > 0 : wording[field].length > 0,
  );
};

const judge = async (drawn: DrawnLabel, composed: ComposedLabel, reader: LabelReader): Promise<Judged> => {
  const picture = await reader.read(composed.zpl, composed.layout.paper);
  if (!('png' in picture)) {
    return { faults: [picture.problem], wrong: true, outside: false, blankFields: 0 };
  }
  const faults: string[] = [];
  const wanted = expectedCodes(drawn, composed);
  const found = picture.codes.map((code) => `${code.symbology} ${code.text}`).sort();
  const wrong = JSON.stringify(found) !== JSON.stringify(wanted) || composed.orderCodeSymbol === 'left-out';
  if (wrong) faults.push(`read ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
  const ink = readInk(picture.png);
  const outside = ink.outside(labelBoxes(composed.layout).map(({ box }) => box));
  if (outside.dots > 0) faults.push(`${outside.dots} dots outside at ${JSON.stringify(outside.places)}`);
  const blank = wordedFields(drawn, composed).filter((field) => {
    const box = composed.layout.text[field];
    return !box || ink.inside(box) === 0;
  });
  if (blank.length > 0) faults.push(`blank: ${blank.join(', ')}`);
  return { faults, wrong, outside: outside.dots > 0, blankFields: blank.length };
};

export const bench: Bench = {
  name: 'label',
  about:
    'Composes labels of real orders with drawn names and addresses, draws them with zpl-renderer-js and reads the codes back with zxing-wasm.',
  defaultData: '../shared/data/orders-uci-online-retail',
  defaultN: 500,
  extraFlags: {
    workers: 'processes that draw and read (number of cores)',
    keep: 'folder for pictures of faulty labels',
  },
  run: async ({ options, note }) => {
    const orders = await readRealOrders(options.data);
    const random = seededRandom(options.seed);
    const fonts: LabelFonts = {
      regular: fontFile('DejaVuSansCondensed'),
      bold: fontFile('DejaVuSansCondensed-Bold'),
    };
    const drawn = Array.from({ length: options.n }, (_, index) =>
      drawLabel(orders[Math.floor(random() * orders.length)] as (typeof orders)[number], index, random),
    );
    const composeMs: number[] = [];
    const bytes: number[] = [];
    const composed = drawn.map(({ label, profile, attempt }, index) => {
      const startedAt = performance.now();
      const one = composeLabel(label, profile, fonts, { attempt, echoToken: `bench-${index}.${attempt}` });
      composeMs.push(performance.now() - startedAt);
      bytes.push(one.zpl.length);
      return one;
    });

    const keep = options.extra['keep'] ?? join(projectRoot, 'out', 'bench-label');
    await rm(keep, { recursive: true, force: true });
    const reader = startLabelReader(Number(options.extra['workers'] ?? availableParallelism()));
    const startedAt = performance.now();
    let done = 0;
    const judged = await Promise.all(
      composed.map(async (one, index) => {
        const label = drawn[index] as DrawnLabel;
        const result = await judge(label, one, reader);
        done += 1;
        if (done % 50 === 0) note(`${done} of ${options.n} labels`);
        if (result.faults.length > 0) {
          note(`label ${index} (${label.kind}, ${label.profile.dpi} dpi): ${result.faults.join('; ')}`);
          await mkdir(keep, { recursive: true });
          await writeFile(join(keep, `label-${index}.zpl`), one.zpl);
        }
        return result;
      }),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    reader.close();

    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    const figures = {
      wrong: judged.filter((one) => one.wrong).length,
      outside: judged.filter((one) => one.outside).length,
      missingGlyphs: sum(composed.map((one) => one.missingGlyphs)),
      blankFields: sum(judged.map((one) => one.blankFields)),
      shortenedNames: composed.filter((one) => one.shortened.includes('recipientName')).length,
      turkishLabels: drawn.filter(({ label }) =>
        /[ğĞşŞıİ]/.test(label.recipient.name + label.recipient.lines.join()),
      ).length,
      hostileLabels: drawn.filter(({ kind }) => kind === 'hostile').length,
      meanBytes: sum(bytes) / Math.max(1, bytes.length),
      ...spread('compose', composeMs),
      drawAndReadMeanMs: (seconds * 1000) / Math.max(1, options.n),
    };
    return {
      data: basename(options.data),
      n: options.n,
      figures,
      bars: {
        wrong: exactly(figures.wrong, 0),
        outside: exactly(figures.outside, 0),
        missingGlyphs: exactly(figures.missingGlyphs, 0),
        blankFields: exactly(figures.blankFields, 0),
      },
    };
  },
};
