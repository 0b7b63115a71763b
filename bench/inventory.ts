// `bench inventory`: reorder points on real demand of a manufacturer, played through week by week. Peers on the same goods: one
// cycle service for all of them, by gamma and SBA, by negative binomial and TSB, by normal and SBA. Ours: one worth of a unit
// for all of them, so that service is spent where it costs least. Held against each other at the same share of units served.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { fadingMoments } from '../shared/domain/forecasting/demand-experts';
import { isObsolete } from '../shared/domain/forecasting/classify';
import { imapa, sba, tsb } from '../shared/domain/forecasting/intermittent';
import { serviceByCost } from '../shared/domain/reorder/service-by-cost';
import { type DemandShape, economicQuantity, quantileOf } from '../shared/domain/reorder/safety-stock';
import { type Bar, type Bench, BenchCannotRun, type Figures } from './bench';
import { activeItems, type Outcome, playThrough, type Policy, type StockItem } from './inventory/simulate';

const yearWeeks = 52;
/** Of the whole set: 1,161 goods. */
const published = {
  goods: 1161,
  points: [
    { fill: 0.95, stockValue: 1_463_247 },
    { fill: 0.976, stockValue: 2_050_250 },
  ],
};
const wantedSaving = 0.05;

function readItems(file: string): StockItem[] {
  const rows = parse(readFileSync(file, 'utf8'), { columns: true }) as Record<string, string>[];
  return rows.map((row) => ({
    pack: Number(row['pack']),
    cost: Number(row['cost']),
    orderCost: Number(row['fixed_order_cost']),
    holdingPerYear: Number(row['holding_per_unit_year']),
    leadWeeks: Number(row['lead_weeks']),
    moq: Number(row['moq']),
    weeks: Object.entries(row).flatMap(([name, cell]) => (/^w\d+$/.test(name) ? [Number(cell)] : [])),
  }));
}

function quantityOf({ pack, orderCost, holdingPerYear, moq }: StockItem, demand: number): number {
  const economic = economicQuantity(demand * yearWeeks, orderCost, holdingPerYear);
  return Math.max(1, Math.ceil(Math.max(moq, Number.isFinite(economic) ? economic : moq, 1) / pack) * pack);
}

const oneService =
  (say: (history: readonly number[]) => number, shape: DemandShape, service: number): Policy =>
  (item, history) => {
    const demand = say(history);
    const periods = item.leadWeeks + 1;
    const { variance } = fadingMoments(history, 1);
    return {
      point: quantileOf({ mean: demand * periods, variance: variance * periods }, shape, service),
      quantity: quantityOf(item, demand),
    };
  };

/** The mean of three ways to say the level: none is right for all goods. */
const level = (history: readonly number[]): number =>
  (fadingMoments(history, 0.98).mean + imapa(history) + sba(history, 0.05)) / 3;

const byCost =
  (worthOfUnit: number): Policy =>
  (item, history) => {
    if (isObsolete(history)) return { point: 0, quantity: quantityOf(item, 0) };
    const demand = level(history);
    const periods = item.leadWeeks + 1;
    const quantity = quantityOf(item, demand);
    const { variance } = fadingMoments(history, 0.99);
    const holdingCost = item.holdingPerYear / yearWeeks;
    const service = serviceByCost({ holdingCost, orderQuantity: quantity, demand }, worthOfUnit);
    return {
      point: quantileOf({ mean: demand * periods, variance: variance * periods }, 'gamma', service),
      quantity,
    };
  };

/** What the frontier needs for this fill, between its two nearest points; NaN where it does not reach so far. */
function stockAt(frontier: readonly Outcome[], fill: number): number {
  const sorted = [...frontier].sort((a, b) => a.fill - b.fill);
  const above = sorted.findIndex((each) => each.fill >= fill);
  const upper = sorted[above];
  const lower = sorted[above - 1];
  if (!upper) return Number.NaN;
  if (!lower) return upper.stockValue;
  const share = (fill - lower.fill) / Math.max(1e-12, upper.fill - lower.fill);
  return lower.stockValue + share * (upper.stockValue - lower.stockValue);
}

export const bench: Bench = {
  name: 'inventory',
  about:
    'Plays reorder points through on man.csv; stock value is the mean over the measured weeks, in the currency of the costs.',
  defaultData: '../shared/data/inventory-man',
  run: ({ options, note }) => {
    const file = options.data.endsWith('.csv') ? options.data : join(options.data, 'man.csv');
    if (!existsSync(file)) throw new BenchCannotRun(`no man.csv in ${options.data}`);
    const items = activeItems(readItems(file));
    if (items.length === 0) throw new BenchCannotRun(`no goods with demand in ${options.data}`);
    const tsbLevel = (history: readonly number[]): number => tsb(history).level;
    const policies: Record<string, Policy> = {
      gammaSba95: oneService(sba, 'gamma', 0.95),
      negBinTsb99: oneService(tsbLevel, 'count', 0.99),
      negBinTsb95: oneService(tsbLevel, 'count', 0.95),
      normalSba95: oneService(sba, 'normal', 0.95),
    };
    const peers: Record<string, Figures> = {};
    for (const [name, policy] of Object.entries(policies)) {
      const outcome = playThrough(items, policy);
      peers[name] = { ...outcome };
      note(`${name}: fill ${outcome.fill.toFixed(4)}, stock ${outcome.stockValue.toFixed(0)}`);
    }
    const frontier: Outcome[] = [];
    for (let worth = 0.5; frontier.length < 30 && (frontier.at(-1)?.fill ?? 0) < 0.985; worth *= 1.6) {
      const outcome = playThrough(items, byCost(worth));
      frontier.push(outcome);
      note(
        `worth ${worth.toFixed(3)}: fill ${outcome.fill.toFixed(4)}, stock ${outcome.stockValue.toFixed(0)}`,
      );
    }
    const figures: Figures = {};
    const bars: Record<string, Bar> = {};
    const hold = (name: string, { fill, stockValue }: Outcome): void => {
      const ours = stockAt(frontier, fill);
      const saving = 1 - ours / stockValue;
      figures[`${name}Fill`] = fill;
      figures[`${name}StockValue`] = ours;
      figures[`${name}StockSavingAtSameFill`] = saving;
      bars[`${name}StockSavingAtSameFill`] = {
        want: `>= ${wantedSaving}`,
        is: saving,
        holds: saving >= wantedSaving,
      };
    };
    for (const name of ['gammaSba95', 'negBinTsb99']) hold(name, peers[name] as unknown as Outcome);
    if (items.length === published.goods)
      published.points.forEach((point, at) => hold(`published${at + 1}`, point));
    const savings = Object.entries(figures).flatMap(([name, value]) =>
      name.endsWith('SameFill') ? [value] : [],
    );
    return Promise.resolve({
      data: basename(options.data),
      n: items.length,
      figures: { ...figures, stockSavingAtSameFill: Math.min(...savings) },
      peers,
      bars,
    });
  },
};
