// The chain of custody as a sheet that can be handed on.
import type { CustodyStep } from './custody';

const columns = [
  'order',
  'box',
  'act',
  'from',
  'until',
  'by',
  'where',
  'units',
  'holder',
  'gap',
  'gap minutes',
];

/** RFC 4180, with a mark so that spreadsheets read it as UTF-8; nothing in it is read as a formula. */
export function custodySheet(number: string, steps: readonly CustodyStep[]): string {
  const rows = steps.map((step) => [
    number,
    step.boxNumber ?? '',
    step.act,
    step.at,
    step.until,
    step.by ?? '',
    step.where ?? '',
    step.units ?? '',
    step.holder,
    step.gap?.reason ?? '',
    step.gap?.minutes ?? '',
  ]);
  return `\uFEFF${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string | number): string {
  const text = String(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
