// Reads a PDF back: its pages, their size in millimetres, and their text as it would be copied out of it.
import { readFileSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export type ReadPage = { widthMm: number; heightMm: number; text: string };

const mmOfPoint = 25.4 / 72;

export async function readPdf(path: string): Promise<ReadPage[]> {
  const task = getDocument({ data: new Uint8Array(readFileSync(path)), useSystemFonts: true, verbosity: 0 });
  const file = await task.promise;
  const pages: ReadPage[] = [];
  for (let number = 1; number <= file.numPages; number += 1) {
    const page = await file.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    pages.push({ widthMm: width * mmOfPoint, heightMm: height * mmOfPoint, text });
  }
  await task.destroy();
  return pages;
}
