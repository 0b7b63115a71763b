// Applies what happened to an alert. Never refuses: an event is a fact.
import { assertNever } from '../decision';
import type { Alert, AlertEvent, Finding } from './alert';
import { nextAlertState } from './transitions';

/** `found` is null only before AlertOpened. */
export function evolveAlert(found: Alert | null, event: AlertEvent): Alert {
  if (event.type === 'AlertOpened')
    return {
      ...found,
      ...cause(event.finding),
      state: 'open',
      owner: event.owner,
      snoozedUntil: null,
      openedAt: event.at,
      clearedAt: null,
      told: null,
    };
  if (!found) throw new Error(`${event.type} before AlertOpened`);
  const moved: Alert = { ...found, state: nextAlertState(found.state, event.type) };
  switch (event.type) {
    case 'AlertReturned':
      return { ...moved, ...cause(event.finding), openedAt: event.at, clearedAt: null };
    case 'AlertMeasured':
      return { ...moved, ...cause(event.finding) };
    case 'AlertTold': {
      const { measure, at } = event;
      return { ...moved, told: { measure, at, times: (found.told?.times ?? 0) + 1 } };
    }
    case 'AlertCleared':
      return { ...moved, snoozedUntil: null, clearedAt: event.at };
    case 'AlertTaken':
      return { ...moved, owner: event.owner };
    case 'AlertSnoozed':
      return { ...moved, snoozedUntil: event.until };
    case 'AlertWoken':
      return { ...moved, snoozedUntil: null };
    default:
      return assertNever(event);
  }
}

function cause({ isBad: _isBad, ...rest }: Finding): Omit<Finding, 'isBad'> {
  return rest;
}
