// Goods that may not be sold any more, or not long enough: one task a bin and lot to carry them away. It ends by itself when they
// are gone.
import { companyStream, type Sku, type WarehouseId } from '../../../shared/domain/ids';
import { isFit } from '../../../shared/domain/stock/rotation';
import type { Task } from '../../../shared/sync/documents';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { addTask, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { lotOfColumns } from '../changes/store-lots';
import { loadRotations } from './load-rotating';
import { siteDays } from './site-days';

export type LotTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

type Found = {
  stream_id: WarehouseId;
  sku: Sku;
  name: string;
  location_id: string;
  lot: string;
  best_before: string;
  on_hand: number;
};

/** @returns how many tasks were raised or ended */
export async function askForPastDate(tools: LotTools): Promise<number> {
  const { pool, writer, now, newId } = tools;
  const at = now().toISOString();
  const found = await pastDate(pool, at);
  const open = await openTasks(pool);
  const warehouseIds = new Set([...found, ...open].map(({ stream_id }) => stream_id));
  let changed = 0;
  for (const warehouseId of warehouseIds) {
    const here = found.filter(({ stream_id }) => stream_id === warehouseId);
    const asked = open.filter(({ stream_id }) => stream_id === warehouseId).map(({ doc }) => doc);
    const fresh = here.filter((row) => !asked.some((task) => isAbout(task, row)));
    const over = asked.filter((task) => !here.some((row) => isAbout(task, row)));
    if (fresh.length + over.length === 0) continue;
    await writer.submit([warehouseId], async (tx) => {
      const changes = newChangeSet(at, newId);
      for (const { sku, name, location_id: location, lot, best_before: date, on_hand: quantity } of fresh)
        addTask(
          changes,
          warehouseId,
          { kind: 'lot-past-date', values: { location, sku, name, lot, date, quantity } },
          { orderId: null, parcelId: null, opId: null },
        );
      for (const { seq: _seq, ...task } of over)
        changes.tasks.push({ warehouseId, task: { ...task, state: 'done' } });
      await storeChanges(tx, changes);
    });
    changed += fresh.length + over.length;
  }
  return changed;
}

function isAbout({ values }: Task, { sku, location_id, lot, best_before }: Found): boolean {
  return (
    values['sku'] === sku &&
    values['location'] === location_id &&
    values['lot'] === lot &&
    values['date'] === best_before
  );
}

async function pastDate(db: Queryable, at: string): Promise<Found[]> {
  const { rows } = await db.query<Found>(
    `SELECT l.stream_id, l.sku, p.name, l.location_id, l.lot, l.best_before, l.on_hand FROM lot_level l
     JOIN location b ON b.stream_id = l.stream_id AND b.location_id = l.location_id AND b.kind IN ('bin', 'receiving')
     JOIN product p ON p.stream_id = $1 AND p.sku = l.sku
     WHERE l.on_hand > 0 AND l.best_before <> '' ORDER BY l.stream_id, l.best_before, l.location_id`,
    [companyStream],
  );
  const rotations = await loadRotations(db, [...new Set(rows.map(({ sku }) => sku))]);
  const todayAt = await siteDays(db, at);
  return rows.filter((row) => {
    const rotation = rotations.get(row.sku);
    return rotation !== undefined && !isFit(lotOfColumns(row), rotation, todayAt(row.stream_id));
  });
}

async function openTasks(db: Queryable): Promise<{ stream_id: WarehouseId; doc: Task }[]> {
  const { rows } = await db.query<{ stream_id: WarehouseId; doc: Task }>(
    `SELECT stream_id, doc FROM task WHERE kind = 'lot-past-date' AND state = 'open' AND NOT deleted`,
  );
  return rows;
}
