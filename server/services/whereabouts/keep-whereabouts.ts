// Tells each site's stations where else the products are that its open boxes want: what other sites may promise of them, by what
// routing would find there, and bins of the site that nobody has described. A bench then knows it without a network.
// Must never make anybody wait: it reads beside the writers, and writes only what has changed since.
import type { WarehouseId } from '../../../shared/domain/ids';
import {
  mostBinsTold,
  mostSitesTold,
  type Whereabouts,
} from '../../../shared/domain/whereabouts/whereabouts';
import { whereaboutsEntry, whereaboutsLook } from '../../../shared/sync/documents';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import type { OfficeParts } from '../../head-office';
import { benchesFirst } from '../../jobs/benches-first';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { loadAvailability } from '../allocation/availability';
import { jsonRows } from '../changes/json-rows';

type Tools = Pick<OfficeParts, 'pool' | 'writer' | 'now'>;

/** Nobody decides by the second: a bench says how old it is. */
const lookEveryMs = 15_000;
/** Stations hear so often at least that what they know still holds. */
const tellEveryMs = 5 * 60_000;
const skusAtOnce = 1_000;

export function startWhereabouts({ pool, writer, now, log, idleMs }: OfficeParts): JobLoop {
  const look = createWhereaboutsLook({ pool, writer, now });
  const { patiently } = benchesFirst(pool);
  const everyMs = Math.max(idleMs, lookEveryMs);
  let nextMs = 0;
  return startJob({
    name: 'whereabouts',
    round: async () => {
      // A job loop comes by more often than one that is told to be slower.
      if (performance.now() < nextMs) return false;
      await patiently(look);
      nextMs = performance.now() + everyMs;
      return false;
    },
    idleMs: everyMs,
    onFailure: (cause, job) => log.error({ err: cause, job }, 'a job failed and will be tried again'),
  });
}

type Site = { stream_id: WarehouseId; seq: number };

/** @returns one look at every site; it gives how many documents were written */
export function createWhereaboutsLook(tools: Tools): () => Promise<number> {
  /** Where the sites' streams stood at the last look: where none has moved, nothing is elsewhere. */
  let seen = '';
  /** When each site is told next that what it knows still holds. */
  const dueMs = new Map<string, number>();
  return async () => {
    const { rows: sites } = await tools.pool.query<Site>({
      name: 'sites-now',
      text: `SELECT stream_id, seq FROM stream WHERE kind = 'warehouse' ORDER BY stream_id`,
    });
    const standing = JSON.stringify(sites);
    const hasMoved = standing !== seen;
    let written = 0;
    for (const { stream_id: warehouseId } of sites) {
      const nowMs = tools.now().getTime();
      if (!hasMoved && nowMs < (dueMs.get(warehouseId) ?? 0)) continue;
      const others = sites.map((site) => site.stream_id).filter((id) => id !== warehouseId);
      written += await lookAt(tools, warehouseId, others, hasMoved);
      if (!hasMoved || !dueMs.has(warehouseId)) dueMs.set(warehouseId, nowMs + tellEveryMs);
    }
    seen = standing;
    return written;
  };
}

async function lookAt(
  { pool, writer, now }: Tools,
  warehouseId: WarehouseId,
  others: readonly WarehouseId[],
  hasMoved: boolean,
): Promise<number> {
  const at = now().toISOString();
  const { rows } = await pool.query<{ sku: string; doc: Whereabouts }>({
    name: 'whereabouts-told',
    text: `SELECT sku, doc FROM whereabouts WHERE stream_id = $1 AND (sku = '' OR doc->>'isWanted' = 'true')`,
    values: [warehouseId],
  });
  const told = new Map(rows.map(({ sku, doc }) => [sku, doc]));
  const lookedAt = told.get('')?.at ?? null;
  told.delete('');
  const isDue = lookedAt === null || Date.parse(at) - Date.parse(lookedAt) >= tellEveryMs;
  const wanted = hasMoved ? await wantedAt(pool, warehouseId) : [...told.keys()];
  const found = hasMoved ? await findAll(pool, warehouseId, others, wanted, at) : [];
  const changed = found.filter((each) => !isSame(told.get(each.sku), each));
  const asked = new Set(wanted);
  for (const doc of told.values())
    if (doc.isWanted && !asked.has(doc.sku))
      changed.push({ sku: doc.sku, isWanted: false, bins: [], sites: [], at });
  const isAnyWanted = wanted.length > 0;
  // Nothing to be sure of where nothing is wanted.
  const tellsLook = isAnyWanted && (isDue || changed.length > 0);
  if (changed.length === 0 && !tellsLook) return 0;
  await writer.submit([warehouseId], (tx) => store(tx, warehouseId, changed, tellsLook ? at : null));
  return changed.length;
}

/** Products of which a box that is not closed yet still wants some. */
async function wantedAt(db: Queryable, warehouseId: WarehouseId): Promise<string[]> {
  const { rows } = await db.query<{ sku: string }>({
    name: 'wanted-at-site',
    // Each part by its own index: of all boxes there ever were, few wait.
    text: `SELECT DISTINCT line->>'sku' AS sku
           FROM (SELECT doc FROM parcel WHERE stream_id = $1 AND state = 'released' AND NOT deleted
                 UNION ALL
                 SELECT doc FROM parcel WHERE stream_id = $1 AND state IN ('leased', 'packing') AND NOT deleted) AS open,
             jsonb_array_elements(doc->'lines') AS line
           WHERE (line->>'expected')::int > (line->>'packed')::int + (line->>'missing')::int + (line->>'damaged')::int + (line->>'cancelled')::int
           ORDER BY 1`,
    values: [warehouseId],
  });
  return rows.map(({ sku }) => sku);
}

async function findAll(
  db: Queryable,
  warehouseId: WarehouseId,
  others: readonly WarehouseId[],
  skus: readonly string[],
  at: string,
): Promise<Whereabouts[]> {
  const found: Whereabouts[] = [];
  for (let from = 0; from < skus.length; from += skusAtOnce) {
    const some = skus.slice(from, from + skusAtOnce);
    const bins = await plainBins(db, warehouseId, some);
    const stock = others.length > 0 ? await loadAvailability(db, others, some, at) : new Map();
    for (const sku of some as Whereabouts['sku'][]) {
      const sites = others
        .map((id) => ({ warehouseId: id, units: unitsOf(stock.get(id)?.get(sku) ?? []) }))
        .filter(({ units }) => units > 0)
        .sort((a, b) => b.units - a.units || (a.warehouseId < b.warehouseId ? -1 : 1));
      found.push({
        sku,
        isWanted: true,
        bins: bins.get(sku) ?? [],
        sites: sites.slice(0, mostSitesTold),
        at,
      });
    }
  }
  return found;
}

function unitsOf(bins: readonly { available: number }[]): number {
  return bins.reduce((sum, { available }) => sum + available, 0);
}

/** What lies in bins that nobody has described: those that are tell it themselves, as shelves. */
async function plainBins(
  db: Queryable,
  warehouseId: WarehouseId,
  skus: readonly string[],
): Promise<Map<string, Whereabouts['bins']>> {
  const { rows } = await db.query<Whereabouts['bins'][number] & { sku: string }>({
    name: 'plain-bins',
    text: `SELECT sku, "locationId", "walkOrder", units FROM (
             SELECT l.sku, l.location_id AS "locationId", p.walk_order AS "walkOrder", l.on_hand AS units,
               row_number() OVER (PARTITION BY l.sku ORDER BY p.walk_order, l.location_id) AS turn
             FROM stock_level l
             JOIN location p ON p.stream_id = l.stream_id AND p.location_id = l.location_id AND p.kind = 'bin'
             WHERE l.stream_id = $1 AND l.sku = ANY($2::text[]) AND l.on_hand > 0
               AND NOT EXISTS (SELECT 1 FROM shelf h WHERE h.stream_id = $1 AND h.location_id = l.location_id AND NOT h.deleted)
           ) AS there WHERE turn <= $3 ORDER BY sku, turn`,
    values: [warehouseId, skus, mostBinsTold],
  });
  const bins = new Map<string, Whereabouts['bins']>();
  for (const { sku, ...bin } of rows) bins.set(sku, [...(bins.get(sku) ?? []), bin]);
  return bins;
}

/** But for when it was found. */
function isSame(before: Whereabouts | undefined, { isWanted, bins, sites }: Whereabouts): boolean {
  if (!before || before.isWanted !== isWanted) return false;
  if (before.bins.length !== bins.length || before.sites.length !== sites.length) return false;
  return (
    bins.every((bin, index) => {
      const other = before.bins[index];
      return (
        other?.locationId === bin.locationId && other.units === bin.units && other.walkOrder === bin.walkOrder
      );
    }) &&
    sites.every((site, index) => {
      const other = before.sites[index];
      return other?.warehouseId === site.warehouseId && other.units === site.units;
    })
  );
}

/** @param lookedAt null: that it was looked is not told */
async function store(
  tx: StreamTx,
  warehouseId: WarehouseId,
  changed: readonly Whereabouts[],
  lookedAt: string | null,
): Promise<void> {
  const rows: object[] = [];
  const tell = (sku: string, doc: object, documentOf: (seq: number) => object): void => {
    const seq = tx.nextSeq(warehouseId);
    rows.push({ stream_id: warehouseId, sku, doc, seq });
    tx.announce({
      streamId: warehouseId,
      collection: 'inbound',
      seq,
      document: documentOf(seq) as Record<string, unknown>,
      stationId: null,
      warehouseIds: null,
    });
  };
  for (const doc of changed) tell(doc.sku, doc, (seq) => whereaboutsEntry(doc, seq));
  if (lookedAt !== null) tell('', { at: lookedAt }, (seq) => whereaboutsLook(lookedAt, seq));
  await tx.client.query({
    name: 'store-whereabouts',
    text: `INSERT INTO whereabouts (stream_id, sku, doc, seq)
           SELECT * FROM json_to_recordset($1) AS r (stream_id text, sku text, doc jsonb, seq bigint)
           ON CONFLICT (stream_id, sku) DO UPDATE SET doc = excluded.doc, seq = excluded.seq`,
    values: [jsonRows(rows)],
  });
}
