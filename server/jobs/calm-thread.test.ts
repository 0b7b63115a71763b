import { once } from 'node:events';
import { getPriority, platform } from 'node:os';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { calmThread } from './calm-thread';

const program = JSON.stringify(new URL('./calm-thread.ts', import.meta.url).href);
const source = `import('tsx/esm/api').then(async ({ register }) => {
  register();
  const { calmThread } = await import(${program});
  const before = require('node:os').getPriority();
  calmThread();
  require('node:worker_threads').parentPort.postMessage([before, require('node:os').getPriority()]);
})`;

describe('a calm thread', () => {
  it('has a priority of its own below that of the others, where threads have one', async () => {
    const worker = new Worker(source, { eval: true });
    const [[before, after]] = (await once(worker, 'message')) as [[number, number]];
    await worker.terminate();
    expect(after > before).toBe(platform() === 'linux');
    expect(getPriority()).toBe(before);
  });

  it('leaves the main thread as it is', () => {
    const before = getPriority();
    calmThread();
    expect(getPriority()).toBe(before);
  });
});
