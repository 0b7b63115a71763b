// Reports of a HID scale (usage page 0x8D, USB HID Point of Sale Usage Tables 1.02, chapter 4). The data report has id 3: status,
// unit, exponent of ten (signed), weight (two bytes, the low one first, no sign). A scale below zero says only that it is. Report
// 1 tells what kind of scale it is, 5 its limit; the control report is 2, with bit 0 for a return to zero that is enforced and
// bit 1 to set zero now.
import type { ScaleCondition } from '../../../shared/domain/weighing/reading';
import type { WeightUnit } from '../../../shared/units/weight';
import { noWeight, type Said, weightSaid } from './said';

export const scaleUsagePage = 0x8d;

const dataReport = 3;
const dataBytes = 6;
export const zeroReport: readonly number[] = [2, 0b10];

/** Usages 0x51 to 0x5C, counted from 1; a tael (5) is another weight from country to country, so it is none here. */
const units: Record<number, WeightUnit> = {
  1: 'mg',
  2: 'g',
  3: 'kg',
  4: 'ct',
  6: 'gr',
  7: 'dwt',
  8: 't',
  9: 'ton',
  10: 'ozt',
  11: 'oz',
  12: 'lb',
};

/** Usages 0x71 to 0x78, counted from 1. */
const statuses: Record<number, ScaleCondition | 'zero'> = {
  1: 'fault',
  2: 'zero',
  3: 'moving',
  4: 'ok',
  5: 'underload',
  6: 'overload',
  7: 'zero-needed',
  8: 'zero-needed',
};

/** Null: another report, or none. */
export function readHidReport(report: Uint8Array): Said | null {
  if (report[0] !== dataReport || report.length < dataBytes) return null;
  const [, status = 0, unitNumber = 0, exponentByte = 0, low = 0, high = 0] = report;
  const condition = statuses[status];
  if (condition === undefined) return noWeight('fault');
  if (condition !== 'ok' && condition !== 'zero' && condition !== 'moving') return noWeight(condition);
  const unit = units[unitNumber];
  const weight = low + 256 * high;
  // At zero some scales name no unit.
  if (unit === undefined) return weight === 0 && condition === 'zero' ? zero : noWeight('fault');
  const exponent = exponentByte > 127 ? exponentByte - 256 : exponentByte;
  return weightSaid(String(weight), unit, { isStable: condition !== 'moving', isNet: false, exponent });
}

const zero = weightSaid('0', 'g', { isStable: true, isNet: false });
