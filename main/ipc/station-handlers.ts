// What the window may ask about the station itself. Devices and printing have handlers of their own.
import { type AccessTrouble, accessTroubles, type WindowRequests } from '../../shared/contract/window';
import type { Log } from '../services/log';
import type { Station } from '../services/station';
import type { Handlers } from './router';

type StationRequest = 'station:info' | 'station:enrol' | 'station:access' | 'app:may-close' | 'log:report';

export function stationHandlers(
  station: Station,
  log: Log,
  setOpenOrder: (orderNumber: string | null) => void,
  /** Head office is somewhere else now: the page may talk to it only after it is loaded anew. */
  onMoved: () => void,
): Pick<Handlers<WindowRequests>, StationRequest> {
  return {
    'station:info': async () => station.info(),
    'station:enrol': async ({ code, name, headOffice }) => {
      const before = station.headOffice();
      const info = await station.enrol(code, name, headOffice);
      if (station.headOffice() !== before) onMoved();
      return info;
    },
    'station:access': async () => ({ trouble: knownTrouble(station.access()?.trouble() ?? null) }),
    'app:may-close': async ({ openOrderNumber }) => {
      setOpenOrder(openOrderNumber);
      return null;
    },
    'log:report': async ({ level, area, message, values }) => {
      log[level]({ area, values, from: 'window' }, message);
      return null;
    },
  };
}

/** A head office that only does not answer is no trouble: offline is normal. */
export function knownTrouble(code: string | null): AccessTrouble {
  return accessTroubles.find((known) => known === code) ?? null;
}
