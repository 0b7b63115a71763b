// The goods of a quote as they are written, with what each line comes to.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { TypedLines } from '../drafts/typed-lines';
import { Amount } from '../orders/orders-page';
import { type DraftLine, emptyLine, readLine } from './quote-draft';

export function QuoteLines({
  lines,
  currency,
  onChange,
}: {
  lines: readonly DraftLine[];
  currency: string;
  onChange: (lines: DraftLine[]) => void;
}): ReactNode {
  const intl = useIntl();
  const listed = intl.formatMessage({ id: 'office.quotes.from-list' });
  const money = { inputMode: 'decimal', maxLength: 60 } as const;
  return (
    <TypedLines
      lines={lines}
      fields={{
        sku: { heading: 'office.quotes.column.sku', input: { size: 10, maxLength: 60, required: true } },
        name: { heading: 'office.quotes.column.name', input: { size: 16, maxLength: 200 } },
        quantity: {
          heading: 'office.quotes.column.quantity',
          input: { inputMode: 'numeric', size: 5, maxLength: 60, required: true },
        },
        price: { heading: 'office.quotes.column.price', input: { ...money, size: 8, placeholder: listed } },
        discount: { heading: 'office.quotes.column.discount', input: { ...money, size: 6 } },
        tax: { heading: 'office.quotes.column.tax', input: { ...money, size: 5, placeholder: listed } },
      }}
      result={{
        heading: 'office.quotes.column.total',
        of: (line) => <LineTotal line={line} currency={currency} />,
      }}
      onChange={onChange}
      empty={emptyLine}
      addText="office.quotes.add-line"
      note={<FormattedMessage id="office.quotes.listed" />}
    />
  );
}

function LineTotal({ line, currency }: { line: DraftLine; currency: string }): ReactNode {
  const read = readLine(line, currency);
  if (!read.ok || read.line.unitPriceMinor === undefined || currency.length !== 3) return '–';
  const { quantity, unitPriceMinor, discountMinor } = read.line;
  return <Amount minor={quantity * unitPriceMinor - discountMinor} currency={currency} />;
}
