// Time as keys may have come. A program that was busy heard nothing meanwhile: the keys of that time all arrive after
// it, and a silence nobody listened to must not end a scan in its middle. While it runs, the clock looks at the time in
// small steps and counts no more than a believable part of a step that took longer.

export type ListeningClock = {
  /** Milliseconds; never goes back. Real time while the clock is stopped. */
  nowMs: () => number;
  /** How far real time is ahead. */
  missedMs: () => number;
  start: () => void;
  stop: () => void;
};

const stepMs = 10;
/** A busy computer wakes a program this late without having kept it from its keys. */
const believedMs = 60;

export function createListeningClock(realMs: () => number): ListeningClock {
  let steps: NodeJS.Timeout | null = null;
  let seenMs = 0;
  let missedMs = 0;

  const nowMs = (): number => {
    const real = realMs();
    if (steps === null) return real;
    missedMs += Math.max(0, real - seenMs - believedMs);
    seenMs = real;
    return real - missedMs;
  };

  return {
    nowMs,
    missedMs: () => missedMs,
    start: () => {
      if (steps !== null) return;
      seenMs = realMs();
      steps = setInterval(nowMs, stepMs);
    },
    stop: () => {
      if (steps !== null) clearInterval(steps);
      steps = null;
      missedMs = 0;
    },
  };
}
