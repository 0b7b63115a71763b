// Tags and custom fields as the office defines them, and those of customers and products. Those of orders are in the orders.
import { companyStream } from '../../../shared/domain/ids';
import {
  type FieldChanges,
  type FieldDefinition,
  fieldDefinitionSchema,
  type Fields,
  fieldsWith,
} from '../../../shared/domain/field/field';
import { type TagDefinition, tagDefinitionSchema, tagKeyOf, tagsWith } from '../../../shared/domain/tag/tag';
import type { Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';

export type MarkedOwner = 'customer' | 'product';
export type Marks = { tags: string[]; fields: Fields };

export async function loadFields(db: Queryable): Promise<FieldDefinition[]> {
  const { rows } = await db.query<{ doc: unknown }>({
    name: 'field-definitions',
    text: 'SELECT doc FROM field_definition WHERE stream_id = $1 ORDER BY owner, key',
    values: [companyStream],
  });
  return rows.map(({ doc }) => fieldDefinitionSchema.parse(doc));
}

/** What a field is of and what its values are stays as it was first said: values are there that were judged by it. */
export async function saveField(
  db: Queryable,
  definition: FieldDefinition,
  at: string,
): Promise<'saved' | 'other-kind'> {
  const { owner, key } = definition;
  const { rowCount } = await db.query(
    `INSERT INTO field_definition (stream_id, owner, key, doc, changed_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (stream_id, owner, key) DO UPDATE SET doc = excluded.doc, changed_at = excluded.changed_at
       WHERE field_definition.doc->>'kind' = excluded.doc->>'kind'`,
    [companyStream, owner, key, storableJson(definition), at],
  );
  return rowCount === 1 ? 'saved' : 'other-kind';
}

export async function loadTags(db: Queryable): Promise<TagDefinition[]> {
  const { rows } = await db.query<{ doc: unknown }>({
    name: 'tags',
    text: 'SELECT doc FROM tag WHERE stream_id = $1 ORDER BY key',
    values: [companyStream],
  });
  return rows.map(({ doc }) => tagDefinitionSchema.parse(doc));
}

export async function saveTag(db: Queryable, tag: TagDefinition): Promise<void> {
  await db.query(
    'INSERT INTO tag (stream_id, key, doc) VALUES ($1, $2, $3) ON CONFLICT (stream_id, key) DO UPDATE SET doc = excluded.doc',
    [companyStream, tag.key, storableJson(tag)],
  );
}

/** Keys of tags as written; those that nobody has used yet are defined, in grey. */
export async function ensureTags(db: Queryable, written: readonly string[]): Promise<string[]> {
  const named = new Map(
    written.flatMap((name): [string, string][] => {
      const key = tagKeyOf(name);
      return key === null ? [] : [[key, name.trim().slice(0, 60)]];
    }),
  );
  if (named.size === 0) return [];
  await db.query({
    name: 'ensure-tags',
    text: `INSERT INTO tag (stream_id, key, doc)
           SELECT $1, key, jsonb_build_object('key', key, 'name', name, 'colour', 'grey')
           FROM unnest($2::text[], $3::text[]) AS r (key, name) ORDER BY key ON CONFLICT DO NOTHING`,
    values: [companyStream, [...named.keys()], [...named.values()]],
  });
  return [...named.keys()].sort();
}

/** By id; what nobody has marked has no entry. */
export async function loadMarks(
  db: Queryable,
  owner: MarkedOwner,
  ids: readonly string[],
): Promise<Map<string, Marks>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<Marks & { owner_id: string }>({
    name: 'marks',
    text: 'SELECT owner_id, tags, fields FROM marking WHERE stream_id = $1 AND owner = $2 AND owner_id = ANY($3::text[])',
    values: [companyStream, owner, ids],
  });
  return new Map(rows.map(({ owner_id, tags, fields }) => [owner_id, { tags, fields }]));
}

export async function changeMarks(
  db: Queryable,
  owner: MarkedOwner,
  ownerId: string,
  change: { add: readonly string[]; remove: readonly string[]; fields: FieldChanges },
  at: string,
): Promise<Marks> {
  const before = (await loadMarks(db, owner, [ownerId])).get(ownerId) ?? { tags: [], fields: {} };
  const marks = {
    tags: tagsWith(before.tags, change.add, change.remove),
    fields: fieldsWith(before.fields, change.fields),
  };
  await db.query(
    `INSERT INTO marking (stream_id, owner, owner_id, tags, fields, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (stream_id, owner, owner_id) DO UPDATE SET tags = excluded.tags, fields = excluded.fields, changed_at = excluded.changed_at`,
    [companyStream, owner, ownerId, marks.tags, storableJson(marks.fields), at],
  );
  return marks;
}
