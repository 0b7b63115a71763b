// A dashboard as tables: what stands on the screen, with the time it is compared with beside it.
import {
  type Dimension,
  dimensions,
  type MeasureName,
  measureNames,
  measures,
} from '../../../shared/domain/figures/measures';
import { accuracyOf } from '../../../shared/domain/figures/goods';
import { type Report, spanOfPeriod } from '../../../shared/domain/figures/report';
import { comparedWith, type Span } from '../../../shared/domain/figures/span';
import type { Figures } from '../../../shared/contract/figures';
import { minorDigitsOf } from '../../../shared/money/money';
import type { Queryable } from '../../db/pool';
import type { Cell } from '../exports/cell';
import { readCosts } from '../figures/read-costs';
import { readFigures } from '../figures/read-figures';
import { readGoods } from '../figures/read-goods';
import { readCustomerFigures, readForecastHits } from '../figures/read-hits';
import type { ReportWords } from './report-words';

export type ReportRow = { name: string; values: Cell[]; before: Cell[] };
export type ReportSection = {
  title: string;
  /** What each value is. */
  figures: string[];
  /** Rows follow each other in time: they are drawn as bars. */
  isOverTime: boolean;
  rows: ReportRow[];
};
export type ReportTables = {
  span: Span;
  other: Span | null;
  currency: string | null;
  sections: ReportSection[];
};

const empty: Cell = { kind: 'empty' };
const count = (value: number | null | undefined): Cell =>
  value === null || value === undefined ? empty : { kind: 'number', value };
const rounded = (value: number | null | undefined): Cell =>
  count(value === null || value === undefined ? null : Math.round(value * 10) / 10);
const percent = (value: number | null | undefined): Cell =>
  rounded(value === null || value === undefined ? null : value * 100);
const moneyIn =
  (currency: string | null) =>
  (minor: number | null | undefined): Cell =>
    minor === null || minor === undefined
      ? empty
      : { kind: 'money', minor: Math.round(minor), digits: currency === null ? 2 : minorDigitsOf(currency) };

/** @param today by the calendar of its readers, `2026-11-30` */
export async function reportTables(
  db: Queryable,
  { dashboard, period, comparison, filter }: Report,
  words: ReportWords,
  today: string,
): Promise<ReportTables> {
  const span = spanOfPeriod(period, today);
  const other = comparedWith(span, comparison);
  const chosen = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  const now = new Date(`${today}T12:00:00Z`);
  switch (dashboard) {
    case 'work': {
      const figures = await readFigures(db, { ...span, ...chosen });
      const before = other && (await readFigures(db, { ...other, ...chosen }));
      return { span, other, currency: figures.currency, sections: workSections(figures, before, words) };
    }
    case 'costs': {
      const costs = await readCosts(db, { ...span, ...chosen });
      const before = other && (await readCosts(db, { ...other, ...chosen }));
      return { span, other, currency: costs.currency, sections: costSections(costs, before, words) };
    }
    case 'goods': {
      const goods = await readGoods(db, now);
      return { span, other: null, currency: goods.currency, sections: goodsSections(goods, words) };
    }
    case 'forecasts':
      return {
        span,
        other: null,
        currency: null,
        sections: forecastSections(await readForecastHits(db), words),
      };
    case 'customers': {
      const customers = await readCustomerFigures(db, now);
      return {
        span,
        other: null,
        currency: customers.currency,
        sections: customerSections(customers, words),
      };
    }
    default: {
      const never: never = dashboard;
      throw new Error(`unexpected ${String(never)}`);
    }
  }
}

const elsewhere: ReadonlySet<string> = new Set(['stepped', 'worked']);

function workSections(now: Figures, before: Figures | null, words: ReportWords): ReportSection[] {
  const { say } = words;
  const steps: ReportSection = {
    title: say('office.figures.measure.stepped'),
    figures: [
      say('office.figures.count'),
      `${say('office.figures.median')} (min)`,
      `${say('office.figures.nine-of-ten')} (min)`,
    ],
    isOverTime: false,
    rows: now.steps.map((step) => {
      const earlier = before?.steps.find((each) => each.step === step.step);
      return {
        name: say(`office.figures.step.${step.step}`),
        values: [count(step.count), rounded(step.median), rounded(step.nineOfTen)],
        before: earlier ? [count(earlier.count), rounded(earlier.median), rounded(earlier.nineOfTen)] : [],
      };
    }),
  };
  return [
    steps,
    ...measureNames
      .filter((name) => !elsewhere.has(name))
      .flatMap((name) => measureSections(name, now, before, words)),
  ];
}

function measureSections(
  measure: MeasureName,
  now: Figures,
  before: Figures | null,
  words: ReportWords,
): ReportSection[] {
  const { say, partName } = words;
  const title = say(`office.figures.measure.${measure}`);
  const unit = measures[measure].amount;
  const money = moneyIn(now.currency);
  const amount = (value: number): Cell => {
    if (unit === 'money') return money(value);
    return unit === 'seconds' ? rounded(value / 3600) : count(value);
  };
  const figures =
    unit === null
      ? [say('office.figures.count')]
      : [say('office.figures.count'), say('office.figures.amount')];
  const cells = (sum: { count: number; amount: number } | undefined): Cell[] =>
    sum ? [count(sum.count), ...(unit === null ? [] : [amount(sum.amount)])] : [];
  const own = now.measures[measure];
  const earlier = before?.measures[measure];
  const told = (dimension: Dimension): ReportSection[] =>
    own.by[dimension].length === 0
      ? []
      : [
          {
            title: `${title}: ${say(`office.figures.by.${dimension}`)}`,
            figures,
            isOverTime: false,
            rows: own.by[dimension].map((part) => ({
              name: partName(measure, dimension, part.name),
              values: cells(part),
              before: cells(earlier?.by[dimension].find(({ name }) => name === part.name)),
            })),
          },
        ];
  return [
    {
      title,
      figures,
      isOverTime: true,
      rows: own.series.map((each, at) => ({
        name: words.cellText({ kind: 'day', day: each.at }),
        values: cells(each),
        before: cells(earlier?.series[at]),
      })),
    },
    ...dimensions.flatMap(told),
  ];
}

type Costs = Awaited<ReturnType<typeof readCosts>>;

function costSections(now: Costs, before: Costs | null, { say, cellText }: ReportWords): ReportSection[] {
  const money = moneyIn(now.currency);
  return [
    {
      title: say('office.figures.cost-to-serve'),
      figures: [say('office.figures.amount'), say('office.figures.per-order')],
      isOverTime: false,
      rows: [
        ...now.rows.map(({ kind, amountMinor, perOrderMinor }) => {
          const earlier = before?.rows.find((each) => each.kind === kind);
          return {
            name: say(`office.figures.cost.${kind}`),
            values: [money(amountMinor), money(perOrderMinor)],
            before: earlier ? [money(earlier.amountMinor), money(earlier.perOrderMinor)] : [],
          };
        }),
        {
          name: say('office.figures.dashboard.costs'),
          values: [empty, money(now.perOrderMinor)],
          before: before ? [empty, money(before.perOrderMinor)] : [],
        },
      ],
    },
    {
      title: say('office.figures.cost-over-time'),
      figures: [say('office.figures.served'), say('office.figures.per-order')],
      isOverTime: true,
      rows: now.series.map(({ at, orders, perOrderMinor }, place) => {
        const earlier = before?.series[place];
        return {
          name: cellText({ kind: 'day', day: at }),
          values: [count(orders), money(perOrderMinor)],
          before: earlier ? [count(earlier.orders), money(earlier.perOrderMinor)] : [],
        };
      }),
    },
  ];
}

type Goods = Awaited<ReturnType<typeof readGoods>>;

function goodsSections({ stock, classes, currency }: Goods, { say }: ReportWords): ReportSection[] {
  const money = moneyIn(currency);
  const of = (
    title: string,
    figures: string[],
    rows: { name: string; values: Cell[] }[],
    isOverTime = false,
  ): ReportSection => ({
    title: say(`office.figures.${title}`),
    figures: figures.map((each) => say(`office.figures.${each}`)),
    isOverTime,
    rows: rows.map((row) => ({ ...row, before: [] })),
  });
  return [
    ...(stock
      ? [
          of(
            'stock-value',
            ['units', 'amount'],
            stock.warehouses.map(({ warehouseId, units, valueMinor }) => ({
              name: warehouseId,
              values: [count(units), money(valueMinor)],
            })),
          ),
          of(
            'at-its-end',
            ['stock', 'goods-sold'],
            stock.months.map(({ month, valueMinor, costMinor }) => ({
              name: month,
              values: [money(valueMinor), money(costMinor)],
            })),
            true,
          ),
        ]
      : []),
    of(
      'classes',
      ['products', 'goods-sold', 'stock', 'cover-days', 'turns'],
      classes.map((row) => ({
        name: `${row.abc}${row.xyz}`,
        values: [
          count(row.products),
          money(row.soldMinor),
          money(row.valueMinor),
          rounded(row.coverDays),
          rounded(row.turns),
        ],
      })),
    ),
  ];
}

type Hits = Awaited<ReturnType<typeof readForecastHits>>;

function forecastSections({ weeks, classes }: Hits, { say, cellText }: ReportWords): ReportSection[] {
  const figures = [
    say('office.figures.said'),
    say('office.figures.came'),
    `${say('office.figures.off')} (%)`,
  ];
  const cells = (hit: { said: number; came: number; missed: number }): Cell[] => [
    rounded(hit.said),
    rounded(hit.came),
    percent(accuracyOf([hit])?.off),
  ];
  return [
    {
      title: say('office.figures.forecasts-off'),
      figures,
      isOverTime: true,
      rows: weeks.map((hit) => ({
        name: cellText({ kind: 'day', day: hit.week }),
        values: cells(hit),
        before: [],
      })),
    },
    {
      title: say('office.figures.by-class'),
      figures,
      isOverTime: false,
      rows: classes.map((hit) => ({ name: hit.abc, values: cells(hit), before: [] })),
    },
  ];
}

type Customers = Awaited<ReturnType<typeof readCustomerFigures>>;

function customerSections({ segments, cohorts, currency }: Customers, { say }: ReportWords): ReportSection[] {
  const money = moneyIn(currency);
  const figures = ['customers', 'orders', 'amount'].map((each) => say(`office.figures.${each}`));
  return [
    {
      title: say('office.figures.segments'),
      figures,
      isOverTime: false,
      rows: segments.map(({ segment, customers, orders, moneyMinor }) => ({
        name: segment === null ? say('office.figures.unknown') : say(`office.customers.segment.${segment}`),
        values: [count(customers), count(orders), money(moneyMinor)],
        before: [],
      })),
    },
    {
      title: say('office.figures.cohorts'),
      figures,
      isOverTime: false,
      rows: cohorts.map(({ firstMonth, month, customers, orders, moneyMinor }) => ({
        name: `${firstMonth} → ${month}`,
        values: [count(customers), count(orders), money(moneyMinor)],
        before: [],
      })),
    },
  ];
}
