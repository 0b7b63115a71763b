// What may be done with a case, and why not.
import { accept, assertNever, type Decision, refuse } from '../decision';
import type { CaseCommand, CaseEvent, ServiceCase } from './service-case';

export function decideCase(found: ServiceCase | null, command: CaseCommand): Decision<CaseEvent> {
  if (!found) {
    if (command.type !== 'Complain') return refuse('case-not-open');
    return accept({ type: 'CaseOpened', opening: command.opening, note: command.note });
  }
  const isSolved = found.state === 'solved';
  switch (command.type) {
    case 'Complain': {
      const { note } = command;
      const last = found.notes.findLast(({ from }) => from === 'customer');
      if (last?.text === note.text) return accept();
      if (isSolved) return accept({ type: 'CaseReopened', note });
      return accept({ type: found.state === 'waiting' ? 'CaseResumed' : 'CaseNoted', note });
    }
    case 'TakeCase':
      if (isSolved) return refuse('case-solved', { number: found.number });
      return found.owner === command.owner ? accept() : accept({ type: 'CaseTaken', owner: command.owner });
    case 'NoteCase':
      return accept({ type: 'CaseNoted', note: command.note });
    case 'AskCustomer':
      if (isSolved) return refuse('case-solved', { number: found.number });
      return accept({ type: found.state === 'open' ? 'CaseWaiting' : 'CaseNoted', note: command.note });
    case 'SolveCase':
      if (isSolved) return accept();
      return accept({ type: 'CaseSolved', note: command.note });
    case 'ReopenCase':
      if (found.state === 'open') return accept();
      return accept({ type: isSolved ? 'CaseReopened' : 'CaseResumed', note: command.note });
    default:
      return assertNever(command);
  }
}
