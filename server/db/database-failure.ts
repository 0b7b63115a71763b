// Ways the database cannot be had, each with a sentence that says what to do. Never carries a password.
export type DatabaseFailureCode =
  | 'data-folder-not-writable'
  | 'data-folder-not-enterable'
  | 'data-folder-newer'
  | 'data-folder-older'
  | 'data-folder-damaged'
  | 'data-folder-in-use'
  | 'disk-full'
  | 'binaries-missing'
  | 'database-start-failed'
  | 'database-stop-failed'
  | 'database-url-wrong'
  | 'database-unreachable'
  | 'database-refused-password'
  | 'database-missing'
  | 'database-not-utf8'
  | 'database-too-old'
  | 'database-newer'
  | 'backup-wrong'
  | 'backup-damaged'
  | 'backup-not-written'
  | 'nothing-kept'
  | 'head-office-stopping'
  | 'outcome-unknown';

export class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure';
  constructor(
    readonly code: DatabaseFailureCode,
    message: string,
    readonly values: Record<string, string | number> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
