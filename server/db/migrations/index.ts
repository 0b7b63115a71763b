// Every migration, in order. A migration that has shipped is never edited: add the next one.
// They are modules rather than .sql files so that tests, tsx and the bundled server all find them the same way.
import { sql as foundation } from './0001-foundation';

export const migrations: readonly { name: string; sql: string }[] = [
  { name: '0001-foundation', sql: foundation },
];
