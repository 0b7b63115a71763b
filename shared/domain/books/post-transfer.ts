// Goods that go from one site of the company to another stay what they cost: as they arrive they leave the stock of the one at
// its cost and come into that of the other. The books move nothing, unless the other site had given out units that it did not
// have at another cost, which is a variance.
import type { BookRole } from './account';
import { type Entry, Lines, ruleVersion } from './entry';
import type { PostedMove } from './post-stock';
import type { BookSettings } from './settings';
import { issueUnits, receiveUnits, type StockCost } from './stock-cost';

export type SiteFacts = {
  settings: BookSettings;
  accountOf: (role: BookRole) => string;
  /** At the site that gives, and at the one that takes. */
  giving: StockCost;
  taking: StockCost;
  /** What one unit costs by the company's own list, in the currency of the books. */
  listMinor: number | null;
};
export type SitePosting = { entry: Entry | null; giving: StockCost; taking: StockCost };

/** @param isBack what had arrived goes back to what is on the way: what came last leaves first */
export function postBetweenSites(
  move: Pick<PostedMove, 'streamId' | 'seq' | 'sku' | 'quantity' | 'day'>,
  isBack: boolean,
  { settings, accountOf, giving, taking, listMinor }: SiteFacts,
): SitePosting {
  const issued = issueUnits(giving, move.quantity, isBack ? 'newest' : 'oldest');
  const came = receiveUnits(taking, settings.costing, move.quantity, issued.valueMinor, listMinor);
  const lines = new Lines(accountOf);
  lines.add('inventory', 0 - came.varianceMinor, 0 - came.varianceMinor, { sku: move.sku });
  lines.add('cost-variance', came.varianceMinor, came.varianceMinor, { sku: move.sku });
  const isPosted = settings.stock !== 'periodic' && lines.all().length > 0;
  return {
    giving: issued.cost,
    taking: came.cost,
    entry: isPosted
      ? {
          cause: `move ${move.streamId} ${move.seq}`,
          ruleVersion,
          kind: 'count',
          day: move.day,
          currency: settings.currency,
          orderId: null,
          lines: lines.all(),
          reference: null,
          text: `${move.quantity} × ${move.sku}`,
        }
      : null,
  };
}
