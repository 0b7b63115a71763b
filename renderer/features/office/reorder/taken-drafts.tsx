// Drafts that were made of proposals, each with what it is for, opened and taken back.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import demand from '../demand/demand.module.css';
import { ReorderHead } from './reorder-head';

export type TakenDraft = { id: string; number: string; of: readonly string[]; lines: number };

export function TakenDrafts({
  caption,
  columns,
  undoText,
  taken,
  onOpen,
  onUndo,
}: {
  caption: string;
  /** What `of` tells. */
  columns: readonly string[];
  undoText: string;
  taken: readonly TakenDraft[];
  onOpen: (id: string) => void;
  onUndo: (id: string) => void;
}): ReactNode {
  if (taken.length === 0) return null;
  return (
    <section className={demand.wide}>
      <table className={demand.table}>
        <caption>
          <FormattedMessage id={caption} />
        </caption>
        <ReorderHead of={['order', ...columns, 'lines', 'open', 'undo']} />
        <tbody>
          {taken.map(({ id, number, of, lines }) => (
            <tr key={id}>
              <th scope="row">{number}</th>
              {of.map((each, at) => (
                <td key={columns[at]}>{each}</td>
              ))}
              <td>
                <FormattedNumber value={lines} />
              </td>
              <td>
                <button type="button" onClick={() => onOpen(id)}>
                  <FormattedMessage id="office.reorder.open-order" values={{ number }} />
                </button>
              </td>
              <td>
                <button type="button" onClick={() => onUndo(id)}>
                  <FormattedMessage id={undoText} values={{ number }} />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
