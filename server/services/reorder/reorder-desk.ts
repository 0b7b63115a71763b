// Works out what to buy and to move, in threads beside head office: every night behind the forecast, when something has fallen to
// its point, and when somebody asks. Behind each run goes out what may go out by itself.
// Tells how far it is; stopped or broken, what was proposed before stands.
import { availableParallelism } from 'node:os';
import type { ReorderRun } from '../../../shared/contract/reorder';
import { companyStream } from '../../../shared/domain/ids';
import type { SkuTransfer } from '../../../shared/domain/reorder/plan-sku';
import type { PlannedOrder, SupplierQuestion } from '../../../shared/domain/reorder/plan-supplier';
import type { OfficeParts } from '../../head-office';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { createPlanningJobs, type PlanningJob } from '../../jobs/planning-jobs';
import { warehousesOf } from '../allocation/allocate-orders';
import { type CrewOf, type ForecastCrew, startCrew } from '../demand/forecast-crew';
import { readRun } from '../demand/forecast-store';
import { refreshDemand } from '../demand/refresh-demand';
import { lastNight } from '../stock/prove-ledger';
import {
  type Bought,
  countBought,
  loadFacts,
  nextBought,
  readValueClasses,
  type Surroundings,
} from './load-facts';
import { buyByItself } from './buy-by-itself';
import { leadBook, readLeadTimes } from './read-lead-times';
import {
  beginReorderRun,
  endReorderRun,
  noteReorderRun,
  type ReorderPoint,
  storeProposals,
} from './reorder-store';
import { readReorderRules, readSuppliers } from './suppliers';
import { watchPositions } from './watch-positions';

export type ReorderDesk = {
  /** @param only of these suppliers; of all when left out. @returns its id; that of the run under way where there is one */
  begin: (cause: ReorderRun['cause'], only?: readonly string[]) => Promise<string>;
  stop: (runId: string) => Promise<void>;
  /** Resolves when it is ready, stopped or failed. */
  ended: (runId: string) => Promise<void>;
  /** Resolves when no run is under way. */
  idle: () => Promise<void>;
  nightly: JobLoop;
  /** Looks whether something has fallen to its point. */
  watching: JobLoop;
  close: () => Promise<void>;
};

type Tools = Pick<OfficeParts, 'pool' | 'writer' | 'now' | 'newId'>;

/** Products read and worked out together. */
const batchSize = 250;
const lookEveryMs = 10 * 60_000;
const watchEveryMs = 30_000;

export function createReorderDesk(
  tools: Tools,
  onFailure: (cause: unknown) => void,
  crewOf: CrewOf = startCrew,
): ReorderDesk {
  const { pool } = tools;
  const jobs = createPlanningJobs(onFailure);
  let underWay: string | null = null;
  let isClosed = false;
  const now = (): string => tools.now().toISOString();

  const begin: ReorderDesk['begin'] = async (cause, only) => {
    if (underWay !== null) return underWay;
    const runId = tools.newId();
    // Before anything is awaited: a second press finds it.
    underWay = runId;
    try {
      await beginReorderRun(pool, runId, cause, now());
    } catch (failure) {
      underWay = null;
      throw failure;
    }
    const crew = crewOf(Math.max(1, Math.min(2, availableParallelism())));
    jobs.begin(
      runId,
      async (job) => {
        void job.stopped.then(crew.stop);
        try {
          await propose(tools, runId, crew, job, only ?? null);
        } finally {
          await crew.stop();
        }
        await endReorderRun(pool, runId, job.isStopped() ? 'stopped' : 'ready', now());
        if (!job.isStopped()) await buyByItself(tools);
        underWay = null;
      },
      async (failure) => {
        underWay = null;
        await endReorderRun(pool, runId, 'failed', now(), String(failure));
      },
    );
    return runId;
  };

  const nightly = startJob({
    name: 'nightly reorder',
    round: async () => {
      if (isClosed || !(await isNightDue(tools))) return false;
      await jobs.ended(await begin('night'));
      return false;
    },
    idleMs: lookEveryMs,
    onFailure,
  });

  const watch = watchPositions(pool);
  const watching = startJob({
    name: 'watch positions',
    round: async () => {
      if (isClosed || underWay !== null) return false;
      const suppliers = await watch.look(tools.now());
      if (suppliers.length > 0) await jobs.ended(await begin('position', suppliers));
      return false;
    },
    idleMs: watchEveryMs,
    onFailure,
  });

  return {
    begin,
    idle: async () => {
      if (underWay !== null) await jobs.ended(underWay);
    },
    watching,
    stop: async (runId) => {
      await jobs.stop(runId);
      // One that lost its process goes on nowhere.
      await endReorderRun(pool, runId, 'stopped', now());
    },
    ended: jobs.ended,
    nightly,
    close: async () => {
      isClosed = true;
      await jobs.stopAll();
      await Promise.all([nightly.stop(), watching.stop()]);
      await jobs.stopAll();
    },
  };
}

/** Once the night's forecast is made, where something is bought at all. */
async function isNightDue({ pool, now }: Tools): Promise<boolean> {
  const night = lastNight(now()).getTime();
  // A look at one supplier in between is no night's work.
  const whole = await pool.query<{ at: Date }>(
    `SELECT started_at AS at FROM reorder_run WHERE stream_id = $1 AND cause <> 'position' ORDER BY started_at DESC LIMIT 1`,
    [companyStream],
  );
  const newest = whole.rows[0];
  if (newest && new Date(newest.at).getTime() >= night) return false;
  const forecast = await readRun(pool, null);
  if (!forecast || Date.parse(forecast.startedAt) < night || forecast.state === 'running') return false;
  const { rows } = await pool.query('SELECT 1 FROM supplied_item WHERE stream_id = $1 LIMIT 1', [
    companyStream,
  ]);
  return rows.length > 0;
}

async function propose(
  { pool, now }: Tools,
  runId: string,
  crew: ForecastCrew,
  job: PlanningJob,
  only: readonly string[] | null,
): Promise<void> {
  await refreshDemand(pool);
  const suppliers = new Map((await readSuppliers(pool)).map(({ supplierId, terms }) => [supplierId, terms]));
  const around: Surroundings = {
    now: now(),
    rules: await readReorderRules(pool),
    suppliers: suppliers as Surroundings['suppliers'],
    leads: leadBook(await readLeadTimes(pool, now())),
    classes: await readValueClasses(pool),
    warehouseIds: await warehousesOf(pool),
  };
  const progress = { items: await countBought(pool, only), done: 0 };
  await noteReorderRun(pool, runId, progress);
  const questions = new Map<string, SupplierQuestion>();
  const transfers: SkuTransfer[] = [];
  const points: ReorderPoint[] = [];
  for (let after = ''; !job.isStopped(); ) {
    const bought = await nextBought(pool, only, after, batchSize);
    const last = bought.at(-1);
    if (!last) break;
    after = last.sku;
    const plans = await crew.plan(await loadFacts(pool, bought, around));
    if (!plans) return;
    const bySku = new Map(bought.map((each) => [each.sku, each]));
    for (const plan of plans) {
      transfers.push(...plan.transfers);
      for (const site of plan.sites) {
        const of = bySku.get(plan.sku) as Bought;
        addLine(questions, of, site, around);
        points.push({
          sku: plan.sku,
          warehouse_id: site.site,
          supplier_id: of.supplierId,
          point: site.point,
        });
      }
    }
    progress.done += bought.length;
    await noteReorderRun(pool, runId, progress);
  }
  const orders: PlannedOrder[] = [];
  for (const question of questions.values()) {
    const made = await crew.compose([question]);
    if (!made) return;
    orders.push(...made);
  }
  if (!job.isStopped()) await storeProposals(pool, runId, { orders, transfers, points, only });
}

function addLine(
  questions: Map<string, SupplierQuestion>,
  { supplierId, item }: Bought,
  plan: SkuPlanOfSite,
  { suppliers, rules }: Surroundings,
): void {
  const terms = suppliers.get(supplierId);
  if (!terms) return;
  const key = `${supplierId}\n${plan.site}`;
  const question = questions.get(key) ?? {
    supplierId,
    site: plan.site,
    terms: {
      freeFreightMinor: terms.freeFreightMinor,
      freightMinor: terms.freightMinor,
      budgetMinor: terms.budgetMinor,
      holdingShare: rules.holdingShare,
    },
    lines: [],
  };
  question.lines.push({ ...plan, packUnits: item.packUnits, unitCostMinor: item.unitCostMinor });
  questions.set(key, question);
}

type SkuPlanOfSite = Omit<SupplierQuestion['lines'][number], 'packUnits' | 'unitCostMinor'>;
