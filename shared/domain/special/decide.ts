// What may be done with the watch of a special order, and why not. A risk is told to people once a level: what got better
// and worse again the same way is no news.
import { accept, assertNever, type Decision, refuse } from '../decision';
import { type SpecialRisk, isWorse } from './special-risk';
import type { SpecialWatch, WatchCommand, WatchEvent } from './watch';

export function decideWatch(found: SpecialWatch | null, command: WatchCommand): Decision<WatchEvent> {
  if (!found) {
    if (command.type !== 'WatchOrder') return refuse('not-special', { number: '' });
    return accept({ type: 'WatchStarted', opening: command.opening, at: command.at });
  }
  const isOver = found.state === 'over';
  switch (command.type) {
    case 'WatchOrder': {
      const { kindIds } = command.opening;
      const isSame = kindIds.join() === found.kindIds.join();
      // It ended because of what it is: only another mark is a reason to look again.
      if (isSame) return accept();
      if (isOver) return accept({ type: 'WatchResumed', kindIds, at: command.at });
      return accept({ type: 'WatchKindsChanged', kindIds });
    }
    case 'TakeWatch':
      if (isOver) return refuse('special-closed', { number: found.number });
      return found.owner === command.owner ? accept() : accept({ type: 'WatchTaken', owner: command.owner });
    case 'NoteCall':
      return accept({ type: 'CustomerCalled', call: command.call });
    case 'RaiseWatch':
      if (isOver) return refuse('special-closed', { number: found.number });
      return found.isRaised
        ? accept()
        : accept({ type: 'WatchRaised', by: command.by, reason: command.reason });
    case 'AssessRisk':
      return isOver ? accept() : assess(found, command.risk);
    case 'EndWatch':
      return isOver ? accept() : accept({ type: 'WatchEnded', reason: command.reason, at: command.at });
    default:
      return assertNever(command);
  }
}

function assess(found: SpecialWatch, risk: SpecialRisk): Decision<WatchEvent> {
  const isSame = found.risk.level === risk.level && found.risk.reason === risk.reason;
  const events: WatchEvent[] = isSame ? [] : [{ type: 'RiskChanged', risk }];
  if (risk.level !== 'none' && isWorse(risk.level, found.told))
    events.push({ type: 'RiskTold', level: risk.level });
  return accept(...events);
}
