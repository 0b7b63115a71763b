// A whole rack of bins at once: `A-01..A-20` times its levels, along one side of an aisle or turn about on both.
import type { Refusal } from '../decision';
import type { LocationId } from '../ids';
import type { Bin, Rack, Side } from './floor-plan';

export const levelNames = ['numbers', 'letters'] as const;

export type RackPattern = {
  /** `A-01..A-20`, or one name for one bay. */
  names: string;
  levels: number;
  /** Written behind the name when there is more than one level: `A-01-1`, or `A-01-A`. */
  levelNames: (typeof levelNames)[number];
  /** both: odd bays on the left, even ones across from them. */
  side: Side | 'both';
  rack: string;
  fromMm: number;
  bayMm: number;
} & Pick<Bin, 'purpose' | 'zone' | 'size' | 'maxGrams'> & { aisle: string };

export type RackOfBins = { ok: true; racks: Rack[]; bins: Bin[] } | { ok: false; refusal: Refusal };

const mostBays = 999;
/** Letters as levels end with the alphabet. */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const longestCode = 40;

/** The names of a span, in order; null when it is none. `A-08..A-12` keeps its zeros. */
export function namesOfSpan(text: string): string[] | null {
  const [first = '', last, more] = text.split('..').map((end) => end.trim());
  if (first === '' || more !== undefined) return null;
  if (last === undefined) return [first];
  const [start, end] = [first, last].map((name) => /^(.*?)(\d+)$/.exec(name));
  if (!start || !end || start[1] !== end[1]) return null;
  const [prefix = '', digits = ''] = [start[1], start[2]];
  const [low, high] = [Number(digits), Number(end[2])];
  if (high < low || high - low >= mostBays) return null;
  return Array.from(
    { length: high - low + 1 },
    (_, at) => `${prefix}${String(low + at).padStart(digits.length, '0')}`,
  );
}

export function rackOfBins(pattern: RackPattern): RackOfBins {
  const names = namesOfSpan(pattern.names);
  const mostLevels = pattern.levelNames === 'letters' ? letters.length : 99;
  const wrong = (): RackOfBins => ({
    ok: false,
    refusal: { code: 'bin-pattern-wrong', values: { names: pattern.names } },
  });
  if (!names || !(pattern.levels >= 1 && pattern.levels <= mostLevels)) return wrong();
  const sidesUsed: readonly Side[] = pattern.side === 'both' ? ['left', 'right'] : [pattern.side];
  const racks = sidesUsed.map(
    (side, turn): Rack => ({
      code: pattern.side === 'both' ? `${pattern.rack}-${side === 'left' ? 'L' : 'R'}` : pattern.rack,
      aisle: pattern.aisle,
      side,
      fromMm: pattern.fromMm,
      bayMm: pattern.bayMm,
      bays: Math.max(1, Math.ceil((names.length - turn) / sidesUsed.length)),
      levels: pattern.levels,
    }),
  );
  const bins = names.flatMap((name, at) => {
    const rack = racks[at % sidesUsed.length] as Rack;
    const bay = Math.floor(at / sidesUsed.length);
    return Array.from({ length: pattern.levels }, (_, level) => binOf(pattern, name, rack, bay, level + 1));
  });
  return bins.some(({ locationId }) => locationId.length > longestCode) ? wrong() : { ok: true, racks, bins };
}

function binOf(pattern: RackPattern, name: string, rack: Rack, bay: number, level: number): Bin {
  const suffix = pattern.levelNames === 'letters' ? letters.charAt(level - 1) : String(level);
  return {
    locationId: (pattern.levels === 1 ? name : `${name}-${suffix}`) as LocationId,
    purpose: pattern.purpose,
    zone: pattern.zone,
    aisle: pattern.aisle,
    spot: { rack: rack.code, side: rack.side, alongMm: middleOfBay(rack, bay), level },
    size: pattern.size,
    maxGrams: pattern.maxGrams,
    walkOrder: 0,
  };
}

/** @param bay 0 is the first */
export function middleOfBay({ fromMm, bayMm }: Pick<Rack, 'fromMm' | 'bayMm'>, bay: number): number {
  return fromMm + Math.floor((bay + 0.5) * bayMm);
}
