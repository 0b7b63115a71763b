// Thresholds of alerts: what a company has set of each kind, and what holds until somebody does.
import { z } from 'zod';
import {
  type AlertKind,
  alertKinds,
  alertRules,
  type KindRule,
  type Limit,
  type LimitsOf,
  ownerSchema,
} from './alert-kinds';

export type KindSetting<K extends AlertKind = AlertKind> = {
  isOn: boolean;
  /** Who looks after it unless somebody else takes it. */
  owner: string | null;
  step: number;
  /** What comes back sooner is the same matter: nobody is told again. */
  quietHours: number;
  limits: LimitsOf<K>;
};
export type AlertSettings = { kinds: { [K in AlertKind]: KindSetting<K> } };

export const mostQuietHours = 720;
const usualQuietHours = 24;

const bounded = ({ least, most }: Limit): z.ZodInt => z.int().min(least).max(most);

function kindSchema<K extends AlertKind>(kind: K): z.ZodType<KindSetting<K>> {
  const { step, limits }: KindRule = alertRules[kind];
  return z.strictObject({
    isOn: z.boolean(),
    owner: ownerSchema.nullable(),
    step: bounded(step),
    quietHours: z.int().min(0).max(mostQuietHours),
    limits: z.strictObject(
      Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, bounded(limit)])),
    ),
  }) as unknown as z.ZodType<KindSetting<K>>;
}

export const alertSettingsSchema: z.ZodType<AlertSettings> = z.strictObject({
  kinds: z.strictObject(Object.fromEntries(alertKinds.map((kind) => [kind, kindSchema(kind)]))),
}) as unknown as z.ZodType<AlertSettings>;

function usualOf(kind: AlertKind): KindSetting {
  const { step, limits }: KindRule = alertRules[kind];
  return {
    isOn: true,
    owner: null,
    step: step.usual,
    quietHours: usualQuietHours,
    limits: Object.fromEntries(Object.entries(limits).map(([name, { usual }]) => [name, usual])),
  } as KindSetting;
}

export const usualAlertSettings = {
  kinds: Object.fromEntries(alertKinds.map((kind) => [kind, usualOf(kind)])),
} as unknown as AlertSettings;

/** Settings of an older version know fewer kinds and limits. */
export function withEveryAlertKind(stored: {
  kinds: { [K in AlertKind]?: Partial<KindSetting<K>> };
}): AlertSettings {
  const kinds = alertKinds.map((kind) => {
    const usual = usualOf(kind);
    const known: Partial<KindSetting> = stored.kinds[kind] ?? {};
    return [kind, { ...usual, ...known, limits: { ...usual.limits, ...known.limits } }];
  });
  return { kinds: Object.fromEntries(kinds) } as unknown as AlertSettings;
}
