// How much a special order is at risk and why: words first, colour only beside them.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import type { SpecialRow } from '../../../../shared/contract/special';
import styles from './special.module.css';

export function RiskWords({ row }: { row: Pick<SpecialRow, 'risk' | 'isRaised'> }): ReactNode {
  const { level, reason } = row.risk;
  return (
    <span className={styles.risk} data-level={level}>
      {row.isRaised ? <strong>▲ </strong> : null}
      <strong>
        <FormattedMessage id={`special.risk.${level}`} />
      </strong>
      {reason ? (
        <>
          : <FormattedMessage id={`special.reason.${reason}`} />
        </>
      ) : null}
    </span>
  );
}
