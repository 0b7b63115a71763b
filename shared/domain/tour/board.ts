// What is promised before each carrier leaves, beside what can be done until then at the pace of the last hour. Must never
// promise a pace that nobody has shown: without one there is no forecast.

/** Boxes that are not sealed yet and leave with a carrier; null: at no particular time. */
export type DueBoxes = { dueAt: string | null; boxes: number };

export type CutOff = DueBoxes & {
  /** Boxes of this carrier that will be ready at the pace of now; null without a pace, or without a time. */
  possible: number | null;
  /** Boxes that stay behind. */
  late: number;
};

/**
 * The soonest carrier is served first, so that each has what the ones before it leave of the time.
 * @param boxesPerHour sealed in the last hour; null when there was nobody
 */
export function cutOffsAhead(due: readonly DueBoxes[], boxesPerHour: number | null, nowMs: number): CutOff[] {
  const timed = due
    .flatMap(({ dueAt, boxes }) => (dueAt === null ? [] : [{ dueAt, boxes }]))
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  let before = 0;
  const ahead = timed.map(({ dueAt, boxes }): CutOff => {
    const hours = Math.max(0, Date.parse(dueAt) - nowMs) / 3_600_000;
    const done = boxesPerHour === null ? null : Math.floor(boxesPerHour * hours);
    const possible = done === null ? null : Math.min(boxes, Math.max(0, done - before));
    before += boxes;
    return { dueAt, boxes, possible, late: hours === 0 ? boxes : boxes - (possible ?? boxes) };
  });
  const anyTime = due.filter(({ dueAt }) => dueAt === null);
  return [...ahead, ...anyTime.map((each): CutOff => ({ ...each, possible: null, late: 0 }))];
}

/** How far a picker has walked of what the plan says, by what is picked of it. */
export function metresWalked(metres: number | null, picked: number, units: number): number {
  if (metres === null) return 0;
  return units === 0 ? metres : (metres * picked) / units;
}
