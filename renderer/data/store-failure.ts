// Why the station's store did not open, in the few kinds that a person or the program does something else about.

export type StoreTrouble =
  /** A newer Waybill made it: nothing is touched. */
  | 'newer'
  /** The disk has no room to open it. */
  | 'full'
  /** The engine says that it cannot be read. */
  | 'unreadable'
  /** The engine does not answer at all (sync.md 2.4, 9). */
  | 'silent';

export class StoreFailure extends Error {
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, cause?: unknown) {
    super(`the local store is ${trouble}`, { cause });
    this.name = 'StoreFailure';
    this.trouble = trouble;
  }

  static of(cause: unknown): StoreFailure {
    if (cause instanceof StoreFailure) return cause;
    if (isFull(cause)) return new StoreFailure('full', cause);
    return new StoreFailure(isNewer(cause) ? 'newer' : 'unreadable', cause);
  }
}

/** IndexedDB says QuotaExceededError for a quota and for a full disk; libraries wrap it. */
export function isFull(cause: unknown): boolean {
  return mentions(cause, /QuotaExceeded|quota|disk is full|no space/i);
}

/** IndexedDB's VersionError; RxDB's DM5: its own layout is of another major version. */
function isNewer(cause: unknown): boolean {
  return mentions(cause, /VersionError|\bDM5\b/);
}

function mentions(cause: unknown, words: RegExp, depth = 0): boolean {
  if (typeof cause === 'string') return words.test(cause);
  if (typeof cause !== 'object' || cause === null || depth > 4) return false;
  const { name, message, code, inner, cause: deeper } = cause as Record<string, unknown>;
  if ([name, message, code].some((each) => typeof each === 'string' && words.test(each))) return true;
  return mentions(inner, words, depth + 1) || mentions(deeper, words, depth + 1);
}
