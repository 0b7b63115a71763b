// Which payment a line of a bank statement is for: the one whose reference the customer wrote, among whatever else they
// wrote. Must never guess: two that fit are none.
import type { Payment } from './payment';

/** Letters and digits only, letters as capitals of ASCII: banks drop signs and change case. */
function bare(text: string): string {
  return text.replace(/[^0-9A-Za-z]/g, '').replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** At least this many signs, or a number of the day would fit. */
const shortest = 4;

export function matchReference<Waiting extends Pick<Payment, 'reference'>>(
  written: string,
  waiting: readonly Waiting[],
): Waiting | null {
  const text = bare(written);
  const words = new Set(written.split(/[^0-9A-Za-z-]+/).map(bare));
  const fitting = waiting
    .map((payment) => ({ payment, reference: bare(payment.reference ?? '') }))
    .filter(({ reference }) => reference.length > 0 && text.includes(reference));
  // A whole word says it; order 1001 is not meant by 10012.
  const whole = fitting.filter(({ reference }) => words.has(reference) || text === reference);
  const long = fitting.filter(({ reference }) => reference.length >= shortest * 2);
  const [only, ...others] = whole.length > 0 ? whole : long;
  return only && others.length === 0 ? only.payment : null;
}
