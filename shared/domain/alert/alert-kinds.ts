// What head office warns of, which way each kind gets worse, and what of it can be set within which bounds.
import { z } from 'zod';

export type Limit = { least: number; most: number; usual: number };
export type KindRule = {
  /** Which way its measure gets worse. */
  worse: 'more' | 'less';
  /** A measure is written down anew when it has moved so far: what moves a little all day is not written all day. */
  grain: number;
  /** It is told again once it got worse by so much. */
  step: Limit;
  limits: Readonly<Record<string, Limit>>;
};

const days = (usual: number, most = 730): Limit => ({ least: 1, most, usual });
const units = (usual: number): Limit => ({ least: 0, most: 1_000_000, usual });

export const alertRules = {
  /** Measure: percent of the need that is there. */
  'low-stock': {
    worse: 'less',
    grain: 1,
    step: { least: 1, most: 100, usual: 25 },
    limits: { coverDays: days(14, 182), leastUnits: units(0) },
  },
  /** Measure: days until the first day that cannot be served. */
  'stock-out': { worse: 'less', grain: 1, step: days(3, 60), limits: { withinDays: days(7, 182) } },
  /** Measure: days that the stock lasts. */
  overstock: {
    worse: 'more',
    grain: 7,
    step: days(60),
    limits: { coverDays: days(180), leastUnits: units(10) },
  },
  /** Measure: days since it was asked for or came last. */
  clearance: {
    worse: 'more',
    grain: 7,
    step: days(90),
    limits: { idleDays: days(180), leastUnits: units(1) },
  },
  /** Measure: days behind the promised one. */
  'late-supplier': { worse: 'more', grain: 1, step: days(3, 90), limits: { days: days(1, 90) } },
  /** Measure: days left until the promised one. */
  'order-at-risk': {
    worse: 'less',
    grain: 1,
    step: days(1, 30),
    limits: { withinDays: { least: 0, most: 30, usual: 1 } },
  },
  /** Measure: days without a word of the carrier. */
  'carrier-delay': { worse: 'more', grain: 1, step: days(2, 60), limits: { days: days(3, 60) } },
  /** Measure: units below nothing. */
  'negative-level': {
    worse: 'more',
    grain: 1,
    step: { least: 1, most: 1_000_000, usual: 10 },
    limits: { units: { least: 1, most: 1_000_000, usual: 1 } },
  },
  /** Measure: how unlikely so many are, one in ten to this power. */
  'unusual-returns': {
    worse: 'more',
    grain: 1,
    step: { least: 1, most: 50, usual: 2 },
    limits: {
      days: days(28, 90),
      leastUnits: { least: 1, most: 1_000_000, usual: 5 },
      oneInTenTo: { least: 2, most: 12, usual: 4 },
      /** What is taken for usual of a product that has hardly been sent yet. */
      usualPercent: { least: 1, most: 80, usual: 10 },
    },
  },
  /** Measure: minutes without a word. */
  'station-silent': {
    worse: 'more',
    grain: 30,
    step: { least: 15, most: 43_200, usual: 480 },
    limits: {
      /** With work in hand or acts not delivered. */
      minutes: { least: 2, most: 1440, usual: 30 },
      idleHours: { least: 1, most: 720, usual: 72 },
    },
  },
} as const satisfies Record<string, KindRule>;

export type AlertKind = keyof typeof alertRules;
export const alertKinds = Object.keys(alertRules) as [AlertKind, ...AlertKind[]];
export type LimitsOf<K extends AlertKind> = Record<keyof (typeof alertRules)[K]['limits'], number>;

/** Asked of stock: of all warehouses together, and of each that has thresholds of its own for itself. */
export const stockKinds = ['low-stock', 'stock-out', 'overstock', 'clearance'] as const;
/** Kinds that a warehouse may have thresholds of its own of. */
export const siteKinds = [
  ...stockKinds,
  'late-supplier',
  'order-at-risk',
  'carrier-delay',
  'negative-level',
  'station-silent',
] as const satisfies readonly AlertKind[];
export type SiteKind = (typeof siteKinds)[number];

export const ownerSchema = z.string().trim().min(1).max(80);
/** Whether a measure is worse than another one by at least so much. */
export function isWorseBy(kind: AlertKind, measure: number, than: number, by: number): boolean {
  return alertRules[kind].worse === 'more' ? measure >= than + by : measure <= than - by;
}
