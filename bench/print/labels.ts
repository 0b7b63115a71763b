// What is printed in the schedules: which label, which attempt and its echo, in as many bytes as a label with pictures has.
import type { BarePrinter } from '../../e2e/rigs/virtual-printer/printer';
import type { Compose } from '../../main/services/print-outbox-worker';
import { nameOnLabel } from '../../shared/label/model';
import type { OnPaper } from './account';

export const composeLabel: Compose = (label, profile, { attempt, echoToken }) =>
  Promise.resolve({
    zpl:
      profile.language === 'tspl'
        ? tsplOfLabel(nameOnLabel(label), attempt)
        : `^XA^FX${nameOnLabel(label)} attempt ${attempt}^FS^FX${'x'.repeat(9_000)}^FS^FO9,9^A0N,15^FN1^FH_^FD${echoToken}^FS^HV1,40,ACK:,;,L^FS^XZ`,
    missingGlyphs: 0,
  });

/** Pictures of as many bytes as ours have at most, so that a job breaks off inside one. */
function tsplOfLabel(name: string, attempt: number): string {
  const pictures = Array.from(
    { length: 4 },
    (_, at) => `BITMAP 8,${8 + at * 80},25,80,0,${'\xaa'.repeat(2_000)}`,
  );
  return [
    '',
    'SIZE 100 mm,150 mm',
    'CLS',
    `REM ${name} attempt ${attempt}`,
    ...pictures,
    'PRINT 1,1',
    '',
  ].join('\r\n');
}

export function paperOf({ labels }: BarePrinter): OnPaper[] {
  return labels.map(({ zpl }) => {
    const [, name = '', attempt = '0'] = /(?:\^FX|REM )(\S+) attempt (\d+)/.exec(zpl) ?? [];
    return { name, attempt: Number(attempt) };
  });
}
