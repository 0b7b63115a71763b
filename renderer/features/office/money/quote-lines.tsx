// The goods of a quote as they are written: one row a line, added and taken out.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import styles from '../workbench/workbench.module.css';

/** As it is typed. */
export type DraftLine = {
  key: string;
  sku: string;
  name: string;
  quantity: string;
  price: string;
  discount: string;
  tax: string;
};

export const emptyLine = (): DraftLine => ({
  key: crypto.randomUUID(),
  sku: '',
  name: '',
  quantity: '1',
  price: '',
  discount: '',
  tax: '20',
});

const fields = ['sku', 'name', 'quantity', 'price', 'discount', 'tax'] as const;

export function QuoteLines({
  lines,
  title,
  onChange,
}: {
  lines: readonly DraftLine[];
  title: string;
  onChange: (lines: DraftLine[]) => void;
}): ReactNode {
  const intl = useIntl();
  return (
    <section className={styles.part} aria-label={title}>
      <h2>{title}</h2>
      {lines.map((line, at) => (
        <fieldset key={line.key} className={styles.row} aria-label={`${at + 1}`}>
          {fields.map((field) => (
            <input
              key={field}
              aria-label={`${intl.formatMessage({ id: `office.quotes.column.${field}` })} ${at + 1}`}
              placeholder={intl.formatMessage({ id: `office.quotes.column.${field}` })}
              type={field === 'quantity' ? 'number' : 'text'}
              min={field === 'quantity' ? 1 : undefined}
              inputMode={field === 'price' || field === 'discount' || field === 'tax' ? 'decimal' : undefined}
              size={field === 'name' ? 18 : 8}
              maxLength={field === 'name' ? 200 : 60}
              required={field === 'sku' || field === 'quantity' || field === 'price'}
              value={line[field]}
              onChange={({ target }) =>
                onChange(lines.map((each) => (each === line ? { ...each, [field]: target.value } : each)))
              }
            />
          ))}
          <button
            type="button"
            disabled={lines.length === 1}
            onClick={() => onChange(lines.filter((each) => each !== line))}
          >
            <FormattedMessage id="office.rules.remove" />
          </button>
        </fieldset>
      ))}
      <p className={styles.row}>
        <button type="button" onClick={() => onChange([...lines, emptyLine()])}>
          <FormattedMessage id="office.quotes.add-line" />
        </button>
      </p>
    </section>
  );
}
