// Overrides beside what came and beside the forecast that they replaced, of all products: each by itself, and in sums by person
// and by kind of reason.
import type { z } from 'zod';
import type { DemandPage, Overrides, overridesQuerySchema } from '../../../shared/contract/demand';
import { isWithoutStock } from '../../../shared/domain/forecasting/history';
import { type CameIn, judgeOverride, sumOverrides } from '../../../shared/domain/forecasting/overrides';
import type { Queryable } from '../../db/pool';
import { type KeptOverride, readOverridesSince } from './overrides';
import { readHistories, type SkuHistory } from './read-history';
import { addWeeks, dayOf, mondayOf, weeksBetween } from './weeks';

/** More are not looked at in one answer. */
const mostOverrides = 5000;
const shownRows = 500;
const skusAtOnce = 250;

export async function readOverrideAccuracy(
  db: Queryable,
  { weeks, person, kind }: z.output<typeof overridesQuerySchema>,
  now: Date,
): Promise<Overrides> {
  const before = mondayOf(dayOf(now));
  const kept = await readOverridesSince(db, addWeeks(before, -Number(weeks)), mostOverrides + 1);
  const looked = kept.slice(0, mostOverrides);
  const skus = [...new Set(looked.map(({ sku }) => sku))];
  const came = new Map<string, CameIn>();
  for (let at = 0; at < skus.length; at += skusAtOnce)
    for (const history of await readHistories(db, skus.slice(at, at + skusAtOnce), before))
      came.set(history.sku, cameIn(history));
  const rows = looked.map((each) => ({
    ...overrideRow(each, came.get(each.sku) ?? nothingCame, before),
    sku: each.sku,
    name: each.name,
    removedAt: each.removedAt,
    person: each.personId ?? each.by,
  }));
  const asked = rows.filter(
    (row) => (person === undefined || row.person === person) && (kind === undefined || row.kind === kind),
  );
  return {
    rows: asked.slice(0, shownRows).map(({ person: _person, ...row }) => row),
    total: asked.length,
    isTotalLeast: kept.length > mostOverrides,
    byPerson: sumOverrides(rows, (row) => ({ group: row.person, name: row.by })).slice(0, shownRows),
    byKind: sumOverrides(rows, (row) => ({ group: row.kind, name: row.kind })),
  };
}

const nothingCame: CameIn = () => 0;

/** What was asked for in a week; nothing before the first. */
export function cameIn({ from, weeks }: Pick<SkuHistory, 'from' | 'weeks'>): CameIn {
  return (week) => {
    const found = weeks[weeksBetween(from, week)];
    if (!found) return 0;
    return isWithoutStock(found.outDays) ? null : found.units;
  };
}

export function overrideRow(
  each: KeptOverride,
  came: CameIn,
  thisWeek: string,
): DemandPage['overrides'][number] {
  const { overrideId, fromWeek, weeks, units, kind, reason, by, at } = each;
  return {
    overrideId,
    fromWeek,
    weeks,
    units,
    kind,
    reason,
    by,
    at,
    accuracy: judgeOverride(each, came, thisWeek),
  };
}
