// What the fee of a reminder means for the books: a debt of the customer beside its orders, and income that is no sale. It bears no
// VAT: it is damages for what is late, no supply. An accountant has to confirm it.
import { type EntryLine, Lines } from './entry';
import type { CostFacts } from './post-costs';
import { type Pool, putInto, takeFrom } from './pool';

export type FeePosting = { lines: EntryLine[]; debt: Pool };

export function postFeeCharged(
  { accountOf, toBase }: CostFacts,
  party: string,
  debt: Pool,
  amountMinor: number,
): FeePosting {
  const lines = new Lines(accountOf);
  const baseMinor = toBase(amountMinor);
  lines.add('receivables', amountMinor, baseMinor, { party });
  lines.add('reminder-fees', 0 - amountMinor, 0 - baseMinor);
  return { lines: lines.all(), debt: putInto(debt, amountMinor, baseMinor) };
}

/** Between the rates of two days there is a gain or a loss. */
export function postFeePaid(
  { accountOf, toBase }: CostFacts,
  party: string,
  debt: Pool,
  amountMinor: number,
): FeePosting {
  const lines = new Lines(accountOf);
  const { taken, rest } = takeFrom(debt, amountMinor);
  lines.add('bank', amountMinor, toBase(amountMinor));
  lines.add('receivables', 0 - taken.amountMinor, 0 - taken.baseMinor, { party });
  lines.exchange();
  return { lines: lines.all(), debt: rest };
}

/** Given up: income that was none, at what the debt stands at. */
export function postFeeWaived(
  { accountOf }: Pick<CostFacts, 'accountOf'>,
  party: string,
  debt: Pool,
  amountMinor: number,
): FeePosting {
  const lines = new Lines(accountOf);
  const { taken, rest } = takeFrom(debt, amountMinor);
  lines.add('reminder-fees', taken.amountMinor, taken.baseMinor);
  lines.add('receivables', 0 - taken.amountMinor, 0 - taken.baseMinor, { party });
  return { lines: lines.all(), debt: rest };
}
