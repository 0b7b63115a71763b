// A zip that other programs open: read back here by its own directory, and its tables safe for spreadsheets.
import { expect, it } from 'vitest';
import { csvOf } from './export-person';
import { readZip } from './zip-file.test-kit';
import { zipFile } from './zip-file';

it('has every file by its name, as it was', () => {
  const entries = [
    { name: 'data.json', text: '{"ad":"Ayşe Yılmaz 🎁"}' },
    { name: 'çok uzun.csv', text: 'x'.repeat(100_000) },
    { name: 'empty.csv', text: '' },
  ];
  const bytes = zipFile(entries, new Date('2026-05-04T10:20:30.000Z'));
  expect(bytes.length).toBeLessThan(2_000);
  expect(readZip(bytes)).toEqual(new Map(entries.map(({ name, text }) => [name, text])));
});

it('its tables hold no formulas, and quote what would break a row', () => {
  expect(
    csvOf([
      { a: '=1+1', b: 'x,"y"\n' },
      { a: -5, c: ['z'] },
    ]),
  ).toBe('\ufeffa,b,c\r\n\'=1+1,"x,""y""\n",\r\n-5,,"[""z""]"\r\n');
});
