// Before anything is bought: what other sites have more of than they need goes to those that want it. A site gives only what
// lies above its own reorder point and what it will sell while its next order is on the way stays with it.

export type SiteStock = {
  site: string;
  position: number;
  /** What it keeps for itself at least: its reorder point and what it wants on top. */
  keep: number;
  wanted: number;
};

export type Transfer = { from: string; to: string; units: number };

/** The largest want is met first, from the largest surplus: few and large moves. Less than `leastUnits` is not worth one. */
export function proposeTransfers(
  sites: readonly SiteStock[],
  leastUnits: number,
): { transfers: Transfer[]; stillWanted: Map<string, number> } {
  const surplus = sites.map(({ position, keep, wanted }) =>
    wanted > 0 ? 0 : Math.max(0, Math.floor(position - keep)),
  );
  const wanted = sites.map((site) => Math.max(0, site.wanted));
  const largest = (values: readonly number[]): number =>
    values.reduce((best, value, at) => (value > (values[best] as number) ? at : best), 0);
  const transfers: Transfer[] = [];
  for (;;) {
    const [from, to] = [largest(surplus), largest(wanted)];
    const units = Math.min(surplus[from] ?? 0, wanted[to] ?? 0);
    if (units < Math.max(1, leastUnits)) break;
    transfers.push({ from: (sites[from] as SiteStock).site, to: (sites[to] as SiteStock).site, units });
    surplus[from] = (surplus[from] as number) - units;
    wanted[to] = (wanted[to] as number) - units;
  }
  return { transfers, stillWanted: new Map(sites.map(({ site }, at) => [site, wanted[at] as number])) };
}
