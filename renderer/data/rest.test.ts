import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { painted } from './rest';

describe('painted', () => {
  const frames: (() => void)[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    frames.length = 0;
    vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const isPainted = (): (() => boolean) => {
    let done = false;
    void painted().then(() => (done = true));
    return () => done;
  };

  it('waits for the next frame, and for the task behind it, in which the frame has been painted', async () => {
    const done = isPainted();
    await vi.advanceTimersByTimeAsync(40);
    expect(done()).toBe(false);
    for (const frame of frames) frame();
    await Promise.resolve();
    expect(done()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(done()).toBe(true);
  });

  it('does not wait for ever for the frame of a window that nobody sees', async () => {
    const done = isPainted();
    await vi.advanceTimersByTimeAsync(49);
    expect(done()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(done()).toBe(true);
  });

  it('has nothing to wait for where there is no screen', async () => {
    vi.stubGlobal('requestAnimationFrame', undefined);
    const done = isPainted();
    await Promise.resolve();
    await Promise.resolve();
    expect(done()).toBe(true);
  });
});
