// For what a line of a statement may be, best first, with why: the reference or the number of an invoice or order stands in
// it, or amount and name fit. Only proposes; a person says which it is.
import { matchReference } from './match-reference';

export type OpenPayment = {
  paymentId: string;
  reference: string | null;
  currency: string;
  /** What has not come yet. */
  openMinor: number;
  orderNumber: string;
  invoiceNumber: string | null;
  customerName: string;
};

export const matchReasons = [
  'reference',
  'invoice',
  'order',
  'amount-and-name',
  'amount',
  'name',
  'asked',
] as const;
export type MatchReason = (typeof matchReasons)[number];
export type MatchProposal = OpenPayment & { reason: MatchReason; isExact: boolean };

const mostShown = 5;
/** Shorter words of a name are of no use. */
const shortestWord = 3;

/** `asked`: what a person looks for; then also what nothing in the line points to. */
export function proposeMatches(
  line: { amountMinor: number; currency: string; payer: string; reference: string },
  payments: readonly OpenPayment[],
  asked = '',
): MatchProposal[] {
  const proposals = payments.flatMap((payment): MatchProposal[] => {
    if (payment.currency !== line.currency) return [];
    const isExact = payment.openMinor === line.amountMinor;
    const reason = reasonOf(line, payment, isExact) ?? (asked === '' ? null : 'asked');
    const isMeant = asked === '' || mentions(payment, asked);
    return reason && isMeant ? [{ ...payment, reason, isExact }] : [];
  });
  const rank = ({ reason, isExact }: MatchProposal): number =>
    matchReasons.indexOf(reason) * 2 + (isExact ? 0 : 1);
  return proposals
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        Math.abs(a.openMinor - line.amountMinor) - Math.abs(b.openMinor - line.amountMinor),
    )
    .slice(0, mostShown);
}

function mentions(
  { orderNumber, invoiceNumber, customerName, reference }: OpenPayment,
  text: string,
): boolean {
  return [orderNumber, invoiceNumber, customerName, reference].some(
    (each) => each !== null && plain(each).includes(plain(text)),
  );
}

function reasonOf(
  line: { payer: string; reference: string },
  payment: OpenPayment,
  isExact: boolean,
): MatchReason | null {
  const says = (reference: string | null): boolean =>
    reference !== null && matchReference(line.reference, [{ reference }]) !== null;
  if (says(payment.reference)) return 'reference';
  if (says(payment.invoiceNumber)) return 'invoice';
  if (says(payment.orderNumber)) return 'order';
  const isSameName = sharesName(line.payer, payment.customerName);
  if (isExact) return isSameName ? 'amount-and-name' : 'amount';
  return isSameName ? 'name' : null;
}

/** Two words of the name, or its only one. Banks write without accents and in capitals. */
function sharesName(one: string, other: string): boolean {
  const words = (text: string): Set<string> =>
    new Set(
      plain(text)
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word.length >= shortestWord),
    );
  const [a, b] = [words(one), words(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared > 0 && shared >= Math.min(2, a.size, b.size);
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ı/g, 'i').trim();
}
