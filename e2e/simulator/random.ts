// The only source of chance in a simulated world. Draws are keyed, not taken from one sequence: taking a decision out of
// a schedule leaves the luck of everything else as it was, which is what makes shrinking work.

export type Random = {
  /** 0 to 1. */
  next: () => number;
  /** From 0 up to, not including, `end`. */
  below: (end: number) => number;
  chance: (share: number) => boolean;
  pick: <T>(values: readonly T[]) => T;
};

/** 32 bits of FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) over the parts. */
function hashOf(parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of parts.join('|')) {
    hash ^= char.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** A sequence of its own for everything that has the same parts (splitmix32 from their hash). */
export function randomOf(...parts: readonly (string | number)[]): Random {
  let state = hashOf(parts);
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 4_294_967_296;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: (values) => {
      const value = values[below(values.length)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
  };
}

/** Ids shaped like UUID v7 of a given instant, the rest from chance. */
export function idMaker(random: Random, nowMs: () => number): () => string {
  let count = 0;
  return () => {
    count += 1;
    const time = Math.floor(nowMs()).toString(16).padStart(12, '0');
    const serial = (count % 4096).toString(16).padStart(3, '0');
    const rest = Array.from({ length: 3 }, () => random.below(65_536).toString(16).padStart(4, '0')).join('');
    const variant = (0x8000 | random.below(0x4000)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${serial}-${variant}-${rest}`;
  };
}
