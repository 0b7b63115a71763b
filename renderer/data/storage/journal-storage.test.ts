import { IDBDatabase } from 'fake-indexeddb';
import { firstValueFrom } from 'rxjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { allItems, insertItems, type ItemDoc, itemDoc, openItems } from './instances.test-kit';
import { journalFileName } from './journal-file';
import { breakDisk, type Fault, journalOn, newTestDisk, type TestDisk } from './storages.test-kit';

let mend = (): void => undefined;
afterEach(() => {
  mend();
  mend = () => undefined;
  vi.useRealTimers();
});

const idsOf = (docs: readonly ItemDoc[]): string[] => docs.map((doc) => doc.id);

/** What a start after a crash finds: the disk as it is, nothing of the old window. */
const afterCrash = async (disk: TestDisk): Promise<ItemDoc[]> => {
  const reopened = await openItems(journalOn(disk), 'shop');
  const found = await allItems(reopened);
  await reopened.close();
  return found;
};

const changeRow = (doc: ItemDoc, lwt: number, deleted = false) => ({
  previous: doc,
  document: itemDoc({ ...doc, count: doc.count + 1 }, Number(doc._rev[0]) + 1, lwt, deleted),
});

describe('what it refuses', () => {
  it('pitfalls 6 and 15: several windows and attachments, in words', async () => {
    const storage = journalOn(newTestDisk());
    await expect(openItems(storage, 'shop', { multiInstance: true })).rejects.toThrow('multiInstance false');
    await expect(openItems(storage, 'shop', { attachments: {} })).rejects.toThrow('keeps no attachments');
  });

  it('a store of a newer format, and leaves it as it is', async () => {
    const disk = newTestDisk();
    const items = await openItems(journalOn(disk), 'shop');
    await insertItems(items, ['a']);
    await items.close();
    await changeMeta(disk, { format: 2 });
    await expect(openItems(journalOn(disk), 'shop')).rejects.toThrow('newer version of the program');
    await changeMeta(disk, { format: 1 });
    expect(idsOf(await afterCrash(disk))).toEqual(['a']);
  });

  it('a second writer: what the first did not see is never written over', async () => {
    const disk = newTestDisk();
    const [first, second] = [await openItems(journalOn(disk)), await openItems(journalOn(disk))];
    await insertItems(first, ['a']);
    await expect(insertItems(second, ['b'])).rejects.toThrow('Another window has written');
    await Promise.all([first.close(), second.close()]);
    expect(idsOf(await afterCrash(disk))).toEqual(['a']);
  });

  it('everything after it was closed', async () => {
    const items = await openItems(journalOn(newTestDisk()));
    await items.close();
    await expect(insertItems(items, ['a'])).rejects.toThrow('has been closed');
    await expect(items.findDocumentsById(['a'], true)).rejects.toThrow('has been closed');
  });
});

describe('a write', () => {
  it('law 1: is seen and answered only after its transaction is complete', async () => {
    const disk = newTestDisk();
    const items = await openItems(journalOn(disk));
    const order: string[] = [];
    const begin = IDBDatabase.prototype.transaction;
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...args: Parameters<typeof begin>
    ) {
      const writing = begin.apply(this, args);
      writing.addEventListener('complete', () => order.push('complete'));
      return writing;
    });
    let seenEarly: Promise<unknown[]> = Promise.resolve(['not asked']);
    mend = breakDisk('abort', () => {
      seenEarly = items.findDocumentsById(['a'], true);
      return false;
    });
    const seen = firstValueFrom(items.changeStream()).then(() => order.push('seen'));
    const written = insertItems(items, ['a']).then(() => order.push('answered'));
    await Promise.all([seen, written]);
    expect(await seenEarly).toEqual([]);
    expect(order[0]).toBe('complete');
    expect(order.slice(1).sort()).toEqual(['answered', 'seen']);
    transaction.mockRestore();
    await items.close();
  });

  it('shares one transaction with all that wait, each with its own answer', async () => {
    const disk = newTestDisk();
    const items = await openItems(journalOn(disk));
    let transactions = 0;
    mend = breakDisk('abort', () => {
      transactions += 1;
      return false;
    });
    const answers = await Promise.all(
      ['a', 'b', 'a', 'c'].map((id) =>
        items.bulkWrite([{ document: itemDoc({ id, shelf: 's', count: 1 }, 1, 1) }] as never, 'test'),
      ),
    );
    expect(transactions).toBe(1);
    expect(answers.map((answer) => answer.error.map((error) => error.status))).toEqual([[], [], [409], []]);
    expect(idsOf(await afterCrash(disk))).toEqual(['a', 'b', 'c']);
    await items.close();
  });

  it.each<Fault>(['quota', 'abort'])(
    '%s: rejects, changes nothing, and the next one works',
    async (fault) => {
      const disk = newTestDisk();
      const items = await openItems(journalOn(disk));
      await insertItems(items, ['a']);
      mend = breakDisk(fault, () => true);
      const tries = await Promise.allSettled([insertItems(items, ['b']), insertItems(items, ['c'])]);
      expect(tries.map((each) => each.status)).toEqual(['rejected', 'rejected']);
      expect(String((tries[0] as PromiseRejectedResult).reason)).toContain(
        fault === 'quota' ? 'QuotaExceededError' : 'abort',
      );
      expect(idsOf(await allItems(items))).toEqual(['a']);
      mend();
      await insertItems(items, ['b', 'd']);
      expect(idsOf(await allItems(items))).toEqual(['a', 'b', 'd']);
      expect(idsOf(await afterCrash(disk))).toEqual(['a', 'b', 'd']);
      await items.close();
    },
  );

  it('rejects when the browser took the database away', async () => {
    const disk = newTestDisk();
    const items = await openItems(journalOn(disk));
    await new Promise<void>((done, fail) => {
      const deleting = disk.indexedDB.deleteDatabase(journalFileName('shop', 0, 'items'));
      deleting.onsuccess = () => done();
      deleting.onerror = () => fail(new Error('not deleted'));
    });
    await expect(insertItems(items, ['a'])).rejects.toThrow();
    await items.close();
  });
});

describe('a write of a copy', () => {
  const copyOn = (disk: TestDisk) => journalOn(disk, { durability: 'relaxed' });

  it('is seen at once and answered only after its transaction is complete', async () => {
    const disk = newTestDisk();
    const items = await openItems(copyOn(disk));
    const order: string[] = [];
    let found: Promise<unknown[]> = Promise.resolve([]);
    mend = breakDisk('abort', () => {
      order.push('transaction');
      found = items.findDocumentsById(['a'], true);
      return false;
    });
    const seen = firstValueFrom(items.changeStream()).then(() => order.push('seen'));
    const written = insertItems(items, ['a']).then(() => order.push('answered'));
    await Promise.all([seen, written]);
    expect(order).toEqual(['seen', 'transaction', 'answered']);
    expect(await found).toMatchObject([{ id: 'a' }]);
    await items.close();
  });

  it.each<Fault>(['quota', 'abort'])(
    '%s: rejects, is seen all the same, and reaches the disk with the next one, as it is by then',
    async (fault) => {
      const disk = newTestDisk();
      const items = await openItems(copyOn(disk), 'shop');
      await insertItems(items, ['a']);
      mend = breakDisk(fault, () => true);
      const tries = await Promise.allSettled([insertItems(items, ['c']), insertItems(items, ['b'])]);
      expect(tries.map((each) => each.status)).toEqual(['rejected', 'rejected']);
      expect(idsOf(await allItems(items))).toEqual(['a', 'b', 'c']);
      expect(idsOf(await afterCrash(disk))).toEqual(['a']);
      mend();
      const [c] = await items.findDocumentsById(['c'], false);
      const changed = await items.bulkWrite([changeRow(c as never, 2)] as never, 'test');
      expect(changed.error).toEqual([]);
      await insertItems(items, ['d']);
      const kept = await afterCrash(disk);
      expect(idsOf(kept)).toEqual(['a', 'b', 'c', 'd']);
      expect(kept).toEqual(await allItems(items));
      await items.close();
    },
  );
});

describe('what changed since', () => {
  it('finding 1: a clock that goes back hides nothing', async () => {
    const disk = newTestDisk();
    const first = await openItems(journalOn(disk));
    await insertItems(first, ['tomorrow'], 86_400_000);
    const pushed = await first.getChangedDocumentsSince?.(10);
    await first.close();
    const second = await openItems(journalOn(disk));
    await insertItems(second, ['today'], 1000);
    const since = await second.getChangedDocumentsSince?.(10, pushed?.checkpoint);
    expect(idsOf(since?.documents as ItemDoc[])).toEqual(['today']);
    await second.close();
  });

  it('a change event carries a checkpoint behind itself', async () => {
    const items = await openItems(journalOn(newTestDisk()));
    const bulks: Array<{ checkpoint: unknown }> = [];
    items.changeStream().subscribe((bulk) => bulks.push(bulk));
    await Promise.all([insertItems(items, ['a', 'b']), insertItems(items, ['c'])]);
    const after = await Promise.all(
      bulks.map(async (bulk) => items.getChangedDocumentsSince?.(10, bulk.checkpoint as never)),
    );
    expect(after.map((each) => idsOf(each?.documents as ItemDoc[]))).toEqual([['c'], []]);
    await items.close();
  });

  it('understands a checkpoint of Dexie by its document, and starts over for one of another journal', async () => {
    const items = await openItems(journalOn(newTestDisk()));
    await insertItems(items, ['a', 'b', 'c']);
    const since = async (checkpoint: unknown): Promise<string[]> =>
      idsOf((await items.getChangedDocumentsSince?.(10, checkpoint as never))?.documents as ItemDoc[]);
    expect(await since({ id: 'b', lwt: 1000 })).toEqual(['c']);
    expect(await since({ id: 'gone', lwt: 1000 })).toEqual(['a', 'b', 'c']);
    expect(await since({ id: 'b', lwt: 1000, n: 2, journal: 'another' })).toEqual(['a', 'b', 'c']);
    await items.close();
  });

  it('purged documents do not end it early, and their numbers are not given again', async () => {
    const disk = newTestDisk();
    let items = await openItems(journalOn(disk));
    await insertItems(items, ['a', 'b', 'c', 'd']);
    const rows = (await items.findDocumentsById(['a', 'b', 'd'], true)).map((doc) =>
      changeRow(doc as ItemDoc, 2000, true),
    );
    await items.bulkWrite(rows as never, 'test');
    const end = await items.getChangedDocumentsSince?.(10);
    await items.cleanup(0);
    const page = await items.getChangedDocumentsSince?.(2);
    expect(idsOf(page?.documents as ItemDoc[])).toEqual(['c']);
    await items.close();
    items = await openItems(journalOn(disk));
    expect(await items.findDocumentsById(['a', 'b', 'd'], true)).toEqual([]);
    await insertItems(items, ['e']);
    const since = await items.getChangedDocumentsSince?.(10, end?.checkpoint);
    expect(idsOf(since?.documents as ItemDoc[])).toEqual(['e']);
    await items.close();
  });
});

describe('compaction', () => {
  const many = Array.from({ length: 2500 }, (_, index) => `i${String(index).padStart(4, '0')}`);
  const isCompaction = (stores: readonly string[]): boolean => stores.includes('snap');

  it('survives a crash at every one of its transactions', async () => {
    // Drop, three blocks, flip.
    for (let dies = 1; dies <= 6; dies += 1) {
      const disk = newTestDisk();
      const items = await openItems(journalOn(disk));
      await insertItems(items, many);
      const [first, second] = (await items.findDocumentsById(many.slice(0, 2), true)) as ItemDoc[];
      await items.bulkWrite([changeRow(first!, 2000, true), changeRow(second!, 2000)] as never, 'test');
      let compactions = 0;
      mend = breakDisk('abort', (stores) => {
        if (isCompaction(stores)) compactions += 1;
        return isCompaction(stores) && compactions >= dies;
      });
      const compacted = items.cleanup(0);
      if (dies <= 5) await expect(compacted, `transaction ${dies}`).rejects.toThrow();
      else await compacted;
      mend();
      const found = await afterCrash(disk);
      expect(idsOf(found), `transaction ${dies}`).toEqual(many.slice(1));
      expect(found[0]?.count).toBe(2);
      const healed = await openItems(journalOn(disk));
      await insertItems(healed, ['later']);
      await healed.cleanup(0);
      await healed.close();
      expect(idsOf(await afterCrash(disk))).toEqual([...many.slice(1), 'later']);
      await items.close();
    }
  });

  it('keeps what is written while it runs', async () => {
    const disk = newTestDisk();
    const items = await openItems(journalOn(disk));
    await insertItems(items, many);
    const [deleted] = (await items.findDocumentsById([many[7] as string], true)) as ItemDoc[];
    await items.bulkWrite([changeRow(deleted!, 1500, true)] as never, 'test');
    const compacting = items.cleanup(0);
    const written: string[] = [];
    for (let turn = 0; turn < 30; turn += 1) {
      const id = many[turn * 80] as string;
      const [doc] = (await items.findDocumentsById([id], true)) as ItemDoc[];
      await items.bulkWrite([changeRow(doc!, 3000)] as never, 'test');
      written.push(id);
    }
    await compacting;
    const before = await allItems(items);
    await items.close();
    const after = await afterCrash(disk);
    expect(after).toEqual(before);
    expect(after.filter((doc) => doc.count === 2).map((doc) => doc.id)).toEqual(written);
  });

  it('begins by itself when nobody writes, and leaves a short log', async () => {
    const disk = newTestDisk();
    const items = await openItems(journalOn(disk, { compactAbove: 10, quietMs: 0 }));
    let flips = 0;
    mend = breakDisk('abort', (stores) => {
      if (stores.length === 3) flips += 1;
      return false;
    });
    for (let turn = 0; turn < 20; turn += 1) await insertItems(items, [`x${turn}`]);
    await vi.waitFor(() => expect(flips).toBeGreaterThan(0));
    await items.close();
    expect(await afterCrash(disk)).toHaveLength(20);
  });
});

async function changeMeta(disk: TestDisk, change: Record<string, unknown>): Promise<void> {
  const db = await new Promise<globalThis.IDBDatabase>((done, fail) => {
    const opening = disk.indexedDB.open(journalFileName('shop', 0, 'items'));
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(new Error('not opened'));
  });
  const writing = db.transaction('meta', 'readwrite');
  const meta = writing.objectStore('meta').get('journal');
  meta.onsuccess = () => writing.objectStore('meta').put({ ...meta.result, ...change }, 'journal');
  await new Promise((done) => {
    writing.oncomplete = done;
  });
  db.close();
}
