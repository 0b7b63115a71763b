// What a movement of stock means for the books. Only movements over the border of the company do anything: within it, and
// on the way between its sites, goods stay what they are worth. The cost is taken from the movement itself, never from an invoice (it may be too early).
import { outsideBooks, outsideLocations } from '../stock/ledger';
import type { BookRole } from './account';
import { type Entry, type EntryKind, type EntryLine, Lines, ruleVersion } from './entry';
import { shareOf } from './pool';
import type { BookSettings } from './settings';
import { costOfReturned, issueUnits, receiveUnits, type StockCost, guessOf } from './stock-cost';

export type PostedMove = {
  /** Stream and number: the cause of the entry. */
  streamId: string;
  seq: number;
  sku: string;
  quantity: number;
  from: string;
  to: string;
  day: string;
};

export type MoveFacts = {
  settings: BookSettings;
  accountOf: (role: BookRole) => string;
  cost: StockCost;
  /** What the supplier asks for these units, in its currency and in that of the books; null where nothing says. */
  price: { currency: string; amountMinor: number; baseMinor: number } | null;
  /** What one unit costs by the company's own list, in the currency of the books. */
  listMinor: number | null;
  orderId: string | null;
  supplier: string | null;
  /** A unit given away: its line costs the customer nothing. */
  isGift: boolean;
  /** What stands as right to returned goods for the order. */
  rightMinor: number;
  reference: string | null;
};

/** `entry` null: nothing to post. `rightMinor` is what the order's right to returned goods changes by. */
export type MovePosting = { entry: Entry | null; cost: StockCost; rightMinor: number };

export function postMove(move: PostedMove, facts: MoveFacts): MovePosting {
  const leaves = outsideBooks.includes(move.to);
  const enters = outsideBooks.includes(move.from);
  // From site to site: posted with both of their costs (post-transfer.ts).
  if (move.to === outsideLocations.otherSite || move.from === outsideLocations.otherSite)
    return { entry: null, cost: facts.cost, rightMinor: 0 };
  if (leaves && enters) return { entry: null, cost: facts.cost, rightMinor: 0 };
  if (enters) return move.from === outsideLocations.customer ? returned(move, facts) : cameIn(move, facts);
  if (leaves) return wentOut(move, facts);
  return { entry: null, cost: facts.cost, rightMinor: 0 };
}

function cameIn(move: PostedMove, facts: MoveFacts): MovePosting {
  const { settings, price } = facts;
  const isBought = move.from === outsideLocations.supplier;
  const listed = (facts.listMinor ?? 0) * move.quantity;
  const known = facts.cost.lastIn ?? facts.cost.lastOut;
  const guess = facts.listMinor === null && known ? guessOf(facts.cost, move.quantity) : listed;
  const paid = isBought && price ? price.baseMinor : guess;
  const standard = facts.listMinor;
  const { cost, stockMinor, varianceMinor } = receiveUnits(
    facts.cost,
    settings.costing,
    move.quantity,
    paid,
    standard,
  );
  const isForeign = isBought && price !== null && price.currency !== settings.currency;
  const amountOf = (baseMinor: number): number =>
    isForeign ? shareOf(price.amountMinor, baseMinor, paid) : baseMinor;
  const lines = new Lines(facts.accountOf);
  const [stockAmount, varianceAmount] = [amountOf(stockMinor), amountOf(paid) - amountOf(stockMinor)];
  lines.add('inventory', stockAmount, stockMinor, { sku: move.sku, quantity: move.quantity });
  lines.add('cost-variance', varianceAmount, varianceMinor, { sku: move.sku });
  if (isBought) lines.add('goods-not-billed', 0 - amountOf(paid), 0 - paid, billedLater(move, facts));
  else lines.add('stock-gain', 0 - paid, 0 - paid, { sku: move.sku });
  return {
    cost,
    rightMinor: 0,
    entry: entryOf(move, facts, isBought ? 'goods-received' : 'count', lines.all(), {
      currency: isForeign ? price.currency : settings.currency,
    }),
  };
}

/** Units that come back: what was expected back first, the rest out of the cost of goods sold. */
function returned(move: PostedMove, facts: MoveFacts): MovePosting {
  const { settings } = facts;
  const worth = costOfReturned(facts.cost, move.quantity) ?? (facts.listMinor ?? 0) * move.quantity;
  const { cost, stockMinor, varianceMinor } = receiveUnits(
    facts.cost,
    settings.costing,
    move.quantity,
    worth,
    null,
  );
  const right = Math.min(worth, facts.rightMinor);
  const lines = new Lines(facts.accountOf);
  lines.add('inventory', stockMinor, stockMinor, { sku: move.sku, quantity: move.quantity });
  lines.add('cost-variance', varianceMinor, varianceMinor, { sku: move.sku });
  lines.add('right-of-return', 0 - right, 0 - right, { sku: move.sku });
  lines.add('goods-cost', right - worth, right - worth, { sku: move.sku, quantity: 0 - move.quantity });
  return { cost, rightMinor: 0 - right, entry: entryOf(move, facts, 'goods-returned', lines.all()) };
}

function wentOut(move: PostedMove, facts: MoveFacts): MovePosting {
  const { settings } = facts;
  const back = move.to === outsideLocations.supplier;
  const { cost, valueMinor } = issueUnits(facts.cost, move.quantity, back ? 'newest' : 'oldest');
  const lines = new Lines(facts.accountOf);
  const sold = move.to === outsideLocations.customer && !facts.isGift;
  const right = sold ? shareOf(valueMinor, settings.expectedReturnsPpm, 1_000_000) : 0;
  const about = { sku: move.sku, quantity: move.quantity };
  if (back) return sentBack(move, facts, cost, valueMinor);
  if (sold) {
    lines.add('goods-cost', valueMinor - right, valueMinor - right, about);
    lines.add('right-of-return', right, right, { sku: move.sku });
  } else
    lines.add(move.to === outsideLocations.customer ? 'gifts' : 'stock-loss', valueMinor, valueMinor, about);
  lines.add('inventory', 0 - valueMinor, 0 - valueMinor, { sku: move.sku, quantity: 0 - move.quantity });
  return { cost, rightMinor: right, entry: entryOf(move, facts, kindOut(move.to), lines.all()) };
}

/** Back to the supplier, who then asks less: at the price of the order, whatever the units had come to stand at. */
function sentBack(move: PostedMove, facts: MoveFacts, cost: StockCost, valueMinor: number): MovePosting {
  const { settings } = facts;
  const isForeign = facts.price !== null && facts.price.currency !== settings.currency;
  const { amountMinor, baseMinor } = facts.price ?? { amountMinor: valueMinor, baseMinor: valueMinor };
  const worth = isForeign ? amountMinor : valueMinor;
  const lines = new Lines(facts.accountOf);
  lines.add('goods-not-billed', amountMinor, baseMinor, {
    ...billedLater(move, facts),
    quantity: 0 - move.quantity,
  });
  lines.add('inventory', 0 - worth, 0 - valueMinor, { sku: move.sku, quantity: 0 - move.quantity });
  lines.add('cost-variance', worth - amountMinor, valueMinor - baseMinor, { sku: move.sku });
  const currency = isForeign && facts.price ? facts.price.currency : settings.currency;
  return { cost, rightMinor: 0, entry: entryOf(move, facts, 'goods-sent-back', lines.all(), { currency }) };
}

/** What the bill is matched with: how many of which product, from whom. */
function billedLater(move: PostedMove, { supplier }: MoveFacts): Partial<EntryLine> {
  return { sku: move.sku, quantity: move.quantity, ...(supplier === null ? {} : { party: supplier }) };
}

function kindOut(to: string): EntryKind {
  switch (to) {
    case outsideLocations.customer:
      return 'goods-cost';
    case outsideLocations.scrap:
      return 'scrap';
    default:
      return 'count';
  }
}

/** Under the periodic method movements are valued and not posted: bills are an expense until the period closes. */
function entryOf(
  move: PostedMove,
  facts: MoveFacts,
  kind: EntryKind,
  lines: EntryLine[],
  { currency }: { currency?: string } = {},
): Entry | null {
  if (facts.settings.stock === 'periodic' || lines.length === 0) return null;
  return {
    cause: `move ${move.streamId} ${move.seq}`,
    ruleVersion,
    kind,
    day: move.day,
    currency: currency ?? facts.settings.currency,
    orderId: facts.orderId,
    lines,
    reference: facts.reference,
    text: `${move.quantity} × ${move.sku}`,
  };
}
