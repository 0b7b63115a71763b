// Head office without its door: the database, the writer, and what works on them. Routes get this one object; tests make
// one on a database of their own. Must be stopped in order: no new work, then jobs, then the writer.
import { v7 as uuidV7 } from 'uuid';
import { companyStream } from '../shared/domain/ids';
import type { Pool } from './db/pool';
import { createStreamWriter, type StreamWriter } from './db/stream-writer';
import { benchesFirst } from './jobs/benches-first';
import { startJob, type JobLoop } from './jobs/job-loop';
import { forgetOldWork } from './jobs/outbox';
import { forgetRequests } from './services/api-keys/request-keys';
import { runAllocation, wakeUnplanned } from './services/allocation/run-allocation';
import { startCustomers } from './services/customers/start-customers';
import { startBulk } from './services/bulk/work-bulk';
import { startStationOrders } from './services/orders/station-orders';
import { type CartDesk, startCarts } from './services/carts/start-carts';
import { startMail } from './services/mail/start-mail';
import { type AutomationJobs, startAutomation } from './services/automation/start-automation';
import { startWebhooks, type WebhookDesk, type WebhookOptions } from './services/webhooks/start-webhooks';
import { type ChannelDesk, type ChannelOptions, startChannels } from './services/channels/start-channels';
import { createImportDesk, type ImportDesk } from './services/imports/import-desk';
import { createOrdersDesk, type OrdersDesk } from './services/orders/take-order';
import { createPersonDesk, type PersonDesk } from './services/people/answering-person';
import { startPayments, type PaymentJobs } from './services/payments/start-payments';
import { carrierPlugins } from './services/carriers/carrier-plugins';
import type { CarrierDesk } from './services/carriers/connections';
import type { ShipmentTools } from './services/shipments/shipment-tools';
import { startReturns } from './services/returns/start-returns';
import { createProposalDesk, type ProposalDesk } from './services/boxes/proposal-desk';
import type { CrewOf } from './services/demand/forecast-crew';
import { createForecastDesk, type ForecastDesk } from './services/demand/forecast-desk';
import { startSupplierLetters } from './services/purchasing/purchase-letters';
import { createReorderDesk, type ReorderDesk } from './services/reorder/reorder-desk';
import { startBoxes } from './services/boxes/follow-boxes';
import { startAlertMail } from './services/alerts/send-letters';
import { startReports } from './services/reports/send-reports';
import { type AlertDesk, startAlerts } from './services/alerts/watch-alerts';
import { startFigureNights } from './services/figures/make-night';
import { startFigures } from './services/figures/start-figures';
import { startBooks } from './services/books/start-books';
import { startWeights } from './services/weighing/follow-weights';
import { startCodes } from './services/codes/follow-codes';
import { startPhotos } from './services/photos/follow-photos';
import { startDunning } from './services/dunning/start-dunning';
import { startShipments } from './services/shipments/start-shipments';
import { folderTransmitter } from './services/waybills/folder-transmitter';
import { httpTransmitter, type Integrator } from './services/waybills/http-transmitter';
import { transmissionNotes } from './services/waybills/transmission-notes';
import { startWaybills } from './services/waybills/start-waybills';
import { byHand } from './services/waybills/transmitter';
import type { WaybillTools } from './services/waybills/waybill-machine';
import { startSpecial } from './services/special/start-special';
import type { PoolPlanner, ReplanDesk } from './services/replan/replan-desk';
import { startReplan } from './services/replan/start-replan';
import { expireLeases } from './services/stations/expire-leases';
import { startShelves } from './services/putaway/refresh-shelves';
import { createReleaseDesk, type ReleaseDesk } from './services/tours/release-desk';
import { rerouteTours } from './services/tours/reroute-tours';
import { expireTours } from './services/tours/tour-leases';
import { startOtherSites } from './services/routing/other-site';
import { startWhereabouts } from './services/whereabouts/keep-whereabouts';
import { askForPastDate } from './services/lots/past-date';
import { handOutDueCounts } from './services/counts/hand-out-counts';
import { releaseDueWaves } from './services/tours/wave-templates';
import { endRevoked } from './services/stations/end-revoked';
import { createTokenBook, type TokenBook } from './services/stations/tokens';
import { isProofDue, proveLedger } from './services/stock/prove-ledger';
import { createLiveStreams, type LiveStreams } from './services/sync/live-streams';
import { createOpsDesk, type OpsDesk } from './services/sync/ops-desk';
import { sitesOfOps } from './services/transfers/sites-of-ops';

export type Log = {
  info: (fields: object, message: string) => void;
  warn: (fields: object, message: string) => void;
  error: (fields: object, message: string) => void;
};

/** How often leases that ran out are looked for: short against the margin that stations keep. */
const leaseRoundMs = 15_000;
const waveRoundMs = 20_000;
const rerouteRoundMs = 10_000;
/** How often this process looks for stations that another one has revoked. */
const revokedRoundMs = 1_000;
/** How often it is looked whether the night's proof is due. */
const proofRoundMs = 10 * 60_000;

/** Text of one imported file, unpacked. */
const mostImportBytes = 512 * 1_048_576;

export type HeadOfficeOptions = {
  pool: Pool;
  /** Where the database is, for /health. */
  database: string;
  version: string;
  log: Log;
  /** Extension digit and GS1 company prefix of parcel numbers. */
  ssccPrefix: string;
  now?: () => Date;
  newId?: () => string;
  heartbeatMs?: number;
  /** Kinds of carriers; those that come with Waybill when left out. */
  carrierPlugins?: CarrierDesk['plugins'];
  /** Pause of an idle job. */
  idleMs?: number;
  /** How often it is looked for what other processes have committed or revoked. */
  pollMs?: number;
  /** What plans orders that wait together; a thread of its own when left out. */
  poolPlanner?: PoolPlanner;
  /** Who forecasts and works out what to buy; threads of their own when left out. */
  forecastCrew?: CrewOf;
  /** Connectors of your own, and how patient head office is with channels. */
  channels?: ChannelOptions;
  /** How patient head office is with receivers of webhooks, and whether they may be inside its network. */
  webhooks?: WebhookOptions;
  /** Where official waybills are handed over as files; left out: not by files. */
  waybillFolder?: string;
  /** An integrator that official waybills are posted to; left out: not over HTTP. */
  integrator?: Integrator;
};

/** What jobs of a service work with: `start-<service>.ts` takes it and gives the jobs it started. */
export type OfficeParts = {
  pool: Pool;
  writer: StreamWriter;
  log: Log;
  now: () => Date;
  newId: () => string;
  /** Pause of an idle job. */
  idleMs: number;
};

export type HeadOffice = {
  pool: Pool;
  writer: StreamWriter;
  database: string;
  version: string;
  startedAt: string;
  log: Log;
  ssccPrefix: string;
  now: () => Date;
  newId: () => string;
  desk: OpsDesk;
  orders: OrdersDesk;
  live: LiveStreams;
  tokens: TokenBook;
  allocation: JobLoop;
  /** Works on many orders at once. */
  bulk: JobLoop;
  /** Ends leases that ran out. */
  leases: JobLoop;
  imports: ImportDesk;
  channels: ChannelDesk;
  replan: ReplanDesk;
  /** What is picked together. */
  releases: ReleaseDesk;
  boxSizes: ProposalDesk;
  /** Demand expected, by night and when asked. */
  forecasts: ForecastDesk;
  /** Looks for what somebody should do something about. */
  alerts: AlertDesk;
  /** What to buy and to move, by night and when asked. */
  reorder: ReorderDesk;
  automation: AutomationJobs;
  webhooks: WebhookDesk;
  carts: CartDesk;
  /** Places what stations took. */
  stationOrders: JobLoop;
  payments: PaymentJobs;
  /** Posts what happened, once the books are open. */
  books: JobLoop;
  /** Who answers for an act, by badge and PIN. */
  people: PersonDesk;
  shipments: ShipmentTools;
  waybills: WaybillTools;
  /** Ends the live streams, so that the door can close behind the last request. */
  quiet: () => void;
  stop: () => Promise<void>;
};

export async function openHeadOffice(options: HeadOfficeOptions): Promise<HeadOffice> {
  const { pool, log } = options;
  const now = options.now ?? (() => new Date());
  const newId = options.newId ?? (() => uuidV7());
  await ensureCompany(pool, newId);
  await wakeUnplanned(pool, newId);
  const writer = createStreamWriter(pool, {
    ...(options.pollMs === undefined ? {} : { pollMs: options.pollMs }),
    onLostConnection: (cause) => log.warn({ err: cause }, 'a writing connection broke; it is opened again'),
    onTrouble: (cause) =>
      log.error({ err: cause }, 'what was committed could not be told to everyone at once'),
  });
  const clock = { now, newId };
  const allocation = startJob({
    name: 'allocate',
    round: async () => (await runAllocation(pool, writer, clock)).more,
    idleMs: options.idleMs ?? 1_000,
    onFailure: (cause, job) => log.error({ err: cause, job }, 'a job failed and will be tried again'),
  });
  const leases = startJob({
    name: 'expire-leases',
    round: async () => {
      const tools = { pool, writer, ...clock };
      await expireTours(tools);
      return expireLeases(tools);
    },
    idleMs: leaseRoundMs,
    onFailure: (cause, job) => log.error({ err: cause, job }, 'a job failed and will be tried again'),
  });
  const proving = startJob({
    name: 'prove-ledger',
    round: async () => {
      if (!(await isProofDue({ pool, now }))) return false;
      const { rows } = await proveLedger({ pool, now });
      for (const { warehouseId, differences } of rows)
        if (differences.length > 0)
          log.error({ warehouseId, differences }, 'stock is not the sum of its movements');
      return false;
    },
    idleMs: proofRoundMs,
    onFailure: (cause, job) => log.error({ err: cause, job }, 'a job failed and will be tried again'),
  });
  const live = createLiveStreams(
    writer,
    options.heartbeatMs === undefined ? { now } : { now, heartbeatMs: options.heartbeatMs },
  );
  const tokens = createTokenBook(pool, () => now().getTime());
  const revoking = startJob({
    name: 'end-revoked',
    round: () => endRevoked({ pool, live, tokens }),
    idleMs: Math.max(revokedRoundMs, options.pollMs ?? 0),
    onFailure: (cause, job) => log.error({ err: cause, job }, 'a job failed and will be tried again'),
  });
  const desk = createOpsDesk(
    writer,
    clock,
    (cause, op) =>
      log.error({ err: cause, opId: op.opId, type: op.type }, 'an op could not be applied; kept with a task'),
    ({ stationId }, stationSeq) =>
      log.warn({ stationId, stationSeq }, 'the chain of a station is broken; its ops are taken all the same'),
    () => allocation.nudge(),
    (warehouseId, ops) => sitesOfOps(pool, warehouseId, ops),
    benchesFirst(pool),
  );
  const orders = createOrdersDesk({ pool, writer, ...clock });
  const imports = createImportDesk({
    pool,
    writer,
    now: () => now().toISOString(),
    newId,
    maxFileBytes: mostImportBytes,
    onFault: (importId, cause) => log.error({ err: cause, importId }, 'an import met a fault'),
  });
  const parts: OfficeParts = { pool, writer, log, now, newId, idleMs: options.idleMs ?? 1_000 };
  const onJobFailure = (cause: unknown, job: string): void =>
    log.error({ err: cause, job }, 'a job failed and will be tried again');
  const channels = startChannels(parts, allocation, options.channels);
  const automation = startAutomation(parts, allocation);
  const webhooks = startWebhooks(parts, options.webhooks);
  const carts = startCarts(parts);
  const stationOrders = startStationOrders(parts);
  const carriers: CarrierDesk = {
    plugins: options.carrierPlugins ?? carrierPlugins,
    ports: { now, fetch },
  };
  const replan = startReplan(parts, allocation, carriers, options.poolPlanner);
  const boxSizes = createProposalDesk(parts, (cause) =>
    log.error({ err: cause }, 'a proposal of boxes failed'),
  );
  const forecasts = createForecastDesk(
    parts,
    (cause) => log.error({ err: cause }, 'a forecast failed'),
    options.forecastCrew,
  );
  const reorder = createReorderDesk(
    parts,
    (cause) => log.error({ err: cause }, 'a run of reorder failed'),
    options.forecastCrew,
  );
  const releases = createReleaseDesk(parts, (cause) => log.error({ err: cause }, 'a plan of tours failed'));
  const shipments: ShipmentTools = { pool, writer, now, newId, carriers };
  const alerts = startAlerts(parts);
  const waybills: WaybillTools = {
    pool,
    writer,
    now,
    newId,
    transmitters: {
      'by-hand': byHand,
      ...(options.waybillFolder === undefined ? {} : { folder: folderTransmitter(options.waybillFolder) }),
      ...(options.integrator === undefined
        ? {}
        : { http: httpTransmitter({ ...options.integrator, notes: transmissionNotes(pool), now }) }),
    },
  };
  const bulk = startBulk(parts, () => allocation.nudge());
  const books = startBooks(parts);
  const jobs: JobLoop[] = [
    bulk,
    startJob({
      name: 'release-waves',
      round: async () => {
        await releaseDueWaves(parts, releases);
        return false;
      },
      idleMs: waveRoundMs,
      onFailure: onJobFailure,
    }),
    startJob({
      name: 'reroute-tours',
      round: async () => {
        await rerouteTours(parts);
        return false;
      },
      idleMs: rerouteRoundMs,
      onFailure: onJobFailure,
    }),
    startJob({
      name: 'hand-out-counts',
      round: async () => {
        await handOutDueCounts(parts);
        return false;
      },
      idleMs: proofRoundMs,
      onFailure: onJobFailure,
    }),
    startJob({
      name: 'ask-for-past-date',
      round: async () => {
        await askForPastDate(parts);
        return false;
      },
      idleMs: proofRoundMs,
      onFailure: onJobFailure,
    }),
    startShelves(parts),
    startOtherSites(parts),
    startWhereabouts(parts),
    alerts.watching,
    ...startAlertMail(parts),
    startTidying(parts),
    stationOrders,
    ...replan.jobs,
    ...startMail(parts),
    ...startSupplierLetters(parts),
    ...startCustomers(parts),
    ...channels.jobs,
    ...startSpecial(parts),
    ...startReturns(parts, carriers),
    ...automation.jobs,
    ...webhooks.jobs,
    ...carts.jobs,
    books,
    ...startPhotos({ pool, now, idleMs: parts.idleMs, onFailure: onJobFailure }),
    ...startCodes({ pool, writer, ...clock, idleMs: parts.idleMs, onFailure: onJobFailure }),
    ...startWeights({ pool, writer, ...clock, idleMs: parts.idleMs, onFailure: onJobFailure }),
    ...startBoxes({ pool, writer, ...clock, idleMs: parts.idleMs, onFailure: onJobFailure }),
    startFigures({ pool, idleMs: parts.idleMs, onFailure: onJobFailure }),
    startDunning({ pool, writer, ...clock, onFailure: onJobFailure }),
    ...startWaybills({ ...waybills, idleMs: parts.idleMs, onFailure: onJobFailure }),
    startFigureNights({ pool, now, onFailure: onJobFailure }),
    ...startReports({ pool, ...clock, idleMs: parts.idleMs, onFailure: onJobFailure }),
    ...startShipments({ ...shipments, idleMs: parts.idleMs, onFailure: onJobFailure }),
  ];
  const payments = startPayments({ pool, writer, ...clock, idleMs: options.idleMs, onFailure: onJobFailure });
  let stopped: Promise<void> | null = null;
  const stopAll = async (): Promise<void> => {
    live.stop();
    await imports.stop();
    await replan.desk.stop();
    await releases.close();
    await boxSizes.close();
    await forecasts.close();
    await reorder.close();
    await payments.stop();
    await allocation.stop();
    await leases.stop();
    await revoking.stop();
    await proving.stop();
    await Promise.all(jobs.map((job) => job.stop()));
    await writer.stop();
  };
  return {
    pool,
    writer,
    database: options.database,
    version: options.version,
    startedAt: now().toISOString(),
    log,
    ssccPrefix: options.ssccPrefix,
    now,
    newId,
    desk,
    orders,
    live,
    tokens,
    allocation,
    bulk,
    leases,
    imports,
    channels: channels.desk,
    replan: replan.desk,
    releases,
    boxSizes,
    forecasts,
    alerts,
    reorder,
    automation,
    webhooks: webhooks.desk,
    carts: carts.desk,
    stationOrders,
    payments,
    books,
    people: createPersonDesk(() => now().getTime()),
    shipments,
    waybills,
    quiet: () => live.stop(),
    stop: () => {
      stopped ??= stopAll();
      return stopped;
    },
  };
}

/** What was done stays to be looked at for so long. */
const workKeptMs = 30 * 86_400_000;
const tidyRoundMs = 3_600_000;

function startTidying({ pool, now, log }: OfficeParts): JobLoop {
  return startJob({
    name: 'tidy-outbox',
    round: async () => {
      await forgetOldWork(pool, new Date(now().getTime() - workKeptMs).toISOString());
      await forgetRequests(pool, now());
      return false;
    },
    idleMs: tidyRoundMs,
    onFailure: (cause, job) => log.error({ err: cause, job }, 'a job failed and will be tried again'),
  });
}

/** The company's stream is there from the first start; warehouses come with their own. */
async function ensureCompany(pool: Pool, newEpoch: () => string): Promise<void> {
  await pool.query(
    `INSERT INTO stream (stream_id, kind, epoch) VALUES ($1, 'company', $2) ON CONFLICT DO NOTHING`,
    [companyStream, newEpoch()],
  );
}
