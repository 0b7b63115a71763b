// What a scale's answers are put together from, and what one that can speak over a serial line is asked and understood by.
import type {
  ScaleAct,
  ScaleActOutcome,
  ScaleCondition,
  WeightSaid,
} from '../../../shared/domain/weighing/reading';
import { milligramsOf, type WeightUnit } from '../../../shared/units/weight';

/** One thing a scale said: a weight or why there is none, an answer to an act, or that it does not know a command. */
export type Said =
  | { kind: 'weight'; weight: WeightSaid }
  | { kind: 'act'; act: ScaleAct; outcome: ScaleActOutcome }
  | { kind: 'unknown-command' };

/**
 * A language spoken over a serial line. Bytes come in any pieces, and pieces of something else among them: what is not
 * understood is left out, and never joined to what follows it.
 */
export type ScaleDialogue = {
  take: (chunk: Uint8Array) => Said[];
  /** The line was quiet in the middle of an answer, or broke: what is there is nothing. */
  drop: () => void;
  hasBegun: () => boolean;
  /** Bytes that ask for the weight now. */
  poll: () => string;
  /** It goes on saying the weight by itself once it was asked. */
  isStreaming: () => boolean;
  /** Null: it has no such command. */
  actBytes: (act: ScaleAct) => string | null;
};

export const noWeight = (condition: Exclude<ScaleCondition, 'ok'>): Said => ({
  kind: 'weight',
  weight: { milligrams: null, isStable: false, condition, unit: null, isNet: false },
});

/** A number that cannot be one is a fault of the scale's, not a weight. */
export function weightSaid(
  number: string,
  unit: WeightUnit,
  { isStable, isNet, exponent }: { isStable: boolean; isNet: boolean; exponent?: number },
): Said {
  const milligrams = milligramsOf(number, unit, exponent);
  if (milligrams === null) return noWeight('fault');
  return {
    kind: 'weight',
    weight: { milligrams, isStable, condition: isStable ? 'ok' : 'moving', unit, isNet },
  };
}

const spelled: Record<string, WeightUnit> = {
  mg: 'mg',
  g: 'g',
  kg: 'kg',
  t: 't',
  ct: 'ct',
  gn: 'gr',
  gr: 'gr',
  dwt: 'dwt',
  oz: 'oz',
  ozt: 'ozt',
  lb: 'lb',
  lbs: 'lb',
};

export function unitSpelled(text: string): WeightUnit | null {
  return spelled[text.toLowerCase()] ?? null;
}
