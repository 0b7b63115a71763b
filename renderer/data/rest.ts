// A scan's verdict is painted before anything else is done about the scan: what nobody waits for lets a frame or two pass.

export const restMs = 50;

export function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, restMs));
}
