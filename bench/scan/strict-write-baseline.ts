// What this machine can do at best for a scan: one durable IndexedDB write of a small record and one painted frame, in
// the same window, with nothing of Waybill in between. The noise of the machine is in it as it is in the bench.
import type { Page } from 'playwright';

/** @returns milliseconds of each of `count` writes, from the put to after the next paint */
export function strictWriteBaseline(page: Page, count: number): Promise<number[]> {
  return page.evaluate(async (times) => {
    const database = await new Promise<IDBDatabase>((done, fail) => {
      const opening = indexedDB.open('bench-strict-write', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('records', { autoIncrement: true });
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => fail(opening.error ?? new Error('not opened'));
    });
    const record = { type: 'record', body: 'x'.repeat(400) };
    const tookMs: number[] = [];
    for (let turn = 0; turn < times; turn += 1) {
      const startMs = performance.now();
      await new Promise<void>((done, fail) => {
        const writing = database.transaction('records', 'readwrite', { durability: 'strict' });
        writing.objectStore('records').add(record);
        writing.oncomplete = () => done();
        writing.onabort = () => fail(writing.error ?? new Error('not written'));
      });
      await new Promise<void>((done) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done();
          channel.port2.postMessage(null);
        });
      });
      tookMs.push(performance.now() - startMs);
      await new Promise((done) => setTimeout(done, 5));
    }
    database.close();
    indexedDB.deleteDatabase('bench-strict-write');
    return tookMs;
  }, count);
}
