// What every command answers for an alert, printed to docs/states/alert.md. The types make it complete.
import type { RefusalCode } from '../refusal';
import type { Alert, AlertCommand, AlertEvent, Finding } from './alert';
import { evolveAlert } from './evolve';

export type AlertCell = readonly AlertEvent['type'][] | RefusalCode;
export const alertColumns = ['none', 'open', 'snoozed', 'clear', 'quiet'] as const;
export type AlertColumn = (typeof alertColumns)[number];

export const at = '2026-05-04T10:00:00.000Z';
export const laterBy = (hours: number): string => new Date(Date.parse(at) + hours * 3_600_000).toISOString();

/** Measure: percent of the need that is there. */
export function stockOf(percent: number, isBad = percent < 100): Finding {
  return {
    kind: 'low-stock',
    subject: 'MUG',
    title: 'MUG Mug',
    warehouseId: null,
    measure: percent,
    isBad,
    values: { sku: 'MUG', name: 'Mug', free: percent, incoming: 0, need: 100, days: 14 },
  };
}

export const observe = (finding: Finding, hours = 0): AlertCommand => ({
  type: 'ObserveAlert',
  finding,
  owner: 'Stock desk',
  step: 25,
  quietHours: 24,
  at: laterBy(hours),
});

export function alertIn(column: AlertColumn): Alert | null {
  const after = (...events: AlertEvent[]): Alert => events.reduce<Alert | null>(evolveAlert, null) as Alert;
  const opened: AlertEvent[] = [
    { type: 'AlertOpened', finding: stockOf(80), owner: 'Stock desk', at: laterBy(-72) },
    { type: 'AlertTold', why: 'new', measure: 80, at: laterBy(-72) },
  ];
  switch (column) {
    case 'none':
      return null;
    case 'open':
      return after(...opened);
    case 'snoozed':
      return after(...opened, { type: 'AlertSnoozed', until: laterBy(168), by: 'Berrin' });
    case 'clear':
      return after(...opened, { type: 'AlertCleared', at: laterBy(-1) });
    case 'quiet':
      return after(...opened, { type: 'AlertCleared', at: laterBy(-48) });
  }
}

export const alertCommands = {
  'the same': observe(stockOf(80)),
  better: observe(stockOf(95)),
  'near the threshold': observe(stockOf(105)),
  'a little worse': observe(stockOf(60)),
  'worse by the step': observe(stockOf(55)),
  'not found': { type: 'ClearAlert', at },
  take: { type: 'TakeAlert', owner: 'Berrin', by: 'Office' },
  'put aside': { type: 'SnoozeAlert', until: laterBy(24), by: 'Office', at },
  'put aside until before': { type: 'SnoozeAlert', until: laterBy(-1), by: 'Office', at },
  'take up again': { type: 'WakeAlert', by: 'Office' },
} as const satisfies Record<string, AlertCommand>;

const unknown = { none: 'alert-over' } as const;
const over = { clear: 'alert-over', quiet: 'alert-over' } as const;
const back = { quiet: ['AlertReturned', 'AlertTold'] } as const;
const found = { none: ['AlertOpened', 'AlertTold'] } as const;

export const alertTable: Record<keyof typeof alertCommands, Record<AlertColumn, AlertCell>> = {
  'the same': { ...found, open: [], snoozed: [], clear: ['AlertReturned'], ...back },
  better: {
    ...found,
    open: ['AlertMeasured'],
    snoozed: ['AlertMeasured'],
    clear: ['AlertReturned'],
    ...back,
  },
  'near the threshold': {
    none: [],
    open: ['AlertMeasured'],
    snoozed: ['AlertMeasured'],
    clear: [],
    quiet: [],
  },
  'a little worse': {
    ...found,
    open: ['AlertMeasured'],
    snoozed: ['AlertMeasured'],
    clear: ['AlertReturned'],
    ...back,
  },
  'worse by the step': {
    ...found,
    open: ['AlertMeasured', 'AlertTold'],
    snoozed: ['AlertMeasured'],
    clear: ['AlertReturned', 'AlertTold'],
    ...back,
  },
  'not found': { ...unknown, open: ['AlertCleared'], snoozed: ['AlertCleared'], clear: [], quiet: [] },
  take: {
    ...unknown,
    open: ['AlertTaken'],
    snoozed: ['AlertTaken'],
    clear: ['AlertTaken'],
    quiet: ['AlertTaken'],
  },
  'put aside': { ...unknown, open: ['AlertSnoozed'], snoozed: ['AlertSnoozed'], ...over },
  'put aside until before': { ...unknown, open: [], snoozed: [], ...over },
  'take up again': { ...unknown, open: [], snoozed: ['AlertWoken'], clear: [], quiet: [] },
};
