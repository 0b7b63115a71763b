// A report as a PDF: its days, then each table with its bars where it goes over time. Set in a face that has every letter we write,
// carried inside the file.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import type { Cell } from '../exports/cell';
import type { ReportSection, ReportTables } from './report-sections';
import type { ReportWords } from './report-words';

const margin = 40;
const line = 15;
const chartHeight = 90;
const size = { title: 18, section: 12, text: 8.5 } as const;
const ink = { text: '#111111', quiet: '#555555', rule: '#bbbbbb', bar: '#1f5fbf' } as const;

function fontFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'));
}

/** @param about lines under the name: the dashboard, its days, what it is compared with */
export async function reportPdf(
  name: string,
  about: readonly string[],
  { sections }: ReportTables,
  words: ReportWords,
  at: Date,
): Promise<Buffer> {
  const folder = fontFolder();
  const regular = join(folder, 'DejaVuSansCondensed.ttf');
  const pdf = new PDFDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    font: regular,
    info: { Title: name, CreationDate: at },
    lang: words.language,
  });
  const pieces: Buffer[] = [];
  pdf.on('data', (piece: Buffer) => pieces.push(piece));
  const done = new Promise<void>((resolve, reject) => {
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  pdf.registerFont('regular', regular).registerFont('bold', join(folder, 'DejaVuSansCondensed-Bold.ttf'));
  pdf.font('bold').fontSize(size.title).fillColor(ink.text).text(name);
  pdf.font('regular').fontSize(size.text).fillColor(ink.quiet);
  for (const each of about) pdf.text(each);
  for (const section of sections) drawSection(pdf, section, words);
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    // Below the margin a text would begin a new page.
    pdf.page.margins.bottom = 0;
    pdf
      .font('regular')
      .fontSize(size.text)
      .fillColor(ink.quiet)
      .text(`${page + 1} / ${count}`, margin, pdf.page.height - 28, { align: 'right' });
  }
  pdf.end();
  await done;
  return Buffer.concat(pieces);
}

type Pdf = InstanceType<typeof PDFDocument>;

function drawSection(pdf: Pdf, section: ReportSection, words: ReportWords): void {
  const bars = section.isOverTime ? section.rows.map(({ values }) => valueOf(values.at(-1))) : [];
  const isDrawn = bars.some((value) => value > 0);
  makeRoom(pdf, 40 + (isDrawn ? chartHeight : 0) + 3 * line);
  pdf.moveDown(1.2);
  pdf.font('bold').fontSize(size.section).fillColor(ink.text).text(section.title, margin);
  pdf.moveDown(0.3);
  if (isDrawn) drawBars(pdf, bars);
  drawTable(pdf, section, words);
}

function makeRoom(pdf: Pdf, height: number): void {
  if (pdf.y + height > pdf.page.height - margin) pdf.addPage();
}

const widthOf = (pdf: Pdf): number => pdf.page.width - 2 * margin;

function drawBars(pdf: Pdf, bars: readonly number[]): void {
  const most = Math.max(...bars);
  const step = widthOf(pdf) / bars.length;
  const bottom = pdf.y + chartHeight - 8;
  bars.forEach((value, at) => {
    const height = (Math.max(0, value) / most) * (chartHeight - 16);
    pdf.rect(margin + at * step + step * 0.12, bottom - height, step * 0.76, height).fill(ink.bar);
  });
  pdf
    .moveTo(margin, bottom)
    .lineTo(margin + widthOf(pdf), bottom)
    .strokeColor(ink.rule)
    .stroke();
  pdf.y = bottom + 8;
}

function valueOf(cell: Cell | undefined): number {
  if (cell?.kind === 'number') return cell.value;
  return cell?.kind === 'money' ? cell.minor : 0;
}

/** Each figure, and the same before where something is compared. */
function drawTable(pdf: Pdf, { figures, rows }: ReportSection, words: ReportWords): void {
  const shown = rows.filter(({ values }) => values.some((cell) => valueOf(cell) !== 0));
  if (shown.length === 0) {
    pdf
      .font('regular')
      .fontSize(size.text)
      .fillColor(ink.quiet)
      .text(words.say('office.figures.none'), margin);
    return;
  }
  const isCompared = shown.some(({ before }) => before.length > 0);
  const headings = figures.flatMap((figure) =>
    isCompared ? [figure, words.say('office.report.before')] : [figure],
  );
  drawRow(pdf, ['', ...headings], 'bold');
  for (const { name, values, before } of shown) {
    const cells = values.flatMap((cell, at) =>
      isCompared
        ? [words.cellText(cell), words.cellText(before[at] ?? { kind: 'empty' })]
        : [words.cellText(cell)],
    );
    drawRow(pdf, [name, ...cells], 'regular');
  }
}

function drawRow(pdf: Pdf, cells: readonly string[], font: 'bold' | 'regular'): void {
  makeRoom(pdf, line + 2);
  const nameWidth = widthOf(pdf) * 0.34;
  const rest = (widthOf(pdf) - nameWidth) / Math.max(1, cells.length - 1);
  const top = pdf.y;
  pdf.font(font).fontSize(size.text).fillColor(ink.text);
  cells.forEach((cell, at) => {
    const left = at === 0 ? margin : margin + nameWidth + (at - 1) * rest;
    const width = (at === 0 ? nameWidth : rest) - 4;
    pdf.text(cell, left, top + 2, {
      width,
      height: line,
      ellipsis: true,
      lineBreak: false,
      align: at === 0 ? 'left' : 'right',
    });
  });
  pdf
    .moveTo(margin, top + line)
    .lineTo(margin + widthOf(pdf), top + line)
    .lineWidth(0.5)
    .strokeColor(ink.rule)
    .stroke();
  pdf.y = top + line + 1;
  pdf.x = margin;
}
