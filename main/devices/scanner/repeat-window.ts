// Which scan is the same label read twice by one pull of the trigger. A repeat is told, not dropped: it is shown, and
// only not counted. Counted from the last time the text was seen, so a trigger held down stays one scan.

/** Milliseconds; 0 turns it off for benches that scan equal items fast (300 to 500 is usual). */
export const defaultRepeatWindowMs = 300;

export type RepeatWindow = { isRepeat: (scan: { deviceId: string; text: string; atMs: number }) => boolean };

/** `atMs` is of one monotonic clock. */
export function createRepeatWindow(windowMs: number = defaultRepeatWindowMs): RepeatWindow {
  const last = new Map<string, { text: string; atMs: number }>();
  return {
    isRepeat: ({ deviceId, text, atMs }) => {
      const before = last.get(deviceId);
      last.set(deviceId, { text, atMs });
      return windowMs > 0 && before !== undefined && before.text === text && atMs - before.atMs <= windowMs;
    },
  };
}
