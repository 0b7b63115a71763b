// Words, numbers and names of a report in the language of its readers.
import { restOfParts } from '../../../shared/contract/figures';
import type { Dimension, MeasureName } from '../../../shared/domain/figures/measures';
import { partTexts } from '../../../shared/domain/figures/part-text';
import en from '../../../shared/text/en.json';
import tr from '../../../shared/text/tr.json';
import { type Cell, decimalOf } from '../exports/cell';

export type ReportLanguage = 'en' | 'tr';
const texts: Readonly<Record<ReportLanguage, Readonly<Record<string, string>>>> = { en, tr };

export type ReportWords = {
  language: ReportLanguage;
  /** A text without values. */
  say: (id: string) => string;
  partName: (measure: MeasureName, dimension: Dimension, name: string) => string;
  /** As a reader writes it; nothing for no value. */
  cellText: (cell: Cell) => string;
};

export function reportWords(language: ReportLanguage): ReportWords {
  const text = texts[language];
  const say = (id: string): string => text[id] ?? id;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const regions = new Intl.DisplayNames([language], { type: 'region' });
  const day = new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'medium' });
  return {
    language,
    say,
    partName: (measure, dimension, name) => {
      if (name === restOfParts) return say('office.figures.rest');
      if (dimension === 'country' && /^[A-Z]{2}$/.test(name)) return regions.of(name) ?? name;
      const id = partTexts(measure, dimension, name).find((each) => text[each] !== undefined);
      return id === undefined ? name : say(id);
    },
    cellText: (cell) => {
      if (cell.kind === 'number') return number.format(cell.value);
      if (cell.kind === 'money')
        return new Intl.NumberFormat(language, {
          minimumFractionDigits: cell.digits,
          maximumFractionDigits: cell.digits,
        }).format(Number(decimalOf(cell.minor, cell.digits)));
      if (cell.kind === 'day') return day.format(new Date(cell.day));
      return cell.kind === 'text' ? cell.text : '';
    },
  };
}
