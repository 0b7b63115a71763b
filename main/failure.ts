// A failure with a code: something outside (disk, network, printer, head office) did not do its part.
// Its words are in shared/text under `error.CODE`; a code must always say what the person can do next.

export type FailureValues = Record<string, string | number>;

/** Thrown by services and devices; crosses to the window as `{ code, values, errorId }`. */
export class Failure extends Error {
  constructor(
    readonly code: string,
    readonly values: FailureValues = {},
    options?: { cause?: unknown },
  ) {
    super(code, options);
    this.name = 'Failure';
  }
}
