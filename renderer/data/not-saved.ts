// The one failure that may cost a scan: the local store did not take it.
// `certain`: it is not on disk and the number is free. `unknown`: it may be; only reading the store again can tell.

export class NotSaved extends Error {
  readonly certainty: 'certain' | 'unknown';

  constructor(certainty: 'certain' | 'unknown', cause?: unknown) {
    super('the local store did not take the scan', { cause });
    this.name = 'NotSaved';
    this.certainty = certainty;
  }

  /** An aborted transaction wrote nothing; IndexedDB says so by rejecting. */
  static of(cause: unknown): NotSaved {
    return cause instanceof NotSaved ? cause : new NotSaved('certain', cause);
  }
}
