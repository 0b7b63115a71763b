// What the window may ask about the station itself. Devices and printing have handlers of their own.
import type { WindowRequests } from '../../shared/contract/window';
import type { Log } from '../services/log';
import type { Station } from '../services/station';
import type { Handlers } from './router';

type StationRequest = 'station:info' | 'station:enrol' | 'app:may-close' | 'log:report';

export function stationHandlers(
  station: Station,
  log: Log,
  setOpenOrder: (orderNumber: string | null) => void,
): Pick<Handlers<WindowRequests>, StationRequest> {
  return {
    'station:info': async () => station.info(),
    'station:enrol': async ({ code, name }) => station.enrol(code, name),
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
