// Storage instances as RxDB opens them, and rows as RxDB writes them, with revisions and times of the test's choosing.
import {
  fillWithDefaultSettings,
  type FilledMangoQuery,
  prepareQuery,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorageInstance,
} from 'rxdb';
import type { AnyStorage } from './storages.test-kit';

export type Item = { id: string; shelf: string; count: number };
export type ItemDoc = RxDocumentData<Item>;
export type ItemInstance = RxStorageInstance<Item, unknown, unknown>;

const schema = fillWithDefaultSettings({
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 20 },
    shelf: { type: 'string', maxLength: 20 },
    count: { type: 'number', minimum: 0, maximum: 1000, multipleOf: 1 },
  },
  required: ['id', 'shelf', 'count'],
  indexes: ['shelf', ['count', 'shelf']],
} as RxJsonSchema<Item>) as RxJsonSchema<ItemDoc>;

export const openItems = (
  storage: AnyStorage,
  databaseName = 'shop',
  more: { multiInstance?: boolean; attachments?: object } = {},
): Promise<ItemInstance> =>
  storage.createStorageInstance({
    databaseInstanceToken: 'token',
    databaseName,
    collectionName: 'items',
    schema: more.attachments ? { ...schema, attachments: more.attachments } : schema,
    options: {},
    multiInstance: more.multiInstance ?? false,
    devMode: false,
  } as never) as unknown as Promise<ItemInstance>;

export const itemDoc = (item: Item, revision: number, lwt: number, deleted = false): ItemDoc => ({
  ...item,
  _deleted: deleted,
  _attachments: {},
  _rev: `${revision}-test`,
  _meta: { lwt },
});

export const insertItems = async (
  instance: ItemInstance,
  ids: readonly string[],
  lwt = 1000,
): Promise<void> => {
  const rows = ids.map((id) => ({ document: itemDoc({ id, shelf: 'a', count: 1 }, 1, lwt) }));
  const { error } = await instance.bulkWrite(rows as never, 'test');
  if (error.length > 0) throw new Error(`not inserted: ${JSON.stringify(error)}`);
};

export const allItems = async (instance: ItemInstance): Promise<ItemDoc[]> => {
  const found = await askItems(instance, { selector: {}, sort: [{ id: 'asc' }], skip: 0 });
  return found;
};

export const askItems = async (instance: ItemInstance, query: FilledMangoQuery<Item>): Promise<ItemDoc[]> => {
  const selector = { ...query.selector, _deleted: { $eq: false } };
  const { documents } = await instance.query(prepareQuery(schema, { ...query, selector } as never) as never);
  return documents as ItemDoc[];
};

export const countItems = async (instance: ItemInstance, shelf: string): Promise<number> => {
  const query = {
    selector: { shelf: { $eq: shelf }, _deleted: { $eq: false } },
    sort: [{ shelf: 'asc' }, { id: 'asc' }],
    skip: 0,
  };
  return (await instance.count(prepareQuery(schema, query as never) as never)).count;
};
