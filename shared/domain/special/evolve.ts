// Applies what happened to the watch of a special order. Never refuses: an event is a fact.
import { assertNever } from '../decision';
import { nextWatchState } from './transitions';
import { mostCalls, type SpecialWatch, type WatchEvent } from './watch';

/** `found` is null only before WatchStarted. */
export function evolveWatch(found: SpecialWatch | null, event: WatchEvent): SpecialWatch {
  if (event.type === 'WatchStarted') {
    return {
      ...event.opening,
      state: 'watched',
      owner: null,
      calls: [],
      isRaised: false,
      risk: { level: 'none', reason: null },
      told: 'none',
      since: event.at,
      end: null,
    };
  }
  if (!found) throw new Error(`${event.type} before WatchStarted`);
  const moved: SpecialWatch = { ...found, state: nextWatchState(found.state, event.type) };
  switch (event.type) {
    case 'WatchKindsChanged':
      return { ...moved, kindIds: event.kindIds };
    case 'WatchResumed':
      return { ...moved, kindIds: event.kindIds, since: event.at, end: null, told: 'none' };
    case 'WatchTaken':
      return { ...moved, owner: event.owner };
    case 'CustomerCalled':
      return { ...moved, calls: [...moved.calls, event.call].slice(-mostCalls) };
    case 'WatchRaised':
      return { ...moved, isRaised: true };
    case 'RiskChanged':
      return { ...moved, risk: event.risk };
    case 'RiskTold':
      return { ...moved, told: event.level };
    case 'WatchEnded':
      return { ...moved, end: { reason: event.reason, at: event.at } };
    default:
      return assertNever(event);
  }
}
