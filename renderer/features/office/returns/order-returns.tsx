// The returns of an order on its page, and the way to the desk.
import { type ReactNode, useCallback } from 'react';
import { FormattedMessage } from 'react-intl';
import type { Order } from '../../../../shared/domain/order/order';
import { shownReturnNumber } from '../../../../shared/domain/returns/return-number';
import { useAnswer } from '../list/use-answer';
import styles from '../office.module.css';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';

export function OrderReturns({
  api,
  order,
  open,
}: {
  api: OfficeApi;
  order: Order;
  open: OfficePageProps['open'];
}): ReactNode {
  const hasLeft = order.lines.some(({ shipped }) => shipped > 0);
  return hasLeft ? <Returns api={api} orderId={order.orderId} open={open} /> : null;
}

function Returns({
  api,
  orderId,
  open,
}: {
  api: OfficeApi;
  orderId: string;
  open: OfficePageProps['open'];
}): ReactNode {
  const load = useCallback(() => api.returnDesk({ orderId }), [api, orderId]);
  const { last } = useAnswer(load);
  if (!last) return null;
  return (
    <section aria-labelledby="returns">
      <h2 id="returns">
        <FormattedMessage id="office.returns.title" />
      </h2>
      <ul className={styles.cancels}>
        {last.returns.map((found) => (
          <li key={found.returnId}>
            <strong>{shownReturnNumber(found.number)}</strong>{' '}
            <span className={styles.status}>
              <FormattedMessage id={`return.state.${found.state}`} />
            </span>{' '}
            <FormattedMessage id={`return.wish.${found.wish}`} />
          </li>
        ))}
        <li>
          <button type="button" onClick={() => open('returns', orderId)}>
            <FormattedMessage id="office.returns.desk" />
          </button>
        </li>
      </ul>
    </section>
  );
}
