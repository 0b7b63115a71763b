// Photographs from the shelf to head office: in parts and behind what is there, over a broken connection and a restart, gone
// from the shelf only when head office has them.
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { mostPartBytes } from '../../shared/contract/photos';
import type { PhotoDoor } from './photo-door';
import { createPhotoDoor } from './photo-door';
import { startPhotoSender } from './photo-sender';
import { openPhotoShelf, ShelfFull } from './photo-shelf';
import { until } from './station.test-kit';

const large = Uint8Array.from({ length: mostPartBytes * 2 + 100 }, (_, index) => index % 251);

/** Head office's side of it: takes parts that are next, and has a file when it is whole. */
function officeThat({ breaksAfter = Number.POSITIVE_INFINITY, refuses = false } = {}) {
  const parts = new Map<string, number[]>();
  const whole = new Map<string, number[]>();
  let sent = 0;
  const office = {
    whole,
    parts,
    sent: () => sent,
    mend: () => (breaksAfter = Number.POSITIVE_INFINITY),
    door: {
      ask: async (hash) =>
        sent >= breaksAfter
          ? null
          : { kind: 'upload', upload: { received: parts.get(hash)?.length ?? 0, isStored: whole.has(hash) } },
      send: async (hash, { size, offset, bytes }) => {
        if (sent >= breaksAfter) return null;
        sent += 1;
        if (refuses) return { kind: 'refused' };
        const before = parts.get(hash) ?? [];
        if (offset === before.length) before.push(...bytes);
        parts.set(hash, before);
        if (before.length === size) whole.set(hash, before);
        return { kind: 'upload', upload: { received: before.length, isStored: whole.has(hash) } };
      },
    } satisfies PhotoDoor as PhotoDoor,
  };
  return office;
}

describe('sending photographs', () => {
  it('goes on behind what is there after a break, and drops the file when it has arrived', async () => {
    const disk = new IDBFactory();
    const shelf = await openPhotoShelf('a', { indexedDB: disk });
    const office = officeThat({ breaksAfter: 2 });
    await shelf.keep('h1', large);
    const reports: unknown[] = [];
    const sender = startPhotoSender({
      shelf,
      door: office.door,
      isOnline: () => true,
      report: (cause) => reports.push(cause),
      againMs: 20,
    });
    await until(() => office.sent() === 2);
    expect(await shelf.waiting()).toEqual(['h1']);
    await sender.close();
    shelf.close();
    // The program starts again on the same disk.
    const again = await openPhotoShelf('a', { indexedDB: disk });
    office.mend();
    const next = startPhotoSender({
      shelf: again,
      door: office.door,
      isOnline: () => true,
      report: (cause) => reports.push(cause),
      againMs: 20,
    });
    await until(() => office.whole.has('h1'));
    await until(() => next.store.getState().waiting === 0);
    expect(office.whole.get('h1')).toEqual([...large]);
    expect(office.sent()).toBe(3);
    expect(await again.waiting()).toEqual([]);
    expect(reports).toEqual([]);
    await next.close();
    again.close();
  });

  it('waits while head office is away, and keeps the order they were taken in', async () => {
    const shelf = await openPhotoShelf('b', { indexedDB: new IDBFactory() });
    const office = officeThat();
    let isOnline = false;
    await shelf.keep('h2', Uint8Array.of(2));
    await shelf.keep('h1', Uint8Array.of(1));
    await shelf.keep('h2', Uint8Array.of(2));
    const sender = startPhotoSender({
      shelf,
      door: office.door,
      isOnline: () => isOnline,
      report: () => undefined,
    });
    await until(() => sender.store.getState().waiting === 2);
    expect(office.sent()).toBe(0);
    expect(await shelf.waiting()).toEqual(['h2', 'h1']);
    isOnline = true;
    sender.look();
    await until(() => sender.store.getState().waiting === 0);
    expect([...office.whole.keys()]).toEqual(['h2', 'h1']);
    await sender.close();
    shelf.close();
  });

  it('does not stand still for a file that head office will never take', async () => {
    const shelf = await openPhotoShelf('c', { indexedDB: new IDBFactory() });
    const reports: unknown[] = [];
    await shelf.keep('bad', Uint8Array.of(1));
    const sender = startPhotoSender({
      shelf,
      door: officeThat({ refuses: true }).door,
      isOnline: () => true,
      report: (cause) => reports.push(cause),
    });
    await until(() => reports.length === 1);
    await until(() => sender.store.getState().waiting === 0);
    await sender.close();
    shelf.close();
  });

  it('takes no more than the shelf is made for', async () => {
    const shelf = await openPhotoShelf('d', { indexedDB: new IDBFactory() }, 3);
    await shelf.keep('1', Uint8Array.of(1, 2));
    await expect(shelf.keep('2', Uint8Array.of(1, 2))).rejects.toBeInstanceOf(ShelfFull);
    await shelf.drop('1');
    await shelf.keep('2', Uint8Array.of(1, 2));
    expect(await shelf.read('2')).toEqual(Uint8Array.of(1, 2));
    shelf.close();
  });
});

describe('the door', () => {
  const doorThat = (answer: () => Response | Promise<never>) =>
    createPhotoDoor('http://127.0.0.1:1', (async () => answer()) as typeof fetch);
  const { signal } = new AbortController();

  it.each([
    [
      'a part taken',
      () => Response.json({ received: 3, isStored: false }),
      { kind: 'upload', upload: { received: 3, isStored: false } },
    ],
    ['no photograph', () => Response.json({ code: 'photo-wrong' }, { status: 422 }), { kind: 'refused' }],
    ['busy', () => new Response(null, { status: 503 }), null],
    ['nonsense', () => Response.json({ hello: 1 }), null],
    ['away', () => Promise.reject(new Error('away')), null],
  ])('%s', async (_name, answer, told) => {
    const part = { size: 3, offset: 0, bytes: Uint8Array.of(1, 2, 3) };
    expect(await doorThat(answer).send('h', part, signal)).toEqual(told);
  });
});
