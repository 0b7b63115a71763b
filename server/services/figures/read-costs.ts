// Cost to serve: the sums of packaging and postage, and the time of hands at what an hour cost on its day.
import type { ServedCostsPage } from '../../../shared/contract/figure-costs';
import type { FiguresQuery } from '../../../shared/contract/figures';
import {
  type CostKind,
  costKinds,
  costPerOrder,
  type LabourRate,
  rateOn,
} from '../../../shared/domain/figures/cost-to-serve';
import { filterName } from '../../../shared/domain/figures/sums';
import type { Queryable } from '../../db/pool';
import { loadMoneySettings } from '../rates/money-settings';
import { readLabourRates } from './labour-rates';
import { bucketOf, timesOf } from './read-figures';
import { type Bucket, readSums, type Sum } from './read-sums';

const measuresOf = ['served', 'packaging', 'postage'] as const;
const works = { picking: 'picked', packing: 'packed' } as const;

type Hands = { at: string; day: string; work: string; seconds: number };

export async function readCosts(db: Queryable, query: FiguresQuery): Promise<ServedCostsPage> {
  const bucket = bucketOf(query);
  const { booksCurrency } = await loadMoneySettings(db);
  const { channel: _channel, country: _country, currency: _currency, ...ofWarehouse } = query;
  const [sums, all, hands, rates] = await Promise.all([
    readSums(db, query, bucket, measuresOf),
    readSums(db, ofWarehouse, bucket, ['served']),
    readHands(db, query, bucket),
    readLabourRates(db, booksCurrency),
  ]);
  const known = { sums, all, hands, rates };
  const orders = inTime(sums, 'served', null).count;
  const parts: Record<CostKind, number | null> = {
    picking: labour(known, works.picking, null),
    packing: labour(known, works.packing, null),
    box: ofKey(sums, 'packaging', 'box'),
    padding: ofKey(sums, 'packaging', 'padding'),
    postage: inTime(sums, 'postage', null).amount,
  };
  return {
    from: query.from,
    to: query.to,
    bucket,
    currency: booksCurrency,
    orders,
    handledOrders: inTime(all, 'served', null).count,
    rows: costKinds.map((kind) => ({
      kind,
      amountMinor: parts[kind],
      perOrderMinor: costPerOrder(orders, [parts[kind]]),
    })),
    perOrderMinor: costPerOrder(orders, Object.values(parts)),
    series: timesOf(query, bucket).map((at) => ({
      at,
      orders: inTime(sums, 'served', at).count,
      perOrderMinor: costPerOrder(inTime(sums, 'served', at).count, [
        labour(known, works.picking, at),
        labour(known, works.packing, at),
        inTime(sums, 'packaging', at).amount,
        inTime(sums, 'postage', at).amount,
      ]),
    })),
    seconds: hands.reduce((sum, { seconds }) => sum + seconds, 0),
    secondsWithoutRate: hands.reduce(
      (sum, { day, seconds }) => sum + (rateOn(day, rates) === null ? seconds : 0),
      0,
    ),
  };
}

type Known = {
  sums: readonly Sum[];
  all: readonly Sum[];
  hands: readonly Hands[];
  rates: readonly LabourRate[];
};

/** What hands cost; under a filter that hands are not told apart by, its share by orders. Null: an hour has no rate. */
function labour({ sums, all, hands, rates }: Known, work: string, at: string | null): number | null {
  let minor = 0;
  for (const each of hands) {
    if (each.work !== work || (at !== null && each.at !== at)) continue;
    const rate = rateOn(each.day, rates);
    if (rate === null) return null;
    minor += (each.seconds * rate) / 3600;
  }
  const everybody = inTime(all, 'served', at).count;
  return everybody > 0
    ? Math.round((minor * inTime(sums, 'served', at).count) / everybody)
    : Math.round(minor);
}

/** @param at the beginning of a bar; null: of the whole time */
function inTime(
  sums: readonly Sum[],
  measure: (typeof measuresOf)[number],
  at: string | null,
): { count: number; amount: number } {
  let [count, amount] = [0, 0];
  for (const sum of sums) {
    if (sum.measure !== measure || sum.dimension !== 'time' || (at !== null && sum.name !== at)) continue;
    count += sum.count;
    amount += sum.amount;
  }
  return { count, amount };
}

const ofKey = (sums: readonly Sum[], measure: (typeof measuresOf)[number], key: string): number =>
  sums.find((sum) => sum.measure === measure && sum.dimension === 'key' && sum.name === key)?.amount ?? 0;

/** Day by day: an hour of each has the rate of its day. */
async function readHands(
  db: Queryable,
  { from, to, warehouse }: FiguresQuery,
  bucket: Bucket,
): Promise<Hands[]> {
  const { rows } = await db.query<Hands>({
    name: 'figures-hands',
    text: `SELECT date_trunc($4, at)::date::text AS at, at::text AS day, name AS work, amount::float8 AS seconds FROM figure_sum
           WHERE filter = $1 AND measure = 'handled' AND rung = 'day' AND dimension = 'key' AND at BETWEEN $2::date AND $3::date`,
    values: [warehouse === undefined ? '' : filterName('warehouse', warehouse), from, to, bucket],
  });
  return rows;
}
