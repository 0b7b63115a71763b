// What the workbench shows beside the orders themselves.
import type { Workbench } from '../../../shared/contract/replan';
import { companyStream } from '../../../shared/domain/ids';
import { nodePolicyOf } from '../../../shared/domain/routing/policy';
import type { DirectoryEntry } from '../../../shared/sync/documents';
import type { Queryable } from '../../db/pool';
import { countGathering } from '../allocation/gathering';
import { placeOf } from '../routing/gazetteer';
import { localTime } from '../routing/load-facts';
import { loadPolicy } from '../routing/policy';
import { newestPlan } from './plan-store';

export async function readWorkbench(db: Queryable, now: Date): Promise<Workbench> {
  const [newest, underWay, gathering, { policy }, directory, streams] = await Promise.all([
    newestPlan(db, 'ready'),
    newestPlan(db, 'planning'),
    countGathering(db),
    loadPolicy(db),
    db.query<{ doc: DirectoryEntry }>(
      `SELECT doc FROM directory WHERE stream_id = $1 AND kind IN ('warehouse', 'carrier') AND NOT deleted ORDER BY entry_id`,
      [companyStream],
    ),
    db.query<{ stream_id: string }>(
      `SELECT stream_id FROM stream WHERE kind = 'warehouse' ORDER BY stream_id`,
    ),
  ]);
  const cutOffs = directory.rows.flatMap(({ doc }) =>
    doc.kind === 'carrier' ? doc.carrier.services.map(({ cutOff }) => cutOff) : [],
  );
  const buildings = new Map(
    directory.rows.flatMap(({ doc }) =>
      doc.kind === 'warehouse' ? [[doc.warehouse.warehouseId as string, doc.warehouse] as const] : [],
    ),
  );
  return {
    newest,
    underWay,
    gathering,
    nodes: streams.rows.map(({ stream_id: nodeId }) => {
      const building = buildings.get(nodeId);
      const place = nodePolicyOf(policy, nodeId).place ?? (building ? placeOf(building.address) : null);
      const { time } = localTime(now.toISOString(), building?.timeZone ?? 'UTC');
      return {
        nodeId,
        name: building?.name ?? nodeId,
        place: place && { latitude: place.latitude, longitude: place.longitude },
        localTime: time,
        // The last pick-up of today that is still to come.
        cutOff:
          cutOffs
            .filter((cutOff) => cutOff >= time)
            .sort()
            .at(-1) ?? null,
      };
    }),
  };
}
