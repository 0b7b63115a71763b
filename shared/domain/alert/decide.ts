// Which alerts open, stay and clear, and when people are told. They are told when it is new, when it got worse by the step
// since they were told last, and when it comes back after its quiet time: never because it is still so.
import { accept, assertNever, type Decision, refuse } from '../decision';
import {
  type Alert,
  type AlertCommand,
  type AlertEvent,
  type Finding,
  isSnoozed,
  type ToldWhy,
} from './alert';
import { alertRules, isWorseBy } from './alert-kinds';

const hourMs = 3_600_000;

export function decideAlert(found: Alert | null, command: AlertCommand): Decision<AlertEvent> {
  if (command.type === 'ObserveAlert') return observe(found, command);
  if (!found) return refuse('alert-over');
  switch (command.type) {
    case 'ClearAlert':
      return found.state === 'clear' ? accept() : accept({ type: 'AlertCleared', at: command.at });
    case 'TakeAlert':
      if (found.owner === command.owner) return accept();
      return accept({ type: 'AlertTaken', owner: command.owner, by: command.by });
    case 'SnoozeAlert':
      if (found.state === 'clear') return refuse('alert-over');
      // An end that is over already puts nothing aside.
      if (command.until <= command.at || found.snoozedUntil === command.until) return accept();
      return accept({ type: 'AlertSnoozed', until: command.until, by: command.by });
    case 'WakeAlert':
      return found.snoozedUntil === null ? accept() : accept({ type: 'AlertWoken', by: command.by });
    default:
      return assertNever(command);
  }
}

type Observed = Extract<AlertCommand, { type: 'ObserveAlert' }>;

function observe(
  found: Alert | null,
  { finding, owner, step, quietHours, at }: Observed,
): Decision<AlertEvent> {
  const told = (why: ToldWhy): AlertEvent => ({ type: 'AlertTold', why, measure: finding.measure, at });
  if (!found)
    return finding.isBad ? accept({ type: 'AlertOpened', finding, owner, at }, told('new')) : accept();
  const isWorse = found.told === null || isWorseBy(found.kind, finding.measure, found.told.measure, step);
  if (found.state === 'clear') {
    if (!finding.isBad) return accept();
    const wasQuiet = Date.parse(at) - Date.parse(found.clearedAt ?? at) >= quietHours * hourMs;
    const events: AlertEvent[] = [{ type: 'AlertReturned', finding, at }];
    if (wasQuiet) events.push(told('back'));
    else if (isWorse) events.push(told('worse'));
    return accept(...events);
  }
  const events: AlertEvent[] = hasMoved(found, finding) ? [{ type: 'AlertMeasured', finding }] : [];
  // What is put aside is told once its time is over, if it got worse meanwhile.
  if (isWorse && !isSnoozed(found, at)) events.push(told('worse'));
  return accept(...events);
}

function hasMoved(found: Alert, { kind, measure, title }: Finding): boolean {
  return title !== found.title || Math.abs(measure - found.measure) >= alertRules[kind].grain;
}
