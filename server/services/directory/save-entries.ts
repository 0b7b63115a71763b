// Writes directory entries: people, warehouses, carriers, boxes, padding. An entry that says what it said before is left
// alone, so that nobody pulls it again.
import type { DirectoryEntry } from '../../../shared/sync/documents';
import { directoryEntrySchema } from '../../../shared/sync/documents';
import { companyStream } from '../../../shared/domain/ids';
import type { StreamTx } from '../../db/stream-writer';
import { hashOf } from '../sync/op-content';
import { jsonRows } from '../changes/json-rows';

type WithoutSeq<Entry> = Entry extends unknown ? Omit<Entry, 'seq'> : never;
export type NewDirectoryEntry = WithoutSeq<DirectoryEntry>;

/**
 * The unit of work must name the company's stream.
 * @returns how many entries changed
 */
export async function saveEntries(tx: StreamTx, entries: readonly NewDirectoryEntry[]): Promise<number> {
  const { rows } = await tx.client.query<{ doc: DirectoryEntry }>(
    'SELECT doc FROM directory WHERE stream_id = $1 AND entry_id = ANY($2::text[]) AND NOT deleted',
    [companyStream, entries.map((entry) => entry.entryId)],
  );
  const before = new Map(rows.map(({ doc: { seq: _seq, ...said } }) => [said.entryId, hashOf(said)]));
  const changed = entries
    .filter((entry) => before.get(entry.entryId) !== hashOf(entry))
    .map((entry) => directoryEntrySchema.parse({ ...entry, seq: tx.nextSeq(companyStream) }));
  if (changed.length === 0) return 0;
  await tx.client.query(
    `INSERT INTO directory (stream_id, entry_id, kind, doc, seq)
     SELECT $1, doc->>'entryId', doc->>'kind', doc, (doc->>'seq')::bigint FROM jsonb_array_elements($2::jsonb) AS doc
     ON CONFLICT (stream_id, entry_id) DO UPDATE SET kind = excluded.kind, doc = excluded.doc, seq = excluded.seq, deleted = false`,
    [companyStream, jsonRows(changed)],
  );
  for (const document of changed) {
    const { seq } = document;
    tx.announce({
      streamId: companyStream,
      collection: 'directory',
      seq,
      document,
      stationId: null,
      warehouseIds: null,
    });
  }
  return changed.length;
}
