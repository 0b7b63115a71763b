// Whose order it is, on the order's page: how often they came, whether a VIP, pinned notes; opens their file.
import { type ReactNode, useCallback } from 'react';
import { FormattedMessage } from 'react-intl';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import styles from './customers.module.css';
import { VipMark } from './customer-marks';

/** A new order has its customer within a second or two. */
const askEveryMs = 5_000;

export function OrderCustomer({
  api,
  orderId,
  open,
}: {
  api: Pick<OfficeApi, 'customerOfOrder'>;
  orderId: string;
  open: OfficePageProps['open'];
}): ReactNode {
  const load = useCallback(() => api.customerOfOrder(orderId), [api, orderId]);
  const { last } = useAnswer(load, askEveryMs);
  const customer = last?.customer;
  if (!customer) return null;
  return (
    <div className={styles.acts}>
      <FormattedMessage id="office.customers.customer" />
      <button type="button" onClick={() => open('customers', customer.customerId)}>
        {customer.name}
      </button>
      {customer.isVip ? <VipMark /> : null}
      <FormattedMessage id="office.customers.orders-of" values={{ orders: customer.orders }} />
      {customer.pinned.map((text) => (
        <em key={text} className={styles.pinned}>
          {text}
        </em>
      ))}
    </div>
  );
}
