// Every label template with every kind of text, on every resolution and paper, drawn by one independent program and read by
// another: codes equal, no missing glyph, no ink beyond the paper. Drawn on larger paper, so that what runs over is seen.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { readInk } from '../e2e/rigs/virtual-printer/label-ink';
import { startLabelReader } from '../e2e/rigs/virtual-printer/label-reader';
import { composers } from '../main/devices/label-composer';
import { pngOfPaper } from '../e2e/rigs/virtual-printer/paper-picture';
import { createTsplStream } from '../e2e/rigs/virtual-printer/tspl-stream';
import { ssccOf } from '../shared/barcode/sscc';
import { ownCode } from '../shared/barcode/own-code';
import type { Printable } from '../shared/label/model';
import {
  type LabelPaper,
  labelLanguages,
  labelStocks,
  paperOf,
  printerDpis,
  type PrinterProfile,
} from '../shared/label/printer-profile';
import { testLabelCode } from '../shared/label/test-label-zpl';
import { type Bench, type BenchContext, type BenchFindings, exactly } from './bench';

const readers = 2;
/** Room on the right and below in which ink would show that runs over the edge. */
const beyondMm = 12;

export const bench: Bench = {
  name: 'readback',
  about:
    'Every label template x (plain, Turkish, 60-character names, ^ ~ _ \\ > in data) x 203, 300, 600 dpi x both papers x ZPL (drawn by zpl-renderer-js) and TSPL (drawn by our virtual printer), read by zxing-wasm: wrong (codes differ), missingGlyphs, beyondEdge, labels (more or fewer than one came out).',
  defaultN: 1,
  run,
};

type Words = { name: string; line: string; short: string };
const kindsOfText: Readonly<Record<string, Words>> = {
  plain: { name: 'Margaret Thatchmore', line: '14 Saint Bartholomews Close', short: 'Ward 7' },
  turkish: { name: 'Şükrü Işıkoğlu-Çağdaş ₺', line: 'İstiklâl Cad. No: 112/B Ğöçüş', short: 'ŞİĞÜÖÇ' },
  long: {
    name: 'Maximiliana-Konstantinopolitana von Hohenlohe-Langenburg zu W',
    line: 'Apartment 1104, The Old Customs House, 200 Dockside Promenade',
    short: 'Hohenlohe-Langenburg-Weikersheim',
  },
  hostile: { name: '^XZ^XA ~JA _5E \\& <>', line: '^FS^FO0,0^GB800,800,800^FS', short: '^~_\\>' },
};

/** @returns the label and what its codes say */
const templates: Readonly<Record<string, (words: Words) => [Printable, string[]]>> = {
  shipping: (words) => shipping(words, undefined),
  'shipping with a carrier number': (words) => shipping(words, 'JJD0099 8811-22'),
  tag: ({ name, line, short }) => {
    const barcode = ownCode('special', 'K7Q4M2');
    const kinds = [{ en: short, tr: short }];
    const tag = { kind: 'tag' as const, barcode, code: 'K7Q-4M2', kinds, orderNumber: short, boxNumber: 1 };
    return [
      { ...tag, recipient: name, needsSecond: true, note: `${line} ${name}`, giftMessage: `${name} ${line}` },
      [`]C0 ${barcode}`],
    ];
  },
  receipt: ({ name, line, short }) => {
    const barcode = ownCode('order', '536365');
    return [
      {
        kind: 'receipt',
        company: { name, lines: [line] },
        title: short,
        orderNumber: '536365',
        barcode,
        orderWords: `${short} 536365`,
        page: { number: 1, count: 1 },
        facts: [line, name],
        lines: [{ text: name, each: '2 x £4.50', amount: '£9.00' }],
        total: { name: short, amount: '£9.00' },
        goesOn: null,
      },
      [`]C0 ${barcode}`],
    ];
  },
  bin: ({ line, short }) => {
    const barcode = ownCode('location', 'A-04-2');
    return [
      { kind: 'bin', barcode, code: short, place: line, purpose: short, limits: line },
      [`]C0 ${barcode}`],
    ];
  },
  tote: ({ name, short }) => {
    const barcode = ownCode('tote', '0042');
    return [{ kind: 'tote', barcode, code: short, words: name }, [`]C0 ${barcode}`]];
  },
  product: ({ name, short }) => [
    { kind: 'product', barcode: '8690000001231', sku: short, name, price: '₺1.299,00' },
    [']C0 8690000001231'],
  ],
  badge: ({ name, line }) => {
    const barcode = ownCode('badge', 'K7Q4M2X9');
    return [{ kind: 'badge', barcode, name, words: line }, [`]C0 ${barcode}`]];
  },
  'command sheet': ({ name, short }) => {
    const commands = ['OK', 'CANCEL', 'SEAL', 'REPRINT', 'OTHERPRINTER', 'PAPERJAM'].map((payload) => ({
      barcode: ownCode('command', payload),
      words: short,
      key: 'Ctrl+Shift+5',
    }));
    return [{ kind: 'commands', title: name, commands }, commands.map(({ barcode }) => `]C0 ${barcode}`)];
  },
  test: ({ short }) => [{ kind: 'test', printer: short, at: '2026-03-01 08:00' }, [`]C0 ${testLabelCode}`]],
  restock: ({ name, line, short }) => [
    {
      kind: 'restock',
      barcode: '8690000001231',
      sku: short,
      name,
      quantity: 3,
      goesTo: short,
      condition: short,
      lot: line,
      returnNumber: '1000 0001 4',
    },
    [']C0 8690000001231'],
  ],
};

function shipping({ name, line, short }: Words, carrierNumber: string | undefined): [Printable, string[]] {
  const sscc = ssccOf('38690000', 12_345);
  return [
    {
      sender: { name, lines: [line, short] },
      recipient: { name, lines: [line, line, short], countryCode: 'TR', countryName: 'TÜRKİYE' },
      carrierName: short,
      serviceName: short,
      orderNumber: short,
      orderCode: 'W-536365/B',
      parcel: { number: 1, count: 2 },
      items: [{ quantity: 6, text: name }],
      sscc,
      weightGrams: 2_410,
      ...(carrierNumber === undefined ? {} : { carrierNumber }),
    },
    [`]C1 00${sscc}`, ']C0 W-536365/B', ...(carrierNumber === undefined ? [] : [`]C0 ${carrierNumber}`])],
  ];
}

async function run({ note }: BenchContext): Promise<BenchFindings> {
  const { label: compose } = composers(
    dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
  );
  const reader = startLabelReader(readers);
  const figures = { labels: 0, wrong: 0, missingGlyphs: 0, beyondEdge: 0, notOne: 0 };
  const one = async (place: string, words: Words, make: (typeof templates)[string], to: PrinterProfile) => {
    const [label, codes] = make(words);
    const { zpl, missingGlyphs } = compose(label, to, { attempt: 2, echoToken: 'bench-1.2' });
    const paper = paperOf(to);
    const isZpl = to.language !== 'tspl';
    const larger = { widthMm: paper.widthMm + beyondMm, heightMm: paper.heightMm + beyondMm };
    const picture = isZpl
      ? await reader.read(zpl.replaceAll(/\^(?:PW|LL)\d+/g, ''), { ...paper, ...larger })
      : await reader.readPicture(tsplPicture(zpl, paper, larger));
    const faults: string[] = [];
    if (!('png' in picture)) faults.push(picture.problem);
    else {
      const found = picture.codes.map(({ symbology, text }) => `${symbology} ${text}`).sort();
      if (JSON.stringify(found) !== JSON.stringify([...codes].sort()))
        faults.push(`read ${JSON.stringify(found)}, wanted ${JSON.stringify(codes)}`);
      const { widthDots, heightDots } = paper;
      const over = readInk(picture.png).outside([{ x: 0, y: 0, widthDots, heightDots }]);
      if (over.dots > 0) {
        figures.beyondEdge += 1;
        note(`${place}: ${over.dots} dots beyond the edge at ${JSON.stringify(over.places)}`);
      }
    }
    const formats = (isZpl ? zpl.split('^XA') : zpl.split('\r\nPRINT ')).length - 1;
    figures.labels += 1;
    figures.missingGlyphs += missingGlyphs;
    figures.notOne += Number(formats !== 1 || (isZpl && zpl.split('^XZ').length !== 2));
    figures.wrong += Math.sign(faults.length);
    for (const fault of faults) note(`${place}: ${fault}`);
    if (missingGlyphs > 0) note(`${place}: ${missingGlyphs} glyphs are missing`);
  };
  try {
    for (const [name, make] of Object.entries(templates)) {
      const work = Object.entries(kindsOfText).flatMap(([kind, words]) =>
        printerDpis.flatMap((dpi) =>
          labelStocks.flatMap((stock) =>
            labelLanguages.map((language) =>
              one(`${name}, ${kind}, ${dpi} dpi, ${stock}, ${language}`, words, make, {
                dpi,
                stock,
                language,
                fontsKnowTurkish: false,
              }),
            ),
          ),
        ),
      );
      await Promise.all(work);
      note(`${name}: done`);
    }
  } finally {
    reader.close();
  }
  return {
    data: 'generated texts',
    n: figures.labels,
    figures,
    bars: {
      wrong: exactly(figures.wrong, 0),
      missingGlyphs: exactly(figures.missingGlyphs, 0),
      beyondEdge: exactly(figures.beyondEdge, 0),
      notOne: exactly(figures.notOne, 0),
    },
  };
}

/** As the virtual printer draws it, on larger paper. */
function tsplPicture(
  tspl: string,
  { dotsPerMm }: LabelPaper,
  { widthMm, heightMm }: { widthMm: number; heightMm: number },
): Uint8Array {
  const larger = tspl.replace(/SIZE [^\r]+/, `SIZE ${widthMm} mm,${heightMm} mm`);
  const [piece] = createTsplStream(dotsPerMm).take(larger);
  if (piece?.piece !== 'label') throw new Error('no label came out');
  return pngOfPaper(piece.paper);
}
