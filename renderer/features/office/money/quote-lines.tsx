// The goods of a quote as they are written: one row a line with what it comes to, added and taken out.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Amount } from '../orders/orders-page';
import styles from '../workbench/workbench.module.css';
import { type DraftLine, emptyLine, readLine } from './quote-draft';

const fields = ['sku', 'name', 'quantity', 'price', 'discount', 'tax'] as const;
const signs: Record<(typeof fields)[number], number> = {
  sku: 10,
  name: 16,
  quantity: 5,
  price: 8,
  discount: 6,
  tax: 5,
};

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
  return (
    <>
      <table className={`${styles.figures} ${styles.typed}`}>
        <thead>
          <tr>
            {[...fields, 'total'].map((field) => (
              <th key={field} scope="col">
                <FormattedMessage id={`office.quotes.column.${field}`} />
              </th>
            ))}
            <th scope="col">
              <span className={styles.unseen}>
                <FormattedMessage id="office.rules.remove" />
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            <tr key={line.key}>
              {fields.map((field) => (
                <td key={field}>
                  <input
                    aria-label={`${intl.formatMessage({ id: `office.quotes.column.${field}` })} ${at + 1}`}
                    placeholder={field === 'price' || field === 'tax' ? listed : undefined}
                    inputMode={
                      field === 'quantity'
                        ? 'numeric'
                        : field === 'sku' || field === 'name'
                          ? undefined
                          : 'decimal'
                    }
                    size={signs[field]}
                    maxLength={field === 'name' ? 200 : 60}
                    required={field === 'sku' || field === 'quantity'}
                    value={line[field]}
                    onChange={({ target }) =>
                      onChange(
                        lines.map((each) => (each === line ? { ...each, [field]: target.value } : each)),
                      )
                    }
                  />
                </td>
              ))}
              <td>
                <LineTotal line={line} currency={currency} />
              </td>
              <td>
                <button
                  type="button"
                  disabled={lines.length === 1}
                  aria-label={`${intl.formatMessage({ id: 'office.rules.remove' })} ${at + 1}`}
                  onClick={() => onChange(lines.filter((each) => each !== line))}
                >
                  <FormattedMessage id="office.rules.remove" />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.row}>
        <button type="button" onClick={() => onChange([...lines, emptyLine()])}>
          <FormattedMessage id="office.quotes.add-line" />
        </button>
        <FormattedMessage id="office.quotes.listed" />
      </p>
    </>
  );
}

function LineTotal({ line, currency }: { line: DraftLine; currency: string }): ReactNode {
  const read = readLine(line, currency);
  if (!read.ok || read.line.unitPriceMinor === undefined || currency.length !== 3) return '–';
  const { quantity, unitPriceMinor, discountMinor } = read.line;
  return <Amount minor={quantity * unitPriceMinor - discountMinor} currency={currency} />;
}
