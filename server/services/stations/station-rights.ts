// What a station may give and promise by itself, settled with its greeting: ranges of numbers, and quotas of units to sell
// over the counter. The rules are in shared/domain/numbers and shared/domain/stock/quota; most greetings change nothing
// and take no counter.
import { asksForNote } from '../../../shared/domain/document/papers-of';
import type { RightsAnswer, RightsTold } from '../../../shared/contract/rights';
import { companyStream, type Sku } from '../../../shared/domain/ids';
import {
  type SettledNumbers,
  settleNumbers,
  type WantedSeries,
} from '../../../shared/domain/numbers/number-range';
import {
  carrierSeries,
  wantedDocuments,
  wantedNumbersOf,
  wantedSsccs,
} from '../../../shared/domain/numbers/series';
import { type QuotaTarget, settleGrants } from '../../../shared/domain/stock/quota';
import type { Carrier } from '../../../shared/domain/shipping/carrier';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { loadAvailability } from '../allocation/availability';
import { newChangeSet } from '../changes/change-set';
import { changeGrant, loadOpenGrants } from '../changes/grant-changes';
import { storeChanges } from '../changes/store';
import { agreedPricesOf } from '../orders/station-channels';
import { counterTaxesOf } from './counter-taxes';
import { isCatchingUp } from './catching-up';
import { loadNumberBook, storeNumbers } from './number-ranges';
import type { KnownStation } from './tokens';
import { loadPaperRules } from '../papers/paper-rules';

type RightsTools = {
  pool: Pool;
  writer: StreamWriter;
  now: () => Date;
  newId: () => string;
  ssccPrefix: string;
};

/** Numbers of next year's documents are there before the year is. */
const aheadMs = 7 * 86_400_000;

/** @param delivered head office has every op that the station had written when it greeted */
export async function settleRights(
  tools: RightsTools,
  station: KnownStation,
  told: RightsTold,
  delivered: boolean,
): Promise<RightsAnswer> {
  const seen = await settle(tools, tools.pool, station, told, delivered);
  if (!seen.isChange) return seen.answer;
  return tools.writer.submit([companyStream, station.warehouseId], async (tx) => {
    // Again behind the counters: what was free before may be another station's by now.
    const settled = await settle(tools, tx.client, station, told, delivered);
    await storeNumbers(tx.client, settled.numbers);
    if (settled.changes.touchedGrants.size > 0) await storeChanges(tx, settled.changes);
    return settled.answer;
  });
}

type Settled = {
  isChange: boolean;
  numbers: SettledNumbers;
  changes: ReturnType<typeof newChangeSet>;
  answer: RightsAnswer;
};

async function settle(
  tools: RightsTools,
  db: Queryable,
  station: KnownStation,
  told: RightsTold,
  delivered: boolean,
): Promise<Settled> {
  const { stationId, warehouseId } = station;
  const now = tools.now();
  const [needs, grants, isLate] = await Promise.all([
    loadNeeds(db, tools, station, now),
    loadOpenGrants(db, stationId),
    isCatchingUp(db, warehouseId, now),
  ]);
  const named = [...told.numbers.held, ...told.numbers.returned];
  const book = await loadNumberBook(
    db,
    stationId,
    needs.series.map(({ series }) => series),
    named,
  );
  const numbers = settleNumbers(
    book,
    stationId,
    { fresh: told.fresh, ...told.numbers },
    needs.series,
    !isLate,
  );
  const skus = needs.targets.map(({ sku }) => sku);
  const prices = skus.length > 0 ? await agreedPricesOf(db, skus) : [];
  const taxes = skus.length > 0 ? await counterTaxesOf(db, warehouseId, skus) : null;
  const stock =
    skus.length > 0 && !isLate
      ? await loadAvailability(db, [warehouseId], skus, now.toISOString())
      : new Map();
  const at = { nowMs: now.getTime(), mayGive: !isLate, stationId, newId: tools.newId };
  const settled = settleGrants(
    grants,
    { fresh: told.fresh, held: told.grants, delivered },
    needs.targets,
    at,
    (sku) => stock.get(warehouseId)?.get(sku) ?? [],
  );
  const changes = newChangeSet(now.toISOString(), tools.newId);
  for (const change of settled.changes) changeGrant(changes, warehouseId, change);
  return {
    isChange: numbers.changed.length > 0 || settled.changes.length > 0,
    numbers,
    changes,
    answer: {
      numbers: numbers.answer,
      giveBack: numbers.giveBack,
      grants: settled.answer,
      ...(prices.length > 0 && { prices }),
      ...(taxes && { taxes }),
    },
  };
}

type Needs = { series: WantedSeries[]; targets: QuotaTarget[] };

/** A station that was signed off for good needs nothing: it is asked to give everything back. */
async function loadNeeds(
  db: Queryable,
  tools: RightsTools,
  station: KnownStation,
  now: Date,
): Promise<Needs> {
  const [signedOff, targets, carriers, papers] = await Promise.all([
    db.query({
      name: 'is-signed-off',
      text: 'SELECT 1 FROM station WHERE station_id = $1 AND signed_off_at IS NOT NULL',
      values: [station.stationId],
    }),
    db.query<{ sku: Sku; units: number }>({
      name: 'quota-targets',
      text: 'SELECT sku, units FROM quota_target WHERE stream_id = $1 AND station_id = $2 ORDER BY sku',
      values: [station.warehouseId, station.stationId],
    }),
    db.query<{ carrier: Carrier }>({
      name: 'carriers-with-numbers',
      text: `SELECT doc->'carrier' AS carrier FROM directory
             WHERE stream_id = $1 AND kind = 'carrier' AND NOT deleted AND doc @? '$.carrier.services[*].numbers'`,
      values: [companyStream],
    }),
    loadPaperRules(db, station.warehouseId),
  ]);
  if (signedOff.rows.length > 0) return { series: [], targets: [] };
  const years = [...new Set([now, new Date(now.getTime() + aheadMs)].map((each) => each.getUTCFullYear()))];
  const needsDocuments = targets.rows.length > 0 || asksForNote(papers);
  return {
    targets: targets.rows,
    series: [
      wantedSsccs(tools.ssccPrefix),
      ...(needsDocuments ? years.map((year) => wantedDocuments(station.warehouseId, year)) : []),
      ...carriers.rows.flatMap(({ carrier }) =>
        carrier.services.flatMap(({ serviceId, numbers }) =>
          numbers ? [wantedNumbersOf(carrierSeries(carrier.carrierId, serviceId), numbers)] : [],
        ),
      ),
    ],
  };
}
