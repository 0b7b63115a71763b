// The watch of a special order as data: what is not in the table changes no state.
import type { WatchEvent, WatchState } from './watch';

export const watchTransitions = {
  watched: { WatchEnded: 'over' },
  over: { WatchResumed: 'watched' },
} as const satisfies Record<WatchState, Partial<Record<WatchEvent['type'], WatchState>>>;

export function nextWatchState(state: WatchState, event: WatchEvent['type']): WatchState {
  const moves: Partial<Record<WatchEvent['type'], WatchState>> = watchTransitions[state];
  return moves[event] ?? state;
}
