// A scan's verdict is handed to the screen before anything else is done about the scan. What somebody waits for at another
// bench comes right behind it; what nobody waits for lets a frame or two pass.

const restMs = 50;

export function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, restMs));
}

/** One task later: what this one hands to the screen is in its elements by then. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
