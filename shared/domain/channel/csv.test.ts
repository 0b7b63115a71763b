import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, createCsvReader, readOneRecord } from './csv';
import { readHeader } from './csv-header';
import { onlineRetailColumns } from './online-retail-row';

/** Reads `text` in pieces that end at `cuts`. */
function readInPieces(text: string, separator: string, cuts: readonly number[]): CsvRecord[] {
  const reader = createCsvReader(separator);
  const records: CsvRecord[] = [];
  let from = 0;
  for (const cut of [...new Set(cuts)].filter((at) => at < text.length).sort((a, b) => a - b)) {
    records.push(...reader.push(text.slice(from, cut)));
    from = cut;
  }
  records.push(...reader.push(text.slice(from)), ...reader.end());
  return records;
}

const fieldsOf = (text: string, separator = ','): (string[] | null)[] =>
  readInPieces(text, separator, []).map((record) => record.fields);

describe('csv reader', () => {
  it.each([
    [
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"a,1","b ""x"""\n', [['a,1', 'b "x"']]],
    [
      '"two\nlines",b\nc,d\n',
      [
        ['two\nlines', 'b'],
        ['c', 'd'],
      ],
    ],
    [',,\n', [['', '', '']]],
    ['a,""\n', [['a', '']]],
    ['\n\na\n\n', [['a']]],
    ['12" plate,b\n', [['12" plate', 'b']]],
  ])('reads %j', (text, wanted) => {
    expect(fieldsOf(text)).toEqual(wanted);
  });

  it('counts lines of the file, the ones inside quotes too', () => {
    const records = readInPieces('h\n"a\nb"\n\nc\n', ',', []);
    expect(records.map((record) => [record.lineNo, record.text])).toEqual([
      [1, 'h'],
      [2, '"a\nb"'],
      [5, 'c'],
    ]);
  });

  it('hands a line with a broken quote on as it stands and reads the next one', () => {
    for (const broken of ['"never closed,1', '"closed"and more,1', '"a"b"']) {
      const records = readInPieces(`${broken}\ngood,2\n`, ',', []);
      expect(records).toEqual([
        { lineNo: 1, text: broken, fields: null, problem: 'quote-broken' },
        { lineNo: 2, text: 'good,2', fields: ['good', '2'], problem: null },
      ]);
    }
  });

  it('loses no line behind a quote that is never closed, however long the file goes on', () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `line ${at},x`);
    const text = `"open,1\n${lines.join('\n')}\n`;
    const records = readInPieces(text, ',', [100, 5000, 20_000]);
    expect(records).toHaveLength(3001);
    expect(records[3000]).toMatchObject({ lineNo: 3001, fields: ['line 2999', 'x'] });
  });

  it('cuts off a line that has no end, and goes on behind it', () => {
    const records = readInPieces(`${'x'.repeat(50_000)}\ngood\n`, ',', [10_000, 20_000, 30_000]);
    expect(records.map((record) => [record.lineNo, record.problem, record.text.length])).toEqual([
      [1, 'line-too-long', 8192],
      [2, null, 4],
    ]);
  });

  it('reads what it wrote, wherever the text is cut, as an independent reader does', () => {
    const field = fc.string({
      unit: fc.constantFrom('a', 'ü', '"', ',', ';', '\n', ' ', '1', '\t'),
      maxLength: 6,
    });
    const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(200)),
        (table, separator, newline, cuts) => {
          const text = table
            .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(separator))
            .join(newline);
          const read = readInPieces(text, separator, cuts);
          expect(read.map((record) => record.fields)).toEqual(table);
          expect(read.map((record) => record.fields)).toEqual(
            parse(text, { delimiter: separator, relax_column_count: true, record_delimiter: newline }),
          );
          expect(read.map((record) => record.text).join(newline)).toBe(text);
        },
      ),
    );
  });

  it('accounts for every line of any text, cut anywhere, always the same way', () => {
    const noise = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é'), maxLength: 120 });
    fc.assert(
      fc.property(noise, fc.array(fc.nat(120)), (text, cuts) => {
        const whole = readInPieces(text, ',', []);
        expect(readInPieces(text, ',', cuts)).toEqual(whole);
        const told = whole.map((record) => record.text.replaceAll(/[\r\n]/g, '')).join('');
        expect(told).toBe(text.replaceAll(/[\r\n]/g, ''));
      }),
    );
  });

  it('reads one record, and refuses two', () => {
    expect(readOneRecord('a;"b;c"', ';')).toEqual(['a', 'b;c']);
    expect(readOneRecord('a\nb', ',')).toBeNull();
    expect(readOneRecord('"a', ',')).toBeNull();
    expect(readOneRecord('', ',')).toBeNull();
  });
});

describe('header', () => {
  it.each([
    [
      '"InvoiceNo","StockCode","Description","Quantity","InvoiceDate","UnitPrice","CustomerID","Country"',
      ',',
    ],
    ['Invoice;StockCode;Description;Quantity;InvoiceDate;Price;Customer ID;Country', ';'],
    [
      'COUNTRY\tcustomer_id\tunit price\tinvoicedate\tquantity\tdescription\tstockcode\tinvoiceno\tmore',
      '\t',
    ],
  ])('finds separator and columns of %j', (line, separator) => {
    const reading = readHeader(line, onlineRetailColumns);
    expect(reading.ok && reading.plan.separator).toBe(separator);
    if (!reading.ok) return;
    const headings = readOneRecord(line, separator) ?? [];
    expect(headings[reading.plan.places.sku]?.toLowerCase()).toBe('stockcode');
    expect(headings[reading.plan.places.country]?.toLowerCase()).toBe('country');
    expect(reading.plan.count).toBe(headings.length);
  });

  it('names what is missing and what is there', () => {
    expect(readHeader('InvoiceNo,StockCode,Qty', onlineRetailColumns)).toEqual({
      ok: false,
      missing: ['Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'],
      found: ['InvoiceNo', 'StockCode', 'Qty'],
    });
    expect(readHeader('', onlineRetailColumns).ok).toBe(false);
  });
});
