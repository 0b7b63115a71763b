// What the window may ask about people: whether a PIN is right, and nothing about the PIN itself.
import type { WindowRequests } from '../../shared/contract/window';
import type { PinDesk } from '../services/pin-desk';
import type { Handlers } from './router';

type PeopleRequest = 'people:refresh' | 'people:check-pin' | 'people:unlock' | 'people:told-lock';

export function peopleHandlers(desk: PinDesk): Pick<Handlers<WindowRequests>, PeopleRequest> {
  return {
    'people:refresh': async () => ({ fetched: await desk.refresh() }),
    'people:check-pin': (given) => desk.check(given),
    'people:unlock': (given) => desk.unlock(given),
    'people:told-lock': async ({ personId }) => {
      await desk.toldLock(personId);
      return null;
    },
  };
}
