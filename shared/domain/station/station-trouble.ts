// What is wrong with a station, as head office sees it, the worst first. Answers for the order in which stations are
// listed: whoever may hold work that nobody else knows of stands on top.
// Must never call a quiet station lost: a bench that is off for the night and sent everything is only "not heard".

export type StationSigns = {
  lastSeenAt: string | null;
  unsent: number;
  oldestUnsentAt: string | null;
  skewMs: number | null;
  appVersion: string | null;
  heldParcels: number;
  /** Whether its ops came as they were made. */
  chain: { state: 'intact' } | { state: 'broken'; stationSeq: number };
};

/** Worst first; words in shared/text as `office.stations.trouble.NAME`. */
export const stationTroubles = [
  'chain-broken',
  'silent-with-unsent',
  'silent-with-parcels',
  'unsent-old',
  'clock-wrong',
  'never-heard',
  'silent',
  'other-version',
] as const;
export type StationTrouble = (typeof stationTroubles)[number];

/** A station greets every half minute; three greetings missed is silence. */
export const silentAfterMs = 100_000;
const unsentOldAfterMs = 5 * 60_000;
/** Cut-off times are read from the clock. */
const clockWrongMs = 60_000;

/** @param newestVersion of all stations; null when none has told its own */
export function troublesOf(
  signs: StationSigns,
  nowMs: number,
  newestVersion: string | null,
): StationTrouble[] {
  const { lastSeenAt, unsent, oldestUnsentAt, skewMs, appVersion, heldParcels, chain } = signs;
  const isSilent = lastSeenAt !== null && nowMs - Date.parse(lastSeenAt) > silentAfterMs;
  const isUnsentOld = oldestUnsentAt !== null && nowMs - Date.parse(oldestUnsentAt) > unsentOldAfterMs;
  const found: Record<StationTrouble, boolean> = {
    'chain-broken': chain.state === 'broken',
    'silent-with-unsent': isSilent && unsent > 0,
    'silent-with-parcels': isSilent && unsent === 0 && heldParcels > 0,
    'unsent-old': !isSilent && unsent > 0 && isUnsentOld,
    'clock-wrong': skewMs !== null && Math.abs(skewMs) > clockWrongMs,
    'never-heard': lastSeenAt === null,
    silent: isSilent && unsent === 0 && heldParcels === 0,
    'other-version': appVersion !== null && newestVersion !== null && appVersion !== newestVersion,
  };
  return stationTroubles.filter((trouble) => found[trouble]);
}

/** Those with the worst trouble first, then the oldest unsent, then by name. */
export function byTrouble<T extends StationSigns & { name: string }>(
  stations: readonly T[],
  nowMs: number,
): T[] {
  const newest = newestOf(stations.map(({ appVersion }) => appVersion));
  const rank = (station: T): number => {
    const [worst] = troublesOf(station, nowMs, newest);
    return worst === undefined ? stationTroubles.length : stationTroubles.indexOf(worst);
  };
  return [...stations].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      compare(a.oldestUnsentAt ?? '9', b.oldestUnsentAt ?? '9') ||
      a.name.localeCompare(b.name),
  );
}

/** By the numbers in it: 1.10.0 is newer than 1.9.2. */
export function newestOf(versions: readonly (string | null)[]): string | null {
  const known = versions.filter((version): version is string => version !== null);
  const parts = (version: string): number[] => (version.match(/\d+/g) ?? []).map(Number);
  const [newest] = known.sort((a, b) => {
    const [left, right] = [parts(a), parts(b)];
    for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
      const difference = (right[at] ?? 0) - (left[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return newest ?? null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
