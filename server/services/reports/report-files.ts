// A report as files: every figure a line with its comparison beside it for spreadsheets, the tables themselves as a PDF.
import { type Report, type ReportFormat } from '../../../shared/domain/figures/report';
import type { Span } from '../../../shared/domain/figures/span';
import type { Queryable } from '../../db/pool';
import type { Cell } from '../exports/cell';
import { csvFile } from '../exports/csv-file';
import { xlsxFile } from '../exports/xlsx-file';
import { reportPdf } from './report-pdf';
import { type ReportTables, reportTables } from './report-sections';
import { type ReportWords, reportWords } from './report-words';

export type ReportFile = { name: string; type: string; content: Buffer };

export const reportTypes: Readonly<Record<ReportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** @param today of its readers, `2026-11-30` */
export async function reportFiles(
  db: Queryable,
  report: Report,
  formats: readonly ReportFormat[],
  today: string,
  at: Date,
): Promise<{ files: ReportFile[]; about: string[] }> {
  const words = reportWords(report.language);
  const tables = await reportTables(db, report, words, today);
  const about = aboutReport(report, tables, words);
  const files: ReportFile[] = [];
  for (const format of formats)
    files.push({
      name: fileName(report.name, tables.span, format),
      type: reportTypes[format],
      content: await contentOf(format, report, about, tables, words, at),
    });
  return { files, about };
}

/** The dashboard, its days, its filter and currency in words, a line each. */
function aboutReport(
  { dashboard, filter }: Report,
  { span, other, currency }: ReportTables,
  words: ReportWords,
): string[] {
  const { say } = words;
  const days = ({ from, to }: Span): string =>
    `${words.cellText({ kind: 'day', day: from })} – ${words.cellText({ kind: 'day', day: to })}`;
  const isOfDays = dashboard === 'work' || dashboard === 'costs';
  const chosen = (['channel', 'country', 'warehouse'] as const).flatMap((each) => {
    const value = filter[each];
    return value === undefined
      ? []
      : [`${say(`office.figures.by.${each}`)}: ${words.partName('ordered', each, value)}`];
  });
  return [
    isOfDays
      ? `${say(`office.figures.dashboard.${dashboard}`)}, ${days(span)}`
      : say(`office.figures.dashboard.${dashboard}`),
    ...(isOfDays && other ? [`${say('office.report.before')}: ${days(other)}`] : []),
    ...(isOfDays ? chosen : []),
    ...(currency === null ? [] : [`${say('office.report.currency')}: ${currency}`]),
  ];
}

async function contentOf(
  format: ReportFormat,
  report: Report,
  about: readonly string[],
  tables: ReportTables,
  words: ReportWords,
  at: Date,
): Promise<Buffer> {
  if (format === 'pdf') return reportPdf(report.name, about, tables, words, at);
  const { say } = words;
  const headings = ['section', 'row', 'figure', 'value', 'before'].map((each) =>
    say(`office.report.${each}`),
  );
  const flags = { yes: say('export.yes'), no: say('export.no') };
  const pieces =
    format === 'csv'
      ? csvFile(headings, linesOf(tables), flags)
      : xlsxFile(
          headings,
          linesOf(tables),
          {
            ...flags,
            title: sheetName(report.name),
            cutOff: say('export.cut-off'),
          },
          'UTC',
        );
  const content: Buffer[] = [];
  for await (const piece of pieces) content.push(piece);
  return Buffer.concat(content);
}

async function* linesOf({ sections }: ReportTables): AsyncGenerator<Cell[][]> {
  for (const { title, figures, rows } of sections)
    yield rows.flatMap(({ name, values, before }) =>
      figures.map((figure, at): Cell[] => [
        { kind: 'text', text: title },
        { kind: 'text', text: name },
        { kind: 'text', text: figure },
        values[at] ?? { kind: 'empty' },
        before[at] ?? { kind: 'empty' },
      ]),
    );
}

/** What any system of files takes, whatever the report is called. */
function fileName(name: string, { from, to }: Span, format: ReportFormat): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll('ı', 'i')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase();
  return `${plain === '' ? 'report' : plain}-${from}-${to}.${format}`;
}

/** A sheet of Excel has 1 to 31 letters, and none of these. */
function sheetName(name: string): string {
  const plain = name
    .replaceAll(/[\\/*?:[\]']/g, ' ')
    .trim()
    .slice(0, 31);
  return plain === '' ? 'Waybill' : plain;
}
