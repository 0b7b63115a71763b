// What the rules on the screen would choose for the orders that wait, beside what the rules in force choose.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import type { PolicyPreview, Workbench } from '../../../../shared/contract/replan';
import { Amount } from '../orders/orders-page';
import styles from '../workbench/workbench.module.css';

type Props = { preview: PolicyPreview; nodes: Workbench['nodes']; onOpenOrder: (orderId: string) => void };

export function RulesPreview({ preview, nodes, onOpenOrder }: Props): ReactNode {
  const { currency } = preview;
  const names = (ids: readonly string[]): string =>
    ids.map((id) => nodes.find(({ nodeId }) => nodeId === id)?.name ?? id).join(' + ') || '–';
  return (
    <section className={styles.part} aria-labelledby="rules-preview">
      <h2 id="rules-preview">
        <FormattedMessage id="office.rules.preview" />
      </h2>
      <output>
        <FormattedMessage
          id="office.rules.preview-words"
          values={{
            orders: preview.orders,
            moved: preview.moved,
            nowhere: preview.nowhere,
            before: <Amount minor={preview.costBeforeMinor} currency={currency} />,
            after: <Amount minor={preview.costAfterMinor} currency={currency} />,
          }}
        />
      </output>
      {preview.examples.length > 0 ? (
        <table className={styles.figures}>
          <thead>
            <tr>
              {['number', 'from', 'to', 'before', 'after'].map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.rules.column.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.examples.map((each) => (
              <tr key={each.orderId}>
                <td>
                  <button type="button" onClick={() => onOpenOrder(each.orderId)}>
                    {each.number}
                  </button>
                </td>
                <td>{names(each.from)}</td>
                <td>{names(each.to)}</td>
                {[each.costBeforeMinor, each.costAfterMinor].map((minor, at) => (
                  <td key={at === 0 ? 'before' : 'after'}>
                    {minor === null ? '–' : <Amount minor={minor} currency={currency} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
