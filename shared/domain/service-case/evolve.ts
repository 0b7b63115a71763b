// Applies what happened to a case. Never refuses: an event is a fact.
import { assertNever } from '../decision';
import { type CaseEvent, type CaseNote, mostCaseNotes, type ServiceCase } from './service-case';
import { nextCaseState } from './transitions';

/** `found` is null only before CaseOpened. */
export function evolveCase(found: ServiceCase | null, event: CaseEvent): ServiceCase {
  if (event.type === 'CaseOpened') {
    const { opening, note } = event;
    return { ...opening, state: 'open', owner: null, notes: [note], openedAt: note.at, solvedAt: null };
  }
  if (!found) throw new Error(`${event.type} before CaseOpened`);
  const moved: ServiceCase = { ...found, state: nextCaseState(found.state, event.type) };
  switch (event.type) {
    case 'CaseTaken':
      return { ...moved, owner: event.owner };
    case 'CaseReopened':
      return { ...noted(moved, event.note), solvedAt: null };
    case 'CaseSolved':
      return { ...noted(moved, event.note), solvedAt: event.note.at };
    case 'CaseNoted':
    case 'CaseWaiting':
    case 'CaseResumed':
      return noted(moved, event.note);
    default:
      return assertNever(event);
  }
}

function noted(found: ServiceCase, note: CaseNote): ServiceCase {
  return { ...found, notes: [...found.notes, note].slice(-mostCaseNotes) };
}
