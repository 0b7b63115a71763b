// The same writes, reads and restarts on the journal storage and on stock Dexie give the same answers, whatever they are.
import fc from 'fast-check';
import { getChangedDocumentsSince } from 'rxdb';
import { expect, it } from 'vitest';
import {
  allItems,
  askItems,
  countItems,
  type Item,
  type ItemDoc,
  type ItemInstance,
  itemDoc,
  openItems,
} from './instances.test-kit';
import { dexieOn, journalOn, newTestDisk } from './storages.test-kit';

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
type Row = { id: string; shelf: string; count: number; deleted: boolean; stale: boolean };
type Step =
  | { kind: 'write'; commits: Row[][] }
  | { kind: 'ask'; shelf: string; descending: boolean; limit: number; skip: number }
  | { kind: 'purge' }
  | { kind: 'restart' };

const row = fc.record({
  id: fc.constantFrom(...ids),
  shelf: fc.constantFrom('p', 'q', 'r'),
  count: fc.nat(5),
  deleted: fc.boolean(),
  stale: fc.boolean(),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      commits: fc.array(fc.uniqueArray(row, { selector: (each) => each.id, minLength: 1, maxLength: 5 }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      shelf: fc.constantFrom('p', 'q', 'r'),
      descending: fc.boolean(),
      limit: fc.integer({ min: 1, max: 5 }),
      skip: fc.nat(3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('purge' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

let named = 0;

it('answers as stock Dexie does, over any writes, questions, purges and restarts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      named += 1;
      const name = `shop${named}`;
      const [journalDisk, dexieDisk] = [newTestDisk(), newTestDisk()];
      const openBoth = (): Promise<[ItemInstance, ItemInstance]> =>
        Promise.all([
          openItems(journalOn(journalDisk, { compactAbove: 5, quietMs: 0 }), name),
          openItems(dexieOn(dexieDisk), name),
        ]);
      let [journal, dexie] = await openBoth();
      const known = new Map<string, ItemDoc>();
      let lwt = 1000;
      for (const each of steps) {
        switch (each.kind) {
          case 'write':
            for (const commit of each.commits) {
              lwt += 1;
              const rows = commit.map(({ deleted, stale, ...item }) =>
                rowOf(item, known, stale, deleted, lwt),
              );
              const [a, b] = await Promise.all([
                journal.bulkWrite(rows as never, 'test'),
                dexie.bulkWrite(structuredClone(rows) as never, 'test'),
              ]);
              expect(a).toEqual(b);
              const refused = new Set(a.error.map((error) => error.documentId));
              for (const { document } of rows)
                if (!refused.has(document.id)) known.set(document.id, document);
            }
            break;
          case 'ask': {
            const direction = each.descending ? 'desc' : 'asc';
            const query = {
              selector: { shelf: { $eq: each.shelf } },
              sort: [{ count: direction }, { id: direction }],
              limit: each.limit,
              skip: each.skip,
            } as never;
            expect(await askItems(journal, query)).toEqual(await askItems(dexie, query));
            expect(await countItems(journal, each.shelf)).toBe(await countItems(dexie, each.shelf));
            break;
          }
          case 'purge':
            await Promise.all([journal.cleanup(0), dexie.cleanup(0)]);
            for (const [id, doc] of known) if (doc._deleted) known.delete(id);
            break;
          case 'restart':
            await Promise.all([journal.close(), dexie.close()]);
            [journal, dexie] = await openBoth();
        }
        expect(await allItems(journal)).toEqual(await allItems(dexie));
        expect(byId(await journal.findDocumentsById(ids, true))).toEqual(
          byId(await dexie.findDocumentsById(ids, true)),
        );
        expect(await changed(journal)).toEqual(await changed(dexie));
      }
      await Promise.all([journal.close(), dexie.close()]);
    }),
    { numRuns: 60 },
  );
});

function rowOf(
  item: Item,
  known: ReadonlyMap<string, ItemDoc>,
  stale: boolean,
  deleted: boolean,
  lwt: number,
): { document: ItemDoc; previous?: ItemDoc } {
  const stored = known.get(item.id);
  const revision = Number(stored?._rev.split('-')[0] ?? 0);
  const document = itemDoc(item, revision + 1, lwt, deleted);
  if (!stored) return { document };
  if (stale) return { document, previous: { ...stored, _rev: '0-stale' } };
  return { document, previous: stored };
}

const byId = (docs: readonly ItemDoc[]): ItemDoc[] => docs.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Everything that changed since the beginning, page by page: the order is each storage's own. */
async function changed(instance: ItemInstance): Promise<ItemDoc[]> {
  const found: ItemDoc[] = [];
  let checkpoint: unknown;
  for (;;) {
    const page = await getChangedDocumentsSince(instance as never, 3, checkpoint as never);
    if (page.documents.length === 0) return byId(found);
    found.push(...(page.documents as ItemDoc[]));
    checkpoint = page.checkpoint;
  }
}
