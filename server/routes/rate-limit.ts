// So many tries in a time, by key. Forgets keys that were quiet for that long.
export type RateLimit = {
  /** False when the key has used its tries. */
  take: (key: string) => boolean;
  /** A try that turned out well does not count. */
  giveBack: (key: string) => void;
};

export function createRateLimit(most: number, withinMs: number, nowMs: () => number): RateLimit {
  const used = new Map<string, { count: number; untilMs: number }>();
  return {
    take: (key) => {
      const now = nowMs();
      for (const [each, { untilMs }] of used) if (untilMs <= now) used.delete(each);
      const entry = used.get(key) ?? { count: 0, untilMs: now + withinMs };
      if (entry.count >= most) return false;
      entry.count += 1;
      used.set(key, entry);
      return true;
    },
    giveBack: (key) => {
      const entry = used.get(key);
      if (entry) entry.count -= 1;
    },
  };
}
