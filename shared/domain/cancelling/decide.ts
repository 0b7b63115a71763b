// What may be said in the negotiation about a cancellation, and why not. Head office asks and withdraws; the station that
// has the box answers what it did, which is a fact: it is taken even when nobody asks any more (law 3).
import { accept, type Decision, refuse } from '../decision';
import type { CancelCommand, CancelEvent, CancelledUnits, CancelRequest } from './cancel-request';
import { plusUnits } from './evolve';
import { isStanding } from './questions';

/** What the negotiation has to know of the box it is about. */
export type CancelBox = {
  number: string;
  isSealed: boolean;
  /** Units of a line that the box still counts on; 0 for a line it does not have. */
  wanted: (lineNo: number) => number;
};

export function decideCancel(
  request: CancelRequest | null,
  command: CancelCommand,
  box: CancelBox,
): Decision<CancelEvent> {
  const { number } = box;
  switch (command.type) {
    case 'AskCancel': {
      const lines = isStanding(request)
        ? plusUnits(request.lines, command.lines)
        : plusUnits(command.lines, []);
      const tooMany = lines.find((line) => line.quantity > box.wanted(line.lineNo));
      if (tooMany) {
        const limit = box.wanted(tooMany.lineNo);
        return refuse('more-than-open', { number, sku: '', quantity: tooMany.quantity, limit });
      }
      if (lines.length === 0) return accept();
      return accept({ type: 'CancelAsked', reason: command.reason, askedAt: command.at, lines });
    }
    case 'AnswerCancel':
      if (command.answer === 'too-late') {
        if (!box.isSealed) return refuse('parcel-not-sealed', { number });
        return request?.state === 'asked' ? accept({ type: 'CancelTooLate' }) : accept();
      }
      if (box.isSealed) return refuse('parcel-sealed', { number });
      return acceptance(request, command.lines, box);
    case 'WithdrawCancel':
      if (!isStanding(request)) return refuse('cancel-not-asked', { number });
      return accept({ type: 'CancelWithdrawn' });
    default: {
      const never: never = command;
      throw new Error(`unexpected ${JSON.stringify(never)}`);
    }
  }
}

/** The bench leaves these out. What nobody asks for any more stays the order's and comes in another box. */
function acceptance(
  request: CancelRequest | null,
  units: readonly CancelledUnits[],
  box: CancelBox,
): Decision<CancelEvent> {
  const standing = isStanding(request) ? request : null;
  const most = (lineNo: number): number =>
    Math.min(
      box.wanted(lineNo),
      standing ? (standing.lines.find((line) => line.lineNo === lineNo)?.quantity ?? 0) : Infinity,
    );
  const lines = plusUnits(units, [])
    .map(({ lineNo, quantity }) => ({ lineNo, quantity: Math.min(quantity, most(lineNo)) }))
    .filter(({ quantity }) => quantity > 0);
  if (lines.length === 0) return accept();
  const reason = request?.reason ?? 'bench';
  return accept({ type: 'CancelAccepted', reason, lines, keepsOrder: !standing });
}
