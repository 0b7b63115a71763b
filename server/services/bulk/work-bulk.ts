// Works on many orders in slices: a look that changes nothing, then, once somebody started it, the same acts for real. An
// order and the note of what became of it are written in one transaction, so a head office that stops in the middle goes
// on behind the last slice and does nothing twice. A stop counts from the next slice.
import type { BulkAct } from '../../../shared/domain/bulk/bulk-act';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import type { OfficeParts } from '../../head-office';
import { startJob, type JobLoop } from '../../jobs/job-loop';
import { warehousesOf } from '../allocation/allocate-orders';
import { type Cause, newChangeSet, type ChangeSet } from '../changes/change-set';
import { loadOrders, loadParcelsOfOrders } from '../changes/load';
import { storeChanges } from '../changes/store';
import { loadRoutes, saveOverride } from '../routing/order-routes';
import { stepBulk } from './bulk-runs';
import { type ActContext, type BulkUndo, foldAct, type ItemAct, type Verdict } from './fold-act';
import { mailVerdicts, tryMails } from './mail-again';

/** Orders of a look: nobody waits for it. */
const lookedAtOnce = 500;
/** Orders of one transaction: stations wait for it, so it stays short. */
const doneAtOnce = 50;

type Run = {
  run_id: string;
  state: 'looking' | 'running';
  act: BulkAct;
  actor: string | null;
  station_id: string | null;
};
type Item = { place: number; order_id: OrderId; act: ItemAct | null };
type Judged = { place: number; verdict: Verdict };

export function startBulk(parts: OfficeParts, nudgeAllocation: () => void): JobLoop {
  return startJob({
    name: 'bulk',
    round: () => workBulk(parts, nudgeAllocation),
    idleMs: parts.idleMs,
    onFailure: (cause, job) => parts.log.error({ err: cause, job }, 'a job failed and will be tried again'),
  });
}

/** One slice of the oldest run that is under way. @returns whether there was one */
export async function workBulk(parts: OfficeParts, nudgeAllocation: () => void): Promise<boolean> {
  const { pool } = parts;
  const { rows } = await pool.query<Run>(
    `SELECT run_id, state, act, actor, station_id FROM bulk_run WHERE stream_id = $1 AND state IN ('looking', 'running') ORDER BY created_at LIMIT 1`,
    [companyStream],
  );
  const [run] = rows;
  if (!run) return false;
  const isLook = run.state === 'looking';
  const items = await pool.query<Item>(
    `SELECT place, order_id, act FROM bulk_item WHERE stream_id = $1 AND run_id = $2 AND state = $3 ORDER BY place LIMIT $4`,
    [companyStream, run.run_id, isLook ? 'waiting' : 'will', isLook ? lookedAtOnce : doneAtOnce],
  );
  if (items.rows.length === 0) {
    await stepBulk(pool, run.run_id, isLook ? 'Looked' : 'Finish', { at: parts.now().toISOString() });
    return true;
  }
  if (run.act.kind === 'mail') await workMails(parts, run, run.act, items.rows, isLook);
  else if (isLook) await look(parts, run, items.rows);
  else {
    await act(parts, run, items.rows);
    nudgeAllocation();
  }
  return true;
}

async function look(parts: OfficeParts, run: Run, items: readonly Item[]): Promise<void> {
  const changes = newChangeSet(parts.now().toISOString(), parts.newId);
  const judged = await fold(parts.pool, changes, run, items);
  await note(parts.pool, run, judged, 'will');
}

/** A slice that a fault stops is done order by order, so that one order stops no other. */
async function act(parts: OfficeParts, run: Run, items: readonly Item[]): Promise<void> {
  const streams = [companyStream, ...(await warehousesOf(parts.pool))];
  try {
    await parts.writer.submit(streams, async (tx) => {
      // Somebody may have stopped it, or another head office may have been quicker.
      const standing = await tx.client.query<{ place: number }>(
        `SELECT i.place FROM bulk_item i JOIN bulk_run r USING (stream_id, run_id)
         WHERE i.stream_id = $1 AND i.run_id = $2 AND i.place = ANY($3::int[]) AND i.state = 'will' AND r.state = 'running' FOR UPDATE OF i`,
        [companyStream, run.run_id, items.map(({ place }) => place)],
      );
      const places = new Set(standing.rows.map(({ place }) => place));
      const still = items.filter(({ place }) => places.has(place));
      if (still.length === 0) return;
      const changes = newChangeSet(parts.now().toISOString(), parts.newId);
      const judged = await fold(tx.client, changes, run, still);
      await storeChanges(tx, changes);
      for (const [index, { verdict }] of judged.entries()) {
        const orderId = still[index]?.order_id;
        if (orderId !== undefined && verdict.ok && verdict.override !== undefined)
          await saveOverride(tx.client, orderId, verdict.override);
      }
      await note(tx.client, run, judged, 'done');
    });
  } catch (cause) {
    if (items.length > 1) {
      for (const item of items) await act(parts, run, [item]);
      return;
    }
    parts.log.error(
      { err: cause, runId: run.run_id, orderId: items[0]?.order_id },
      'one order of many met a fault',
    );
    const fault: Verdict = { ok: false, code: 'head-office-failed', values: { status: 500 } };
    await note(
      parts.pool,
      run,
      items.map(({ place }) => ({ place, verdict: fault })),
      'done',
    );
  }
}

async function fold(db: Queryable, changes: ChangeSet, run: Run, items: readonly Item[]): Promise<Judged[]> {
  const orderIds = items.map(({ order_id: orderId }) => orderId);
  await loadOrders(db, changes, orderIds);
  await loadParcelsOfOrders(db, changes, orderIds);
  const routes = await loadRoutes(db, orderIds);
  const cause: Cause = { at: changes.at, actor: run.actor, stationId: run.station_id, opId: null };
  const context: ActContext = {
    cause,
    by: run.actor ?? 'office',
    overrides: new Map([...routes].map(([orderId, { override }]) => [orderId, override])),
  };
  return items.map(({ place, order_id: orderId, act: own }) => ({
    place,
    verdict: foldAct(changes, orderId, own ?? (run.act as ItemAct), context),
  }));
}

async function workMails(
  parts: OfficeParts,
  run: Run,
  { mail }: Extract<BulkAct, { kind: 'mail' }>,
  items: readonly Item[],
  isLook: boolean,
): Promise<void> {
  const orders = items.map(({ place, order_id: orderId }) => ({ place, orderId }));
  if (isLook) await note(parts.pool, run, await mailVerdicts(parts.pool, mail, orders), 'will');
  else await note(parts.pool, run, await tryMails(parts, mail, orders), 'done');
}

async function note(
  db: Queryable,
  run: Run,
  judged: readonly Judged[],
  whenOk: 'will' | 'done',
): Promise<void> {
  const rows = judged.map(({ place, verdict }) => ({
    place,
    state: verdict.ok ? whenOk : 'refused',
    code: verdict.ok ? null : verdict.code,
    reason_values: verdict.ok ? {} : verdict.values,
    undo: verdict.ok && whenOk === 'done' ? (verdict.undo satisfies BulkUndo | null) : null,
  }));
  await db.query(
    `UPDATE bulk_item i SET state = r.state, code = r.code, reason_values = r.reason_values, undo = nullif(r.undo, 'null'::jsonb)
     FROM jsonb_to_recordset($3::jsonb) AS r (place int, state text, code text, reason_values jsonb, undo jsonb)
     WHERE i.stream_id = $1 AND i.run_id = $2 AND i.place = r.place`,
    [companyStream, run.run_id, JSON.stringify(rows)],
  );
}
