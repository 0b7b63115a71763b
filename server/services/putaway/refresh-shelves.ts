// What lies in the bins that the office has described, worked out of the ledger behind the moves: no scan waits for it.
// Faces that ran below their minimum become tasks to fill them up, and such tasks end when that has been done otherwise.
import type { WarehouseId } from '../../../shared/domain/ids';
import { type InTurn, replenishmentsOf } from '../../../shared/domain/putaway/replenish';
import { faceOf, type Shelf, unitsOf } from '../../../shared/domain/putaway/shelf';
import { offersOf } from '../../../shared/domain/stock/rotation';
import { shelfEntry, type Task } from '../../../shared/sync/documents';
import { companyStream } from '../../../shared/domain/ids';
import type { OfficeParts } from '../../head-office';
import type { StreamTx } from '../../db/stream-writer';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { addTask, newChangeSet } from '../changes/change-set';
import { jsonRows } from '../changes/json-rows';
import { storeChanges } from '../changes/store';
import { loadLots, loadRotations } from '../lots/load-rotating';
import { siteDays } from '../lots/site-days';

type Tools = Pick<OfficeParts, 'pool' | 'writer' | 'now' | 'newId'>;

export function startShelves(parts: OfficeParts): JobLoop {
  return startJob({
    name: 'refresh-shelves',
    round: () => refreshShelves(parts),
    idleMs: parts.idleMs,
    onFailure: (cause, job) => parts.log.error({ err: cause, job }, 'a job failed and will be tried again'),
  });
}

/** One look at every warehouse with shelves. @returns whether anything was written */
export async function refreshShelves(tools: Tools): Promise<boolean> {
  const { rows: behind } = await tools.pool.query<{ stream_id: WarehouseId; seq: number; now: number }>({
    name: 'shelves-behind',
    text: `SELECT p.stream_id, p.seq, s.seq AS now FROM shelf_place p JOIN stream s ON s.stream_id = p.stream_id WHERE s.seq > p.seq`,
  });
  let wrote = false;
  for (const { stream_id: warehouseId, seq, now } of behind) {
    const { rows: touched } = await tools.pool.query<{ location_id: string }>({
      name: 'shelves-touched',
      text: `SELECT h.location_id FROM shelf h WHERE h.stream_id = $1 AND NOT h.deleted AND EXISTS (
               SELECT 1 FROM stock_move m WHERE m.stream_id = $1 AND m.seq > $2 AND h.location_id IN (m.from_location, m.to_location))`,
      values: [warehouseId, seq],
    });
    if (touched.length > 0) {
      wrote = true;
      await tools.writer.submit([warehouseId], (tx) =>
        fillShelves(
          tx,
          tools,
          warehouseId,
          touched.map(({ location_id }) => location_id),
        ),
      );
    }
    // Up to what was looked at: a bin that is filled twice is as it is.
    await tools.pool.query('UPDATE shelf_place SET seq = $2 WHERE stream_id = $1 AND seq < $2', [
      warehouseId,
      now,
    ]);
  }
  return wrote;
}

/** Writes these bins as the ledger has them, and what follows for the faces. The unit of work must name the warehouse. */
export async function fillShelves(
  tx: StreamTx,
  { now, newId }: Pick<Tools, 'now' | 'newId'>,
  warehouseId: WarehouseId,
  locationIds: readonly string[],
): Promise<void> {
  const { rows } = await tx.client.query<{ doc: Shelf; holds: Shelf['holds']; as_of: number }>({
    name: 'shelves-as-they-are',
    text: `SELECT h.doc, (SELECT seq FROM stream WHERE stream_id = $1) AS as_of,
             coalesce((SELECT jsonb_agg(jsonb_build_object('sku', l.sku, 'units', l.on_hand) ORDER BY l.sku) FROM stock_level l
                       WHERE l.stream_id = $1 AND l.location_id = h.location_id AND l.on_hand > 0), '[]') AS holds
           FROM shelf h WHERE h.stream_id = $1 AND h.location_id = ANY($2::text[]) AND NOT h.deleted`,
    values: [warehouseId, locationIds],
  });
  await storeShelves(
    tx,
    rows.map(({ doc, holds, as_of: asOf }) => ({ ...doc, holds, asOf })),
  );
  // From where moves are followed; a place that is further back stays, for what was moved in other bins since.
  await tx.client.query(
    `INSERT INTO shelf_place (stream_id, seq) SELECT stream_id, seq FROM stream WHERE stream_id = $1 ON CONFLICT DO NOTHING`,
    [warehouseId],
  );
  await tellReplenishing(tx, { now, newId }, warehouseId);
}

export async function storeShelves(tx: StreamTx, shelves: readonly Shelf[]): Promise<void> {
  if (shelves.length === 0) return;
  const docs = shelves.map((shelf): Shelf => ({ ...shelf, seq: tx.nextSeq(shelf.warehouseId) }));
  await tx.client.query({
    name: 'store-shelves',
    text: `INSERT INTO shelf (stream_id, location_id, doc, seq)
           SELECT doc->>'warehouseId', doc->>'locationId', doc, (doc->>'seq')::bigint FROM jsonb_array_elements($1::jsonb) AS doc
           ON CONFLICT (stream_id, location_id) DO UPDATE SET doc = excluded.doc, seq = excluded.seq, deleted = false`,
    values: [jsonRows(docs)],
  });
  for (const shelf of docs)
    tx.announce({
      streamId: shelf.warehouseId,
      collection: 'inbound',
      seq: shelf.seq,
      document: shelfEntry(shelf),
      stationId: null,
      warehouseIds: null,
    });
}

export async function loadShelves(tx: Pick<StreamTx, 'client'>, warehouseId: WarehouseId): Promise<Shelf[]> {
  const { rows } = await tx.client.query<{ doc: Shelf }>({
    name: 'load-shelves',
    text: 'SELECT doc FROM shelf WHERE stream_id = $1 AND NOT deleted ORDER BY location_id',
    values: [warehouseId],
  });
  return rows.map(({ doc }) => doc);
}

async function tellReplenishing(
  tx: StreamTx,
  { now, newId }: Pick<Tools, 'now' | 'newId'>,
  warehouseId: WarehouseId,
): Promise<void> {
  const shelves = await loadShelves(tx, warehouseId);
  const { rows } = await tx.client.query<{ doc: Task }>({
    name: 'open-replenishing',
    text: `SELECT doc FROM task WHERE stream_id = $1 AND kind = 'replenish' AND state = 'open' AND NOT deleted`,
    values: [warehouseId],
  });
  const open = rows.map(({ doc: { seq: _seq, ...task } }) => task);
  const isAbout = (values: Task['values'], { sku, to }: { sku: string; to: string }): boolean =>
    values['sku'] === sku && values['to'] === to;
  const changes = newChangeSet(now().toISOString(), newId);
  for (const task of open) {
    const face = shelves.find(({ locationId }) => locationId === task.values['to']);
    const sku = String(task.values['sku']);
    const min = face ? faceOf(face, sku)?.min : undefined;
    // Who has begun it carries it to its end.
    if (task.values['stationId'] !== undefined && min !== undefined) continue;
    if (face && min !== undefined && unitsOf(face, sku) < min) continue;
    changes.tasks.push({ warehouseId, task: { ...task, state: 'done' } });
  }
  const turn = await bulkInTurn(tx, warehouseId, shelves, now().toISOString());
  const asks = replenishmentsOf(shelves, turn).filter(
    (ask) => !open.some(({ values }) => isAbout(values, ask)),
  );
  const names = await namesOf(
    tx,
    asks.map(({ sku }) => sku),
  );
  for (const { sku, from, to, quantity, lot } of asks) {
    const named = lot ? { lot: lot.lot, date: lot.bestBefore ?? '' } : {};
    const values = { sku, name: names.get(sku) ?? sku, from, to, location: from, quantity, ...named };
    addTask(
      changes,
      warehouseId,
      { kind: 'replenish', values },
      { orderId: null, parcelId: null, opId: null },
    );
  }
  if (changes.tasks.length > 0) await storeChanges(tx, changes);
}

/** What lies in bulk of products that go out in turn, by lot. */
async function bulkInTurn(
  { client }: StreamTx,
  warehouseId: WarehouseId,
  shelves: readonly Shelf[],
  at: string,
): Promise<InTurn> {
  const faced = [...new Set(shelves.flatMap(({ faces }) => faces.map(({ sku }) => sku)))];
  const rotations = await loadRotations(client, faced);
  if (rotations.size === 0) return new Map();
  const places = await loadLots(client, [warehouseId], [...rotations.keys()]);
  const today = (await siteDays(client, at))(warehouseId);
  return new Map(
    [...rotations].map(([sku, rotation]) => {
      const bins = shelves
        .filter(({ kind }) => kind === 'bulk')
        .map((shelf) => {
          const onHand = unitsOf(shelf, sku);
          const place = places.find((each) => each.sku === sku && each.locationId === shelf.locationId);
          return { locationId: shelf.locationId, onHand, free: onHand, lots: place?.lots ?? [] };
        });
      return [sku, offersOf(bins, rotation, today)];
    }),
  );
}

async function namesOf(tx: StreamTx, skus: readonly string[]): Promise<Map<string, string>> {
  if (skus.length === 0) return new Map();
  const { rows } = await tx.client.query<{ sku: string; name: string }>({
    name: 'names-of-products',
    text: 'SELECT sku, name FROM product WHERE stream_id = $1 AND sku = ANY($2::text[])',
    values: [companyStream, skus],
  });
  return new Map(rows.map(({ sku, name }) => [sku, name]));
}
