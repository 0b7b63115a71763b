// Reads comma-separated text piece by piece into records, each with its line number and the text it was read from.
// A record that cannot be read is handed on as a problem with its first line's text; reading goes on at the next line,
// so one stray quote never swallows what follows it. Never holds more than one record and one piece of text.

/** `lineNo` is the line of the file the record starts on; the first line is 1. */
export type CsvRecord =
  | { lineNo: number; text: string; fields: string[]; problem: null }
  | { lineNo: number; text: string; fields: null; problem: 'quote-broken' | 'line-too-long' };

export type CsvReader = {
  /** Records that are complete with this piece of text. */
  push: (text: string) => CsvRecord[];
  /** What was left: the last record of a file without a newline at its end. */
  end: () => CsvRecord[];
};

/** A longer record is no order line: its quote was never closed, or it is not text with lines. */
const maxRecordChars = 8192;
const maxRecordLines = 20;

const newline = 10;
const carriageReturn = 13;
const quoteMark = 34;

type Scan =
  | { kind: 'record'; fields: string[]; end: number; next: number }
  | { kind: 'broken' }
  | { kind: 'need-more' };

/**
 * RFC 4180 with the liberties of spreadsheets: LF or CRLF, a quote inside an unquoted field stands for itself,
 * blank lines are skipped. `separator` is one character.
 */
export function createCsvReader(separator: string): CsvReader {
  let pending = '';
  let lineNo = 1;
  let skippingLongLine = false;

  const drain = (final: boolean): CsvRecord[] => {
    const records: CsvRecord[] = [];
    let start = 0;
    while (start < pending.length) {
      const lineEnd = pending.indexOf('\n', start);
      if (skippingLongLine) {
        if (lineEnd < 0) {
          start = pending.length;
          break;
        }
        skippingLongLine = false;
        start = lineEnd + 1;
        lineNo += 1;
        continue;
      }
      if (lineEnd < 0 && !final && pending.length - start <= maxRecordChars) break;
      const lineStop = lineEnd < 0 ? pending.length : lineEnd;
      if (lineStop - start > maxRecordChars) {
        const text = pending.slice(start, start + maxRecordChars);
        records.push({ lineNo, text, fields: null, problem: 'line-too-long' });
        skippingLongLine = lineEnd < 0;
        start = lineEnd < 0 ? pending.length : lineEnd + 1;
        if (lineEnd >= 0) lineNo += 1;
        continue;
      }
      const contentStop = withoutReturn(pending, start, lineStop);
      if (contentStop === start) {
        start = lineStop + 1;
        lineNo += 1;
        continue;
      }
      const scan = scanRecord(pending, start, lineEnd, separator, final);
      if (scan.kind === 'need-more') break;
      if (scan.kind === 'broken') {
        records.push({
          lineNo,
          text: pending.slice(start, contentStop),
          fields: null,
          problem: 'quote-broken',
        });
        start = lineStop + 1;
        lineNo += 1;
        continue;
      }
      records.push({ lineNo, text: pending.slice(start, scan.end), fields: scan.fields, problem: null });
      lineNo += scan.next > lineStop + 1 ? countLines(pending, start, scan.next) : 1;
      start = scan.next;
    }
    pending = final ? '' : pending.slice(start);
    return records;
  };

  return {
    push: (text) => {
      pending = pending === '' ? text : pending + text;
      return drain(false);
    },
    end: () => drain(true),
  };
}

/** Reads one record on its own, as a corrected row is; null when it is not exactly one. */
export function readOneRecord(text: string, separator: string): string[] | null {
  const reader = createCsvReader(separator);
  const records = [...reader.push(text), ...reader.end()];
  return records.length === 1 ? (records[0]?.fields ?? null) : null;
}

function scanRecord(
  text: string,
  start: number,
  firstLineEnd: number,
  separator: string,
  final: boolean,
): Scan {
  const fields: string[] = [];
  const separatorCode = separator.charCodeAt(0);
  let lineEnd = firstLineEnd < 0 ? text.length : firstLineEnd;
  let at = start;
  for (;;) {
    if (text.charCodeAt(at) === quoteMark) {
      const quoted = scanQuoted(text, start, at, final);
      if (quoted.kind !== 'field') return quoted;
      fields.push(quoted.value);
      at = quoted.next;
      if (at > lineEnd) {
        const found = text.indexOf('\n', at);
        if (found < 0 && !final) return { kind: 'need-more' };
        lineEnd = found < 0 ? text.length : found;
      }
      if (at < lineEnd && text.charCodeAt(at) === separatorCode) {
        at += 1;
        continue;
      }
      const stop = withoutReturn(text, at, lineEnd);
      return at === stop ? { kind: 'record', fields, end: stop, next: lineEnd + 1 } : { kind: 'broken' };
    }
    const found = text.indexOf(separator, at);
    if (found >= 0 && found < lineEnd) {
      fields.push(text.slice(at, found));
      at = found + 1;
      continue;
    }
    const stop = withoutReturn(text, at, lineEnd);
    fields.push(text.slice(at, stop));
    return { kind: 'record', fields, end: stop, next: lineEnd + 1 };
  }
}

type QuotedScan = { kind: 'field'; value: string; next: number } | { kind: 'broken' } | { kind: 'need-more' };

function scanQuoted(text: string, recordStart: number, openAt: number, final: boolean): QuotedScan {
  let value = '';
  let from = openAt + 1;
  for (;;) {
    const closeAt = text.indexOf('"', from);
    if (closeAt < 0 || closeAt - recordStart > maxRecordChars) {
      const mayStillClose = closeAt < 0 && !final && text.length - recordStart <= maxRecordChars;
      return { kind: mayStillClose ? 'need-more' : 'broken' };
    }
    if (closeAt + 1 === text.length && !final) return { kind: 'need-more' };
    if (text.charCodeAt(closeAt + 1) === quoteMark) {
      value += text.slice(from, closeAt + 1);
      from = closeAt + 2;
      continue;
    }
    value = value === '' ? text.slice(from, closeAt) : value + text.slice(from, closeAt);
    if (value.includes('\n') && countLines(value, 0, value.length) > maxRecordLines)
      return { kind: 'broken' };
    return { kind: 'field', value, next: closeAt + 1 };
  }
}

function withoutReturn(text: string, from: number, stop: number): number {
  return stop > from && text.charCodeAt(stop - 1) === carriageReturn ? stop - 1 : stop;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) === newline) lines += 1;
  return lines;
}
