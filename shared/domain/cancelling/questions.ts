// Questions asked of a cancel request: by the parcel's rule, the bench and head office.
import type { CancelRequest } from './cancel-request';

/** It waits for an answer, or for the box to be opened: the box may not be sealed or leave. */
export function isStanding(request: CancelRequest | null | undefined): request is CancelRequest {
  return request?.state === 'asked' || request?.state === 'too-late';
}

/** Units of a line that a standing request asks for. */
export function unitsAsked(request: CancelRequest | null | undefined, lineNo?: number): number {
  if (!isStanding(request)) return 0;
  return request.lines.reduce(
    (sum, line) => (lineNo === undefined || line.lineNo === lineNo ? sum + line.quantity : sum),
    0,
  );
}
