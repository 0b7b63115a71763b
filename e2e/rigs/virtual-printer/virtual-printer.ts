// The virtual printer with its paper: every label that comes out is drawn, read back and left in a folder as
// label-NNNN.zpl, .png and .json. Importable by stories; main.ts is the program.
import { mkdirSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pngOfPaper } from './paper-picture';
import { type LabelReader, type LabelSize, type ReadCode, startLabelReader } from './label-reader';
import { type BarePrinter, type PrintedLabel, type PrinterOptions, startBarePrinter } from './printer';

export type LabelOnPaper = PrintedLabel & {
  /** Codes an independent decoder found in the picture. */
  codes: ReadCode[];
  /** Why there is no picture; null when there is one. */
  problem: string | null;
  /** Path without ending: add `.png`, `.zpl` or `.json`. */
  path: string;
};

export type VirtualPrinterOptions = Omit<PrinterOptions, 'onPrinted' | 'onBytes'> & {
  /** Folder for the labels; made when it is not there. Numbers go on after those already in it. */
  out: string;
  dpi?: 203 | 300 | 600;
  stock?: '100x150mm' | '4x6in';
  /** Hears of every label once its files are there. */
  onLabel?: (label: LabelOnPaper) => void;
  reader?: LabelReader;
};

export type VirtualPrinter = BarePrinter & {
  /** Labels whose files are there, in the order they came out. */
  paper: readonly LabelOnPaper[];
  /** Resolves when every label that has come out has its files. */
  settled: () => Promise<void>;
};

const dotsPerMm = { 203: 8, 300: 12, 600: 24 } as const;
const stockMm = {
  '100x150mm': { widthMm: 100, heightMm: 150 },
  '4x6in': { widthMm: 101.6, heightMm: 152.4 },
} as const;

const lastNumberIn = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder).map((name) => Number(/^label-(\d+)\.(?:zpl|tspl)$/.exec(name)?.[1] ?? 0)),
  );

/** Starts the printer. Rejects when the port is taken or the folder cannot be made. */
export async function startVirtualPrinter(options: VirtualPrinterOptions): Promise<VirtualPrinter> {
  const size: LabelSize = { ...stockMm[options.stock ?? '4x6in'], dotsPerMm: dotsPerMm[options.dpi ?? 203] };
  mkdirSync(options.out, { recursive: true });
  const earlier = lastNumberIn(options.out);
  const reader = options.reader ?? startLabelReader();
  const paper: LabelOnPaper[] = [];
  let last: Promise<void> = Promise.resolve();

  const put = async (label: PrintedLabel, path: string): Promise<void> => {
    await writeFile(`${path}.${options.language ?? 'zpl'}`, label.zpl, 'latin1');
    // Received byte by byte as latin1; what it says is UTF-8.
    const picture = await (label.paper
      ? reader.readPicture(pngOfPaper(label.paper))
      : reader.read(Buffer.from(label.zpl, 'latin1').toString('utf8'), size));
    const codes = 'png' in picture ? picture.codes : [];
    const problem = 'png' in picture ? null : picture.problem;
    if ('png' in picture) await writeFile(`${path}.png`, picture.png);
    const onPaper: LabelOnPaper = { ...label, codes, problem, path };
    const { zpl: _zpl, path: _path, paper: _paper, ...facts } = onPaper;
    await writeFile(
      `${path}.json`,
      `${JSON.stringify({ ...facts, ...size, printedAt: new Date().toISOString() }, null, 2)}\n`,
    );
    paper.push(onPaper);
    options.onLabel?.(onPaper);
  };

  const printer = await startBarePrinter({
    ...options,
    dotsPerMm: size.dotsPerMm,
    onPrinted: (label) => {
      const path = join(options.out, `label-${String(earlier + label.number).padStart(4, '0')}`);
      last = last.then(() => put(label, path));
    },
  });

  return {
    ...printer,
    paper,
    settled: () => last,
    close: async () => {
      await printer.close();
      await last;
      if (options.reader === undefined) reader.close();
    },
  };
}
