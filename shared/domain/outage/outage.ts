// What a bench can do while something is away: a table of action x what is wrong -> works, works and finishes later, or
// blocked, each with a reason that has words and says what to do. Screens read it before an action is offered (law 10).
// Must never be wider than the rules of packing: it foretells what the bench answers, and a test compares the two.

/** The parts a bench leans on. `carrier` is what its labels need: numbers that head office handed out ahead. */
export const partNames = ['head-office', 'carrier', 'printer', 'scanner', 'scale', 'records'] as const;
export type PartName = (typeof partNames)[number];

/** `none`: there is no such thing here, which is no fault. */
export type PartState = 'up' | 'down' | 'unknown' | 'none';

/** What may be wrong, or merely so, as far as actions depend on it; the first that blocks is the one that is named. */
export const conditions = [
  'records-failing',
  'scanner-unheard',
  'numbers-used-up',
  'leases-over',
  'head-office-away',
  'head-office-there',
  'printer-away',
  'no-scale',
] as const;
export type Condition = (typeof conditions)[number];

export const actions = [
  'log-in',
  'open-own-order',
  'claim-order',
  'open-order-elsewhere',
  'provisional-pack',
  'pack-item',
  'report-item',
  'weigh-box',
  'seal',
  'print-label',
  'reopen',
  'hold',
  'hand-over',
  'answer-cancel',
  'take-work',
  'give-back',
  'finish-task',
  'office-pages',
  'look-up-stock',
  'enrol',
] as const;
export type Action = (typeof actions)[number];

/** Reasons; words in shared/text as `outage.why.REASON`: why, and what to do. */
export const reasons = [
  'records-failing',
  'scanner-unheard',
  'numbers-used-up',
  'lease-over',
  'claim-needs-head-office',
  'elsewhere-needs-head-office',
  'held-elsewhere',
  'provisional-label-later',
  'provisional-not-needed',
  'told-later',
  'label-later',
  'no-scale',
  'cancellations-unheard',
  'work-comes-later',
  'office-needs-head-office',
  'stock-needs-head-office',
  'enrol-needs-head-office',
] as const;
export type Reason = (typeof reasons)[number];

export type ActionVerdict =
  | { kind: 'works' }
  | { kind: 'later'; reason: Reason }
  | { kind: 'blocked'; reason: Reason };

const later = (reason: Reason): ActionVerdict => ({ kind: 'later', reason });
const blocked = (reason: Reason): ActionVerdict => ({ kind: 'blocked', reason });

/** Nothing that is done is taken while it cannot be saved, and nothing is scanned while nobody listens. */
const unsaved = { 'records-failing': blocked('records-failing') };
const byScan = { ...unsaved, 'scanner-unheard': blocked('scanner-unheard') };
const toldLater = { 'head-office-away': later('told-later') };
const goesOn = { 'leases-over': blocked('lease-over') };

/** What is not named works. */
export const outageTable: Record<Action, Partial<Record<Condition, ActionVerdict>>> = {
  'log-in': byScan,
  'open-own-order': { ...byScan, ...goesOn },
  'claim-order': { ...byScan, 'head-office-away': blocked('claim-needs-head-office') },
  'open-order-elsewhere': {
    ...byScan,
    'head-office-away': blocked('elsewhere-needs-head-office'),
    'head-office-there': blocked('held-elsewhere'),
  },
  'provisional-pack': {
    ...byScan,
    'head-office-away': later('provisional-label-later'),
    'head-office-there': blocked('provisional-not-needed'),
  },
  'pack-item': { ...byScan, ...goesOn },
  'report-item': { ...unsaved, ...goesOn, ...toldLater },
  'weigh-box': { 'no-scale': blocked('no-scale') },
  seal: { ...unsaved, ...goesOn, 'numbers-used-up': blocked('numbers-used-up'), ...toldLater },
  'print-label': { 'printer-away': later('label-later') },
  reopen: { ...unsaved, ...toldLater },
  hold: { ...unsaved, ...toldLater },
  'hand-over': { ...byScan, ...toldLater },
  'answer-cancel': { ...byScan, 'head-office-away': later('cancellations-unheard') },
  'take-work': { 'head-office-away': later('work-comes-later') },
  'give-back': { ...unsaved, ...toldLater },
  'finish-task': { ...unsaved, ...toldLater },
  'office-pages': { 'head-office-away': blocked('office-needs-head-office') },
  'look-up-stock': { 'head-office-away': blocked('stock-needs-head-office') },
  enrol: { 'head-office-away': blocked('enrol-needs-head-office') },
};

/** The heaviest of what stands in the way: a block before a delay, and of equals the first of `conditions`. */
export function verdictOn(action: Action, holding: ReadonlySet<Condition>): ActionVerdict {
  const found = conditions.flatMap((condition) => {
    const verdict = holding.has(condition) ? outageTable[action][condition] : undefined;
    return verdict ? [verdict] : [];
  });
  return (
    found.find(({ kind }) => kind === 'blocked') ??
    found.find(({ kind }) => kind === 'later') ?? { kind: 'works' }
  );
}

/** What a station knows of the parts and of its own time alone. */
export type OutageFacts = {
  parts: Record<PartName, PartState>;
  /** Every order it holds has run out of time, by the latest that head office's clock can show. */
  areLeasesOver: boolean;
};

/** What nobody knows yet stands in nobody's way. */
export function conditionsOf({ parts, areLeasesOver }: OutageFacts): ReadonlySet<Condition> {
  const holding = new Set<Condition>();
  if (parts.records === 'down') holding.add('records-failing');
  if (parts.scanner === 'down') holding.add('scanner-unheard');
  if (parts.carrier === 'down') holding.add('numbers-used-up');
  if (parts['head-office'] === 'down') holding.add('head-office-away');
  if (parts['head-office'] === 'up') holding.add('head-office-there');
  if (parts['head-office'] !== 'up' && areLeasesOver) holding.add('leases-over');
  if (parts.printer === 'down' || parts.printer === 'none') holding.add('printer-away');
  if (parts.scale === 'none' || parts.scale === 'down') holding.add('no-scale');
  return holding;
}
