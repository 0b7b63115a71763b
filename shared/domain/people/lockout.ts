// How often a PIN may be wrong: after five tries its owner is locked at this station, for longer each time. A right PIN
// forgets it all. Time is kept by the caller, by a monotonic clock; a restart begins a lock anew.

export type PinTries = {
  /** Wrong ones since the last right one or the last lock. */
  wrong: number;
  /** Locks since the last right one. */
  locks: number;
  isLocked: boolean;
};

export const noTries: PinTries = { wrong: 0, locks: 0, isLocked: false };
export const triesBeforeLock = 5;
const lockMinutes = [1, 5, 15, 60] as const;

export function afterWrongPin(tries: PinTries): PinTries {
  const wrong = tries.wrong + 1;
  return wrong < triesBeforeLock ? { ...tries, wrong } : { wrong: 0, locks: tries.locks + 1, isLocked: true };
}

/** The lock has been sat out: five more tries, and the next lock is longer. */
export function afterLock(tries: PinTries): PinTries {
  return { ...tries, isLocked: false };
}

/** How long the present lock lasts from its beginning. */
export function minutesOfLock({ locks }: PinTries): number {
  return lockMinutes[Math.min(Math.max(locks, 1), lockMinutes.length) - 1] ?? 60;
}
