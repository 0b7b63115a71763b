import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectValues } from '../refusal-values.test-kit';
import { type Alert, type AlertCommand, type AlertEvent, alertSchema } from './alert';
import { alertKinds, alertRules, isWorseBy } from './alert-kinds';
import {
  alertSettingsSchema,
  isWatched,
  thresholdOf,
  usualAlertSettings,
  withEveryAlertKind,
  withSiteSetting,
} from './alert-settings';
import {
  alertColumns,
  alertCommands,
  alertIn,
  alertTable,
  at,
  laterBy,
  observe,
  stockOf,
} from './alert-table.test-kit';
import { decideAlert } from './decide';
import { evolveAlert } from './evolve';
import { nextAlertState } from './transitions';

type Name = keyof typeof alertTable;
const cells = (Object.keys(alertTable) as Name[]).flatMap((name) =>
  alertColumns.map((state) => ({ name, state, expected: alertTable[name][state] })),
);

function tell(found: Alert | null, command: AlertCommand): { alert: Alert | null; events: AlertEvent[] } {
  const decision = decideAlert(found, command);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return { alert: decision.events.reduce<Alert | null>(evolveAlert, found), events: decision.events };
}

describe('an alert: every command in every state', () => {
  it.each(cells)('$name when $state: $expected', ({ name, state, expected }) => {
    const found = alertIn(state);
    const decision = decideAlert(found, alertCommands[name]);
    if (!decision.ok) expectValues(decision.refusal);
    expect(decision.ok ? decision.events.map(({ type }) => type) : decision.refusal.code).toEqual(expected);
    if (!decision.ok) return;
    const { alert } = tell(found, alertCommands[name]);
    if (alert) expect(alertSchema.parse(alert)).toEqual(alert);
    // Said twice is said once.
    if (alert) expect(tell(alert, alertCommands[name])).toEqual({ alert, events: [] });
  });

  it('begins with a finding only', () => {
    expect(() => evolveAlert(null, { type: 'AlertWoken', by: '' })).toThrow('before AlertOpened');
    expect(nextAlertState('open', 'AlertTold')).toBe('open');
  });

  it('is told after it was put aside, if it got worse meanwhile, and keeps who looks after it', () => {
    const { alert } = tell(alertIn('snoozed'), observe(stockOf(30)));
    expect(alert).toMatchObject({ measure: 30, told: { measure: 80, times: 1 } });
    const woken = tell(alert, observe(stockOf(30), 200));
    expect(woken.events).toEqual([
      { type: 'AlertTold', why: 'worse', measure: 30, cause: [stockOf(30).values], at: laterBy(200) },
    ]);
    const same = tell(alertIn('snoozed'), observe(stockOf(80), 200));
    expect(same.events).toEqual([]);
    const over = tell(woken.alert, { type: 'ClearAlert', at }).alert;
    expect(over).toMatchObject({ state: 'clear', owner: 'Stock desk', snoozedUntil: null });
  });
});

describe('no storm', () => {
  it('tells no more often than it got worse by the step, however it comes and goes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -100, max: 140 }), { minLength: 1, maxLength: 200 }),
        (percents) => {
          let alert: Alert | null = null;
          const told: AlertEvent[] = [];
          for (const [hour, percent] of percents.entries()) {
            const at = laterBy(hour / 10);
            // Better than near the threshold: nothing is found.
            const command: AlertCommand | null =
              percent < 110
                ? observe(stockOf(percent), hour / 10)
                : alert
                  ? { type: 'ClearAlert', at }
                  : null;
            if (!command) continue;
            const step = tell(alert, command);
            alert = step.alert;
            told.push(...step.events.filter(({ type }) => type === 'AlertTold'));
          }
          const measures = told.map((event) => (event as { measure: number }).measure);
          // All of it happens within the quiet time: told is only what is worse by the step than ever before.
          for (const [index, measure] of measures.entries())
            if (index > 0) expect(measure).toBeLessThanOrEqual((measures[index - 1] as number) - 25);
          expect(measures.length).toBeLessThanOrEqual(1 + Math.ceil(200 / 25));
          if (percents.some((percent) => percent < 100)) expect(measures.length).toBeGreaterThan(0);
        },
      ),
      { seed: 77, numRuns: 300 },
    );
  });

  it.each(alertKinds)('knows which way %s gets worse', (kind) => {
    const by = alertRules[kind].worse === 'more' ? 1 : -1;
    expect(isWorseBy(kind, 10 + by * 3, 10, 3)).toBe(true);
    expect(isWorseBy(kind, 10 + by * 2, 10, 3)).toBe(false);
    expect(isWorseBy(kind, 10 - by * 3, 10, 3)).toBe(false);
  });
});

describe('thresholds', () => {
  it('have usual values within their bounds, and no others are taken', () => {
    expect(alertSettingsSchema.parse(usualAlertSettings)).toEqual(usualAlertSettings);
    const { kinds } = usualAlertSettings;
    const off = { ...kinds, 'low-stock': { ...kinds['low-stock'], limits: { coverDays: 0, leastUnits: 0 } } };
    expect(alertSettingsSchema.safeParse({ ...usualAlertSettings, kinds: off }).success).toBe(false);
    const { clearance: _clearance, ...fewer } = kinds;
    expect(alertSettingsSchema.safeParse({ ...usualAlertSettings, kinds: fewer }).success).toBe(false);
  });

  it('of an older version are made whole', () => {
    const old = { kinds: { overstock: { ...usualAlertSettings.kinds.overstock, step: 7 } } };
    expect(withEveryAlertKind(old)).toEqual({
      ...usualAlertSettings,
      kinds: { ...usualAlertSettings.kinds, overstock: old.kinds.overstock },
    });
  });

  it('of a warehouse hold for it, the company’s for every other one and for what is of none', () => {
    const own = { isOn: true, limits: { days: 9 } };
    const set = withSiteSetting(usualAlertSettings, 'W2', 'late-supplier', own);
    expect(alertSettingsSchema.parse(set)).toEqual(set);
    expect(thresholdOf(set, 'late-supplier', 'W2')).toEqual(own);
    for (const other of ['W1', null])
      expect(thresholdOf(set, 'late-supplier', other)).toEqual({ isOn: true, limits: { days: 1 } });
    expect(thresholdOf(set, 'negative-level', 'W2').limits).toEqual({ units: 1 });
    const off = withSiteSetting(set, 'W2', 'negative-level', { isOn: false, limits: { units: 1 } });
    expect([thresholdOf(off, 'negative-level', 'W2').isOn, off.sites.length]).toEqual([false, 1]);
    const without = withSiteSetting(off, 'W2', 'negative-level', null);
    expect(without.sites).toEqual(set.sites);
    expect(withSiteSetting(without, 'W2', 'late-supplier', null)).toEqual(usualAlertSettings);
  });

  it('of a warehouse are within the same bounds, and never of what is the company’s alone', () => {
    const site = (kinds: object) => ({ ...usualAlertSettings, sites: [{ warehouseId: 'W2', kinds }] });
    const fits = (kinds: object): boolean => alertSettingsSchema.safeParse(site(kinds)).success;
    expect(fits({ 'late-supplier': { isOn: true, limits: { days: 90 } } })).toBe(true);
    expect(fits({ 'late-supplier': { isOn: true, limits: { days: 91 } } })).toBe(false);
    expect(fits({ 'late-supplier': { isOn: true, limits: {} } })).toBe(false);
    expect(
      fits({ 'unusual-returns': { isOn: true, limits: usualAlertSettings.kinds['unusual-returns'].limits } }),
    ).toBe(false);
    const older = site({ 'low-stock': { isOn: true, limits: { coverDays: 3 } } });
    expect(withEveryAlertKind(older as never).sites).toEqual([
      { warehouseId: 'W2', kinds: { 'low-stock': { isOn: true, limits: { coverDays: 3, leastUnits: 0 } } } },
    ]);
  });

  it('are watched for where the company or a warehouse does', () => {
    const { kinds } = usualAlertSettings;
    const off = {
      ...usualAlertSettings,
      kinds: { ...kinds, 'station-silent': { ...kinds['station-silent'], isOn: false } },
    };
    const { limits } = kinds['station-silent'];
    expect([isWatched(usualAlertSettings, 'station-silent'), isWatched(off, 'station-silent')]).toEqual([
      true,
      false,
    ]);
    expect(
      isWatched(withSiteSetting(off, 'W2', 'station-silent', { isOn: true, limits }), 'station-silent'),
    ).toBe(true);
  });
});
