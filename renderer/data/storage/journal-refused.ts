// Why the journal storage will not open or will not write: words for a person, a kind for the program.

export type JournalRefusal =
  | 'several-windows'
  | 'attachments'
  | 'newer-format'
  | 'foreign-writer'
  | 'closed'
  | 'damaged';

const words: Record<JournalRefusal, string> = {
  'several-windows':
    'The journal storage keeps everything in the memory of one window. Open the database with multiInstance false.',
  attachments: 'The journal storage keeps no attachments. Keep such a collection in the Dexie storage.',
  'newer-format':
    'This store was written by a newer version of the program. Start that version, or take the station in anew.',
  'foreign-writer':
    'Another window has written to this store. Nothing was saved; close this window and use the other one.',
  closed: 'This store has been closed.',
  damaged: 'This store cannot be read: a part of it is missing or broken.',
};

/** Thrown, never returned: a caller that gets it has saved nothing. */
export class JournalRefused extends Error {
  readonly refusal: JournalRefusal;

  constructor(refusal: JournalRefusal, store: string, cause?: unknown) {
    super(`${words[refusal]} (${store})`, { cause });
    this.name = 'JournalRefused';
    this.refusal = refusal;
  }
}
