// The goods of an order to a supplier as they are written.
import type { ReactNode } from 'react';
import { TypedLines } from '../drafts/typed-lines';
import { type DraftLine, emptyLine } from './purchase-draft';

export function PurchaseLines({
  lines,
  today,
  onChange,
}: {
  lines: readonly DraftLine[];
  today: string;
  onChange: (lines: DraftLine[]) => void;
}): ReactNode {
  return (
    <TypedLines
      lines={lines}
      fields={{
        sku: { heading: 'office.purchases.column.sku', input: { size: 16, maxLength: 64, required: true } },
        quantity: {
          heading: 'office.purchases.column.quantity',
          input: { inputMode: 'numeric', size: 6, maxLength: 64, required: true },
        },
        cost: {
          heading: 'office.purchases.column.cost',
          input: { inputMode: 'decimal', size: 8, maxLength: 64 },
        },
        expectedOn: {
          heading: 'office.purchases.column.expectedOn',
          input: { type: 'date', required: true },
        },
      }}
      onChange={onChange}
      empty={() => emptyLine(today)}
      addText="office.purchases.add-line"
    />
  );
}
