// What tests of streams share: streams to write to, a unit that stores one entry, and what a stream then holds.
import type { Pool } from './pool';
import type { StreamWriter } from './stream-writer';

export const testEpoch = '00000000-0000-4000-8000-000000000001';

export async function makeStreams(pool: Pool): Promise<void> {
  await pool.query(
    `INSERT INTO stream (stream_id, kind, epoch)
     VALUES ('company', 'company', $1), ('W1', 'warehouse', $1), ('W2', 'warehouse', $1)`,
    [testEpoch],
  );
}

/** Stores one directory entry; it resolves with its place in the stream. Storing a name twice fails. */
export function writeEntry(writer: StreamWriter, streamId: string, entryId: string): Promise<number> {
  return writer.submit([streamId], async (tx) => {
    const seq = tx.nextSeq(streamId);
    const document = { entryId, seq };
    await tx.client.query(
      `INSERT INTO directory (stream_id, entry_id, kind, doc, seq) VALUES ($1, $2, 'test', $3, $4)`,
      [streamId, entryId, document, seq],
    );
    tx.announce({ streamId, collection: 'directory', seq, document, stationId: null, warehouseIds: null });
    return seq;
  });
}

/** Names in stream order. @throws when the sequence has a gap or a double */
export async function entriesOf(pool: Pool, streamId: string): Promise<string[]> {
  // One statement sees one moment: others may be writing while this reads.
  const { rows } = await pool.query<{ entry_id: string; seq: number; counter: number }>(
    `SELECT d.entry_id, d.seq, s.seq AS counter FROM directory d JOIN stream s USING (stream_id)
     WHERE d.stream_id = $1 ORDER BY d.seq`,
    [streamId],
  );
  rows.forEach(({ seq }, index) => {
    if (seq !== index + 1) throw new Error(`place ${index + 1} of ${streamId} holds ${seq}`);
  });
  const counter = rows[0]?.counter ?? 0;
  if (counter !== rows.length) throw new Error(`${streamId} counts ${counter} and holds ${rows.length}`);
  return rows.map(({ entry_id }) => entry_id);
}
