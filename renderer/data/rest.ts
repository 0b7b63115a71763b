// A scan's verdict is painted before anything else is done about the scan. What somebody waits for at another bench comes
// right behind the paint; what nobody waits for lets a frame or two pass.

const restMs = 50;

export function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, restMs));
}

/**
 * Resolves behind the next frame, which shows what has been handed to the screen by then. Where no frame comes, as in a
 * window that nobody sees, it takes no longer than `rest`.
 */
export function painted(): Promise<void> {
  if (typeof requestAnimationFrame === 'undefined') return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(resolve, restMs);
    // Callbacks of a frame run before its paint, in one task with it: the next task is behind both.
    requestAnimationFrame(() =>
      setTimeout(() => {
        clearTimeout(late);
        resolve();
      }, 0),
    );
  });
}
