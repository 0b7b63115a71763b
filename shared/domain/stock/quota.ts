// Quotas: units of a SKU that one station alone may sell over the counter, also with head office away. They are taken out
// of what is available when they are given, so nobody else can promise them, and sold only by that station: overselling
// is impossible however long it is offline.
// Must never give the rest of a quota to anybody else while its station may still have sold it: the rest returns when the
// quota is over and the station, having delivered everything, no longer names it; or when the office ends the station.
import { z } from 'zod';
import { type Decision, refuse } from '../decision';
import { type GrantId, grantIdSchema, type LocationId, type Sku, skuSchema } from '../ids';
import { isDue, isOver, leaseEndAfter, mayRelyOn } from '../parcel/lease';

/** A quota as its station knows it; `used` counts its own sales. */
export const heldGrantSchema = z.object({
  grantId: grantIdSchema,
  sku: skuSchema,
  units: z.int().positive(),
  used: z.int().nonnegative(),
  until: z.iso.datetime(),
});
export type HeldGrant = z.infer<typeof heldGrantSchema>;

/** A quota in head office's book. All its units are in one bin. */
export type Grant = HeldGrant & {
  stationId: string;
  locationId: LocationId;
  /** open: its unused units are held for the station. returned: they are anybody's again. */
  state: 'open' | 'returned';
  /** An answer with it has left. */
  told: boolean;
  /** The station has named it. */
  confirmed: boolean;
};

export type GrantsTold = {
  /** Its store is new: what it sold out of earlier quotas and had not sent is lost. */
  fresh: boolean;
  /** Quotas it may still sell from. */
  held: readonly GrantId[];
  /** Head office has every op the station had written when it said so. */
  delivered: boolean;
};

/** What a station shall always have of a SKU; a SKU that is not named it shall not sell. */
export type QuotaTarget = { sku: Sku; units: number };

export type GrantChange = { grant: Grant /** Change of the units held for the station. */; reserved: number };

/** A greeting is never older than this when it is answered: then the station has given it up. */
const longestGreetingMs = 60_000;

export function unusedOf({ units, used }: Pick<HeldGrant, 'units' | 'used'>): number {
  return Math.max(0, units - used);
}

/**
 * Head office's answer to what a station says about its quotas.
 * @param grants the station's open ones
 * @param available what nobody has been promised, by bin
 * @param mayGive false while a restored head office still has to hear what it forgot
 */
export function settleGrants(
  grants: readonly Grant[],
  told: GrantsTold,
  targets: readonly QuotaTarget[],
  at: { nowMs: number; mayGive: boolean; stationId: string; newId: () => string },
  available: (sku: Sku) => readonly { locationId: LocationId; available: number }[],
): { changes: GrantChange[]; answer: HeldGrant[] } {
  const named = new Set<string>(told.held);
  const after: GrantChange[] = grants.map((grant) =>
    settleOne({ ...grant, confirmed: grant.confirmed || named.has(grant.grantId) }, named, told, at.nowMs),
  );
  for (const { grant } of after) {
    const target = targets.find(({ sku }) => sku === grant.sku)?.units ?? 0;
    if (grant.state !== 'open' || isOver(grant.until, at.nowMs)) continue;
    // Too much, or not to be sold here any more: it is over at once, and the station hears so.
    if (heldOf(after, grant.sku, at.nowMs) > target) grant.until = new Date(at.nowMs).toISOString();
    else if (named.has(grant.grantId) && isDue(grant.until, at.nowMs)) grant.until = leaseEndAfter(at.nowMs);
  }
  if (at.mayGive)
    for (const { sku, units } of targets) {
      let short = units - heldOf(after, sku, at.nowMs);
      if (short <= 0 || short * 2 < units) continue;
      for (const bin of available(sku)) {
        const take = Math.min(short, bin.available);
        if (take <= 0) continue;
        short -= take;
        after.push({ grant: newGrant(sku, bin.locationId, take, at), reserved: take });
      }
    }
  const answer: HeldGrant[] = [];
  for (const { grant } of after) {
    const isGivenUp = grant.confirmed && !named.has(grant.grantId);
    if (grant.state !== 'open' || isGivenUp || (told.fresh && grant.told)) continue;
    grant.told = true;
    const { grantId, sku, units, used, until } = grant;
    answer.push({ grantId, sku, units, used, until });
  }
  const before = new Map(grants.map((grant) => [grant.grantId, JSON.stringify(grant)]));
  const changes = after.filter(({ grant }) => before.get(grant.grantId) !== JSON.stringify(grant));
  return { changes, answer };
}

/** The rest of a quota is anybody's again, whatever its station may still tell of it. */
export function takeBackGrant(grant: Grant): GrantChange {
  return { grant: { ...grant, state: 'returned' }, reserved: grant.state === 'open' ? -unusedOf(grant) : 0 };
}

/** A sale as head office books it: as much as the quota covers, and what goes beyond it (a fact all the same). */
export function coverSale(
  grant: Grant | null,
  quantity: number,
): { change: GrantChange | null; covered: number; beyond: number } {
  const covered = grant?.state === 'open' ? Math.min(quantity, unusedOf(grant)) : 0;
  if (!grant || covered === 0) return { change: null, covered: 0, beyond: quantity };
  const change = { grant: { ...grant, used: grant.used + covered }, reserved: -covered };
  return { change, covered, beyond: quantity - covered };
}

/** What a station may still sell of a SKU by itself. */
export function sellable(grants: readonly HeldGrant[], sku: string, headOfficeMs: number | null): number {
  return grants
    .filter((grant) => grant.sku === sku && mayRelyOn(grant.until, headOfficeMs))
    .reduce((sum, grant) => sum + unusedOf(grant), 0);
}

export type SaleLine = { sku: Sku; name: string; quantity: number };
export type CoveredLine = { sku: Sku; quantity: number; grantId: GrantId };

/** Out of which quotas a sale is made, those that end first before the others; refused when they do not cover all of it. */
export function decideSale(
  lines: readonly SaleLine[],
  grants: readonly HeldGrant[],
  headOfficeMs: number | null,
): Decision<CoveredLine> {
  const events: CoveredLine[] = [];
  for (const { sku, name, quantity } of lines) {
    const left = sellable(grants, sku, headOfficeMs);
    if (left < quantity)
      return refuse(left === 0 ? 'quota-none' : 'quota-over', { sku, name, quantity, left });
    let open = quantity;
    const own = grants.filter((grant) => grant.sku === sku && mayRelyOn(grant.until, headOfficeMs));
    for (const grant of [...own].sort((a, b) => (a.until < b.until ? -1 : 1))) {
      const take = Math.min(open, unusedOf(grant));
      if (take > 0) events.push({ sku, quantity: take, grantId: grant.grantId });
      open -= take;
    }
  }
  return { ok: true, events };
}

function settleOne(grant: Grant, named: ReadonlySet<string>, told: GrantsTold, nowMs: number): GrantChange {
  const isGivenUp = told.delivered && !named.has(grant.grantId) && (grant.confirmed || grant.told);
  const isSpent = grant.confirmed && unusedOf(grant) === 0;
  if (isGivenUp && (isSpent || isOver(grant.until, nowMs - longestGreetingMs))) return takeBackGrant(grant);
  return { grant, reserved: 0 };
}

function heldOf(grants: readonly GrantChange[], sku: string, nowMs: number): number {
  return grants
    .filter(({ grant }) => grant.sku === sku && grant.state === 'open' && !isOver(grant.until, nowMs))
    .reduce((sum, { grant }) => sum + unusedOf(grant), 0);
}

function newGrant(
  sku: Sku,
  locationId: LocationId,
  units: number,
  { nowMs, stationId, newId }: { nowMs: number; stationId: string; newId: () => string },
): Grant {
  const until = leaseEndAfter(nowMs);
  const grantId = newId() as GrantId;
  return {
    grantId,
    sku,
    units,
    used: 0,
    until,
    stationId,
    locationId,
    state: 'open',
    told: false,
    confirmed: false,
  };
}
