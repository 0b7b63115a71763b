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
  type SiteKind,
  siteKinds,
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
/** What a warehouse has of its own: from where on, and whether at all. Who is told and how often stays the company's. */
export type SiteSetting<K extends AlertKind = AlertKind> = { isOn: boolean; limits: LimitsOf<K> };
export type SiteSettings = { warehouseId: string; kinds: { [K in SiteKind]?: SiteSetting<K> | undefined } };
export type AlertSettings = {
  kinds: { [K in AlertKind]: KindSetting<K> };
  contacts: Contact[];
  /** What comes within so many minutes is one letter. */
  letterMinutes: number;
  /** Warehouses that have thresholds of their own; every other one has the company's. */
  sites: SiteSettings[];
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

function siteKindSchema<K extends SiteKind>(kind: K): z.ZodType<SiteSetting<K>> {
  const { limits }: KindRule = alertRules[kind];
  return z.strictObject({
    isOn: z.boolean(),
    limits: z.strictObject(
      Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, bounded(limit)])),
    ),
  }) as unknown as z.ZodType<SiteSetting<K>>;
}

const siteSchema = z.strictObject({
  warehouseId: z.string().min(1).max(40),
  kinds: z.strictObject(Object.fromEntries(siteKinds.map((kind) => [kind, siteKindSchema(kind).optional()]))),
});

const mostSites = 500;
export const alertSettingsSchema: z.ZodType<AlertSettings> = z.strictObject({
  kinds: z.strictObject(Object.fromEntries(alertKinds.map((kind) => [kind, kindSchema(kind)]))),
  contacts: z.array(contactSchema).max(mostContacts),
  letterMinutes: z.int().min(0).max(mostLetterMinutes),
  sites: z.array(siteSchema).max(mostSites),
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
  sites: [],
} as unknown as AlertSettings;

/** Settings of an older version know fewer kinds and limits. */
export function withEveryAlertKind(stored: {
  kinds: { [K in AlertKind]?: Partial<KindSetting<K>> };
  contacts?: Contact[];
  letterMinutes?: number;
  sites?: SiteSettings[];
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
    sites: (stored.sites ?? []).map(wholeSite),
  } as unknown as AlertSettings;
}

function wholeSite({ warehouseId, kinds }: SiteSettings): SiteSettings {
  const whole = siteKinds.flatMap((kind) => {
    const own: SiteSetting | undefined = kinds[kind];
    return own ? [[kind, { ...own, limits: { ...usualOf(kind).limits, ...own.limits } }]] : [];
  });
  return { warehouseId, kinds: Object.fromEntries(whole) };
}

/** What a warehouse has set itself of a kind; null: the company's holds. */
export function ownOf<K extends SiteKind>(
  { sites }: Pick<AlertSettings, 'sites'>,
  kind: K,
  warehouseId: string | null,
): SiteSetting<K> | null {
  const site = sites.find((each) => each.warehouseId === warehouseId);
  return (site?.kinds[kind] as SiteSetting<K> | undefined) ?? null;
}

/** From where on something of a warehouse is an alert; of no warehouse in particular, as the company says. */
export function thresholdOf<K extends SiteKind>(
  settings: AlertSettings,
  kind: K,
  warehouseId: string | null,
): SiteSetting<K> {
  const { isOn, limits } = settings.kinds[kind];
  return ownOf(settings, kind, warehouseId) ?? { isOn, limits };
}

/** Whether anybody watches for it: the company, or a warehouse for itself. */
export function isWatched({ kinds, sites }: AlertSettings, kind: SiteKind): boolean {
  return kinds[kind].isOn || sites.some((site) => site.kinds[kind]?.isOn === true);
}

/** Changes what a warehouse has of its own of a kind; null: it has the company's again. One without any is left out. */
export function withSiteSetting(
  settings: AlertSettings,
  warehouseId: string,
  kind: SiteKind,
  own: SiteSetting | null,
): AlertSettings {
  const known = settings.sites.find((site) => site.warehouseId === warehouseId)?.kinds ?? {};
  const { [kind]: _before, ...others } = known;
  const kinds = own ? { ...others, [kind]: own } : others;
  const rest = settings.sites.filter((site) => site.warehouseId !== warehouseId);
  const isLeft = Object.keys(kinds).length > 0;
  return { ...settings, sites: isLeft ? [...rest, { warehouseId, kinds }] : rest };
}
