// A report as a PDF: its days, then each table with its bars where it goes over time.
import { pdfFile } from '../exports/pdf-file';
import type { Cell } from '../exports/cell';
import type { ReportSection, ReportTables } from './report-sections';
import type { ReportWords } from './report-words';

const margin = 40;
/** Points between the margins of an A4 page. */
const textWidth = 595.28 - 2 * margin;
const chartHeight = 74;
const size = { title: 18, section: 12, text: 8.5 } as const;
const ink = { quiet: '#555555', rule: '#bbbbbb', bar: '#1f5fbf' } as const;

/** @param about lines under the name: the dashboard, its days, what it is compared with */
export function reportPdf(
  name: string,
  about: readonly string[],
  { sections }: ReportTables,
  words: ReportWords,
  at: Date,
): Promise<Buffer> {
  return pdfFile(
    {
      info: { title: name, creationDate: at },
      language: words.language,
      pageMargins: margin,
      footer: (page: number, pages: number) => ({
        text: `${page} / ${pages}`,
        alignment: 'right',
        color: ink.quiet,
        margin: [margin, 10],
      }),
      content: [
        { text: name, fontSize: size.title, bold: true },
        ...about.map((text) => ({ text, color: ink.quiet })),
        ...sections.flatMap((section) => sectionOf(section, words)),
      ],
    },
    size.text,
  );
}

function sectionOf(section: ReportSection, words: ReportWords): object[] {
  const bars = section.isOverTime ? section.rows.map(({ values }) => valueOf(values.at(-1))) : [];
  const isDrawn = bars.some((value) => value > 0);
  return [
    { text: section.title, fontSize: size.section, bold: true, margin: [0, 14, 0, 4], headlineLevel: 1 },
    ...(isDrawn ? [barsOf(bars)] : []),
    tableOf(section, words),
  ];
}

function barsOf(bars: readonly number[]): object {
  const most = Math.max(...bars);
  const step = textWidth / bars.length;
  const axis = { type: 'line', x1: 0, y1: chartHeight, x2: textWidth, y2: chartHeight, lineColor: ink.rule };
  return {
    margin: [0, 0, 0, 8],
    canvas: [
      ...bars.map((value, at) => {
        const h = (Math.max(0, value) / most) * chartHeight;
        return {
          type: 'rect',
          x: at * step + step * 0.12,
          y: chartHeight - h,
          w: step * 0.76,
          h,
          color: ink.bar,
        };
      }),
      axis,
    ],
  };
}

function valueOf(cell: Cell | undefined): number {
  if (cell?.kind === 'number') return cell.value;
  return cell?.kind === 'money' ? cell.minor : 0;
}

/** Each figure, and the same before where something is compared. */
function tableOf({ figures, rows }: ReportSection, words: ReportWords): object {
  const shown = rows.filter(({ values }) => values.some((cell) => valueOf(cell) !== 0));
  if (shown.length === 0) return { text: words.say('office.figures.none'), color: ink.quiet };
  const isCompared = shown.some(({ before }) => before.length > 0);
  const headings = figures.flatMap((figure) =>
    isCompared ? [figure, words.say('office.report.before')] : [figure],
  );
  const body = shown.map(({ name, values, before }) => [
    name,
    ...values.flatMap((cell, at) =>
      isCompared
        ? [words.cellText(cell), words.cellText(before[at] ?? { kind: 'empty' })]
        : [words.cellText(cell)],
    ),
  ]);
  const right = (texts: readonly string[], bold: boolean): object[] =>
    texts.map((text, at) => ({ text, bold, alignment: at === 0 ? 'left' : 'right' }));
  return {
    table: {
      headerRows: 1,
      widths: ['34%', ...headings.map(() => '*')],
      body: [right(['', ...headings], true), ...body.map((row) => right(row, false))],
    },
    layout: 'lightHorizontalLines',
  };
}
