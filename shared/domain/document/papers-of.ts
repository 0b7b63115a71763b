// What the rules ask for, of one box or one sale.
import type { Address } from '../customer/address';
import { type AskedPaper, type PaperKind, paperKinds, type PaperRule, type PaperSale } from './paper-rules';

/** `countryCode`: where the goods go, at a counter that of the warehouse. */
export type PaperQuestion = { sale: PaperSale; countryCode: string; channelName: string };

/** Each paper once, in the order in which they are printed; of two rules that ask for one, the first says its format. */
export function papersOf({ rules }: { rules: readonly PaperRule[] }, about: PaperQuestion): AskedPaper[] {
  const asked = new Map<PaperKind, AskedPaper>();
  for (const rule of rules)
    if (isAbout(rule, about))
      for (const paper of rule.papers) asked.set(paper.kind, asked.get(paper.kind) ?? paper);
  return paperKinds.flatMap((kind) => asked.get(kind) ?? []);
}

export function saleTo(shipTo: Pick<Address, 'company'>): PaperSale {
  return shipTo.company?.trim() ? 'business' : 'private';
}

export function asksForNote({ rules }: { rules: readonly PaperRule[] }): boolean {
  return rules.some(({ papers }) => papers.some(({ kind }) => kind === 'delivery-note'));
}

function isAbout(rule: PaperRule, { sale, countryCode, channelName }: PaperQuestion): boolean {
  const isThere = rule.countries.length === 0 || rule.countries.includes(countryCode) !== rule.isElsewhere;
  const isTold = rule.channels.length === 0 || rule.channels.includes(channelName);
  return isThere && isTold && (rule.sales.length === 0 || rule.sales.includes(sale));
}
