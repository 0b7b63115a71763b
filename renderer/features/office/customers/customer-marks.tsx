// Small signs about a customer that several screens show the same way.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import styles from './customers.module.css';

export function VipMark(): ReactNode {
  return (
    <strong className={styles.vip}>
      <FormattedMessage id="office.customers.vip" />
    </strong>
  );
}

export function ReturnRate({ shipped, returned }: { shipped: number; returned: number }): ReactNode {
  if (shipped === 0) return '–';
  return <FormattedNumber value={returned / shipped} style="percent" maximumFractionDigits={1} />;
}
