// A table of how products want to be packed, as a spreadsheet saves it: one product a line, columns by their headings in any
// order, comma or semicolon. Lines that say something that cannot be are named and left out, the rest is taken.
import { createCsvReader } from '../channel/csv';
import { type Handling, handlingSchema, hazardClasses, protectionClasses } from './handling';

export const handlingColumns = [
  'sku',
  'this_side_up',
  'liquid',
  'ships_alone',
  'hazard',
  'bears_g_per_m2',
  'protection',
  'length_mm',
  'width_mm',
  'height_mm',
  'weight_g',
  'instruction_en',
  'instruction_tr',
] as const;
type Column = (typeof handlingColumns)[number];

export type HandlingLine = {
  sku: string;
  handling: Handling;
  size?: { lengthMm: number; widthMm: number; heightMm: number };
  weightGrams?: number;
};
export type HandlingProblem = { lineNo: number; column: Column | 'line' };

const mostLines = 2000;
const yes: ReadonlySet<string> = new Set(['1', 'yes', 'y', 'true', 'x', 'evet', 'e']);
const no: ReadonlySet<string> = new Set(['', '0', 'no', 'n', 'false', 'hayır', 'h']);

export function readHandlingFile(text: string): { products: HandlingLine[]; problems: HandlingProblem[] } {
  const plain = text.replace(/^\uFEFF/, '');
  const [heading = ''] = plain.split('\n', 1);
  const reader = createCsvReader(heading.includes(';') ? ';' : ',');
  const records = [...reader.push(plain), ...reader.end()];
  const products: HandlingLine[] = [];
  const problems: HandlingProblem[] = [];
  const [first, ...rest] = records;
  const columns = (first?.fields ?? []).map((field) => field.trim().toLowerCase());
  if (!columns.includes('sku'))
    return { products, problems: [{ lineNo: first?.lineNo ?? 1, column: 'sku' }] };
  for (const { lineNo, fields } of rest) {
    if (!fields || products.length >= mostLines) {
      problems.push({ lineNo, column: 'line' });
      continue;
    }
    const cell = (column: Column): string => fields[columns.indexOf(column)]?.trim() ?? '';
    const wrong: Column[] = [];
    const line = lineOf(cell, (column) => wrong.push(column));
    if (line) products.push(line);
    else
      problems.push(...(wrong.length > 0 ? wrong : (['sku'] as const)).map((column) => ({ lineNo, column })));
  }
  return { products, problems };
}

/** Null when something in it cannot be; `wrong` is told what. */
function lineOf(cell: (column: Column) => string, wrong: (column: Column) => void): HandlingLine | null {
  let isRight = true;
  const fail = (column: Column): null => {
    isRight = false;
    wrong(column);
    return null;
  };
  const flag = (column: Column): boolean => {
    const text = cell(column).toLowerCase();
    if (!yes.has(text) && !no.has(text)) fail(column);
    return yes.has(text);
  };
  const count = (column: Column, least: number): number | null => {
    const text = cell(column);
    if (text === '') return null;
    const value = Number(text);
    return Number.isSafeInteger(value) && value >= least ? value : fail(column);
  };
  const oneOf = <T extends string>(column: Column, values: readonly T[]): T | null => {
    const text = cell(column).toLowerCase();
    return text === '' ? null : (values.find((value) => value === text) ?? fail(column));
  };
  const sku = cell('sku');
  if (sku === '') fail('sku');
  const [en, tr] = [cell('instruction_en'), cell('instruction_tr')];
  const said = {
    thisSideUp: flag('this_side_up'),
    liquid: flag('liquid'),
    shipsAlone: flag('ships_alone'),
    hazardClass: oneOf('hazard', hazardClasses),
    bearsGramsPerM2: count('bears_g_per_m2', 0),
    protection: oneOf('protection', protectionClasses) ?? 'none',
    instructions: en === '' && tr === '' ? [] : [{ en: en || tr, tr: tr || en }],
  };
  const [lengthMm, widthMm, heightMm] = [count('length_mm', 1), count('width_mm', 1), count('height_mm', 1)];
  const weightGrams = count('weight_g', 1);
  const isSized = lengthMm !== null && widthMm !== null && heightMm !== null;
  if (!isSized && (lengthMm !== null || widthMm !== null || heightMm !== null)) fail('length_mm');
  const handling = handlingSchema.safeParse(said);
  if (!handling.success) fail('instruction_en');
  if (!isRight || !handling.success) return null;
  return {
    sku,
    handling: handling.data,
    ...(isSized ? { size: { lengthMm, widthMm, heightMm } } : {}),
    ...(weightGrams === null ? {} : { weightGrams }),
  };
}
