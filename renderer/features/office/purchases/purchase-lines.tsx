// The goods of an order to a supplier as they are written: one row a line, added and taken out.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import styles from '../workbench/workbench.module.css';
import { type DraftLine, emptyLine } from './purchase-draft';

const fields = ['sku', 'quantity', 'cost', 'expectedOn'] as const;
const signs: Record<(typeof fields)[number], number> = { sku: 16, quantity: 6, cost: 8, expectedOn: 10 };

export function PurchaseLines({
  lines,
  today,
  onChange,
}: {
  lines: readonly DraftLine[];
  today: string;
  onChange: (lines: DraftLine[]) => void;
}): ReactNode {
  const intl = useIntl();
  return (
    <>
      <table className={`${styles.figures} ${styles.typed}`}>
        <thead>
          <tr>
            {fields.map((field) => (
              <th key={field} scope="col">
                <FormattedMessage id={`office.purchases.column.${field}`} />
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
                    aria-label={`${intl.formatMessage({ id: `office.purchases.column.${field}` })} ${at + 1}`}
                    type={field === 'expectedOn' ? 'date' : 'text'}
                    inputMode={field === 'quantity' ? 'numeric' : field === 'cost' ? 'decimal' : undefined}
                    size={signs[field]}
                    maxLength={64}
                    required={field !== 'cost'}
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
        <button type="button" onClick={() => onChange([...lines, emptyLine(today)])}>
          <FormattedMessage id="office.purchases.add-line" />
        </button>
      </p>
    </>
  );
}
