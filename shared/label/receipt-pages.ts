// A receipt on as many labels as its lines need: every one says whose it is and which of how many, the last one the total.
// Somebody who is asked to pay for forty things wants to see forty things.
import type { OpId } from '../domain/ids';
import type { Receipt } from './model';
import { type PrintJobId, printJobIdSchema } from './print-job';

export const linesOnReceipt = 12;

/** A whole receipt, however long. `goesOn`: what stands under the lines of every label but the last. */
export type WholeReceipt = Omit<Receipt, 'page' | 'goesOn' | 'total'> & {
  total: NonNullable<Receipt['total']>;
  goesOn: string;
};

export function receiptPages({ lines, total, goesOn, ...head }: WholeReceipt): Receipt[] {
  const count = Math.max(1, Math.ceil(lines.length / linesOnReceipt));
  return Array.from({ length: count }, (_, index) => {
    const isLast = index === count - 1;
    return {
      ...head,
      page: { number: index + 1, count },
      lines: lines.slice(index * linesOnReceipt, (index + 1) * linesOnReceipt),
      total: isLast ? total : null,
      goesOn: isLast ? null : goesOn,
    };
  });
}

/** One job a label of the receipt, named by the order's op: asked for twice it is one label. */
export function receiptJobId(opId: OpId, page: number): PrintJobId {
  return printJobIdSchema.parse(`r${page}-${opId.replaceAll('-', '')}`);
}
