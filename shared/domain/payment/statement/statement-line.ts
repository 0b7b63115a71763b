// What is read out of a statement of a bank, whatever its form.

export type StatementLine = {
  /** `2026-11-28`. */
  bookedOn: string;
  amountMinor: number;
  currency: string;
  payer: string;
  reference: string;
};
export type ReadStatement = {
  format: 'camt' | 'mt940' | 'table';
  lines: StatementLine[];
  /** Places that could not be read, with what they say. */
  unread: string[];
  /** Lines of money that went. */
  outgoing: number;
};

const longest = 140;

/** One line of words, as long as may be kept. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, longest);
}
