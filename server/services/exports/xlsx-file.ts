// A table as an Excel workbook of one sheet (ECMA-376), written while its rows come: amounts, days and instants are real
// numbers with a format. Text is text whatever it begins with: a cell of text is never worked out, and is marked so that
// editing it does not make it a formula either.
import type { Cell } from './cell';
import { decimalOf } from './cell';
import type { FlagWords } from './csv-file';
import { type ZipPart, zipStream } from './zip-stream';

/** Of Excel: rows of a sheet, and characters of a cell. */
const mostRows = 1_048_576;
const mostCharacters = 32_767;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Places in `cellXfs` below. */
const style = { plain: 0, heading: 1, text: 2, day: 3, instant: 4, whole: 5, money: [6, 7, 8, 9] } as const;
const moneyFormats = ['#,##0', '#,##0.0', '#,##0.00', '#,##0.000'];
const formats = ['yyyy\\-mm\\-dd', 'yyyy\\-mm\\-dd\\ hh:mm:ss', ...moneyFormats];
const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="${formats.length}">${formats
  .map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code}"/>`)
  .join(
    '',
  )}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="10">${[
  xf(0),
  xf(0, ' fontId="1" applyFont="1"'),
  xf(0, ' quotePrefix="1"'),
  xf(164),
  xf(165),
  xf(1),
  ...moneyFormats.map((_format, index) => xf(166 + index)),
].join('')}</cellXfs></styleSheet>`;

function xf(format: number, rest = ''): string {
  const font = rest.includes('fontId') ? '' : ' fontId="0"';
  return `<xf numFmtId="${format}"${font}${rest} fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`;
}

export type SheetWords = FlagWords & {
  /** Name of the sheet. */
  title: string;
  /** Said in the last row when there are more rows than a sheet has. */
  cutOff: string;
};

/** @param timeZone of the reader: cells have no zone of their own */
export function xlsxFile(
  headings: readonly string[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  words: SheetWords,
  timeZone: string,
): AsyncGenerator<Buffer> {
  const parts: ZipPart[] = [
    {
      name: '[Content_Types].xml',
      content: [
        `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/></Types>`,
      ],
    },
    {
      name: '_rels/.rels',
      content: [
        `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ],
    },
    {
      name: 'xl/workbook.xml',
      content: [
        `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${xml(sheetName(words.title))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ],
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: [
        `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
      ],
    },
    { name: 'xl/styles.xml', content: [styles] },
    { name: 'xl/worksheets/sheet1.xml', content: sheet(headings, batches, words, timeZone) },
  ];
  return zipStream(parts);
}

async function* sheet(
  headings: readonly string[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  words: SheetWords,
  timeZone: string,
): AsyncGenerator<string> {
  const clock = wallClock(timeZone);
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${Math.max(1, headings.length)}" width="18" customWidth="1"/></cols><sheetData>`;
  yield row(
    1,
    headings.map((heading) => textCell(heading, style.heading)),
  );
  let rowNo = 1;
  for await (const rows of batches) {
    let piece = '';
    for (const cells of rows) {
      rowNo += 1;
      if (rowNo === mostRows) {
        yield `${piece}${row(rowNo, [textCell(words.cutOff, style.text)])}</sheetData></worksheet>`;
        return;
      }
      piece += row(
        rowNo,
        cells.map((cell) => xmlCell(cell, words, clock)),
      );
    }
    yield piece;
  }
  yield '</sheetData></worksheet>';
}

/** @param cells what is inside each cell's element and its attributes, without its place */
function row(rowNo: number, cells: readonly string[]): string {
  const placed = cells.map((cell, column) => (cell === '' ? '' : `<c r="${letters(column)}${rowNo}"${cell}`));
  return `<row r="${rowNo}">${placed.join('')}</row>`;
}

/** A, B ... Z, AA: how columns are called. */
function letters(column: number): string {
  const before = Math.floor(column / 26);
  return (before === 0 ? '' : letters(before - 1)) + String.fromCharCode(65 + (column % 26));
}

function xmlCell(cell: Cell, words: FlagWords, clock: (at: string) => number | null): string {
  switch (cell.kind) {
    case 'empty':
      return '';
    case 'text':
      return textCell(cell.text, style.text);
    case 'flag':
      return textCell(cell.isSet ? words.yes : words.no, style.text);
    case 'number':
      return numberCell(String(cell.value), Number.isInteger(cell.value) ? style.whole : style.plain);
    case 'money':
      return numberCell(decimalOf(cell.minor, cell.digits), style.money[cell.digits] ?? style.plain);
    case 'day':
      return numberCell(String(serialOf(Date.parse(`${cell.day}T00:00:00Z`))), style.day);
    case 'instant': {
      const serial = clock(cell.at);
      return serial === null ? textCell(cell.at, style.text) : numberCell(String(serial), style.instant);
    }
    default: {
      const never: never = cell;
      throw new Error(`unexpected ${JSON.stringify(never)}`);
    }
  }
}

function numberCell(value: string, styleNo: number): string {
  return ` s="${styleNo}"><v>${value}</v></c>`;
}

function textCell(text: string, styleNo: number): string {
  return ` s="${styleNo}" t="inlineStr"><is><t xml:space="preserve">${xml(text.slice(0, mostCharacters))}</t></is></c>`;
}

/** Days since the last of 1899, as Excel counts them. */
function serialOf(ms: number): number {
  return Math.round((ms / 86_400_000 + 25_569) * 86_400_000) / 86_400_000;
}

/** What clocks of a zone show at an instant, as a serial number. */
function wallClock(timeZone: string): (at: string) => number | null {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (at) => {
    const ms = Date.parse(at);
    if (Number.isNaN(ms)) return null;
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    return serialOf(
      Date.UTC(
        part['year'] ?? 0,
        (part['month'] ?? 1) - 1,
        part['day'],
        part['hour'],
        part['minute'],
        part['second'],
      ),
    );
  };
}

/** Letters that XML cannot hold are written as Excel writes them. */
function xml(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // oxlint-disable-next-line no-control-regex -- these are the ones
      .replace(/[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]/g, (sign) => {
        const code = sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
        return `_x${code}_`;
      })
  );
}

/** Excel takes 31 characters and none of these. */
function sheetName(title: string): string {
  return (
    title
      .replace(/[[\]:*?/\\']/g, ' ')
      .slice(0, 31)
      .trim() || 'Waybill'
  );
}
