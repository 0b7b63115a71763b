// What the rules on the screen would have held of the newest orders, beside those in force.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import type { PlacementPreview } from '../../../../shared/contract/money';
import { orderHoldSchema } from '../../../../shared/domain/order/order';
import { HoldWords } from '../orders/hold-words';
import styles from '../workbench/workbench.module.css';

type Props = { preview: PlacementPreview; onOpenOrder: (orderId: string) => void };

export function PlacementPreviewPanel({ preview, onOpenOrder }: Props): ReactNode {
  return (
    <section className={styles.part} aria-labelledby="placement-preview">
      <h2 id="placement-preview">
        <FormattedMessage id="office.placement.preview" />
      </h2>
      <output>
        <FormattedMessage
          id="office.placement.preview-words"
          values={{ orders: preview.orders, held: preview.held, heldNow: preview.heldNow }}
        />
      </output>
      <table className={styles.figures}>
        <thead>
          <tr>
            {['reason', 'then', 'now'].map((name) => (
              <th key={name} scope="col">
                <FormattedMessage id={`office.placement.column.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.reasons.map(({ reason, orders, ordersNow }) => (
            <tr key={reason}>
              <th scope="row">
                <FormattedMessage id={`hold.reason.${reason}`} />
              </th>
              <td>
                <FormattedNumber value={orders} />
              </td>
              <td>
                <FormattedNumber value={ordersNow} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={styles.groups}>
        {preview.examples.slice(0, 20).map((example) => {
          const reason = orderHoldSchema.shape.reason.safeParse(example.reason);
          return (
            <li key={`${example.orderId} ${example.reason}`}>
              <span>
                <strong>{example.number}</strong>
                {` · ${example.customerName} · `}
                {reason.success ? (
                  <HoldWords hold={{ reason: reason.data, note: example.note, by: 'placement' }} />
                ) : null}
              </span>
              <button type="button" onClick={() => onOpenOrder(example.orderId)}>
                <FormattedMessage id="office.workbench.open-order" />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
