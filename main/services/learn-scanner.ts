// From the keys or bytes of one scan to what is to be learned of its scanner.
import type { ScanEvent } from '../../shared/barcode/scan';
import { type Heard, learnHabits, type Learning } from '../../shared/barcode/scanner/learn';
import { readKey, type WedgeKey } from '../devices/scanner/key-reading';
import { createWedgeDecoder, learningWedgeSettings } from '../devices/scanner/wedge-decoder';

/** Of a scanner with a line of its own. */
export function learnFromLine({ raw, complete }: Pick<ScanEvent, 'raw' | 'complete'>): Learning {
  return learnHabits({
    readings: [{ reading: 'position', sent: raw }],
    otherKeys: [],
    endsItself: complete,
    gaps: null,
  });
}

/** Of one that types: its keys are read once by where they are and once by what the keyboard's layout makes of them. */
export function learnFromKeys(
  keys: readonly WedgeKey[],
  { complete, timing }: Pick<ScanEvent, 'complete' | 'timing'>,
): Learning {
  const readings = (['position', 'character'] as const).flatMap((reading): Heard['readings'] => {
    const sent = sentBy(keys, reading);
    return sent === null ? [] : [{ reading, sent }];
  });
  return learnHabits({
    readings,
    otherKeys: keys
      .filter((key) => key.type === 'keyDown' && readKey(key, 'position').is === 'human')
      .map(({ code }) => code),
    endsItself: complete,
    gaps: timing ? { medianMs: timing.medianGapMs, maxMs: timing.maxGapMs } : null,
  });
}

function sentBy(keys: readonly WedgeKey[], reading: 'position' | 'character'): string | null {
  const decoder = createWedgeDecoder({ ...learningWedgeSettings, reading });
  const effects = keys.flatMap((key) => decoder.key(key).effects);
  const due = decoder.deadlineMs();
  if (due !== null) effects.push(...decoder.tick(due));
  const scans = effects.flatMap((effect) => (effect.do === 'scan' ? [effect.scan.sent] : []));
  return scans.length === 1 ? (scans[0] ?? null) : null;
}
