// A file that cannot be taken as a whole, or a request about imports that cannot be met. Words are in shared/text under
// `error.CODE`: what is wrong and what to do. Single lines are never refused this way: they are quarantined.

export const importErrorStatus = {
  'import-empty': 422,
  'import-no-rows': 422,
  'import-too-large': 413,
  'import-gzip-broken': 422,
  'import-file-is-spreadsheet': 422,
  'import-file-is-archive': 422,
  'import-file-binary': 422,
  'import-columns-missing': 422,
  'import-not-order-lines': 422,
  'import-upload-broken': 400,
  'import-disk-full': 507,
  'import-interrupted': 409,
  'import-failed': 500,
  'import-cancelled': 409,
  'import-unknown': 404,
  'sheet-too-long': 413,
  'sheet-unreadable': 422,
  'sheet-columns-missing': 422,
  'import-not-running': 409,
  'channel-unknown': 404,
  'channel-takes-no-files': 409,
  'format-unknown': 404,
  'format-not-of-channel': 409,
  'quarantine-unknown': 404,
  'quarantine-closed': 409,
} as const;
export type ImportErrorCode = keyof typeof importErrorStatus;
export type ImportErrorValues = Record<string, string | number>;

export class ImportRefused extends Error {
  readonly code: ImportErrorCode;
  readonly values: ImportErrorValues;
  readonly status: number;

  constructor(code: ImportErrorCode, values: ImportErrorValues = {}) {
    super(code);
    this.code = code;
    this.values = values;
    this.status = importErrorStatus[code];
  }
}
