// Thresholds of alerts: what a company has set of each kind, and what holds until somebody does.
import { z } from 'zod';
import { type Contact, contactSchema, mostContacts } from './contacts';
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
  /** The contact that is written to where nobody who looks after it is one; null: nobody is. */
  tell: string | null;
  step: number;
  /** What comes back sooner is the same matter: nobody is told again. */
  quietHours: number;
  limits: LimitsOf<K>;
};
export type AlertSettings = {
  kinds: { [K in AlertKind]: KindSetting<K> };
  contacts: Contact[];
  /** What comes within so many minutes is one letter. */
  letterMinutes: number;
};

export const mostQuietHours = 720;
const usualQuietHours = 24;
export const mostLetterMinutes = 1440;
const usualLetterMinutes = 30;

const bounded = ({ least, most }: Limit): z.ZodInt => z.int().min(least).max(most);

function kindSchema<K extends AlertKind>(kind: K): z.ZodType<KindSetting<K>> {
  const { step, limits }: KindRule = alertRules[kind];
  return z.strictObject({
    isOn: z.boolean(),
    owner: ownerSchema.nullable(),
    tell: ownerSchema.nullable(),
    step: bounded(step),
    quietHours: z.int().min(0).max(mostQuietHours),
    limits: z.strictObject(
      Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, bounded(limit)])),
    ),
  }) as unknown as z.ZodType<KindSetting<K>>;
}

export const alertSettingsSchema: z.ZodType<AlertSettings> = z.strictObject({
  kinds: z.strictObject(Object.fromEntries(alertKinds.map((kind) => [kind, kindSchema(kind)]))),
  contacts: z.array(contactSchema).max(mostContacts),
  letterMinutes: z.int().min(0).max(mostLetterMinutes),
}) as unknown as z.ZodType<AlertSettings>;

function usualOf(kind: AlertKind): KindSetting {
  const { step, limits }: KindRule = alertRules[kind];
  return {
    isOn: true,
    owner: null,
    tell: null,
    step: step.usual,
    quietHours: usualQuietHours,
    limits: Object.fromEntries(Object.entries(limits).map(([name, { usual }]) => [name, usual])),
  } as KindSetting;
}

export const usualAlertSettings = {
  kinds: Object.fromEntries(alertKinds.map((kind) => [kind, usualOf(kind)])),
  contacts: [],
  letterMinutes: usualLetterMinutes,
} as unknown as AlertSettings;

/** Settings of an older version know fewer kinds and limits. */
export function withEveryAlertKind(stored: {
  kinds: { [K in AlertKind]?: Partial<KindSetting<K>> };
  contacts?: Contact[];
  letterMinutes?: number;
}): AlertSettings {
  const kinds = alertKinds.map((kind) => {
    const usual = usualOf(kind);
    const known: Partial<KindSetting> = stored.kinds[kind] ?? {};
    return [kind, { ...usual, ...known, limits: { ...usual.limits, ...known.limits } }];
  });
  return {
    kinds: Object.fromEntries(kinds),
    contacts: stored.contacts ?? [],
    letterMinutes: stored.letterMinutes ?? usualLetterMinutes,
  } as unknown as AlertSettings;
}
