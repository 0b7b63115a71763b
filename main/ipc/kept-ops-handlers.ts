// The window's way to the second place of ops. Only the station that this computer is may read or write there.
import type { WindowRequests } from '../../shared/contract/window';
import type { StationId } from '../../shared/domain/ids';
import { Failure } from '../failure';
import type { KeptOps } from '../services/kept-ops';
import type { KeptOpsShelf } from '../services/kept-ops-shelf';
import type { Handlers, RouterLog } from './router';

type KeptOpsRequest = 'ops:kept' | 'ops:read-kept' | 'ops:keep' | 'ops:renumber-kept' | 'ops:received';

export function keptOpsHandlers(
  shelf: KeptOpsShelf,
  self: () => StationId | null,
  log: RouterLog,
): Pick<Handlers<WindowRequests>, KeptOpsRequest> {
  const own = async (stationId: StationId): Promise<KeptOps> => {
    if (stationId !== self()) throw new Failure('kept-ops.other-station', { stationId });
    return shelf.of(stationId);
  };
  return {
    'ops:kept': async ({ stationId }) => {
      const state = (await own(stationId)).state();
      if (state.damaged > 0)
        log.warn({ stationId, ...state }, 'the second place of ops had records that could not be read');
      return state;
    },
    'ops:read-kept': async ({ stationId, from, limit }) => ({
      ops: await (await own(stationId)).read(from, limit),
    }),
    'ops:keep': async ({ stationId, ops }) => ({
      maxStationSeq: await (await own(stationId)).keep(ops),
    }),
    'ops:renumber-kept': async ({ stationId, from, ops }) => ({
      maxStationSeq: await (await own(stationId)).renumber(from, ops),
    }),
    'ops:received': async ({ stationId, expect }) => {
      await (await own(stationId)).received(expect);
      return null;
    },
  };
}
