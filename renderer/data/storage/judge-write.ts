// Which rows of one write hold, against what is stored and what stands before them in the same transaction: RxDB's own
// rule for revisions, told before anything is written. Pure but for `current`, which it moves on.
import type { BulkWriteRow, RxDocumentData, RxStorageWriteError } from 'rxdb';

export type Doc = RxDocumentData<Record<string, unknown>>;
export type Row = BulkWriteRow<Record<string, unknown>>;
export type WriteError = RxStorageWriteError<Record<string, unknown>>;
export type Write = { rows: readonly Row[]; context: string };
/** `docs` is the JSON text of the accepted documents, in order. */
export type JudgedWrite = { accepted: Row[]; errors: WriteError[]; docs: string };

/** Throws what JSON throws for a document that has no JSON text, and then `current` is as it was. */
export function judgeWrite(
  { rows, context }: Write,
  idOf: (doc: unknown) => string,
  current: Map<string, Doc>,
): JudgedWrite {
  const accepted: Row[] = [];
  const errors: WriteError[] = [];
  const own = new Map<string, Doc>();
  for (const row of rows) {
    const documentId = idOf(row.document);
    const stored = own.get(documentId) ?? current.get(documentId);
    // A document written twice in one call: the second did not know of the first.
    if (stored && (own.has(documentId) || stored._rev !== row.previous?._rev)) {
      errors.push({ isError: true, status: 409, documentId, writeRow: row, documentInDb: stored, context });
      continue;
    }
    accepted.push(row);
    own.set(documentId, row.document as Doc);
  }
  const docs = JSON.stringify(accepted.map((row) => row.document));
  for (const [id, doc] of own) current.set(id, doc);
  return { accepted, errors, docs };
}
