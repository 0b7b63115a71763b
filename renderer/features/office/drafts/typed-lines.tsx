// Lines of goods as they are written: one row a line, one field a column, added and taken out.
import type { InputHTMLAttributes, ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import styles from '../workbench/workbench.module.css';

export type TypedLine<F extends string> = Record<F, string> & { key: string };

type Props<F extends string, L extends TypedLine<F>> = {
  lines: readonly L[];
  /** Columns, by the text of their heading. */
  fields: Record<F, { heading: string; input: InputHTMLAttributes<HTMLInputElement> }>;
  /** A column that is worked out and not written. */
  result?: { heading: string; of: (line: L) => ReactNode };
  onChange: (lines: L[]) => void;
  empty: () => L;
  addText: string;
  /** Said behind the key that adds a line. */
  note?: ReactNode;
};

export function TypedLines<F extends string, L extends TypedLine<F>>({
  lines,
  fields,
  result,
  onChange,
  empty,
  addText,
  note,
}: Props<F, L>): ReactNode {
  const intl = useIntl();
  const columns = Object.entries(fields) as [F, Props<F, L>['fields'][F]][];
  const headings = [...columns.map(([, { heading }]) => heading), ...(result ? [result.heading] : [])];
  const named = (text: string, at: number): string => `${intl.formatMessage({ id: text })} ${at + 1}`;
  return (
    <>
      <table className={`${styles.figures} ${styles.typed}`}>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                <FormattedMessage id={heading} />
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
              {columns.map(([field, { heading, input }]) => (
                <td key={field}>
                  <input
                    {...input}
                    aria-label={named(heading, at)}
                    value={line[field]}
                    onChange={({ target }) =>
                      onChange(
                        lines.map((each) => (each === line ? { ...each, [field]: target.value } : each)),
                      )
                    }
                  />
                </td>
              ))}
              {result ? <td>{result.of(line)}</td> : null}
              <td>
                <button
                  type="button"
                  disabled={lines.length === 1}
                  aria-label={named('office.rules.remove', at)}
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
        <button type="button" onClick={() => onChange([...lines, empty()])}>
          <FormattedMessage id={addText} />
        </button>
        {note}
      </p>
    </>
  );
}
